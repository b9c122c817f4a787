"""Drawn plots: they shrink to the plain one, and every perturbation is among them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from qjobspec_conformance.services import (
    LAST,
    PERTURBATIONS,
    SPEECHES,
    TOO_LONG,
    Cancellation,
    Comes,
    Goes,
    Kind,
    Plot,
    Results,
    Speech,
    Strike,
    plots,
    strikes,
)

SPEAKING = list(SPEECHES.values())
quick = settings(max_examples=100, database=None, deadline=None, derandomize=True)
#: Without the phase that explains, which takes ten times as long as all others.
patient = settings(quick, max_examples=2_000, phases=[Phase.generate, Phase.shrink])


def smallest(speech: Speech, wanted: Callable[[Plot], bool]) -> Plot:
    """The plot that Hypothesis shrinks to."""
    return find(plots(speech), wanted, settings=patient)


@pytest.mark.parametrize("speech", SPEAKING, ids=lambda speech: speech.name)
def test_a_drawn_plot_shrinks_to_the_plain_one(speech: Speech) -> None:
    """Where nothing is special about a plot, it is the plain one that is shown."""
    assert smallest(speech, lambda plot: True) == Plot()


@pytest.mark.parametrize(
    ("wanted", "smallest_one"),
    [
        (lambda plot: plot.outcome == "ERROR", Plot(outcome="ERROR")),
        (lambda plot: plot.cancellation.goes is Goes.LATE, Plot(cancellation=Cancellation(Goes.LATE))),
        (lambda plot: plot.cancellation.goes is Goes.RACING, Plot(cancellation=Cancellation(Goes.RACING))),
        (lambda plot: plot.results.comes is Comes.ONCE, Plot(results=Results(Comes.ONCE))),
        (lambda plot: plot.latency > 0, Plot(latency=0.25)),
        (lambda plot: plot.outcome == TOO_LONG, Plot(outcome=TOO_LONG)),
    ],
)
def test_what_is_special_alone_is_left(wanted: Callable[[Plot], bool], smallest_one: Plot) -> None:
    """A plot shrinks to one that is plain but for what matters."""
    assert smallest(SPEECHES["runtime-v2"], wanted) == smallest_one


@pytest.mark.parametrize("name", ["server-error", "missing-field", "stream-silent"])
def test_a_strike_shrinks_to_the_first_request_and_the_simplest_parameters(name: str) -> None:
    """One strike is left, alone, at the first request of its first role, with the first of its few parameters."""
    speech, row = SPEECHES["runtime-v2"], PERTURBATIONS[name]
    role = row.strikes(speech)[0]

    found = smallest(speech, lambda plot: any(strike.name == name for strike in plot.strikes))

    assert found == Plot(strikes=(Strike(name, role, 0, next(row.few(speech, role))),))


@pytest.mark.parametrize("kind", Kind)
def test_every_perturbation_that_strikes_is_drawn(kind: Kind) -> None:
    """Each row can be drawn alone, and what is drawn is within its roles."""
    for row in PERTURBATIONS.values():
        if row.kind is not kind or row.bends is not None:
            continue
        for speech in SPEAKING:
            if row.strikes(speech):
                strike = find(strikes(speech, [row]), lambda _: True, settings=patient)

                assert (strike.name, strike.role) == (row.name, row.strikes(speech)[0])
                assert (strike.request, strike.parameters) == (0, next(row.few(speech, strike.role)))


@quick
@given(st.one_of([st.tuples(st.just(speech), plots(speech)) for speech in SPEAKING]))
def test_a_drawn_plot_is_one_that_a_service_could_play(drawn: tuple[Speech, Plot]) -> None:
    """Phases are in order and not final, strikes meet roles that there are, moments come in order."""
    speech, plot = drawn

    assert not any(speech.state_of(phase.says) in {"DONE", "ERROR", "CANCELLED"} for phase in plot.phases)
    assert all(strike.role in speech.roles and strike.request >= LAST and strike.burst >= 1 for strike in plot.strikes)
    for moments in ([each.at for each in plot.messages], [each.at for each in plot.clock], [each.at for each in plot.queue]):
        assert moments == sorted(moments)
    assert bool(speech.queue) or not plot.queue


@quick
@given(plots(SPEECHES["ibmq"], strikes_at_most=1))
def test_strikes_can_be_few(plot: Plot) -> None:
    """No more strikes are drawn than asked for."""
    assert len(plot.strikes) <= 1
