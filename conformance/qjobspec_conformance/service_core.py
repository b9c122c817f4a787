"""The exhaustive core of a job at a service: every short program on every plot with at most one perturbation it meets.

What is claimed of it is what it does: each call in the phases of the job in which a fault can find it, under every
perturbation that strikes a request it sends, at its plainest, and each member twice where the job ends well; each member
once under all that the parameters of a perturbation can make of it, and each call that waits under all that its length can;
each pair of calls of which one changes or tells something, in one thread and, where the first waits, in two, on two handles
and in a running event loop, under none. Arguments are tried where they can matter: alone, and beside what shows or changes
the same. A call that waits asks often, so that faults find it shortly before the end. This file does not know what a call
should do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

from qjobspec import CAPABILITY_MEMBERS, Capability, JobStatus, Kind

from .arguments import callable_alone, calls
from .core import INERT, PREDICATES, WAITING
from .events import Asked
from .examples import Example, Origin, Program, Step
from .histories import History
from .services import LAST, PERTURBATIONS, Exemplars, Plot, Strike, bent, core_plots, effective, plainest
from .situations import Kit, situations
from .situations.kit import LATE, OVER, QUEUED, RUNNING

#: Members that change something, or say what has changed: beside any other member they are a case.
CHANGING: Final = WAITING | {
    "status",
    "cancel",
    "refresh",
    "update_name",
    "update_tags",
    "stream_results",
    "interim_results",
    "cancel_result_streaming",
}
#: Members that show what another has changed: beside it, each of its arguments is a case.
SHOWS: Final = {"name": "update_name", "tags": "update_tags"}
#: Members whose answer is another in another phase of the job.
PHASED: Final = WAITING | PREDICATES | {"status", "cancel"}

#: Members to which it makes a difference what comes over a stream.
HEARING: Final = WAITING | CAPABILITY_MEMBERS[Capability.STREAMING]

#: How long a user waits before the same is tried again.
AGAIN: Final = 1.0
#: A job of so many seconds costs more than all others: only who waits from its beginning meets it, where it ends well.
LONG: Final = 60.0
#: The requests of a role that strikes of the core name by their number.
PLACES: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a program asks for on a plot that nothing disturbs."""

    #: How many requests of each role.
    asked: Mapping[str, int]
    #: Which of them, from 0, was the first after the end of the job.
    last: Mapping[str, int]
    #: How many of them have opened the job.
    opening: Mapping[str, int] = field(default_factory=dict[str, int])

    def reaches(self, strike: Strike) -> bool:
        """Whether a strike strikes one of them, and is not the same as another strike that the core has."""
        passed = 0 if PERTURBATIONS[strike.name].is_true else self.opening.get(strike.role, 0)
        if strike.request == LAST:
            return self.last.get(strike.role, 0) - passed not in PLACES
        return strike.request + passed < self.asked.get(strike.role, 0)


NOTHING: Final = Sent({}, {})


def sent(history: History) -> Sent:
    """What was asked for in a history."""
    asked: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    last: dict[str, int] = {}
    ends = history.final_move[0] if history.final_move is not None else len(history.events)
    for position, event in enumerate(history.events):
        if isinstance(event, Asked):
            if position > ends:
                last.setdefault(event.role, asked[event.role])
            asked[event.role] += 1
            opening[event.role] += position < history.opened_at
    return Sent(asked, last, opening)


@dataclass
class ServiceCore:
    """The core for a job of `kit`, at a service with the vocabulary of `exemplars`.

    The undisturbed half comes first. Whoever runs it says what each program has asked for, and the disturbed half, made of
    the same programs, is then pruned to the perturbations that strike something.
    """

    kit: Kit
    exemplars: Exemplars
    _sent: dict[tuple[Program, Plot], Sent] = field(default_factory=dict[tuple[Program, Plot], Sent])

    def undisturbed(self) -> Iterator[Example]:
        """Every program on the plots in which everything goes as it should, the shortest first."""
        tried, bent = list(self._tried()), self._bent()
        plain = [plot for plot in self._plots() if not plot.strikes and plot not in bent]
        yield from _sorted(Example(plot, program) for plot in plain for program in _alone(tried, plot))
        yield from _sorted(Example(Plot(), program) for program in _together(tried))
        yield from _sorted(
            Example(plot, program) for plot in plain if _only_ends_badly(plot) for program in _told_twice(tried)
        )
        yield from _sorted(situations(self.kit))

    def note(self, example: Example, seen: Sent) -> None:
        """Remember what an undisturbed example has asked for."""
        assert isinstance(example.timeline, Plot), "a service plays plots"
        if example.origin is Origin.OPENED:
            self._sent[example.program, example.timeline] = seen

    def disturbed(self) -> Iterator[Example]:
        """Each program that was asked alone, and the same call twice, under each perturbation that reaches it."""
        return _sorted(self._disturbed())

    def _disturbed(self) -> Iterator[Example]:
        every, few = self._disturbing(), frozenset(plainest(self.kit.speech))
        members = self.kit.profile.members
        tried = [call for call in self._tried() if members[call.member].kind is not Kind.CONSTANT and not _is_patient(call)]
        in_detail = {call for call in _plain(tried) if call.member not in PREDICATES}
        for program in _disturbable(tried):
            first, *others = program.steps
            in_full = replace(first, after=0.0) in in_detail and not others
            for undisturbed, plots in every.items():
                alone = self._alone(program, undisturbed)
                ends_well = undisturbed.outcome == Plot().outcome
                if not ends_well and (others or not _sees_the_end(first, alone)):
                    continue
                for plot, roles in plots.items():
                    in_detail_too = in_full and (ends_well or not plot.strikes)
                    if (in_detail_too or plot in few) and _is_met(alone, plot, roles):
                        yield Example(plot, program)
        waiting, long = [call for call in tried if call.member in WAITING], [each for each in self._bent() if _is_long(each)]
        for call, plot in product(waiting, long):
            if call in in_detail or plot in few:
                yield Example(plot, Program(((replace(call, after=QUEUED),),)))

    def _disturbing(self) -> dict[Plot, dict[Plot, tuple[str, ...]]]:
        """The plots that disturb each undisturbed plot; those that are bent with the roles whose answers show it."""
        works = effective(self.exemplars, self.kit.speech)
        every: dict[Plot, dict[Plot, tuple[str, ...]]] = {}
        for plot in self._plots():
            if plot.strikes and works(plot):
                every.setdefault(replace(plot, strikes=()), {})[plot] = ()
        for plot, roles in self._bent().items():
            every.setdefault(Plot(outcome=plot.outcome), {})[plot] = roles
        return every

    def _alone(self, program: Program, plain: Plot) -> Sent:
        """What the first call of `program` asks for if nothing strikes."""
        return self._sent.get((Program((program.lanes[0][:1],)), plain), NOTHING)

    def _bent(self) -> dict[Plot, tuple[str, ...]]:
        """The plots that are bent as a whole, with the roles whose answers show it."""
        rows = [row for row in PERTURBATIONS.values() if row.bends is not None]
        return {plot: row.strikes(self.kit.speech) for row in rows for plot in bent(self.kit.speech, (row,))}

    def _plots(self) -> Iterator[Plot]:
        return core_plots(self.kit.speech, self.kit.profile)

    def _tried(self) -> Iterator[Step]:
        usable = set(callable_alone(self.kit.profile)) & self.kit.members
        for name, member in self.kit.profile.members.items():
            if name in usable:
                yield from calls(member)


def _alone(tried: list[Step], plot: Plot) -> Iterator[Program]:
    """Each call in each phase of the job; where only a word is unusual, those that tell the state; messages to hearers."""
    usual = plot.phases == Plot().phases and plot.outcome in JobStatus.__members__
    telling = _plain(tried) | {call for call in tried if "callback" in dict(call.arguments)}
    moments = (0.0, QUEUED, RUNNING, LATE, OVER) if usual else (QUEUED, RUNNING, OVER)
    for call, moment in ((call, moment) for call, moment in product(tried, moments) if _is_apt(call, moment)):
        tells = call.member in WAITING | PREDICATES | {"status"} and call in telling
        if call.member in HEARING if plot.messages else usual or tells:
            yield Program(((replace(call, after=moment),),))


def _is_apt(call: Step, moment: float) -> bool:
    """Whether a phase is looked at that late by this call: by who waits, who is found there by faults."""
    return moment != LATE or call.member in WAITING


def _together(tried: list[Step]) -> Iterator[Program]:
    """Two calls, where the pair can show more than the two alone."""
    moving = [call for call in tried if call.member not in INERT | PREDICATES]
    plain = _plain(tried)
    for first, second in product(tried, tried):
        if (first in plain) + (second in plain) >= _plain_ones(first, second) and _tell_something_together(first, second):
            for moment in (QUEUED, RUNNING, OVER) if "cancel" in {first.member, second.member} else (QUEUED, OVER):
                yield Program(((replace(first, after=moment), replace(second, after=AGAIN)),))
    for first, second in product(moving, moving):
        if first.member in WAITING and second.member in {"cancel", "result", "status"}:
            yield Program(((first,), (replace(second, after=RUNNING),)))
    for call in tried:
        yield Program(((replace(call, after=RUNNING, in_loop=True),),))
        yield Program(((replace(call, after=OVER), replace(call, job=1)),))


def _only_ends_badly(plot: Plot) -> bool:
    """Whether a plot is the plain one but for its end, which is a failure or a cancellation."""
    return plot.outcome in (JobStatus.ERROR, JobStatus.CANCELLED) and plot == Plot(outcome=plot.outcome)


def _told_twice(tried: list[Step]) -> Iterator[Program]:
    """Two calls after the end: what the first has been told, the second knows without asking."""
    plain = [call for call in tried if call in _plain(tried) and call.member in PHASED]
    for first, second in product(plain, plain):
        if second.member in {"result", "status"}:
            yield Program(((replace(first, after=OVER), replace(second, after=AGAIN)),))


def _plain_ones(first: Step, second: Step) -> int:
    """How many calls of a pair have the fewest arguments: both, unless either may change what the other does."""
    members = {first.member, second.member}
    shown = any({shows, changes} == members for shows, changes in SHOWS.items())
    return 1 if shown or members <= CHANGING else 2


def _tell_something_together(first: Step, second: Step) -> bool:
    """Whether a pair can show more than its two calls alone."""
    members = {first.member, second.member}
    if members & INERT or not members & CHANGING:
        return first == second
    return "status" in members if members & PREDICATES else True


def _plain(tried: Iterable[Step]) -> frozenset[Step]:
    """Of each member the call with the fewest arguments, which comes first."""
    first: dict[str, Step] = {}
    for call in tried:
        first.setdefault(call.member, call)
    return frozenset(first.values())


def _disturbable(tried: list[Step]) -> Iterator[Program]:
    """Each call in the phases in which a fault can find it, and each member a second time after it was found by one."""
    plain = _plain(tried)
    for call in (each for each in tried if each.member not in INERT):
        moments = (found_at(call.member), OVER)
        for moment in moments if call in plain and call.member in PHASED else moments[:1]:
            yield Program(((replace(call, after=moment),),))
        again = moments if call.member in PHASED else moments[1:]
        for moment in again if call in plain and call.member not in PREDICATES else ():
            yield Program(((replace(call, after=moment), replace(call, after=AGAIN)),))


def _is_patient(call: Step) -> bool:
    """Whether a call has a limit that no job but a long one comes to: a fault finds it as it finds a call without."""
    timeout = dict(call.arguments).get("timeout")
    return call.member in WAITING and isinstance(timeout, float) and timeout >= LONG


def found_at(member: str) -> float:
    """When a fault finds a call first: while the job runs; who waits asks often, and is found shortly before the end."""
    return LATE if member in WAITING else RUNNING


def _sees_the_end(call: Step, alone: Sent) -> bool:
    """Whether a call has anything to do with how its job ends: it asks after the end, or hears of it over a stream."""
    return bool(alone.last) or call.member in HEARING


def _is_met(alone: Sent, plot: Plot, roles: tuple[str, ...]) -> bool:
    """Whether a program that asks for so much without it meets what is otherwise in a plot, which is not long."""
    if plot.strikes:
        return all(map(alone.reaches, plot.strikes))
    return plot.ends < LONG and not alone.asked.keys().isdisjoint(roles)


def _is_long(plot: Plot) -> bool:
    """Whether a plot is there for its length: how a long job ends otherwise than well, shorter ones show as well."""
    return plot.ends >= LONG and plot.outcome == Plot().outcome


def _sorted(examples: Iterable[Example]) -> Iterator[Example]:
    return iter(sorted(examples, key=lambda example: example.size))
