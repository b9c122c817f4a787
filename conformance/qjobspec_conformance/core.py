"""The exhaustive core: every short program on every simple timeline, the shortest first, the same on every run.

What is claimed of it is what it does: each call alone and each pair of calls, in every phase of the job, in one thread and,
where the first call waits, in two. This file does not know what a call should do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from qjobspec import Profile

from .arguments import callable_alone, calls
from .examples import Example, Program, Step, Timeline
from .works import Outcome

#: Members that tell something fixed: they are asked alone and twice, not beside every other.
INERT: Final = frozenset({"job_id", "backend", "qobj", "version"})
PREDICATES: Final = frozenset({"done", "running", "cancelled", "errored", "in_final_state"})
#: Members that may wait, so that something can happen in another thread meanwhile.
WAITING: Final = frozenset({"result", "wait_for_final_state"})

#: A pause of this many seconds leads from one phase of a timeline into the middle of the next.
PENDING: Final = 2.0
RUNNING: Final = 4.0


def core(profile: Profile, members: Iterable[str], lacks: frozenset[str]) -> Iterator[Example]:
    """Every example of the core for a job of `profile` that has `members`, the shortest first."""
    usable = set(callable_alone(profile)) & set(members) - {"submit"}
    tried = [call for name, member in profile.members.items() if name in usable for call in calls(member)]
    submits = "submit" not in lacks
    yield from _before_submission(tried, submits=submits)
    for timeline in _timelines(profile):
        for programs in (_alone, _in_pairs, _when_cancelled, _in_threads):
            for program in programs(tried, timeline, submits=submits):
                yield Example(timeline, program)
    yield from _races(submits=submits)
    yield from _hours(tried, submits=submits)


def _timelines(profile: Profile) -> Iterator[Timeline]:
    """Two timelines per outcome. Work outlasts the lateness that the profile forgives, or that would hide what is late."""
    forgiven = profile.bounds.result_overrun
    for outcome, pending in product(Outcome, (0.0, PENDING)):
        yield Timeline(pending, RUNNING + 2 * forgiven, outcome)


def _moments(timeline: Timeline) -> tuple[float, ...]:
    """A moment in each phase of the timeline: at once, pending, running, over."""
    ends = timeline.pending + timeline.running
    pending = (timeline.pending / 2,) if timeline.pending else ()
    return (0.0, *pending, timeline.pending + 1.0, ends + 1.0)


def _before_submission(calls: list[Step], *, submits: bool) -> Iterator[Example]:
    """Every call of a job that nobody has submitted yet, then its submission, once and twice."""
    if not submits:
        return
    timeline, submit = Timeline(0.0, RUNNING), Step("submit")
    for steps in ((), (submit, submit), (submit, _later(submit, 1.0)), (submit, _later(submit, RUNNING + 1.0))):
        yield Example(timeline, Program((steps or (submit,),)))
    for call in calls:
        yield Example(timeline, Program(((call,),)))
        yield Example(timeline, Program(((call, submit),)))
    for call in (step for step in calls if step.member in {"job_id", "backend"}):
        yield Example(timeline, Program(((call, submit, _later(call, 1.0)),)))


def _alone(calls: list[Step], timeline: Timeline, *, submits: bool) -> Iterator[Program]:
    for moment, call in product(_moments(timeline), calls):
        yield _program(submits, _later(call, moment))
    if timeline.pending:
        yield _program(submits, Step("job_id"), Step("job_id", job=1))


def _in_pairs(calls: list[Step], timeline: Timeline, *, submits: bool) -> Iterator[Program]:
    moments = _moments(timeline)[1:]
    for first, second in product(calls, calls):
        if not _tell_something_together(first, second):
            continue
        for number, moment in enumerate(moments):
            for later in moments[number:]:
                yield _program(submits, _later(first, moment), _later(second, later - moment))


def _when_cancelled(calls: list[Step], timeline: Timeline, *, submits: bool) -> Iterator[Program]:
    """What status() and each predicate say of a job that was cancelled: the one phase that a pair of calls cannot ask in."""
    asked = {call.member: call for call in calls}
    if not {"cancel", "status"} <= asked.keys():
        return
    for moment, predicate in product(_moments(timeline)[1:-1], sorted(PREDICATES & asked.keys())):
        yield _program(submits, _later(asked["cancel"], moment), _later(asked["status"], 1.0), asked[predicate])


def _in_threads(calls: list[Step], timeline: Timeline, *, submits: bool) -> Iterator[Program]:
    """A call that waits, and another beside it. Pairs where neither moves the job are left to one thread."""
    moments = _moments(timeline)[1:-1]
    for first, second in product(calls, calls):
        if first.member in WAITING and second.member in {"cancel", "result", "status"}:
            for moment in moments:
                main = _program(submits, first).lanes[0]
                yield Program((main, (_later(second, moment),)))


def _races(*, submits: bool) -> Iterator[Example]:
    """Two threads at one call, under each schedule that lets the second step in at one of the first's locks."""
    timeline = Timeline(0.0, 1.0)
    for place in range(6):
        picks = (0,) * place + (1,)
        if submits:
            yield Example(timeline, Program(((Step("submit"),), (Step("submit"),))), picks)


def _hours(calls: list[Step], *, submits: bool) -> Iterator[Example]:
    """A call that waits without a timeout for a job of an hour: a limit that nobody has set comes to light."""
    for call in calls:
        if call.member in WAITING and not call.arguments:
            yield Example(Timeline(0.0, 3600.0), _program(submits, call))


def _tell_something_together(first: Step, second: Step) -> bool:
    """Whether a pair can show more than its two calls alone."""
    members = {first.member, second.member}
    if members & INERT:
        return first == second
    if members & PREDICATES:
        return "status" in members
    if members <= WAITING and len(members) == 1:
        return first.member == "result" or "callback" not in {name for name, _ in first.arguments + second.arguments}
    return True


def _program(submits: bool, *steps: Step) -> Program:  # noqa: FBT001 - the first of a program's steps, or none
    return Program(((Step("submit"), *steps) if submits else steps,))


def _later(step: Step, seconds: float) -> Step:
    return Step(step.member, step.arguments, seconds, step.job)
