"""Settings files: what is known, and that everything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.runner import driftproof


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lock-timeuot = 3\n", "lock-timeuot is an option of no command"),
        ("[upgrade]\nlock-timeuot = 3\n", "[upgrade] has no option lock-timeuot"),
        ("[upgrayed]\nlock-timeout = 3\n", "there is no command upgrayed"),
        ("upgrade = 3\n", "upgrade must be a table"),
        ("[server]\ncolour = 1\n", ""),
    ],
)
def test_unknown_keys_are_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "driftproof.toml").write_text(text)
    done = driftproof("upgrade", cwd=tmp_path)
    assert done.status == 2
    if says:
        assert f"driftproof.toml:1: {says}" in done.err
    else:
        assert "no folder of scripts is named" in done.err, "another command's table is that command's matter"


def test_keys_of_other_commands_are_known(tmp_path: Path) -> None:
    (tmp_path / "driftproof.toml").write_text('drop-helpers = true\nwithdrawn = ["1"]\n[server]\n[lint]\nx = 1\n')
    assert "no folder of scripts is named" in driftproof("status", cwd=tmp_path).err
