"""The exhaustive core of plots: what is in it, in which order, and what of it is another case."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.conformance.services.playing import player

from qjobspec import PROFILES, JobStatus
from qjobspec_conformance.services import (
    LAST,
    PERTURBATIONS,
    SPEECHES,
    TOO_LONG,
    Answer,
    Comes,
    PlainExemplars,
    Plot,
    Request,
    Results,
    Strike,
    bent,
    core_plots,
    effective,
    reached_by,
)
from qjobspec_conformance.services.enumerated import unperturbed

#: The services of each profile, and how many plots the core has there: all of them, and those whose strike changes an answer.
SIZES = {
    ("ibmq", "ibmq-job"): (2_567, 2_381),
    ("ibmq", "managed-job"): (2_567, 2_381),
    ("runtime", "runtime-job"): (1_297, 1_263),
    ("runtime-v2", "runtime-job-v2"): (2_056, 1_979),
}
CORES = {family: tuple(core_plots(SPEECHES[family], PROFILES[profile])) for family, profile in SIZES}
every_core = pytest.mark.parametrize("family", CORES)


@pytest.mark.parametrize(("place", "sizes"), SIZES.items(), ids=[name for _, name in SIZES])
def test_the_core_has_as_many_plots_as_we_say(place: tuple[str, str], sizes: tuple[int, int]) -> None:
    """The numbers that reports give are those of the enumeration, and the profile decides whether streams are in it."""
    family, profile = place
    every = list(core_plots(SPEECHES[family], PROFILES[profile]))

    assert (len(every), sum(map(effective(PlainExemplars(family), SPEECHES[family]), every))) == sizes


@every_core
def test_a_plot_of_the_core_has_at_most_one_perturbation(family: str) -> None:
    """One strike, or one departure of the plot as a whole; besides it only how the job ends, and interim results to strike at."""
    for plot in CORES[family]:
        besides = (plot.outcome != "DONE") + bool(plot.messages)

        assert plot.departures - besides <= 1
        assert len(plot.strikes) <= 1


@every_core
def test_the_smallest_comes_first_and_each_once(family: str) -> None:
    """The plain plot begins, and none is smaller than the one before or said twice."""
    core = CORES[family]

    assert core[0] == Plot()
    assert [plot.size for plot in core] == sorted(plot.size for plot in core)
    assert len(set(core)) == len(core)


@every_core
def test_every_perturbation_is_tried_wherever_it_can_strike(family: str) -> None:
    """Each row, with each of its few parameters, at each of its roles, at the first, the second and the last request."""
    tried = {strike for plot in CORES[family] for strike in plot.strikes}
    speech = SPEECHES[family]

    for row in PERTURBATIONS.values():
        for role in row.strikes(speech) if row.bends is None else ():
            for parameters in row.few(speech, role):
                for place in (0,) if role == "submit" else (0, 1, LAST):
                    for burst in row.bursts:
                        assert Strike(row.name, role, place, parameters, burst) in tried


@every_core
def test_every_bend_is_tried_with_every_end_that_shows_it(family: str) -> None:
    """Each row that bends the plot is in the core, and no plot in which the way of the result concerns nobody."""
    speech = SPEECHES[family]
    for row in PERTURBATIONS.values():
        if row.bends is not None and row.strikes(speech):
            plots = list(bent(speech, [row]))

            assert plots
            assert set(plots) <= set(CORES[family])
    for plot in CORES[family]:
        if plot.results != Results():
            assert plot.outcome == ("ERROR" if plot.results.comes is Comes.PARTLY else "DONE")
            assert plot.results != Results(Comes.LATER)


@every_core
def test_every_word_and_end_is_tried_undisturbed(family: str) -> None:
    """Each word of the service is said once, and a job that ran too long is among the ends where a service can say so."""
    speech = SPEECHES[family]
    said = {phase.says for plot in unperturbed(speech) for phase in plot.phases} | {
        speech.word_of(plot.outcome) for plot in unperturbed(speech)
    }

    assert speech.words.keys() <= said
    assert (TOO_LONG in {plot.outcome for plot in CORES[family]}) == (speech.too_long is not None)


def test_a_profile_without_streams_has_none_in_its_core() -> None:
    """No plot of a job that opens no websocket strikes one, or sends messages."""
    core = list(core_plots(SPEECHES["runtime"], PROFILES["primitive-job"]))

    assert core
    assert not any(plot.messages or any(strike.role == "stream" for strike in plot.strikes) for plot in core)


def test_what_is_not_reached_is_left_out() -> None:
    """The hook decides, plot by plot."""
    asked = {"status": 2}

    core = list(core_plots(SPEECHES["ibmq"], PROFILES["ibmq-job"], reached=reached_by(asked)))

    struck = {(strike.role, strike.request) for plot in core for strike in plot.strikes}
    assert struck == {("status", 0), ("status", 1), ("status", LAST)}
    assert [plot for plot in core if not plot.strikes] == [plot for plot in CORES["ibmq"] if not plot.strikes]


@every_core
def test_nothing_that_strikes_is_left_out(family: str) -> None:
    """Asked in every phase, a plot that is not effective never strikes: what is pruned is no other case."""
    speech, exemplars = SPEECHES[family], PlainExemplars(family)
    works = effective(exemplars, speech)
    wrong: Counter[tuple[str, str]] = Counter()
    for plot in CORES[family]:
        for strike in plot.strikes:
            if strike.role in {"submit", "stream"}:
                continue
            playing = player(plot, family)
            for now in (1.0, 3.0, 7.0, 8.0) if strike.request != 1 else (0.5, 3.0, 6.0, 7.0):
                playing.answer(strike.role, "j", Request(), now)
            struck = any(getattr(entry, "name", None) == strike.name for entry in playing.truth(9.0))
            if struck and not works(plot):
                wrong[strike.name, strike.role] += 1

    assert wrong == {}


def test_what_changes_no_answer_is_not_effective() -> None:
    """A field that no answer has, an empty body made empty, the same state said instead: none is another case."""
    works = effective(PlainExemplars("runtime-v2"), SPEECHES["runtime-v2"])

    assert not works(Plot(strikes=(Strike("empty-body", "tags"),)))
    assert not works(Plot(strikes=(Strike("missing-field", "status", 0, (("field", "/nonsense"),)),)))
    assert not works(Plot(strikes=(Strike("repeated-poll", "status", 0),)))
    assert works(Plot(strikes=(Strike("repeated-poll", "status", 0, burst=8),)))
    assert works(Plot(strikes=(Strike("repeated-poll", "status", 1),)))
    assert works(Plot(strikes=(Strike("change-not-made", "tags"),)))
    assert works(Plot(strikes=(Strike("stream-silent", "stream", 0, (("after", 0),)),)))
    assert works(Plot())


def test_a_role_that_was_never_seen_is_not_struck() -> None:
    """Exemplars without an answer for a role leave nothing to strike."""

    class Mute:
        def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
            return None

    assert not effective(Mute(), SPEECHES["ibmq"])(Plot(strikes=(Strike("connection-reset", "status"),)))
