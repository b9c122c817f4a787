"""The bench: it hears one history after the other and keeps the tally.

This file does not know files, nor what becomes of the tally.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cache

from qjobspec import profile, requirements, requirements_of

from ..findings import Finding
from ..histories import History
from ..judges import JUDGES
from ..untold import untold
from .panel import Heard, Panel
from .restored import Restored
from .tallies import Broken, Group, Tally, Where


class Bench:
    """Hears histories, by the requirements that are named in `only`, or by all if none is."""

    def __init__(self, only: frozenset[str] = frozenset()) -> None:
        self.tally: Tally = {}
        self._only = only
        self._panels: dict[str, Panel] = {}

    def hear(self, restored: Restored, where: Where) -> None:
        """Judge one history."""
        readings = restored.readings()
        history = next(readings)
        group = self._group(history)
        if history.missing:
            group.missing.update(history.missing)
            return
        panel = self._panel(history.profile.name)
        heard = [each for each in panel.hear(history) if not _needs(each.requirement) & history.lacks]
        if any(finding.saw is not None for each in heard for finding in each.findings):
            for again in readings:
                heard = _agreed(heard, panel.hear(again))
        for each in heard:
            row = group.note(each)
            broken = next((finding for finding in each.findings if finding.saw is not None), None)
            if broken is not None and (row.shortest is None or _size(history, where) < row.shortest.size):
                row.shortest = _proof(broken, restored, history, where)

    def _group(self, history: History) -> Group:
        group = self.tally.setdefault((history.subject, history.profile.name), Group())
        group.histories += 1
        group.events += len(history.events)
        group.lacks[history.lacks] += 1
        if "offers" not in untold(history):
            group.offers_told = True
            group.offered.update(history.offers)
        return group

    def _panel(self, name: str) -> Panel:
        if name not in self._panels:
            wanted = {each.id for each in requirements_of(profile(name))}
            wanted &= self._only or wanted
            self._panels[name] = Panel({each: judge for each, judge in JUDGES.items() if each in wanted})
        return self._panels[name]


@cache
def _needs(requirement: str) -> frozenset[str]:
    return frozenset(requirements()[requirement].needs)


def _size(history: History, where: Where) -> tuple[int, int, int]:
    return (len(history.events), where.file_number, where.line)


def _proof(finding: Finding, restored: Restored, history: History, where: Where) -> Broken:
    assert finding.saw is not None, "a proof of what was kept is none"
    return Broken(
        events=len(history.events),
        where=where,
        saw=finding.saw,
        positions=finding.events,
        document=restored.document,
        subject=history.subject,
        profile=history.profile.name,
    )


#: What two readings of a history have in common: the place at which something was found.
_Place = tuple[str, tuple[int, ...]]


def _agreed(heard: Iterable[Heard], again: Iterable[Heard]) -> list[Heard]:
    """What was heard in both readings of a history; what only one of them breaks is kept, as far as anyone can tell."""
    second: dict[_Place, deque[Finding]] = {}
    for each in again:
        for finding in each.findings:
            second.setdefault((each.requirement, finding.events), deque()).append(finding)
    return [Heard(each.requirement, tuple(_both(each, second)), each.untold) for each in heard]


def _both(heard: Heard, second: Mapping[_Place, deque[Finding]]) -> Iterable[Finding]:
    """The findings of one judge, each beside the one of the same place in the other reading, in their order."""
    for finding in heard.findings:
        others = second.get((heard.requirement, finding.events))
        other = others.popleft() if others else None
        if finding.saw is None:
            yield finding
        elif other is not None:
            yield finding if other.saw is not None else Finding(None, finding.events)
