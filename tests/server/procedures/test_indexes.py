"""CREATE_INDEX, CREATE_UNIQUE_INDEX, REPLACE_INDEX, REPLACE_UNIQUE_INDEX, DELETE_INDEX, ADD_PRIMARY_KEY."""

from __future__ import annotations

import pytest

from driftproof.live.connect import ServerError
from support.product import Product

LISTS = [
    ("name", [("name", None)]),
    ("`name`", [("name", None)]),
    ("name,number", [("name", None), ("number", None)]),
    (" number , `name` ( 10 ) ASC", [("number", None), ("name", 10)]),
    ("path(255)", [("path", 255)]),
    ("`path`(20), name(3)", [("path", 20), ("name", 3)]),
    ("number DESC, name", [("number", None), ("name", None)]),
    ("path(9)DESC", [("path", 9)]),
    ("NAME", [("name", None)]),
    ("name(255)", [("name", None)]),
]

DIFFERENT = [
    ("name", "number"),
    ("name", "name, number"),
    ("name, number", "number, name"),
    ("path(10)", "path(11)"),
    ("path", "path(10)"),
]


def parts(product: Product, index: str = "idxTIt") -> list[tuple[object, ...]]:
    return product.rows(
        "SELECT column_name, sub_part FROM information_schema.statistics"
        " WHERE table_schema = DATABASE() AND table_name = 'T' AND index_name = %s ORDER BY seq_in_index",
        (index,),
    )


@pytest.mark.parametrize(("columns", "made"), LISTS)
@pytest.mark.parametrize("unique", [False, True])
def test_create_twice(product: Product, columns: str, made: list[tuple[object, ...]], unique: bool) -> None:
    helper = "CREATE_UNIQUE_INDEX" if unique else "CREATE_INDEX"
    product.run(["UPDATE `T` SET `name` = `uuid`, `path` = `uuid`, `number` = ASCII(`uuid`)"])
    for table, index in [("T", "idxTIt"), ("`T`", "`idxTIt`"), ("T", "IDXTIT")]:
        product.call(helper, table, index, columns)
        assert parts(product) == made
    product.call(helper.replace("CREATE", "REPLACE"), "T", "idxTIt", columns)
    assert parts(product) == made
    product.call("DELETE_INDEX", "`T`", "`idxTIt`")
    product.call("DELETE_INDEX", "T", "idxTIt")
    assert parts(product) == []


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize(("made", "asked"), DIFFERENT)
def test_another_definition_is_refused_or_converged(product: Product, made: str, asked: str) -> None:
    product.call("CREATE_INDEX", "T", "idxTIt", made)
    there = parts(product)
    number, message = product.refusal("CREATE_INDEX", "T", "idxTIt", asked)
    assert number == 1061
    assert message.startswith("index T.idxTIt is (`")
    assert ", wanted (`" in message
    assert parts(product) == there
    for _ in range(2):
        product.call("REPLACE_INDEX", "T", "idxTIt", asked)
    product.call("CREATE_INDEX", "T", "idxTIt", asked)
    assert parts(product) != there


def test_direction_counts_where_the_server_keeps_it(product: Product) -> None:
    product.call("CREATE_INDEX", "T", "idxTIt", "number")
    if product.server.flavor.at_least(mysql=(8, 0), mariadb=(10, 8)):
        message = product.refusal("CREATE_INDEX", "T", "idxTIt", "number DESC")[1]
        assert message == "index T.idxTIt is (`number`), wanted (`number` DESC)"
    else:
        product.call("CREATE_INDEX", "T", "idxTIt", "number DESC")


def test_unique_and_plain_differ(product: Product) -> None:
    product.call("CREATE_INDEX", "T", "idxTIt", "uuid, name")
    assert product.refusal("CREATE_UNIQUE_INDEX", "T", "idxTIt", "uuid, name") == (
        1061, "index T.idxTIt is (`uuid`, `name`), wanted UNIQUE (`uuid`, `name`)")  # fmt: skip
    product.call("REPLACE_UNIQUE_INDEX", "T", "idxTIt", "uuid, name")
    product.call("CREATE_UNIQUE_INDEX", "T", "idxTIt", "uuid, name")
    assert product.refusal("CREATE_INDEX", "T", "idxTIt", "uuid, name")[0] == 1061


def test_doubled_rows_are_refused_with_count_and_example(product: Product) -> None:
    product.run(["INSERT INTO `T` (`uuid`, `name`, `path`) VALUES ('c', 'x', 'begins 1'), ('d', 'x', 'begins 2')"])
    assert product.refusal("CREATE_UNIQUE_INDEX", "T", "ukT", "number, name") == (
        1062, "1 doubled values in T, e.g. '0, x', against unique index ukT; delete the doubles first")  # fmt: skip
    assert product.refusal("CREATE_UNIQUE_INDEX", "T", "ukTPath", "path(5)")[0] == 1062
    product.call("CREATE_UNIQUE_INDEX", "T", "ukTPath", "path")
    assert product.refusal("REPLACE_UNIQUE_INDEX", "T", "ukTPath", "path(5)")[0] == 1062
    assert parts(product, "ukT") == []
    assert parts(product, "ukTPath") == [("path", None)]


def test_what_is_no_column_list_is_refused(product: Product) -> None:
    assert product.refusal("CREATE_INDEX", "T", "idxTNo", "no") == (1072, "key column T.no does not exist")
    assert product.refusal("CREATE_INDEX", "No", "idxTNo", "no")[0] == 1146
    assert product.refusal("DELETE_INDEX", "No", "idxTNo")[0] == 1146
    for columns in ("", None, "name,", ",name", "name(x)", "(LOWER(name))", "`name` x", "``"):
        assert product.refusal("CREATE_INDEX", "T", "idxTNo", columns)[0] in {1210, 1072}
    assert product.refusal("CREATE_INDEX", "T", "", "name")[0] == 1210


def test_an_index_under_a_foreign_key_can_be_replaced(product: Product) -> None:
    product.run([
        "CREATE TABLE `C` (`t` VARCHAR(32) NULL, `n` INT NULL, KEY `idxCT` (`t`), CONSTRAINT `fkCT` FOREIGN KEY (`t`)"
        " REFERENCES `T` (`uuid`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci"
    ])  # fmt: skip
    product.session(str(product.rows("SELECT @@SESSION.sql_mode")[0][0]), 1)
    product.call("REPLACE_INDEX", "C", "idxCT", "t, n")
    with pytest.raises(ServerError) as caught:
        product.call("DELETE_INDEX", "C", "idxCT")
    assert caught.value.answer.number == 1553


def test_add_primary_key(product: Product) -> None:
    product.run(["CREATE TABLE `P` (`a` INT NOT NULL, `b` VARCHAR(9) NOT NULL, `c` INT NULL)"])
    product.run(["INSERT INTO `P` VALUES (1, 'x', 1), (1, 'x', 2), (2, 'x', 3)"])
    assert product.refusal("ADD_PRIMARY_KEY", "P", "a, c") == (
        1171, "primary key of P: column c is nullable; MODIFY_COLUMN to NOT NULL first")  # fmt: skip
    assert product.refusal("ADD_PRIMARY_KEY", "P", "a, b") == (
        1062, "1 doubled values in P, e.g. '1, x', against primary key; delete the doubles first")  # fmt: skip
    product.run(["DELETE FROM `P` WHERE `c` = 2"])
    product.call("ADD_PRIMARY_KEY", "P", "a, b")
    product.call("ADD_PRIMARY_KEY", "`P`", "`a`,`b`")
    assert product.refusal("ADD_PRIMARY_KEY", "P", "a") == (1068, "primary key of P is (`a`, `b`), wanted (`a`)")
