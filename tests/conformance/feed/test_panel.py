"""The panel hears what every judge alone would say, and asks those that have nothing to look at only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from tests.conformance.feed.written import NOTHING, call, history, state
from tests.conformance.worlds.sample import Sample

from qjobspec_conformance.core import core
from qjobspec_conformance.feed import panel as panels
from qjobspec_conformance.feed.panel import Panel, SenselessError
from qjobspec_conformance.findings import Finding, kept
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.restoring import history_of
from qjobspec_conformance.service_core import ServiceCore
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_conformance.worlds.vocabulary import Vocabulary
from qjobspec_reference.harness import AerJobHarness


def _of_the_process() -> list[History]:
    judged = subject(AerJobHarness)
    with patched():
        return [
            drive(judged, each) for each in islice(core(judged.profile, judged.profile.members, judged.lacks), 0, None, 25)
        ]


def _of_a_service() -> list[History]:
    judged = subject(Sample)
    assert judged.world is not None
    kit = Kit(judged.profile, frozenset(judged.profile.members), judged.world.speech)
    served = ServiceCore(kit, Vocabulary(judged.world.exemplars, judged.world.harness))
    with patched(), installed():
        return [drive(judged, each) for each in islice(served.undisturbed(), 0, None, 8)]


@pytest.mark.parametrize("histories", [_of_the_process, _of_a_service])
def test_the_panel_finds_what_each_judge_finds(histories: object) -> None:
    """Heard for the first time or again, whole or broken: no finding is lost, and none is made up."""
    assert callable(histories)
    written: list[History] = histories()
    cut = [replace(each, events=each.events[: len(each.events) // 2 * 2 - 2]) for each in written if len(each.events) > 4]
    panel = Panel(JUDGES)

    for each in [*written, *written, *cut]:
        alone = {name: tuple(judge(each)) for name, judge in JUDGES.items()}

        together = {heard.requirement: heard.findings for heard in panel.hear(each)}

        assert together == {name: findings for name, findings in alone.items() if findings}


def _asked(number: int) -> History:
    return history_of(
        history(call(1, "submit", 0.0, NOTHING), *[call(2 + each, "status", 1.0, state("QUEUED")) for each in range(number)])
    )


def test_a_judge_with_nothing_to_look_at_is_heard_once() -> None:
    """Nobody cancels in all these histories, and one look has shown what follows from that."""
    heard: list[str] = []

    def of_cancel(history: History) -> Iterator[Finding]:
        heard.append("cancel")
        yield from (kept(*each.proof) for each in history.calls("cancel"))

    def of_status(history: History) -> Iterator[Finding]:
        heard.append("status")
        yield from (kept(*each.proof) for each in history.calls("status"))

    panel = Panel({"CANCEL-1": of_cancel, "STATUS-1": of_status})

    found = [[len(each.findings) for each in panel.hear(_asked(number))] for number in (1, 2, 3)]

    assert found == [[1], [2], [3]]
    assert heard == ["cancel", "status", "status", "status"]


def test_a_panel_forgets_before_it_has_learned_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Histories of ever new sorts do not fill the memory."""
    monkeypatch.setattr(panels, "_MOST", 3)
    panel = Panel(JUDGES)

    for member in ("status", "result", "cancel", "done", "running", "job_id", "backend"):
        list(panel.hear(history_of(history(call(1, member, 0.0, NOTHING)))))

    assert len(panel._sorts) <= 3


def test_what_was_found_before_something_was_not_told_holds() -> None:
    """A judge that finds, and then asks for what nobody knows, has found."""

    def judge(history: History) -> Iterator[Finding]:
        yield kept(0)
        yield kept(len(history.offers))

    (heard,) = Panel({"MEMBER-1": judge}).hear(_asked(1))

    assert (heard.findings, heard.untold) == ((Finding(None, (0,)),), "offers")


def test_a_judge_that_cannot_make_sense_of_a_history_is_named() -> None:
    """It is one line, with the requirement."""
    document = history(call(1, "submit", 0.0, NOTHING), call(2, "result", 1.0, NOTHING, arguments={"timeout": "soon"}))

    with pytest.raises(SenselessError, match=r"makes no sense to the judge of [A-Z]+-\d+: ValueError"):
        list(Panel(JUDGES).hear(history_of(document)))
