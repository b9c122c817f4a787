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
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

from qjobspec import JobStatus, Kind

from .arguments import callable_alone, calls
from .core import PREDICATES, WAITING
from .events import Asked
from .examples import Example, Origin, Program, Step
from .histories import History
from .service_programs import HEARING, LONG, alone, disturbable, is_patient, plain, together, told_twice
from .services import LAST, PERTURBATIONS, Exemplars, Plot, Strike, bent, core_plots, effective, plainest
from .situations import Kit, situations
from .situations.kit import QUEUED

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
        quiet = [plot for plot in self._plots() if not plot.strikes and plot not in bent]
        yield from _sorted(Example(plot, program) for plot in quiet for program in alone(tried, plot))
        yield from _sorted(Example(Plot(), program) for program in together(tried))
        yield from _sorted(
            Example(plot, program) for plot in quiet if _only_ends_badly(plot) for program in told_twice(tried)
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
        members, few = self.kit.profile.members, frozenset(plainest(self.kit.speech))
        tried = [call for call in self._tried() if members[call.member].kind is not Kind.CONSTANT]
        in_detail = {call for call in plain(tried) if call.member not in PREDICATES}
        yield from self._disturbed_soon(tried, in_detail, few)
        yield from self._disturbed_long([call for call in tried if call.member in WAITING], in_detail, few)

    def _disturbed_soon(self, tried: list[Step], in_detail: Set[Step], few: Set[Plot]) -> Iterator[Example]:
        every = self._disturbing()
        for program in disturbable(tried):
            first, *others = program.steps
            in_full = replace(first, after=0.0) in in_detail and not others
            for undisturbed, plots in every.items():
                asking = self._alone(program, undisturbed)
                ends_well = undisturbed.outcome == Plot().outcome
                if not ends_well and (others or not _sees_the_end(first, asking)):
                    continue
                for plot, roles in plots.items():
                    if is_patient(first) and not _is_silence(plot):
                        continue
                    in_detail_too = in_full and (ends_well or not plot.strikes)
                    if (in_detail_too or plot in few) and _is_met(asking, plot, roles):
                        yield Example(plot, program)

    def _disturbed_long(self, tried: list[Step], in_detail: Set[Step], few: Set[Plot]) -> Iterator[Example]:
        long = {plot: roles for plot, roles in self._bent().items() if _is_long(plot)}
        longest = max((plot.ends for plot in long), default=LONG)
        for call, (plot, roles) in product(tried, long.items()):
            program = Program(((replace(call, after=QUEUED),),))
            meets = plot.ends == longest if call in in_detail else plot in few
            if meets and _shows(self._alone(program, Plot()), roles):
                yield Example(plot, program)

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


def _only_ends_badly(plot: Plot) -> bool:
    """Whether a plot is the plain one but for its end, which is a failure or a cancellation."""
    return plot.outcome in (JobStatus.ERROR, JobStatus.CANCELLED) and plot == Plot(outcome=plot.outcome)


def _sees_the_end(call: Step, asking: Sent) -> bool:
    """Whether a call has anything to do with how its job ends: it asks after the end, or hears of it over a stream."""
    return bool(asking.last) or call.member in HEARING


def _is_met(asking: Sent, plot: Plot, roles: tuple[str, ...]) -> bool:
    """Whether a program that asks for so much without it meets what is otherwise in a plot, which is not long."""
    if plot.strikes:
        return all(map(asking.reaches, plot.strikes))
    return plot.ends < LONG and _shows(asking, roles)


def _shows(asking: Sent, roles: tuple[str, ...]) -> bool:
    """Whether a program asks for what shows a plot that is bent."""
    return not asking.asked.keys().isdisjoint(roles)


def _is_silence(plot: Plot) -> bool:
    """Whether a stream does not do as it should, or the service says nothing: then but for its limit nothing ends a call."""
    return bool(plot.strikes) and all(strike.role == "stream" or strike.name == "read-timeout" for strike in plot.strikes)


def _is_long(plot: Plot) -> bool:
    """Whether a plot is there for its length: how a long job ends otherwise than well, shorter ones show as well."""
    return plot.ends >= LONG and plot.outcome == Plot().outcome


def _sorted(examples: Iterable[Example]) -> Iterator[Example]:
    return iter(sorted(examples, key=lambda example: example.size))
