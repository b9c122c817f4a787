"""What judging histories costs that are read: `qjobspec judge`, compared with asking every judge about every history.

    python benchmarks/feed.py [--events 200000] [--plain 20000]

Three ways in one run, in seconds of CPU and per million events: `qjobspec judge` in one process; a loop that restores each
history and asks every judge; the same loop that also holds each line against the schema with the library in Python. The
histories are runs of a job with seven questions and a result, one in a thousand of them broken, each on one line; the
figure `events` has the same with an event on each line. Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.feed.parts import Terms
from qjobspec_conformance.feed.session import judge
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.restoring import history_of
from qjobspec_conformance.untold import UntoldError


def run_of(number: int) -> Iterator[dict[str, Any]]:
    """The events of one run."""
    began = number * 0.01

    def call(at: float, which: int, member: str, value: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield {"kind": "called", "at": began + at, "number": which, "member": member}
        yield {"kind": "returned", "at": began + at + 0.02, "number": which, "value": value}

    yield from call(0, 1, "submit", {"type": "NoneType"})
    yield from call(1, 2, "status", {"type": "JobStatus", "state": "QUEUED"})
    yield {"kind": "work-started", "at": began + 3, "job": 0}
    for poll in range(5):
        yield from call(5 + 2 * poll, 3 + poll, "status", {"type": "JobStatus", "state": "RUNNING"})
    result = {"type": "Result", "thing": 1}
    yield {"kind": "work-ended", "at": began + 17, "job": 0, "outcome": "succeeds", "product": result}
    yield from call(18, 8, "result", result)
    yield from call(20, 9, "status", {"type": "JobStatus", "state": "RUNNING" if number % 1000 == 7 else "DONE"})


def write(file: Path, events: int, lines: Callable[[int, list[dict[str, Any]]], Iterator[Any]]) -> int:
    """Write runs of at least so many events; the answer is how many."""
    written = number = 0
    with file.open("w", encoding="utf-8") as opened:
        while written < events:
            run = list(run_of(number))
            opened.writelines(json.dumps(line) + "\n" for line in lines(number, run))
            written, number = written + len(run), number + 1
    return written


def by_history(number: int, run: list[dict[str, Any]]) -> Iterator[Any]:
    """A history on one line."""
    del number
    first = run[0]["at"]
    yield {"subject": "farm", "profile": "jobv1", "events": [{**event, "at": event["at"] - first} for event in run]}


def by_event(number: int, run: list[dict[str, Any]]) -> Iterator[Any]:
    """An event on each line."""
    name = f"run-{number}"
    yield {"history": name, "subject": "farm", "profile": "jobv1"}
    yield from ({"history": name, **event} for event in run)
    yield {"history": name, "ended": run[-1]["at"]}


def suite(file: Path) -> None:
    """As `qjobspec judge --processes 1` does it."""
    tally = judge((str(file),), Terms(), processes=1, watch=lambda _: None)
    assert tally["farm", "jobv1"].rows["STATUS-6"].shortest is not None


def loop(file: Path, check: Callable[[Any], object]) -> None:
    """Every judge, and every history."""
    with file.open(encoding="utf-8") as opened:
        for line in opened:
            document = json.loads(line)
            check(document)
            history = history_of(document)
            for each in JUDGES.values():
                try:
                    list(each(history))
                except UntoldError:
                    continue


def cost(run: Callable[[], None], events: int) -> float:
    """Seconds of CPU for a million events."""
    began = time.process_time()
    run()
    return (time.process_time() - began) / events * 1e6


def main() -> int:
    """Measure, and say how they compare; 1 if ten million events would not be judged in three minutes on two such cores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--plain", type=int, default=20_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few, single = folder / "many.jsonl", folder / "few.jsonl", folder / "events.jsonl"
        events, plain = write(many, chosen.events, by_history), write(few, chosen.plain, by_history)
        lines = write(single, chosen.events, by_event)
        suite(few)
        ours = cost(lambda: suite(many), events)
        by_line = cost(lambda: suite(single), lines)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        asked = cost(lambda: loop(few, lambda _: None), plain)
        validated = cost(lambda: loop(few, lambda document: faults(document, "history")), plain)
    figures = {
        "events": events,
        "judges": len(JUDGES),
        "seconds per million, a history on each line": round(ours, 1),
        "seconds per million, an event on each line": round(by_line, 1),
        "every judge, no schema and no report / suite": round(asked / ours, 1),
        "every judge and schema in Python / suite": round(validated / ours, 1),
        "MiB": round(peak),
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0 if max(ours, by_line) * 10 / 2 < 180 and validated >= 10 * ours else 1


if __name__ == "__main__":
    raise SystemExit(main())
