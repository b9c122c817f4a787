"""What a clock cannot tell apart is not held against a job."""

from __future__ import annotations

from typing import Any

from tests.conformance.feed.written import NOTHING, Event, call, history, state, works

from qjobspec_conformance.feed.bench import Bench
from qjobspec_conformance.feed.clocks import at_once, early
from qjobspec_conformance.feed.restored import Restored
from qjobspec_conformance.feed.tallies import Row, Where

BEGAN, ENDED = works(10.0, 20.0)
SUBMITTED = call(1, "submit", 0.0, NOTHING, end=0.2)
TIMED_OUT = {"types": ["JobTimeoutError", "Exception"]}


def _row(name: str, document: dict[str, Any], instant: float | None = None) -> Row:
    bench = Bench()
    bench.hear(Restored(document, subject="farm", profile_name="", instant=instant), Where(0, "runs.jsonl", 1))
    return bench.tally["farm", "jobv1"].rows.get(name, Row())


def _moments(events: list[dict[str, Any]]) -> list[float]:
    return [event["at"] for event in events]


def test_short_calls_take_no_time_and_long_ones_take_theirs() -> None:
    """Calls inside of each other begin together; whatever else happened keeps its moment."""
    events: list[Event] = [
        *call(1, "status", 1.0, NOTHING, end=1.4),
        call(2, "status", 5.0)[0],
        *call(3, "status", 5.3, NOTHING, end=5.9),
        {"kind": "returned", "at": 5.95, "number": 2, "value": NOTHING},
        *call(4, "result", 7.0, NOTHING, end=9.0),
    ]

    assert _moments(at_once(events, 1.0)) == [1.0, 1.0, 5.0, 5.0, 5.0, 5.0, 7.0, 9.0]
    assert _moments(early(at_once(events, 1.0), 1.0)) == [1.0, 1.0, 5.0, 5.0, 5.0, 5.0, 7.0, 8.0]
    assert _moments(events)[1] == 1.4


def test_status_that_asks_over_a_wire_does_not_wait() -> None:
    """Half a second is no waiting to a clock of one second, and waiting to one of a tenth of a second."""
    document = history(SUBMITTED, BEGAN, call(2, "status", 11.0, state("RUNNING"), end=11.5))

    assert _row("STATUS-9", document).shortest is None
    assert _row("STATUS-9", document).exercised == 1
    assert _row("STATUS-9", document, 0.1).shortest is not None
    assert _row("STATUS-9", document | {"instant": 0}).shortest is not None
    assert _row("STATUS-9", document | {"instant": 0.6}, 0.1).shortest is None


def test_a_timeout_that_is_late_by_less_than_an_instant_is_kept() -> None:
    """It is counted as exercised; one that is later than the clock can explain is broken."""
    in_time = history(SUBMITTED, BEGAN, call(2, "result", 11.0, TIMED_OUT, end=13.4, arguments={"timeout": 2}))
    too_late = history(SUBMITTED, BEGAN, call(2, "result", 11.0, TIMED_OUT, end=33.4, arguments={"timeout": 2}))

    rows = [_row("TIMEOUT-3", each, 1.0) for each in (in_time, too_late)]

    assert [(row.exercised, row.shortest is None) for row in rows] == [(1, True), (1, False)]
    assert rows[1].shortest is not None
    assert rows[1].shortest.document["events"][-1]["at"] == 33.4
