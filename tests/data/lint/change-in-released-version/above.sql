-- released: V2__b.sql
DO 0;
-- file: V2__b.sql
DO 0;
-- file: V2.1__c.sql
DO 0;
-- file: R__views.sql
DO 0;
