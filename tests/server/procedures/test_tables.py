"""RENAME_TABLE_SAFELY, DROP_TABLE_IF_EMPTY, CREATE_VIEW_IF_ABSENT."""

from __future__ import annotations

from support.product import Product


def tables(product: Product) -> list[object]:
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name"
    return [row[0] for row in product.rows(query)]


def test_rename_table_twice_keeps_the_rows(product: Product) -> None:
    product.call("RENAME_TABLE_SAFELY", "T", "System")
    product.call("RENAME_TABLE_SAFELY", "`T`", f"`{product.schema}`.`System`")
    assert tables(product) == ["System"]
    assert product.rows("SELECT COUNT(*) FROM `System`") == [(2,)]


def test_rename_table_refuses_to_guess(product: Product) -> None:
    product.run(["CREATE TABLE `U` LIKE `T`", "CREATE VIEW `V` AS SELECT `uuid` FROM `T`"])
    there = tables(product)
    assert product.refusal("RENAME_TABLE_SAFELY", "T", "U") == (1050, "rename of T to U: both exist")
    assert product.refusal("RENAME_TABLE_SAFELY", "No", "None") == (1146, "rename of No to None: neither exists")
    assert product.refusal("RENAME_TABLE_SAFELY", "T", "V") == (1050, "rename of T to V: a view has the name")
    assert product.refusal("RENAME_TABLE_SAFELY", "V", "W") == (1050, "rename of V to W: a view has the name")
    assert product.refusal("RENAME_TABLE_SAFELY", "T", "other.T")[0] == 1049
    assert tables(product) == there


def test_drop_table_if_empty(product: Product) -> None:
    assert product.refusal("DROP_TABLE_IF_EMPTY", "T") == (1217, "table T has 2 rows: not dropped")
    product.run(["DELETE FROM `T`"])
    product.run([
        "CREATE TABLE `C` (`t` VARCHAR(32) NULL, CONSTRAINT `fkCT` FOREIGN KEY (`t`) REFERENCES `T` (`uuid`))"
        " ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci"
    ])  # fmt: skip
    assert product.refusal("DROP_TABLE_IF_EMPTY", "`T`") == (
        3730, "table T is referenced by a foreign key of C: not dropped")  # fmt: skip
    for table in ("C", "T", "C", "`T`"):
        product.call("DROP_TABLE_IF_EMPTY", table)
    assert tables(product) == []
    product.run(["CREATE VIEW `V` AS SELECT 1 AS `one`"])
    assert product.refusal("DROP_TABLE_IF_EMPTY", "V")[0] == 1347


def test_a_view_that_is_there_stays(product: Product) -> None:
    product.call("CREATE_VIEW_IF_ABSENT", "V", "SELECT `uuid`, `name` FROM `T`")
    product.call("CREATE_VIEW_IF_ABSENT", "`V`", "SELECT `uuid` FROM `T`")
    assert product.rows("SELECT `name` FROM `V` LIMIT 1") == [(None,)]
    assert product.refusal("CREATE_VIEW_IF_ABSENT", "T", "SELECT 1") == (
        1347, "view T wanted, but a table has that name")  # fmt: skip
