"""ADD_COLUMN, MODIFY_COLUMN, DROP_COLUMN, RENAME_COLUMN, COPY_COLUMN."""

from __future__ import annotations

import itertools

import pytest

from driftproof.live.connect import ServerError
from support.product import Product
from support.schema_rows import schema_rows

ENUM = "ENUM(" + ", ".join(f"'state_number_{number}'" for number in range(12)) + ")"
COMMENT = "VARCHAR(32) COMMENT 'what stands here, and it''s more than sixty-four characters of type text'"

ADDED = [
    ("VARCHAR(32)", 1, None, None),
    ("VARCHAR(32)", 0, None, ""),
    ("VARCHAR(32)", 0, "", ""),
    ("VARCHAR(32)", 0, "0", "0"),
    ("VARCHAR(32)", 0, 0, "0"),
    ("VARCHAR(32)", 0, "it's", "it's"),
    ("VARCHAR(32)", 0, 'back\\slash "quoted" `tick`', 'back\\slash "quoted" `tick`'),
    ("VARCHAR(99)", 0, '{"a": ["b", "it\'s"]}', '{"a": ["b", "it\'s"]}'),
    ("VARCHAR(32)", 0, "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"),
    ("VARCHAR(32)", 1, "NULL", "NULL"),
    ("varchar( 32 )", 0, "x", "x"),
    ("VARCHAR(32) CHARACTER SET utf8mb4", 0, "ü€😀", "ü€😀"),
    ("TEXT", 1, '{"a": 1}', '{"a": 1}'),
    ("MEDIUMTEXT", 1, None, None),
    ("INT", 0, "0", 0),
    ("INT", 0, 0, 0),
    ("INT", 0, None, 0),
    ("INT UNSIGNED", 1, None, None),
    ("BIGINT UNSIGNED", 0, "268435456", 268435456),
    ("BIGINT", 0, "-1", -1),
    ("BOOLEAN", 0, "1", 1),
    ("TINYINT(1)", 0, "true", 1),
    ("DECIMAL(10,2)", 0, "1.5", "1.50"),
    ("BIT(1)", 0, "1", b"\x01"),
    ("BIT(3)", 0, "b'101'", b"\x05"),
    (ENUM, 0, "state_number_3", "state_number_3"),
    (COMMENT, 0, "x", "x"),
    ("VARCHAR(64) AS (CONCAT(`uuid`, 'x')) STORED", 1, None, "ax"),
    ("DATETIME", 1, "1999-12-31 23:59:59", "1999-12-31 23:59:59"),
    ("TIMESTAMP", 1, None, None),
]
"""type, allow_null, default, and what an existing row then holds."""

TIMES = [
    ("TIMESTAMP", "CURRENT_TIMESTAMP"),
    ("TIMESTAMP", "current_timestamp()"),
    ("TIMESTAMP", "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
    ("DATETIME(3)", "CURRENT_TIMESTAMP(3)"),
    ("DATETIME", "NOW()"),
]

ALIKE = [
    (("INT", 1, None), ("int(11)", 1, None)),
    (("INT(10)", 0, "5"), ("INTEGER", 0, 5)),
    (("BOOLEAN", 0, "true"), ("tinyint(1)", 0, "1")),
    (("VARCHAR(32)", 1, None), ("  varchar ( 32 )", 1, None)),
    (("VARCHAR(9) CHARACTER SET utf8", 1, None), ("VARCHAR(9) CHARSET utf8mb3", 1, None)),
    (("ENUM('a','b')", 1, None), ("enum( 'a', 'b' )", 1, None)),
    (("VARCHAR(9) COMMENT 'one'", 1, None), ("VARCHAR(9)", 1, None)),
    (("DECIMAL(10,2)", 0, "1.5"), ("NUMERIC(10, 2)", 0, "1.50")),
    (("TIMESTAMP", 0, "CURRENT_TIMESTAMP"), ("TIMESTAMP", 0, "now()")),
    (("DOUBLE", 1, None), ("DOUBLE PRECISION", 1, None)),
    (("CHAR(3)", 0, "a"), ("CHARACTER(3)", 0, "a")),
]

DIFFERENT = [
    (("VARCHAR(32)", 1, None), ("VARCHAR(64)", 1, None), ("varchar(32)", "varchar(64)")),
    (("VARCHAR(32)", 1, None), ("VARCHAR(32)", 0, None), (" NULL", "NOT NULL")),
    (("VARCHAR(32)", 0, "a"), ("VARCHAR(32)", 0, "A"), ("DEFAULT 'a'", "DEFAULT 'A'")),
    (("VARCHAR(32)", 0, None), ("VARCHAR(32)", 0, ""), ("NOT NULL,", "DEFAULT ''")),
    (("VARCHAR(32)", 1, None), ("VARCHAR(32)", 1, "NULL"), ("NULL,", "DEFAULT 'NULL'")),
    (("INT", 0, "0"), ("INT", 0, "1"), ("'0'", "'1'")),
    (("INT", 0, "0"), ("INT UNSIGNED", 0, "0"), ("is int ", "int unsigned")),
    (("INT", 0, "0"), ("BIGINT", 0, "0"), ("is int", "bigint")),
    (("TINYINT(1)", 0, "0"), ("TINYINT", 0, "0"), ("tinyint(1)", "tinyint ")),
    (("TIMESTAMP", 0, "CURRENT_TIMESTAMP"), ("TIMESTAMP", 0, "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
     ("DEFAULT CURRENT_TIMESTAMP,", "ON UPDATE CURR")),
    (("ENUM('a','b')", 1, None), ("ENUM('a','B')", 1, None), ("enum('a','b')", "enum('a','B')")),
    (("VARCHAR(9)", 1, None), ("VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", 1, None),
     ("varchar(9) NULL", "utf8mb4_bin")),
    ((ENUM, 1, None), (ENUM.replace("11'", "12'"), 1, None), ("_11')", "_12')")),
]  # fmt: skip


def column(product: Product, name: str = "c") -> list[tuple[object, ...]]:
    return product.rows(
        "SELECT column_type, is_nullable, column_default, extra, collation_name FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND table_name = 'T' AND column_name = %s",
        (name,),
    )


@pytest.mark.parametrize("product", ["strict", "loose", "ansi"], indirect=True)
@pytest.mark.parametrize(("type_", "allow_null", "default", "holds"), ADDED)
def test_add_column_twice(product: Product, type_: str, allow_null: int, default: object, holds: object) -> None:
    product.call("ADD_COLUMN", "T", "c", type_, allow_null, default)
    added = column(product)
    assert [row[1] for row in added] == ["YES" if allow_null else "NO"]
    held = product.rows("SELECT `c` FROM `T` WHERE `uuid` = 'a'")[0][0]
    assert held == holds or str(held) == str(holds)
    product.call("ADD_COLUMN", "T", "c", type_, allow_null, default)
    product.call("MODIFY_COLUMN", "T", "c", type_, allow_null, default)
    assert column(product) == added


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize(("type_", "default"), TIMES)
def test_a_function_default_stays_a_function(product: Product, type_: str, default: str) -> None:
    product.call("ADD_COLUMN", "T", "c", type_, 0, default)
    product.call("ADD_COLUMN", "T", "c", type_, 0, default)
    product.run(["INSERT INTO `T` (`uuid`) VALUES ('new')"])
    assert product.rows("SELECT ABS(TIMESTAMPDIFF(SECOND, `c`, NOW())) < 60 FROM `T` WHERE `uuid` = 'new'") == [(1,)]


@pytest.mark.parametrize("product", ["strict"], indirect=True)
def test_backticks_and_qualifiers_change_nothing(product: Product) -> None:
    tables = ["T", "`T`", f"{product.schema}.T", f"`{product.schema}`.`T`", f"{product.schema}.`T`", " T "]
    for table, name in itertools.product(tables, ["c", "`c`", " c ", "C"]):
        product.call("ADD_COLUMN", "T", "c", "VARCHAR(32)", 1, None)
        product.call("ADD_COLUMN", table, name, "VARCHAR(32)", 1, None)
        assert product.refusal("ADD_COLUMN", table, name, "BIGINT", 1, None)[0] == 1060
        product.call("MODIFY_COLUMN", table, name, "VARCHAR(64)", 1, None)
        product.call("RENAME_COLUMN", table, name, "`d`")
        product.call("COPY_COLUMN", table, "`uuid`", "`d`")
        product.call("DROP_COLUMN", table, "`d`")
        assert not column(product, "c") + column(product, "d")


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize("word", ["system", "condition", "rank", "key", "select", "a`b", "wïde", "two words", "a,b"])
def test_any_name_works(product: Product, word: str) -> None:
    quoted = word.replace("`", "``")
    for name in (f"`{quoted}`", f"`{quoted}`" if "," in word or "`" in word else word):
        product.call("ADD_COLUMN", "T", name, "INT", 0, 7)
        if "`" not in word:
            product.call("CREATE_INDEX", "T", f"idxT{len(word)}", name)
    assert product.rows(f"SELECT DISTINCT `{quoted}` FROM `T`") == [(7,)]
    product.call("RENAME_COLUMN", "T", f"`{quoted}`", "plain")
    product.call("RENAME_COLUMN", "T", "plain", f"`{quoted}`")
    product.call("MODIFY_COLUMN", "T", f"`{quoted}`", "BIGINT", 0, 7)
    product.call("DROP_COLUMN", "T", f"`{quoted}`")
    assert not column(product, word)


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize(("made", "asked"), ALIKE)
def test_other_spellings_are_the_same(product: Product, made: tuple[object, ...], asked: tuple[object, ...]) -> None:
    product.call("ADD_COLUMN", "T", "c", *made)
    there = column(product)
    product.call("ADD_COLUMN", "T", "c", *asked)
    assert column(product) == there


@pytest.mark.parametrize("product", ["strict"], indirect=True)
@pytest.mark.parametrize(("made", "asked", "shown"), DIFFERENT)
def test_another_definition_is_refused_or_converged(
    product: Product, made: tuple[object, ...], asked: tuple[object, ...], shown: tuple[str, str]
) -> None:
    product.call("ADD_COLUMN", "T", "c", *made)
    if asked[1] == 0:
        product.run(["UPDATE `T` SET `c` = COALESCE(`c`, `number`)"])
    there = column(product)
    number, message = product.refusal("ADD_COLUMN", "T", "c", *asked)
    assert number == 1060
    assert message.startswith("column T.c is ")
    actual, wanted = f"{message},".split(", wanted ")
    assert shown[0] in f"{actual},"
    assert shown[1] in wanted
    assert column(product) == there
    product.call("MODIFY_COLUMN", "T", "c", *asked)
    product.call("MODIFY_COLUMN", "T", "c", *asked)
    product.call("ADD_COLUMN", "T", "c", *asked)
    assert column(product) != there


def test_long_names_leave_room_for_both_definitions(product: Product) -> None:
    name = "c" * 64
    product.run([f"CREATE TABLE `{'t' * 64}` (`{name}` VARCHAR(32) NULL)"])
    message = product.refusal("ADD_COLUMN", "t" * 64, name, "VARCHAR(64)", 0, "x" * 60)[1]
    assert "varchar(32)" in message
    assert "varchar(64)" in message
    assert "ttt..ccc" in message


def test_null_rows_are_refused_before_not_null(product: Product) -> None:
    number, message = product.refusal("MODIFY_COLUMN", "T", "name", "VARCHAR(255)", 0, None)
    assert (number, message) == (1138, "column T.name is NULL in 2 rows: fill them, then make it NOT NULL")
    assert column(product, "name")[0][1] == "YES"


def test_values_that_do_not_fit_stop_the_server(product: Product) -> None:
    product.run(["UPDATE `T` SET `name` = REPEAT('x', 100)"])
    with pytest.raises(ServerError) as caught:
        product.call("MODIFY_COLUMN", "T", "name", "VARCHAR(50)", 1, None)
    assert caught.value.answer.number in {1265, 1406}
    assert product.rows("SELECT DISTINCT LENGTH(`name`) FROM `T`") == [(100,)]
    assert column(product, "name")[0][0] == "varchar(255)"


def test_an_old_zero_date_elsewhere_is_no_obstacle(product: Product) -> None:
    mode = product.rows("SELECT @@SESSION.sql_mode")[0][0]
    product.session("")
    product.run([
        "CREATE TABLE `Z` (`id` INT NOT NULL, `made` TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00')",
        "INSERT INTO `Z` (`id`) VALUES (1)",
    ])  # fmt: skip
    product.session(str(mode))
    product.call("ADD_COLUMN", "Z", "c", "VARCHAR(32)", 0, None)
    product.call("MODIFY_COLUMN", "Z", "made", "TIMESTAMP", 0, "CURRENT_TIMESTAMP")
    product.call("CREATE_INDEX", "Z", "idxZMade", "made")
    product.call("CREATE_INDEX", "Z", "idxZMade", "made ASC")
    assert product.rows("SELECT COUNT(*) FROM `Z` WHERE `made` < '1970-01-02'") == [(1,)]


def test_missing_things_are_refused(product: Product) -> None:
    assert product.refusal("ADD_COLUMN", "No", "c", "INT", 1, None) == (
        1146, f"table {product.schema}.No does not exist")  # fmt: skip
    assert product.refusal("DROP_COLUMN", "No", "c")[0] == 1146
    assert product.refusal("MODIFY_COLUMN", "T", "no", "INT", 1, None) == (
        1054, "column T.no does not exist, wanted INT NULL")  # fmt: skip
    assert product.refusal("RENAME_COLUMN", "T", "no", "none")[0] == 1054
    assert product.refusal("RENAME_COLUMN", "T", "name", "path")[0] == 1060
    assert product.refusal("COPY_COLUMN", "T", "name", "no")[0] == 1054
    assert product.refusal("COPY_COLUMN", "T", "name", "number")[0] == 1210
    for table, name, type_, allow_null in [
        ("T", None, "INT", 1), ("T", "``", "INT", 1), (None, "c", "INT", 1), ("T", "c", "", 1), ("T", "c", None, 1),
        ("T", "c", "INT", None), ("T", "c", "INT", 2),
    ]:  # fmt: skip
        assert product.refusal("ADD_COLUMN", table, name, type_, allow_null, None)[0] == 1210
    assert product.refusal("ADD_COLUMN", "T", "c" * 65, "INT", 1, None)[0] == 1059


def test_views_are_refused(product: Product) -> None:
    product.run(["CREATE VIEW `V` AS SELECT `uuid` FROM `T`"])
    assert product.refusal("ADD_COLUMN", "V", "c", "INT", 1, None) == (1347, f"table {product.schema}.V is a view")


def test_drop_column_never_reshapes_an_index(product: Product) -> None:
    product.call("CREATE_UNIQUE_INDEX", "T", "ukTNameUuid", "name, uuid")
    product.call("CREATE_INDEX", "T", "idxTNumber", "number")
    assert product.refusal("DROP_COLUMN", "T", "name") == (
        1072, "column T.name is part of index ukTNameUuid: DELETE_INDEX first")  # fmt: skip
    product.call("DROP_COLUMN", "T", "number")
    product.call("DROP_COLUMN", "T", "number")
    product.run([
        "CREATE TABLE `C` (`t` VARCHAR(32) NULL, CONSTRAINT `fkCT` FOREIGN KEY (`t`) REFERENCES `T` (`uuid`))"
        " ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci"
    ])  # fmt: skip
    assert product.refusal("DROP_COLUMN", "C", "t") == (
        1828, "column C.t is used by foreign key fkCT: DROP_CONSTRAINT first")  # fmt: skip


def test_rename_column_keeps_the_definition(product: Product) -> None:
    product.call("ADD_COLUMN", "T", "c", "VARCHAR(9) COMMENT 'it''s'", 0, "x'y")
    there = column(product)
    for _ in range(2):
        product.call("RENAME_COLUMN", "T", "c", "d")
    assert column(product, "d") == there


@pytest.mark.parametrize("product", ["strict"], indirect=True)
def test_the_text_of_a_column_is_its_definition(product: Product) -> None:
    """RENAME_COLUMN writes a definition out again on MySQL 5.7; on every server the text makes the same column."""
    generated = " AS ("  # MariaDB takes no NULL behind it, and has RENAME COLUMN anyway
    tried = [case for case in ADDED if not product.server.flavor.is_mariadb or generated not in case[0]]
    product.connection.change("SET @text = NULL")
    for type_, allow_null, default, _ in tried:
        product.call("ADD_COLUMN", "T", "c", type_, allow_null, default)
        before = schema_rows(product.connection, product.schema)
        product.connection.change("CALL DRIFTPROOF_COLUMN_TEXT('T', 'c', 1, @text)")
        text = str(product.rows("SELECT @text")[0][0])
        product.connection.change("CALL DRIFTPROOF_RUN(%s)", (f"ALTER TABLE `T` CHANGE COLUMN `c` `c` {text}",))
        assert schema_rows(product.connection, product.schema) == before, text
        product.call("DROP_COLUMN", "T", "c")


def test_copy_column_fills_what_is_not_filled(product: Product) -> None:
    product.run([
        "ALTER TABLE `T` ADD COLUMN `touched` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
        " ADD COLUMN `Again` DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
        "UPDATE `T` SET `touched` = '2001-01-01 00:00:00', `Again` = '2002-02-02 00:00:00'",
        "UPDATE `T` SET `name` = 'own', `touched` = `touched`, `Again` = `Again` WHERE `uuid` = 'b'",
    ])  # fmt: skip
    product.call("ADD_COLUMN", "T", "owner", "VARCHAR(32)", 0, None)
    for _ in range(2):
        product.call("COPY_COLUMN", "T", "uuid", "name")
        product.call("COPY_COLUMN", "T", "uuid", "owner")
        product.run(["UPDATE `T` SET `owner` = 'later', `touched` = `touched`, `Again` = `Again` WHERE `uuid` = 'a'"])
    assert product.rows(
        "SELECT `uuid`, `name`, `owner`, CAST(`touched` AS CHAR), CAST(`Again` AS CHAR) FROM `T` ORDER BY `uuid`"
    ) == [
        ("a", "a", "later", "2001-01-01 00:00:00", "2002-02-02 00:00:00"),
        ("b", "own", "b", "2001-01-01 00:00:00", "2002-02-02 00:00:00"),
    ]
    product.call("COPY_COLUMN", "T", "gone", "name")


def test_auto_increment_and_its_key_can_come_in_the_type(product: Product) -> None:
    for type_ in ("BIGINT UNSIGNED AUTO_INCREMENT UNIQUE", "bigint unsigned auto_increment unique key"):
        product.call("ADD_COLUMN", "T", "id", type_, 0, None)
    product.call("MODIFY_COLUMN", "T", "id", "BIGINT UNSIGNED AUTO_INCREMENT", 0, None)
    assert product.rows("SELECT `id` FROM `T` ORDER BY `id`") == [(1,), (2,)]
    assert product.refusal("ADD_COLUMN", "T", "id", "BIGINT UNSIGNED", 0, None)[0] == 1060
    product.call("MODIFY_COLUMN", "T", "id", "BIGINT UNSIGNED", 0, None)
