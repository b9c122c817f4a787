"""Who runs the examples of a campaign: one process or several, with the same outcome, and nobody left behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.conformance import jobs

from qjobspec_conformance.bench import Batch, Here, Workers, batches
from qjobspec_conformance.bench.shrinking import TRIES, shortest
from qjobspec_conformance.campaign import Act, Plan, Progress, run
from qjobspec_conformance.examples import Callback, Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import HarnessError, Subject, subject
from qjobspec_conformance.reports import as_text
from qjobspec_conformance.services import Phase, Plot, Strike
from qjobspec_conformance.works import Outcome

ASKED = Example(Timeline(), Program(((Step("submit"), Step("status")),)))
SPUN = Example(Timeline(), Program(((Step("submit"), Step("result")),)))


def _loadable(harness: type) -> Subject:
    return replace(subject(harness), name=f"tests.conformance.jobs:{harness.__name__}")


@pytest.mark.parametrize("harness", [jobs.NeverDone, jobs.WrongTheThirdTime])
def test_several_processes_find_the_same_byte_for_byte(harness: type, short_core: Callable[..., None]) -> None:
    """What the core finds, and what only the deep campaign does and has to be shrunk."""
    short_core(60)
    plan = Plan(deep=120)
    seen: list[Progress] = []

    alone, together = as_text(run(_loadable(harness), plan)), as_text(run(_loadable(harness), plan, seen.append, jobs=2))

    assert together == alone
    assert {each.act for each in seen} == {Act.CORE, Act.DEEP, Act.SHRINK}
    assert multiprocessing.active_children() == []


def test_what_was_judged_in_vain_is_judged_again() -> None:
    """A member that spins is left out from there on, although another worker has gone on with it meanwhile."""
    every = list(batches([SPUN, *[ASKED] * 15, SPUN, *[ASKED] * 15]))
    avoided: set[str] = set()
    found = []

    with Workers.opened(_loadable(jobs.Spins), ["STATUS-1"], 2) as bench:
        for seen in bench.judge(every, avoided):
            avoided |= seen.avoided
            found.append(seen)

    assert found[0].avoided == {"result"}
    assert found[1].avoided == frozenset()
    assert [seen.tallies["STATUS-1"].exercised for seen in found] == [15, 15]


def test_a_worker_that_dies_ends_the_campaign_in_a_line() -> None:
    """It says how it died, and what shows more."""
    with (
        pytest.raises(HarnessError, match=r"ended with exit code 7: `--jobs 1` shows"),
        Workers.opened(_loadable(jobs.EndsItsProcess), ["STATUS-1"], 2) as bench,
    ):
        list(bench.judge([Batch(0, (ASKED,))], set()))

    assert multiprocessing.active_children() == []


def test_what_is_wrong_with_a_harness_is_told_by_its_worker() -> None:
    """As if it had been run here."""
    with pytest.raises(HarnessError, match="no simulator here"):
        run(_loadable(jobs.CannotStart), Plan(deep=0), jobs=2)


def test_an_interruption_leaves_no_worker(short_core: Callable[..., None]) -> None:
    """Whoever watches may interrupt at any time."""
    short_core(20)

    def interrupt(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(_loadable(jobs.Good), Plan(deep=0), interrupt, jobs=2)

    assert multiprocessing.active_children() == []


def test_here_the_same_batch_gives_the_same() -> None:
    """A bench remembers nothing."""
    with Here.opened(subject(jobs.Good), ["STATUS-1"]) as bench:
        bench.offered()
        first, again = list(bench.judge([Batch(0, (ASKED,))] * 2, set()))

    assert first == again


LONG = Example(
    Timeline(3.0, 7.25, Outcome.RAISES),
    Program(
        (
            (Step("submit"), Step("status", after=2.0), Step("result", (("timeout", 3.0),), after=1.5)),
            (Step("wait_for_final_state", (("callback", Callback(("status", "cancel"), "stop")),)),),
        )
    ),
    (0, 2, 1),
)


def test_everything_that_is_not_needed_is_left_out() -> None:
    """Of a long example stays the one call that shows it."""
    found = shortest(LONG, lambda example: any(step.member == "result" for step in example.program.steps))

    assert found == Example(Timeline(0.0, 0.25), Program(((Step("result"),),)))


def test_a_plot_becomes_plain_but_for_what_shows_it() -> None:
    """Strikes, phases and bursts that are not needed go."""
    strikes = (Strike("server-error", "status", 3, (("status", 500),), 4), Strike("dns-failure", "result"))
    plot = Plot(phases=(Phase("QUEUED", 9.0), Phase("RUNNING", 3.0)), outcome="ERROR", latency=2.0, strikes=strikes)
    example = Example(plot, Program(((Step("status"), Step("status", after=1.0)),)))

    def shows(tried: Example) -> bool:
        assert isinstance(tried.timeline, Plot)
        return any(strike.name == "server-error" for strike in tried.timeline.strikes)

    found = shortest(example, shows)

    assert found.timeline == Plot(strikes=(Strike("server-error", "status", 0, (("status", 500),)),))
    assert len(found.program.steps) == 0


def test_the_search_for_the_shortest_is_bounded() -> None:
    """Whatever the question."""
    asked: list[Example] = []

    assert shortest(LONG, lambda example: bool(asked.append(example))) == LONG
    assert len(asked) <= TRIES
