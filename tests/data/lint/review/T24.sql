-- config: {"select": ["ID"], "ignore": ["SP112", "ID124", "LK103", "LK105", "LK106", "DS118", "DS123"]}
-- says ID120 error, no fix: [V2__helpers.sql:2: `IDEMPOTENT_ADD_COLUMN` is created here]
-- file: V1__a.sql
CREATE TABLE IF NOT EXISTS `A` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CALL IDEMPOTENT_ADD_COLUMN('A', 'b', 'INT'); -- expect: ID120
-- file: V2__helpers.sql
DROP PROCEDURE IF EXISTS `IDEMPOTENT_ADD_COLUMN`;
CREATE PROCEDURE `IDEMPOTENT_ADD_COLUMN`(t VARCHAR(64), c VARCHAR(64), d VARCHAR(64)) DO 0;
