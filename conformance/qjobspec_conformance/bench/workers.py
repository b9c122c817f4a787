"""The bench of several processes. Each makes the subject by its name; what goes to and fro are frozen values.

This file does not know what is tried, nor why. A worker that dies ends the campaign with a line that says so; however a
campaign ends, no worker is left.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeAlias

from ..examples import Example
from ..harnesses import HarnessError, Subject, load
from .batches import Batch, Seen
from .benches import Bench
from .desk import Desk, ready

#: How many tasks at the end may take longer than all others.
_LONGEST: Final = 2
#: How many seconds a worker has to end by itself.
_GRACE: Final = 0.5


class WorkerError(Exception):
    """A worker has met something that nobody foresaw; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class _Judge:
    batch: Batch
    without: frozenset[str]

    def done(self, desk: Desk) -> Seen:
        return desk.judge(self.batch, self.without)


@dataclass(frozen=True, slots=True)
class _Shrink:
    requirement: str
    example: Example

    def done(self, desk: Desk) -> Example:
        return desk.shrink(self.requirement, self.example)


@dataclass(frozen=True, slots=True)
class _Offer:
    def done(self, desk: Desk) -> frozenset[str]:
        return desk.rehearse()


_Task: TypeAlias = _Judge | _Shrink | _Offer


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    line: Connection


class Workers:
    """Several processes at one campaign."""

    def __init__(self, workers: Sequence[_Worker]) -> None:
        self._workers = workers
        self._busy: dict[Any, tuple[int, _Worker]] = {}

    @classmethod
    @contextmanager
    def opened(cls, subject: Subject, names: Iterable[str], jobs: int) -> Generator[Bench]:
        """So many processes for the subject that can be loaded by its name, and the judges called `names`."""
        workers = [_started(subject, tuple(names)) for _ in range(jobs)]
        try:
            yield cls(workers)
        finally:
            _end(workers)

    def offered(self) -> frozenset[str]:
        """Each worker runs the job alone, and so has it warm; all of them have to be told the same."""
        for worker in self._workers:
            worker.line.send(_Offer())
        answers: list[frozenset[str]] = [_answer(worker) for worker in self._workers]
        return answers[0]

    def judge(self, batches: Iterable[Batch], avoided: Set[str]) -> Iterator[Seen]:
        """Batches are judged ahead of their turn; what was judged in vain, as more is avoided by then, is done again."""
        every = list(batches)
        return self._in_order(
            len(every),
            lambda number: _Judge(every[number], frozenset(avoided)),
            lambda number, seen: seen.holds(every[number], frozenset(avoided)),
        )

    def shrink(self, found: Iterable[tuple[str, Example]]) -> Iterator[Example]:
        """As many at a time as there are workers."""
        every = list(found)
        return self._in_order(len(every), lambda number: _Shrink(*every[number]), lambda _, __: True)

    def _in_order(self, total: int, task: Callable[[int], _Task], stands: Callable[[int, Any], bool]) -> Iterator[Any]:
        """What comes of each task, in their order; the last, which are the longest, are begun first.

        What does not stand when its turn has come is done again.
        """
        waiting, done = deque(range(total)), dict[int, Any]()
        waiting.rotate(min(_LONGEST, total))
        for turn in range(total):
            while turn not in done or not stands(turn, done[turn]):
                if done.pop(turn, None) is not None:
                    waiting.appendleft(turn)
                self._exchange(waiting, done, task)
            yield done.pop(turn)

    def _exchange(self, waiting: deque[int], done: dict[int, Any], task: Callable[[int], _Task]) -> None:
        """Give every idle worker something to do, and wait for one that has done it."""
        for worker in self._workers:
            if waiting and worker.line not in self._busy:
                number = waiting.popleft()
                self._busy[worker.line] = number, worker
                worker.line.send(task(number))
        for line in wait(list(self._busy)):
            number, worker = self._busy.pop(line)
            done[number] = _answer(worker)


def _started(subject: Subject, names: tuple[str, ...]) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, subject.name, subject.profile.name, names), daemon=True)
    process.start()
    theirs.close()  # so that a worker that dies is an end of the line
    return _Worker(process, ours)


def _answer(worker: _Worker) -> Any:
    """What a worker has to say; whatever went wrong there goes wrong here."""
    try:
        answer = worker.line.recv()
    except (EOFError, ConnectionError):
        worker.process.join(_GRACE)
        how = f"with exit code {worker.process.exitcode}"
        raise HarnessError(f"a process that ran its jobs ended {how}: `--jobs 1` shows what it said last") from None
    if isinstance(answer, HarnessError | WorkerError):
        raise answer
    return answer


def _end(workers: Sequence[_Worker]) -> None:
    """Let every worker go, by itself if it does."""
    for worker in workers:
        worker.line.close()
    for worker in workers:
        worker.process.join(_GRACE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(line: Connection, name: str, profile_name: str, names: tuple[str, ...]) -> None:
    """Be a worker, until whoever asks hangs up. An interruption is for them to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        subject = load(name, profile_name=profile_name)
        with ready(subject):
            _work(line, Desk(subject, names))
    except (EOFError, ConnectionError):
        return
    except HarnessError as error:
        line.send(error)
    except Exception:  # noqa: BLE001 - whatever it is, whoever asks has to hear of it
        line.send(WorkerError(traceback.format_exc()))


def _work(line: Connection, desk: Desk) -> None:
    while True:
        task: _Task = line.recv()
        line.send(task.done(desk))
