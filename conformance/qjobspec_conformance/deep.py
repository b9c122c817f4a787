"""The deep campaign: timelines, programs and schedules drawn by Hypothesis.

This file does not know what makes an example interesting, and runs none.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from qjobspec import REQUIRED, Member, Profile

from .arguments import callable_alone, calls
from .examples import Argument, Callback, Example, Lane, Program, Step, Timeline
from .services import Speech
from .services.drawn import plots
from .works import Outcome

#: What is so in one case of four.
_SELDOM = st.sampled_from((False, False, False, True))

#: Moments are quarters of a second, so that sums of them are exact and read well.
_QUARTERS = st.integers(0, 40).map(lambda quarters: quarters / 4)

#: Members whose arguments are drawn; those of the others are chosen from a table.
DRAWN = frozenset({"result", "wait_for_final_state", "stream_results"})

#: What a callback may ask the job.
_ASKED = ("status", "job_id", "done", "cancel", "result")


def timelines() -> st.SearchStrategy[Timeline]:
    """How long the job waits and runs, and how it ends."""
    return st.builds(
        Timeline,
        pending=st.integers(0, 40).map(lambda quarters: quarters / 4),
        running=st.integers(1, 80).map(lambda quarters: quarters / 4),
        outcome=st.sampled_from(Outcome),
    )


def steps(members: Iterable[Member], *, served: bool = False) -> st.SearchStrategy[Step]:
    """One use of one of `members`, after a pause; of a served job also on a second handle, or in a running event loop."""
    members = list(members)
    names = frozenset(member.name for member in members)
    more = {"job": _SELDOM.map(int), "in_loop": _SELDOM} if served else {}
    return st.sampled_from(members).flatmap(
        lambda member: st.builds(Step, st.just(member.name), _arguments(member, names), after=_QUARTERS, **more)
    )


def _arguments(member: Member, members: frozenset[str]) -> st.SearchStrategy[tuple[tuple[str, Argument], ...]]:
    if member.name not in DRAWN:
        return st.sampled_from([call.arguments for call in calls(member)])
    seconds = st.integers(0, 80).map(lambda quarters: quarters / 4)
    choices: dict[str, st.SearchStrategy[Argument]] = {
        "timeout": seconds,
        "wait": st.integers(1, 24).map(lambda quarters: quarters / 4),
        "partial": st.booleans(),
        "refresh": st.booleans(),
        "callback": _callbacks(members),
    }
    taken = {each.name: choices[each.name] for each in member.parameters if each.name in choices}
    needed = {each.name: taken.pop(each.name) for each in member.parameters if each.default is REQUIRED}
    return st.fixed_dictionaries(needed, optional=taken).map(lambda chosen: tuple(chosen.items()))


def _callbacks(members: frozenset[str]) -> st.SearchStrategy[Argument]:
    """Callbacks that ask up to two of `members` themselves, and may raise."""
    asked = [each for each in _ASKED if each in members]
    asks = st.lists(st.sampled_from(asked), max_size=2).map(tuple) if asked else st.just(())
    return st.builds(Callback, asks=asks, raises=st.none() | st.just("stop"))


def programs(members: Iterable[Member], *, submits: bool, served: bool = False) -> st.SearchStrategy[Program]:
    """One to three threads of up to five steps each; the first nearly always submits the job first."""
    lane = st.lists(steps(members, served=served), max_size=5).map(tuple)
    main = lane.map(lambda steps: (Step("submit"), *steps)) if submits else lane
    early = lane if submits else st.nothing()
    return st.builds(_program, main | main | main | early, st.lists(lane.filter(bool), max_size=2))


def _program(first: Lane, others: list[Lane]) -> Program:
    return Program((first, *others))


def examples(
    profile: Profile, members: Iterable[str], lacks: frozenset[str], speech: Speech | None = None
) -> st.SearchStrategy[Example]:
    """Everything at once; it shrinks towards one thread, one call, no waiting and no schedule.

    `speech` is how the service of the job speaks, if it has one.
    """
    usable = set(members) & set(callable_alone(profile)) - lacks
    served = speech is not None
    return st.builds(
        Example,
        timelines() if speech is None else plots(speech),
        programs(
            [profile.members[name] for name in sorted(usable)], submits="submit" not in lacks and not served, served=served
        ),
        st.lists(st.integers(0, 3), max_size=12).map(tuple),
    )


def drawn(strategy: st.SearchStrategy[Example], *, count: int, seed_number: int) -> list[Example]:
    """So many examples, the same ones for the same seed and release of Hypothesis."""
    every: list[Example] = []

    @seed(seed_number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    @given(strategy)
    def show(example: Example) -> None:
        every.append(example)

    show()
    return every
