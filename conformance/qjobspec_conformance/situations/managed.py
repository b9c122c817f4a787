"""Jobs that their user submits, and sets of jobs: what happens before a job is at its service, and to several at once.

This file does not know what is right then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..examples import Arguments, Example, Lent, Origin, Program, Step
from ..services import Phase, Plot, Strike
from .kit import OVER, QUEUED, Kit

#: For how long the executor, and after it the lock, is held by others.
BUSY: Final = 8.0
#: When the job is at its service in any case.
SUBMITTED: Final = BUSY + 1.0
#: A set of five experiments in three jobs.
SET: Final[Arguments] = (("names", ("first", "second", "third", "fourth", "fifth")), ("per_job", 2), ("tags", ("bell",)))
#: Jobs that end one after the other, all with a result, or only the first.
ONE_AFTER_ANOTHER: Final = Plot(others=(Phase("DONE", 8.0), Phase("DONE", 16.0)))
MIXED: Final = Plot(others=(Phase("ERROR", 3.0), Phase("CANCELLED", 6.0)))
#: When everything is over in those.
ALL_OVER: Final = 30.0

_EARLY: Final = ("status", "result", "cancel", "qobj", "error_message")


def submit(*, executor: float = 0.0, lock: float = 0.0, after: float = 0.0) -> Step:
    """Submit the job, with every argument that there is."""
    arguments: Arguments = (
        ("circuits", Lent("circuits")),
        ("job_name", "study-0"),
        ("backend", Lent("backend")),
        ("executor", Lent("executor", executor)),
        ("submit_lock", Lent("submit_lock", lock)),
        ("job_share_level", "project"),
        ("job_tags", ("bell", "set-1")),
        ("shots", 16),
    )
    return Step("submit", arguments, after)


def submissions(kit: Kit) -> Iterator[Example]:
    """A job that its user submits: asked before and meanwhile, refused, cancelled on its way."""
    if not kit.prepares:
        return
    early = [Step(member) for member in _EARLY if member in kit.members]
    for step in early:
        yield _prepared(Plot(), step)
    yield _prepared(Plot(), submit())
    for slow in (submit(executor=BUSY), submit(lock=BUSY), submit(executor=BUSY, lock=BUSY)):
        yield from (_prepared(Plot(), slow, replace(step, after=QUEUED)) for step in early)
        for timeout in (1.0, 60.0):
            yield _prepared(Plot(), slow, Step("result", (("timeout", timeout),)))
    for strike in _refusals():
        plot = Plot(strikes=(strike,))
        yield _prepared(plot, submit(), Step("status", after=SUBMITTED))
        yield _prepared(plot, submit(), Step("status", after=SUBMITTED), Step("status", after=SUBMITTED))
        yield from (_prepared(plot, submit(), replace(step, after=SUBMITTED)) for step in early if step.member != "status")


def without_results(kit: Kit) -> Iterator[Example]:
    """A job that answers `None` where it has no result, asked twice."""
    result = kit.profile.members.get("result")
    if "result" in kit.members and result is not None and "None" in (result.returns or "").split(" | "):
        for outcome in ("ERROR", "CANCELLED"):
            yield Example(Plot(outcome=outcome), Program(((Step("result", after=OVER), Step("result", after=QUEUED)),)))


def sets(kit: Kit) -> Iterator[Example]:
    """A set: all of whose jobs complete, or not; that is asked, waited for, cancelled and renamed as a whole."""
    if not kit.sets:
        return
    parts = (Step("managed_jobs"), *(Step("status", job=job) for job in (1, 2, 3)))
    places = [Step("job", (("experiment", name),)) for name in (*range(5), "first", "fourth")]
    yield _set(Plot(), replace(parts[0], after=QUEUED), *parts[1:])
    yield from (_set(Plot(), replace(parts[0], after=QUEUED), *parts[1:], Step("jobs"), place) for place in places)
    yield _set(Plot(), Step("error_messages", after=QUEUED))
    yield _set(Plot(), Step("error_messages", after=ALL_OVER))
    for plot in (Plot(), MIXED):
        yield _set(plot, Step("results"))
        for moment in (QUEUED, OVER, ALL_OVER):
            yield _set(plot, Step("statuses", after=moment), *parts)
    for refusal in (
        Strike("server-error", "submit", 1, (("status", 500),)),
        Strike("unauthorised", "submit", 1, (("status", 401),)),
    ):
        lost = Plot(strikes=(refusal,))
        yield _set(lost, Step("statuses", after=QUEUED), *parts)
        yield _set(lost, Step("cancel", after=QUEUED))
        yield _set(lost, replace(parts[0], after=QUEUED), *parts[1:], Step("jobs"), places[-1])
    told = [Step("error_message", job=job) for job in (1, 2, 3)]
    for plot in (MIXED, replace(MIXED, others=(Phase("ERROR", 3.0), Phase("ERROR", 6.0)))):
        yield _set(plot, replace(parts[0], after=ALL_OVER), *told, Step("error_messages"))
    for timeout in (1.0, 9.0, 60.0):
        yield _set(ONE_AFTER_ANOTHER, Step("results", (("timeout", timeout),)))
    yield from _together(kit)


def _together(kit: Kit) -> Iterator[Example]:
    """What is done to each job of a set, and what becomes of the others where it fails."""
    yield _set(Plot(), Step("cancel", after=QUEUED))
    yield _set(ONE_AFTER_ANOTHER, Step("cancel", after=OVER))
    for number in (0, 1):
        yield _set(
            Plot(strikes=(Strike("server-error", "cancel", number, (("status", 500),)),)), Step("cancel", after=QUEUED)
        )
        yield _set(Plot(strikes=(Strike("connection-refused", "cancel", number),)), Step("cancel", after=QUEUED))
    for change in ("replacement_tags", "additional_tags", "removal_tags"):
        update = Step("update_tags", ((change, ("bell",)),), OVER)
        yield _set(Plot(), update)
        yield _set(Plot(), update, replace(update, after=QUEUED))
    if "submit" in kit.speech.roles:
        for burst in (1, 2):
            full = Plot(strikes=(Strike("too-many-jobs", "submit", 1, burst=burst),))
            yield _set(full, Step("statuses", after=2 * ALL_OVER))


def _refusals() -> Iterator[Strike]:
    """What keeps a job from being submitted."""
    yield Strike("server-error", "submit", 0, (("status", 500),), 8)
    yield Strike("unauthorised", "submit", 0, (("status", 401),), 8)
    yield Strike("connection-refused", "submit", 0, (), 8)


def _prepared(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)), origin=Origin.PREPARED)


def _set(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)), origin=Origin.SET, given=SET)
