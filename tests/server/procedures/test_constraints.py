"""ADD_CONSTRAINT, REPLACE_CONSTRAINT, DROP_CONSTRAINT."""

from __future__ import annotations

import pytest

from support.product import Product

CHILD = (
    "CREATE TABLE `C` (`id` INT NOT NULL PRIMARY KEY, `t` VARCHAR(32) NULL, `must` VARCHAR(32) NOT NULL,"
    " `other` VARCHAR(32) CHARACTER SET utf8mb4 NULL, KEY `idxCT` (`t`), KEY `idxCMust` (`must`))"
    " ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci"
)
CALL = ("C", "fkCT", "t", "T", "uuid")


@pytest.fixture
def family(product: Product) -> Product:
    """T, and a child table C without rows."""
    product.run([CHILD])
    return product


def rules(product: Product) -> list[tuple[object, ...]]:
    return product.rows(
        "SELECT constraint_name, table_name, referenced_table_name, delete_rule"
        " FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()"
    )


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "set null", "", None])
def test_add_twice(family: Product, action: str | None) -> None:
    for arguments in [CALL, ("`C`", "`fkCT`", "`t`", "`T`", "`uuid`"), ("C", "FKCT", "T", "T", "UUID")]:
        family.call("ADD_CONSTRAINT", *arguments, action)
    (name, child, parent, rule), = rules(family)  # fmt: skip
    assert (name, child, parent) == ("fkCT", "C", "T")
    assert rule in ({(action or "").upper()} if (action or "").upper() in {"CASCADE", "SET NULL"} else
                    {"RESTRICT", "NO ACTION"})  # fmt: skip
    family.call("REPLACE_CONSTRAINT", *CALL, action)
    for _ in range(2):
        family.call("DROP_CONSTRAINT", "`C`", "`fkCT`")
    assert rules(family) == []


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize("column", ["system", "condition", "`select`"])
def test_reserved_words(family: Product, column: str) -> None:
    family.call("ADD_COLUMN", "C", column, "VARCHAR(32)", 1, None)
    for _ in range(2):
        family.call("CREATE_INDEX", "C", "idxCWord", column)
        family.call("ADD_CONSTRAINT", "C", "fkCWord", column, "T", "uuid", "SET NULL")
    assert len(rules(family)) == 1


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("t", "T", "uuid", "SET NULL"), "(`t`) REFERENCES `T` (`uuid`) ON DELETE SET NULL"),
        (("t", "T", "uuid", "RESTRICT"), "(`t`) REFERENCES `T` (`uuid`)"),
        (("must", "T", "uuid", "CASCADE"), "(`must`) REFERENCES `T` (`uuid`) ON DELETE CASCADE"),
        (("t", "U", "uuid", "CASCADE"), "(`t`) REFERENCES `U` (`uuid`) ON DELETE CASCADE"),
    ],
)
def test_another_definition_is_refused_or_converged(family: Product, asked: tuple[str, ...], wanted: str) -> None:
    family.run(["CREATE TABLE `U` LIKE `T`"])
    family.call("ADD_CONSTRAINT", *CALL, "CASCADE")
    there = rules(family)
    number, message = family.refusal("ADD_CONSTRAINT", "C", "fkCT", *asked)
    assert number == 1826
    assert message.startswith("foreign key C.fkCT is ")
    assert wanted[-8:] in message or message.endswith("..")
    assert rules(family) == there
    for _ in range(2):
        family.call("REPLACE_CONSTRAINT", "C", "fkCT", *asked)
    family.call("ADD_CONSTRAINT", "C", "fkCT", *asked)


def test_on_update_is_part_of_the_definition(family: Product) -> None:
    family.run([
        "ALTER TABLE `C` ADD CONSTRAINT `fkCT` FOREIGN KEY (`t`) REFERENCES `T` (`uuid`) ON DELETE CASCADE"
        " ON UPDATE CASCADE"
    ])  # fmt: skip
    assert family.refusal("ADD_CONSTRAINT", *CALL, "CASCADE")[0] == 1826
    family.call("REPLACE_CONSTRAINT", *CALL, "CASCADE")
    family.call("ADD_CONSTRAINT", *CALL, "CASCADE")


def test_a_name_of_another_table_is_refused(family: Product) -> None:
    family.run([CHILD.replace("`C`", "`D`")])
    family.call("ADD_CONSTRAINT", *CALL, "CASCADE")
    assert family.refusal("ADD_CONSTRAINT", "D", "fkCT", "t", "T", "uuid", "CASCADE") == (
        1826, "table C has a foreign key fkCT already, wanted on D")  # fmt: skip
    assert family.refusal("REPLACE_CONSTRAINT", "D", "fkCT", "t", "T", "uuid", "CASCADE")[0] == 1826
    family.call("DROP_CONSTRAINT", "D", "fkCT")
    assert len(rules(family)) == 1


def test_orphans_are_counted_before_anything_changes(family: Product) -> None:
    family.run(
        ["INSERT INTO `C` (`id`, `t`, `must`) VALUES (1, NULL, ''), (2, 'a', ''), (3, 'lost', ''), (4, 'z', '')"]
    )
    assert family.refusal("ADD_CONSTRAINT", *CALL, "CASCADE") == (
        1452, "2 orphan rows in C.t, e.g. 'lost': no parent in T; mend or delete them")  # fmt: skip
    assert rules(family) == []
    family.run(["UPDATE `C` SET `t` = NULL WHERE `id` > 2"])
    family.call("ADD_CONSTRAINT", *CALL, "CASCADE")
    there = rules(family)
    family.run(["CREATE TABLE `U` LIKE `T`"])
    assert family.refusal("REPLACE_CONSTRAINT", "C", "fkCT", "t", "U", "uuid", "CASCADE")[0] == 1452
    assert rules(family) == there


def test_a_table_can_refer_to_itself_and_to_two_columns(family: Product) -> None:
    family.run([
        "ALTER TABLE `T` ADD COLUMN `parent` VARCHAR(32) NULL, ADD KEY `idxTParent` (`parent`)",
        "UPDATE `T` SET `parent` = 'a'",
        "ALTER TABLE `T` ADD UNIQUE KEY `ukTUuidNumber` (`uuid`, `number`)",
        "ALTER TABLE `C` ADD COLUMN `number` INT NULL, ADD KEY `idxCTNumber` (`t`, `number`)",
        "INSERT INTO `C` (`id`, `t`, `must`, `number`) VALUES (1, 'a', 'a', 9), (2, 'a', 'a', NULL)",
    ])  # fmt: skip
    for _ in range(2):
        family.call("ADD_CONSTRAINT", "T", "fkTT", "parent", "T", "uuid", "SET NULL")
    assert family.refusal("ADD_CONSTRAINT", "C", "fkCT", "t, number", "T", "uuid, number", "RESTRICT") == (
        1452, "1 orphan rows in C.t, number, e.g. 'a, 9': no parent in T; mend or delete them")  # fmt: skip
    family.run(["UPDATE `C` SET `number` = 0 WHERE `id` = 1"])
    for _ in range(2):
        family.call("ADD_CONSTRAINT", "C", "fkCT", "t, number", "T", "uuid, number", "RESTRICT")
    assert len(rules(family)) == 2


def test_what_no_foreign_key_can_join_is_refused(family: Product) -> None:
    own, other = (
        family.rows(
            "SELECT collation_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'C'"
            " AND column_name = %s",
            (name,),
        )[0][0]
        for name in ("t", "other")
    )
    for arguments, number, message in [
        (("C", "fkC", "must", "T", "uuid", "SET NULL"), 1830,
         "column C.must is NOT NULL, ON DELETE SET NULL wants it nullable"),
        (("C", "fkC", "other", "T", "uuid", "CASCADE"), 3780,
         f"C.other is {other}, T.uuid is {own}: no foreign key joins them"),
        (("C", "fkC", "t", "T", "name", "CASCADE"), 1822, "referenced column T.name is not at place 1 of any key"),
        (("C", "fkC", "id", "T", "uuid", "CASCADE"), 3780,
         f"C.id is int, T.uuid is {own}: no foreign key joins them"),
        (("C", "fkC", "no", "T", "uuid", "CASCADE"), 1072, "column C.no does not exist"),
        (("C", "fkC", "t", "T", "no", "CASCADE"), 1072, "column T.no does not exist"),
        (("C", "fkC", "t", "No", "uuid", "CASCADE"), 1146, f"table {family.schema}.No does not exist"),
        (("No", "fkC", "t", "T", "uuid", "CASCADE"), 1146, f"table {family.schema}.No does not exist"),
        (("C", "fkC", "t", "T", "uuid", "EXPLODE"), 1210,
         "foreign key C.fkC: on-delete action is CASCADE, SET NULL, RESTRICT or NO ACTION, not EXPLODE"),
        (("C", "fkC", "t, must", "T", "uuid", "CASCADE"), 1239,
         "foreign key C.fkC: the two column lists differ in length"),
        (("C", None, "t", "T", "uuid", "CASCADE"), 1210,
         "a name is missing: table, column, index or constraint is NULL or empty"),
    ]:  # fmt: skip
        assert family.refusal("ADD_CONSTRAINT", *arguments) == (number, message)
    assert rules(family) == []


def test_drop_constraint_knows_its_kinds(family: Product) -> None:
    family.run(["ALTER TABLE `T` ADD CONSTRAINT `positive` CHECK (`number` >= 0)"])
    for _ in range(2):
        family.call("DROP_CONSTRAINT", "T", "positive")
    family.run(["INSERT INTO `T` (`uuid`, `number`) VALUES ('d', -1)"])
    family.call("CREATE_UNIQUE_INDEX", "T", "ukTUuidName", "uuid, name")
    assert family.refusal("DROP_CONSTRAINT", "T", "ukTUuidName") == (
        1091, "constraint T.ukTUuidName is a UNIQUE, no foreign key: use DELETE_INDEX")  # fmt: skip
    assert family.refusal("DROP_CONSTRAINT", "No", "fk")[0] == 1146
