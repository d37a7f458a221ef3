from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.language.checksum import checksum_v3, checksum_v4

GOLDEN = Path(__file__).parents[1] / "data" / "flyway-golden"
EXPECTED = json.loads((GOLDEN / "expected.json").read_text())
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8), max_size=6)


def rows(flyway: str) -> list[tuple[str, int]]:
    return [(row["script"], int(row["checksum"])) for row in EXPECTED[flyway]["rows"]]


@pytest.mark.parametrize(("script", "checksum"), rows("flyway-3.2.1"))
def test_flyway_3_stored_this(script: str, checksum: int) -> None:
    assert checksum_v3((GOLDEN / "scripts" / script).read_bytes()) == checksum


@pytest.mark.parametrize(("script", "checksum"), rows("flyway-6.3.1"))
def test_flyway_6_stored_this(script: str, checksum: int) -> None:
    assert checksum_v4((GOLDEN / "scripts" / script).read_bytes()) == checksum


def test_the_golden_files_are_byte_exact() -> None:
    scripts = GOLDEN / "scripts"
    assert b"\r\n" in (scripts / "V1.1.1__crlf.sql").read_bytes()
    assert b"ends\rINSERT" in (scripts / "V2.0.1__lone_cr.sql").read_bytes()
    assert not (scripts / "V1.1__no_final_newline.sql").read_bytes().endswith(b"\n")
    assert len(rows("flyway-3.2.1")) >= 8
    assert len(rows("flyway-6.3.1")) >= 8


@given(LINES, st.lists(LINE_ENDS, min_size=6, max_size=6), st.booleans())
def test_line_ends_and_a_byte_order_mark_do_not_count_since_flyway_4(
    lines: list[str], ends: list[str], bom: bool
) -> None:
    data = "".join(line + end for line, end in zip(lines, ends, strict=False)).encode()
    text = "".join(lines).encode().removeprefix(b"\xef\xbb\xbf")
    number = zlib.crc32(text)
    expected = number if number < 2**31 else number - 2**32
    assert checksum_v4((b"\xef\xbb\xbf" if bom and not data.startswith(b"\xef\xbb\xbf") else b"") + data) == expected


@given(LINES, st.sampled_from(["latin1", "utf-16", "utf-16-le", "gb18030", "utf-8"]))
def test_the_encoding_of_the_file_does_not_count_since_flyway_4(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data, encoding = text.encode(), "utf-8"
    assert checksum_v4(data, encoding) == checksum_v4(text.encode())


@given(st.binary(max_size=60))
def test_checksums_are_signed_32_bit_numbers_for_any_bytes(data: bytes) -> None:
    for number in (checksum_v3(data), checksum_v4(data), checksum_v4(data, "ascii"), checksum_v4(data, "utf-16")):
        assert -(2**31) <= number < 2**31


def test_every_byte_counts_up_to_flyway_3() -> None:
    same = b"SELECT 1;\n"
    others = [b"SELECT 1;\r\n", b"SELECT 1;", b"\xef\xbb\xbfSELECT 1;\n"]
    assert checksum_v3(same) not in {checksum_v3(other) for other in others}
    assert {checksum_v4(same)} == {checksum_v4(other) for other in others}
