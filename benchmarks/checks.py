"""What `qjobspec check` costs: a slice against the whole, much broken against nothing, more examples against fewer.

    python benchmarks/checks.py [--whole]

All in one process and in seconds of CPU, which two cores share when a check runs in two. The class that breaks much is
the reference's own job with three sins at once: its status forgets the end, its result ignores the timeout, and each
question is asked twice. Growth is measured on every n-th example of the core, each slice twice as large as the one
before. `--whole` also runs the two whole campaigns, which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unittest import mock

from qjobspec_conformance.bench import Here, batches
from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.examples import Example
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.service_core import ServiceCore
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.verdicts import Ruling
from qjobspec_conformance.worlds.vocabulary import Vocabulary
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.progress import Progress

HARNESS = "qjobspec_reference.harness:IBMQJobHarness"
#: A quick check may cost so many seconds of CPU, and a whole one so many; the issue's 5 s and 45 s on two cores.
QUICK, WHOLE = 9.0, 85.0
#: What a class that breaks much may cost, and a slice of twice the size, beside the other.
MUCH, TWICE = 3.0, 2.3


@contextmanager
def three_sins() -> Generator[None]:
    """Let the reference's job break much."""
    ask, result, refresh = Progress.ask, IBMQJob.result, IBMQJob.refresh

    def asks_twice(self: Progress, *args: Any, **named: Any) -> Any:
        ask(self, *args, **named)
        return ask(self, *args, **named)

    def ignores_the_timeout(self: IBMQJob, timeout: float | None = None, **named: Any) -> Any:
        del timeout
        return result(self, **named)

    def tells_nobody(self: IBMQJob) -> None:
        try:
            refresh(self)
        except Exception:  # noqa: BLE001 - that is the sin
            return

    with (
        mock.patch.object(Progress, "ask", asks_twice),
        mock.patch.object(IBMQJob, "result", ignores_the_timeout),
        mock.patch.object(IBMQJob, "refresh", tells_nobody),
    ):
        yield


def of_a_check(judged: Subject, plan: Plan) -> tuple[float, int, int]:
    """Seconds of CPU of a check in this process, how many examples it ran, and how many requirements it found broken."""
    began = time.process_time()
    outcome = run(judged, plan)
    broken = sum(verdict.ruling is Ruling.BROKEN for verdict in outcome.verdicts)
    return time.process_time() - began, outcome.core + outcome.deep, broken


def undisturbed(judged: Subject) -> list[Example]:
    """The undisturbed half of the core, in its order."""
    world = judged.world
    assert world is not None, "the reference's job is at a service"
    handed = judged.runs, judged.prepares, judged.sets
    kit = Kit(judged.profile, frozenset(judged.profile.members), world.speech, judged.constructs, *handed)
    return list(ServiceCore(kit, Vocabulary(world.exemplars, world.harness)).undisturbed())


def growth(judged: Subject) -> list[tuple[int, float]]:
    """What each of three slices costs, of which each has twice as many examples as the one before."""
    every, names = undisturbed(judged), list(JUDGES)
    measured: list[tuple[int, float]] = []
    with Here.opened(judged, names) as bench:
        bench.offered()
        for every_so_many in (16, 8, 4):
            tried = every[::every_so_many]
            began = time.process_time()
            for _ in bench.judge(batches(tried), set()):
                pass
            measured.append((len(tried), time.process_time() - began))
    return measured


def main() -> int:
    """Measure, and say how it compares; 1 if a check is not as cheap as it claims."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true")
    chosen = parser.parse_args()
    judged = load(HARNESS)
    of_a_check(judged, Plan(quick=True, deep=0, only=frozenset({"MEMBER-1"})))  # whatever is read once
    quick, quick_examples, _ = of_a_check(judged, Plan(quick=True, deep=0))
    with three_sins():
        much, _, broken = of_a_check(judged, Plan(quick=True, deep=0))
    slices = growth(judged)
    figures: dict[str, Any] = {
        "quick": round(quick, 2),
        "examples of quick": quick_examples,
        "three sins": round(much, 2),
        "broken by three sins": broken,
        "three sins / none": round(much / quick, 2),
        "slices": [[number, round(seconds, 2)] for number, seconds in slices],
        "twice as many / so many": [round(after[1] / before[1], 2) for before, after in pairwise(slices)],
    }
    holds = quick <= QUICK and much <= MUCH * quick and max(figures["twice as many / so many"]) <= TWICE
    if chosen.whole:
        whole, examples, _ = of_a_check(judged, Plan())
        with three_sins():
            of_many, _, _ = of_a_check(judged, Plan())
        figures |= {
            "whole": round(whole, 2),
            "examples of the whole": examples,
            "three sins / none, whole": round(of_many / whole, 2),
        }
        holds &= whole <= WHOLE and of_many <= MUCH * whole
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
