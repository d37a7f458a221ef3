"""Checksums of scripts as Flyway stores them, so that either tool goes on with the other's history."""

from __future__ import annotations

import codecs
from zlib import crc32

_BOM = "\ufeff"


def checksum_v3(data: bytes) -> int:
    """Return the checksum of Flyway up to 3.2.1: the CRC-32 of the bytes as they are, as a signed 32-bit number.

    Line ends, a byte order mark and the encoding all count (``SqlMigrationResolver.calculateChecksum``).
    """
    return _signed(crc32(data))


def checksum_v4(data: bytes, encoding: str = "utf-8") -> int:
    """Return the checksum of Flyway since 4.0: the CRC-32 of the lines in UTF-8, as a signed 32-bit number.

    Line ends (LF, CRLF, CR) and a byte order mark at the start do not count (``ChecksumCalculator``), so joining or
    splitting lines goes unseen. `encoding` is that of `data`. Bytes that it cannot read count as U+FFFD, as in Java.
    """
    if codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii") and _is_utf8(data):
        content = data.removeprefix(codecs.BOM_UTF8)
    else:
        content = data.decode(encoding, errors="replace").removeprefix(_BOM).encode("utf-8", errors="replace")
    return _signed(crc32(content.replace(b"\r", b"").replace(b"\n", b"")))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _signed(number: int) -> int:
    """Return an unsigned 32-bit number as a Java ``int`` holds it."""
    return number - (1 << 32) if number >= 1 << 31 else number
