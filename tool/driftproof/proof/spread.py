"""Work spread over processes: each takes the next task that nobody has begun, and sends back what comes of it."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NoReturn, TypeVar

from driftproof.model.errors import DriftproofError, defect

T = TypeVar("T")
Task = Callable[[], Iterable[T]]
_NUMBER = struct.Struct("<I")
_TO_CLEAN_UP = 8.0
"""Seconds that a process is given to clean up before it is asked once more to end."""


def spread(tasks: Sequence[Task[T]], jobs: int, seen: Callable[[T], None]) -> list[list[T]]:
    """Run tasks in up to `jobs` processes, and return what each of them gave; `seen` gets everything at once.

    With one job, or one task, all is done in this process. What a task changes elsewhere in memory is lost with its
    process. Raises what a task raises, the others ended then.
    """
    results: list[list[T]] = [[] for _ in tasks]
    if jobs < 2 or len(tasks) < 2:
        for task, result in zip(tasks, results, strict=True):
            for item in task():
                result.append(item)
                seen(item)
        return results
    with _ended_by_signals(), _working(tasks, jobs) as workers:
        ended = 0
        for number, item in _received(workers):
            if item is None:
                ended += 1
                continue
            if isinstance(item, BaseException):
                raise item
            results[number].append(item)
            seen(item)
        if ended < len(tasks):
            raise DriftproofError("a process of the proof has died", hint="prove it with --jobs 1")
    return results


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end this process by way of what has to be cleaned up, where it would end it at once."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _leaving())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def _working(tasks: Sequence[Task[Any]], jobs: int) -> Iterator[list[_Worker]]:
    """Yield workers that have begun, and end those that still work."""
    queue = _queue(len(tasks))
    workers: list[_Worker] = []
    try:
        workers += [_Worker.start(tasks, queue) for _ in range(min(jobs, len(tasks)))]
        yield workers
    finally:
        os.close(queue)
        for worker in workers:
            worker.end()


def _queue(count: int) -> int:
    """Return the end of a pipe to read the numbers of all tasks from, each once."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as numbers:
        numbers.writelines(_NUMBER.pack(number) for number in range(count))
    return reading


@dataclass(slots=True)
class _Worker:
    """A process that works, and the pipe that it sends through."""

    process: int
    pipe: int
    received: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, tasks: Sequence[Task[Any]], queue: int) -> _Worker:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _work(tasks, queue, writing)
        os.close(writing)
        return cls(process, reading)

    def messages(self) -> list[tuple[int, Any]] | None:
        """Return what has come, None at the end."""
        data = os.read(self.pipe, 1 << 16)
        if not data:
            return None
        self.received += data
        found = []
        while len(self.received) >= _NUMBER.size:
            (size,) = _NUMBER.unpack_from(self.received)
            if len(self.received) < _NUMBER.size + size:
                break
            found.append(pickle.loads(bytes(self.received[_NUMBER.size : _NUMBER.size + size])))
            del self.received[: _NUMBER.size + size]
        return found

    def end(self) -> None:
        """End the process, if it still works, and wait for it."""
        os.close(self.pipe)
        asked = -_TO_CLEAN_UP
        while os.waitpid(self.process, os.WNOHANG) == (0, 0):
            if time.monotonic() - asked >= _TO_CLEAN_UP:
                asked = time.monotonic()
                os.kill(self.process, signal.SIGTERM)  # no other process has its number before it was waited for
            time.sleep(0.02)


def _received(workers: Sequence[_Worker]) -> Iterable[tuple[int, Any]]:
    """Return what workers send until all have ended."""
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            selector.register(worker.pipe, selectors.EVENT_READ, worker)
        while selector.get_map():
            key = selector.select()[0][0]
            messages = key.data.messages()
            if messages is None:
                selector.unregister(key.fd)
            yield from messages or ()


def _work(tasks: Sequence[Task[Any]], queue: int, pipe: int) -> NoReturn:
    """Do tasks until none is left, and end this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all, and the parent ends its workers
    signal.signal(signal.SIGTERM, _leaving())
    status, number = 1, 0
    try:
        while taken := os.read(queue, _NUMBER.size):
            (number,) = _NUMBER.unpack(taken)
            for item in tasks[number]():
                _send(pipe, number, item)
            _send(pipe, number, None)  # the task has ended
        status = 0
    except Exception as error:
        with suppress(Exception):
            _send(pipe, number, error if isinstance(error, DriftproofError) else DriftproofError(defect(error)))
    finally:
        os._exit(status)  # never back into what the parent was doing


def _send(pipe: int, number: int, item: Any) -> None:
    data = pickle.dumps((number, item))
    message = _NUMBER.pack(len(data)) + data
    while message:
        message = message[os.write(pipe, message) :]


def _leaving() -> Callable[[int, FrameType | None], None]:
    """Return a handler that ends the process by way of what has to be cleaned up.

    A second signal would stop the cleaning, so it counts only after a while: what is raised is dropped in some places.
    """
    last = [-_TO_CLEAN_UP]

    def leave(number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - last[0] >= _TO_CLEAN_UP:
            last[0] = now
            raise SystemExit(128 + number)

    return leave
