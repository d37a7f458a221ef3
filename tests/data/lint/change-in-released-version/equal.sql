-- released: V2__b.sql
DO 0;
-- file: V2__b.sql
DO 0;
-- file: V2.0__c.sql
DO 0; -- expect: ID128
