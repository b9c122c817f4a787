"""What a campaign asks of whoever runs its examples, and the one who runs them all in this process.

This file does not know what is tried, nor why.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Set
from contextlib import contextmanager
from typing import Protocol

from ..examples import Example
from ..harnesses import Subject
from .batches import Batch, Seen
from .desk import Desk, ready


class Bench(Protocol):
    """Runs batches. What it gives is the same whatever it is made of, and comes in the order of what it was given."""

    def offered(self) -> frozenset[str]:
        """Run nothing but a job, and give the members that it has. `HarnessError` if it cannot be had."""
        ...

    def judge(self, batches: Iterable[Batch], avoided: Set[str]) -> Iterator[Seen]:
        """Judge each batch without the members that are `avoided` by then; whoever asks may add to them meanwhile."""
        ...

    def shrink(self, found: Iterable[tuple[str, Example]]) -> Iterator[Example]:
        """For each requirement with an example that breaks it, the shortest that can be made of that."""
        ...


class Here:
    """The bench of this process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    @contextmanager
    def opened(cls, subject: Subject, names: Iterable[str]) -> Generator[Bench]:
        """A bench for one subject and the judges called `names`."""
        with ready(subject):
            yield cls(Desk(subject, names))

    def offered(self) -> frozenset[str]:
        """Run the job alone."""
        return self._desk.rehearse()

    def judge(self, batches: Iterable[Batch], avoided: Set[str]) -> Iterator[Seen]:
        """One batch after the other."""
        return (self._desk.judge(batch, frozenset(avoided)) for batch in batches)

    def shrink(self, found: Iterable[tuple[str, Example]]) -> Iterator[Example]:
        """One example after the other."""
        return (self._desk.shrink(requirement, example) for requirement, example in found)
