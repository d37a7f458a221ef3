"""The house rules and the facts of the schema, read from a real server."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from support.product import ROOT, Product, versions
from support.schema_rows import Rows

OLD_NAME = "utf8_general_ci"
"""What MariaDB before 10.6 calls utf8mb3_general_ci; it takes both names."""

GOLDEN = Path(__file__).parents[2] / "data" / "versions" / "schema.txt"


def by(rows: Rows, view: str, **wanted: object) -> list[dict[str, object]]:
    return [row for row in rows[view] if all(row[name] == value for name, value in wanted.items())]


def columns(fresh: Rows) -> dict[tuple[object, object], dict[str, object]]:
    return {(row["TABLE_NAME"], row["COLUMN_NAME"]): row for row in fresh["COLUMNS"]}


def test_the_schema_is_the_one_on_record(fresh: Rows, product: Product, golden: Callable[[Path, str], None]) -> None:
    """Every column, index and foreign key, in the helpers' words, which are the same on every server."""
    product.upgrade(*versions())
    lines = []
    for table in sorted({str(row["TABLE_NAME"]) for row in by(fresh, "TABLES", TABLE_TYPE="BASE TABLE")}):
        lines.append(table)
        own = sorted(by(fresh, "COLUMNS", TABLE_NAME=table), key=lambda row: int(str(row["ORDINAL_POSITION"])))
        for kind, names in [
            ("COLUMN", [str(row["COLUMN_NAME"]) for row in own]),
            ("INDEX", sorted({str(row["INDEX_NAME"]) for row in by(fresh, "STATISTICS", TABLE_NAME=table)})),
            ("CONSTRAINT", sorted(str(row["CONSTRAINT_NAME"])
                                  for row in by(fresh, "REFERENTIAL_CONSTRAINTS", TABLE_NAME=table))),
        ]:  # fmt: skip
            for name in names:
                extra = ", 1" if kind == "COLUMN" else ""
                product.connection.change(f"CALL DRIFTPROOF_{kind}_TEXT(%s, %s{extra}, @text)", (table, name))
                lines.append(f"  {kind.lower()} {name} {product.rows('SELECT @text')[0][0]}")
    golden(GOLDEN, "\n".join(lines) + "\n")


def test_tables_state_what_a_server_could_choose(fresh: Rows) -> None:
    tables = by(fresh, "TABLES", TABLE_TYPE="BASE TABLE")
    assert len(tables) == 22
    for row in tables:
        assert row["ENGINE"] == "InnoDB"
        assert row["TABLE_COLLATION"] in {"utf8mb3_general_ci", OLD_NAME}
    assert {row["COLLATION_NAME"] for row in fresh["COLUMNS"]} < {None, "utf8mb3_general_ci", OLD_NAME}


def test_every_table_ends_with_its_two_dates(fresh: Rows) -> None:
    known = columns(fresh)
    for row in by(fresh, "TABLES", TABLE_TYPE="BASE TABLE"):
        last, made = known[row["TABLE_NAME"], "lastOpDate"], known[row["TABLE_NAME"], "createDate"]
        assert (last["IS_NULLABLE"], made["IS_NULLABLE"]) == ("NO", "NO")
        assert str(last["COLUMN_DEFAULT"]).lower().startswith("current_timestamp")
        assert "on update current_timestamp" in str(last["EXTRA"]).lower()
        assert str(made["COLUMN_DEFAULT"]).lower().startswith("current_timestamp")
        assert "on update" not in str(made["EXTRA"]).lower()
    assert not [row for row in fresh["COLUMNS"] if "0000-00-00" in str(row["COLUMN_DEFAULT"])]


def test_keys_and_nullability_agree(fresh: Rows) -> None:
    known = columns(fresh)
    unique = [row for row in fresh["STATISTICS"] if row["NON_UNIQUE"] in {0, "0"}]
    assert [row for row in unique if known[row["TABLE_NAME"], row["COLUMN_NAME"]]["IS_NULLABLE"] != "NO"] == []
    assert [row for row in unique if row["SUB_PART"] is not None] == []
    rules = {row["CONSTRAINT_NAME"]: row["DELETE_RULE"] for row in fresh["REFERENTIAL_CONSTRAINTS"]}
    used = [row for row in fresh["KEY_COLUMN_USAGE"] if row["REFERENCED_TABLE_NAME"]]
    assert len(used) == len(rules) == 23
    for row in used:
        nullable = known[row["TABLE_NAME"], row["COLUMN_NAME"]]["IS_NULLABLE"] == "YES"
        assert nullable == (rules[row["CONSTRAINT_NAME"]] == "SET NULL"), row


def test_no_index_is_the_left_part_of_another(fresh: Rows) -> None:
    parts: dict[tuple[str, str], list[tuple[object, object]]] = {}
    for row in sorted(fresh["STATISTICS"], key=lambda row: int(str(row["SEQ_IN_INDEX"]))):
        parts.setdefault((str(row["TABLE_NAME"]), str(row["INDEX_NAME"])), []).append(
            (row["COLUMN_NAME"], row["SUB_PART"])
        )
    for (table, name), own in parts.items():
        longer = [other for key, other in parts.items() if key[0] == table and key[1] != name]
        assert not [other for other in longer if other[: len(own)] == own], (table, name)


def test_names_follow_the_house(fresh: Rows) -> None:
    for row in fresh["REFERENTIAL_CONSTRAINTS"]:
        wanted = f"fk{row['TABLE_NAME']}{row['REFERENCED_TABLE_NAME']}"
        assert str(row["CONSTRAINT_NAME"]).startswith(wanted)
    for row in fresh["STATISTICS"]:
        kind = "PRIMARY" if row["INDEX_NAME"] == "PRIMARY" else "idx" if str(row["NON_UNIQUE"]) == "1" else "uk"
        assert str(row["INDEX_NAME"]).startswith(kind if kind == "PRIMARY" else f"{kind}{row['TABLE_NAME']}")
        assert len(str(row["INDEX_NAME"])) <= 64


def test_views_hide_what_is_deleted(product: Product) -> None:
    product.upgrade("5.5.0")
    product.run([
        "INSERT INTO `HostEO` (`uuid`, `name`, `managementIp`, `hypervisorType`, `state`, `status`, `deleted`)"
        " VALUES ('h1', 'a', '1', 'KVM', 'x', 'x', NULL), ('h2', 'b', '2', 'KVM', 'x', 'x', '2026-01-01')",
        "INSERT INTO `VmInstanceEO` (`uuid`, `name`, `type`, `state`, `platform`, `cpuNum`, `memorySize`, `deleted`)"
        " VALUES ('v1', 'a', 'x', 'x', 'x', 1, 1, '2026'), ('v2', 'b', 'x', 'x', 'x', 1, 1, NULL)",
    ])  # fmt: skip
    assert product.rows("SELECT `uuid` FROM `HostVO`") == [("h1",)]
    assert product.rows("SELECT `uuid` FROM `VmInstanceVO`") == [("v2",)]


def test_scripts_qualify_every_table_and_leave_flyway_nothing_to_replace() -> None:
    for path in [*(ROOT / "versions").glob("*.sql"), *(ROOT / "procedures").glob("*.sql")]:
        text = path.read_text(encoding="utf-8")
        assert "${" not in text
        assert "0000-00-00" not in text
        assert text.endswith("\n")
        assert not re.search(r"[ \t]+$", text, re.MULTILINE)
        if path.parent.name == "versions":
            code = re.sub(r"--.*", "", text)
            assert not re.findall(r"(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|REFERENCES) `(?!zstack`\.)", code)
