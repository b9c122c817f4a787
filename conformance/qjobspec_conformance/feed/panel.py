"""All judges at once, at the price of those that have something to look at.

A judge is a pure function of what it asks of a history. One that was only given answers which many histories give (nobody
called that member, nothing of that kind happened, the profile is this one) comes to the same in all of those, so it is heard
once. What a judge has asked is watched and not declared, so nothing about judges is known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..findings import Finding, Judge
from ..histories import History
from ..partly import PartlyTold
from ..untold import UntoldError
from .watching import HEAD, Watched, asked, outline, questions

#: So many sorts of histories are known at most; with more, what is known is forgotten.
_MOST: Final = 4096


class SenselessError(Exception):
    """A judge cannot read a history, because something in it is of no kind that a run could have given."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a judge has found in one history, and what it asked for that the history does not tell."""

    requirement: str
    findings: tuple[Finding, ...]
    untold: str | None = None


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of histories: what some judges come to in all of them, and the judges that have to read each."""

    settled: tuple[Heard, ...]
    open: tuple[tuple[str, Judge], ...]
    #: What is known by its identity stays alive as long as that is remembered.
    kept: tuple[object, ...]


class Panel:
    """Some judges, by the requirements that they judge."""

    def __init__(self, judges: Mapping[str, Judge]) -> None:
        self._judges = judges
        self._questions: tuple[str, ...] = ()
        self._sorts: dict[tuple[object, ...], _Sort] = {}

    def hear(self, history: History) -> Iterator[Heard]:
        """What each judge finds who finds something, or asks for what was not told."""
        read = history.guarded() if isinstance(history, PartlyTold) else history
        sort = self._sorts.get(self._key(read))
        if sort is None:
            yield from self._first_of_its_sort(read)
            return
        yield from sort.settled
        for name, judge in sort.open:
            heard = _hear(name, judge, read)
            if heard.findings or heard.untold is not None:
                yield heard

    def _key(self, history: History) -> tuple[object, ...]:
        return (*outline(history), *[asked(history, question) for question in self._questions])

    def _first_of_its_sort(self, history: History) -> list[Heard]:
        settled: list[Heard] = []
        still_open: list[tuple[str, Judge]] = []
        found: list[Heard] = []
        fresh: set[str] = set()
        for name, judge in self._judges.items():
            watched = Watched(history)
            heard = _hear(name, judge, watched)
            by = questions(watched)
            if heard.findings or heard.untold is not None:
                found.append(heard)
            if by is None:
                still_open.append((name, judge))
                continue
            fresh |= by
            settled += found[-1:] if found and found[-1] is heard else []
        self._learn(fresh)
        kept = tuple(vars(history).get(name) for name in HEAD)
        self._sorts[self._key(history)] = _Sort(tuple(settled), tuple(still_open), kept)
        return found

    def _learn(self, questions: set[str]) -> None:
        """Sorts are told apart by every question that has settled anything; a new one tells them apart anew."""
        new = questions.difference(self._questions)
        if new or len(self._sorts) >= _MOST:
            self._questions = (*self._questions, *sorted(new))
            self._sorts.clear()


def _hear(name: str, judge: Judge, history: History) -> Heard:
    """What was found before something was asked for that nobody has told still holds."""
    findings: list[Finding] = []
    try:
        findings.extend(judge(history))
    except UntoldError as error:
        return Heard(name, tuple(findings), error.what)
    except Exception as error:
        raise SenselessError(f"makes no sense to the judge of {name}: {type(error).__name__}: {error}") from error
    return Heard(name, tuple(findings))
