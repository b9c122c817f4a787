"""The whole of what is to be judged: files in parts, parts to workers, what they find to one tally.

The tally does not depend on how many processes there are, nor on which of them is the faster. This file shows nothing;
whoever watches is told how far it is.
"""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from typing import Final

from .faulty import Faulty
from .gathering import UnnamedError, gathered
from .lines import Block, blocks
from .parts import Judged, Part, Terms, Worker, parts_of
from .tallies import Tally, merge

#: With less to read than so many bytes, starting other processes costs more than it saves.
_SMALL: Final = 8 << 20
#: So many lines with one event each are a part.
_LINES: Final = 5_000
#: So many parts wait for each process.
_AHEAD: Final = 2


class BadLineError(Exception):
    """A line cannot be judged; the message says where and why."""

    def __init__(self, faulty: Faulty) -> None:
        super().__init__(str(faulty))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many bytes have been read, and how many events judged."""

    bytes: int
    events: int


def judge(
    files: tuple[str, ...],
    terms: Terms,
    *,
    processes: int,
    watch: Callable[[Progress], None],
) -> Tally:
    """The tally of all files; `BadLineError` or `UnreadableFileError` at the first line that cannot be judged."""
    whole: Tally = {}
    read = events = 0
    try:
        for judged in _judged(_parts(files), terms, processes):
            if judged.faulty is not None:
                raise BadLineError(judged.faulty)
            merge(whole, judged.tally)
            read, events = read + judged.bytes, events + judged.events
            watch(Progress(read, events))
    except UnnamedError as error:
        raise BadLineError(error.faulty) from error
    return whole


def _judged(parts: Iterator[Part], terms: Terms, processes: int) -> Iterator[Judged]:
    first: list[Part] = []
    while processes > 1 and sum(part.bytes for part in first) < _SMALL and (part := next(parts, None)) is not None:
        first.append(part)
    if processes == 1 or sum(part.bytes for part in first) < _SMALL:
        worker = Worker(terms)
        yield from (worker.judge(part) for part in chain(first, parts))
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (terms,)) as pool:
        waiting: deque[Future[Judged]] = deque()
        try:
            for part in chain(first, parts):
                waiting.append(pool.submit(_work, part))
                if len(waiting) > _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


_workers: list[Worker] = []


def _begin(terms: Terms) -> None:
    """What a process does first; what it has by then is never swept up."""
    _workers.append(Worker(terms))
    gc.freeze()


def _work(part: Part) -> Judged:
    return _workers[0].judge(part)


def _parts(files: tuple[str, ...]) -> Iterator[Part]:
    for number, file in enumerate(files):
        found = blocks(file)
        first = next((block for block in found if any(block.lines())), None)
        if first is None:
            continue
        if _has_an_event_on_each_line(first):
            yield from parts_of(gathered(file, chain([first], found)), number, file, _LINES)
        else:
            yield from (Part(number, file, len(block.text) + 1, block) for block in chain([first], found))


def _has_an_event_on_each_line(block: Block) -> bool:
    """Whether the first line names a history in place of being one."""
    _, line = next(block.lines())
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return False  # it is told as what it is by whoever reads it
    return isinstance(document, dict) and "history" in document and "events" not in document
