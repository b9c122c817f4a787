"""On which histories a judge is heard: elsewhere it finds nothing.

This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..examples import Origin
from ..findings import Finding, Judge
from ..histories import History


def undisturbed(judge: Judge) -> Judge:
    """The same judge, for histories in which the service answers as it should."""
    return _where(lambda history: not history.is_at_service or history.is_smooth, judge)


def in_this_process(judge: Judge) -> Judge:
    """The same judge, for histories of work that the suite itself has handed over."""
    return _where(lambda history: not history.is_at_service, judge)


def submitted_before(judge: Judge) -> Judge:
    """The same judge, for histories of a job that was submitted before anything is asked of it."""
    return _where(lambda history: history.origin not in (Origin.PREPARED, Origin.SET), judge)


def of_jobs(judge: Judge) -> Judge:
    """The same judge, for histories in which a job is judged that its user submits."""
    return _where(lambda history: history.origin is Origin.PREPARED, judge)


def of_sets(judge: Judge) -> Judge:
    """The same judge, for histories in which a set is judged."""
    return _where(lambda history: history.origin is Origin.SET, judge)


def _where(holds: Callable[[History], bool], judge: Judge) -> Judge:
    def judged(history: History) -> Iterator[Finding]:
        if holds(history):
            yield from judge(history)

    return judged
