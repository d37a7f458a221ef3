"""The arguments of this process as others see them: a secret is blotted out, as by the mysql client."""

from __future__ import annotations

import ctypes
import sys


def blot_out(secret: str) -> bool:
    """Overwrite `secret` in the memory that ``/proc/PID/cmdline`` shows; return whether that worked (Linux only)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        with open("/proc/self/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        start, end = int(fields[45]), int(fields[46])  # arg_start and arg_end, proc(5)
    except (OSError, ValueError, IndexError):
        return False
    if not 0 < start < end:
        return False
    text = ctypes.string_at(start, end - start)
    wanted = secret.encode("utf-8", "surrogateescape")
    at = text.find(wanted)
    while at >= 0:
        ctypes.memset(start + at, ord("x"), len(wanted))
        at = text.find(wanted, at + len(wanted))
    return wanted in text
