-- file: V1__a.sql
﻿-- expect: ST105
SELECT 2;
