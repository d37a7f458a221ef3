"""Work over processes: results in the order of the tasks, errors as they are raised, nobody left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial

import pytest

from driftproof.model.errors import DriftproofError, ScriptError
from driftproof.proof.spread import spread


def count(to: int) -> Iterator[tuple[int, int]]:
    yield from ((number, os.getpid()) for number in range(to))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    found = spread([partial(count, to) for to in (3, 0, 5, 1)], jobs, seen.append)
    assert [[number for number, _ in result] for result in found] == [[0, 1, 2], [], [0, 1, 2, 3, 4], [0]]
    assert sorted(seen) == sorted(item for result in found for item in result)
    assert (os.getpid() in {process for _, process in seen}) == (jobs == 1)


def test_much_comes_through() -> None:
    found = spread([lambda: ["x" * 300_000, "y"], lambda: ["z" * 70_000]], 2, lambda item: None)
    assert [[len(item) for item in result] for result in found] == [[300_000, 1], [70_000]]


def waiting() -> Iterator[int]:
    time.sleep(60)
    yield 1


def test_an_error_ends_all() -> None:
    def failing() -> Iterator[int]:
        raise ScriptError("no such script", hint="look")

    started = time.monotonic()
    with pytest.raises(ScriptError, match="no such script") as raised:
        spread([failing, waiting], 2, lambda item: None)
    assert raised.value.hint == "look"
    assert time.monotonic() - started < 30


def test_a_defect_is_told() -> None:
    def broken() -> Iterator[int]:
        raise ZeroDivisionError("oh")

    with pytest.raises(DriftproofError, match="ZeroDivisionError: oh"):
        spread([broken, partial(count, 1)], 2, lambda item: None)


def test_a_process_that_dies_is_no_proof() -> None:
    def dying() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(DriftproofError, match="a process of the proof has died"):
        spread([dying, dying], 2, lambda item: None)
