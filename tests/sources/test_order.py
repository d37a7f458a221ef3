"""What runs in which order on an empty schema: as the runner does it."""

from __future__ import annotations

from pathlib import Path

from driftproof.sources.folder import read_folder
from driftproof.sources.order import defined_programs, run_order
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers

CALLBACK = "DELIMITER $$\nCREATE DEFINER=`a`@`b` PROCEDURE `shop`.`add_column`(t TEXT)\nBEGIN END $$\n"


def test_callbacks_run_behind_the_helpers_and_in_place_of_those_they_define(tmp_path: Path) -> None:
    (tmp_path / "beforeMigrate.sql").write_text(CALLBACK)
    (tmp_path / "V1__a.sql").write_text("CALL ADD_COLUMN('t');")
    helpers = read_helpers(shipped_sql("procedures"))
    names = [script.name for script in run_order(read_folder(tmp_path), helpers)]
    assert names[-2:] == ["beforeMigrate.sql", "V1__a.sql"]
    assert {helper.name for helper in helpers} - set(names) == {"ADD_COLUMN.sql"}


def test_programs_that_scripts_define_are_found_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "V1__a.sql").write_text(
        CALLBACK + "create or replace function f() returns int return 1$$ CREATE PROCEDURE IF NOT EXISTS p() SELECT 1$$"
    )
    assert defined_programs(read_folder(tmp_path).versioned) == {"ADD_COLUMN", "F", "P"}
