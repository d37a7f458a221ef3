"""SIGINT and SIGTERM as a flag that a run looks at between statements, so that the running one can finish."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class StopFlag:
    """Remembers that a signal has asked the run to stop."""

    def __init__(self) -> None:
        self.name = ""

    def __call__(self) -> str:
        """Return the signal's name, empty while none has come."""
        return self.name


@contextmanager
def stop_on_signals(told: Callable[[str], None]) -> Iterator[StopFlag]:
    """Yield a flag that SIGINT and SIGTERM raise instead of ending the process; `told` gets the signal's name.

    Outside the main thread, where Python delivers no signals, the flag stays down.
    """
    flag = StopFlag()

    def handle(number: int, frame: FrameType | None) -> None:
        flag.name = signal.Signals(number).name
        with suppress(RuntimeError):  # Python refuses to print from within a print that the signal has interrupted
            told(flag.name)

    if threading.current_thread() is not threading.main_thread():
        yield flag
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    old = [signal.signal(number, handle) for number in numbers]
    try:
        yield flag
    finally:
        for number, handler in zip(numbers, old, strict=True):
            signal.signal(number, handler)
