"""Runs the whole core against every miniature and says what each breaks: `python tests/miniatures/kill.py [NAME…]`.

This file is a script, for a look at all of it; the tests run a part of the core.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.verdicts import Ruling
from qjobspec_reference import AerJob

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.miniatures import ALSO, MINIATURES
from tests.miniatures.harnesses import subject_of
from tests.miniatures.sinless import SINLESS


def killed(job: type[AerJob], expected: set[str]) -> bool:
    """Judge one class by the whole core, write a line, and tell whether exactly `expected` was broken."""
    began = time.monotonic()
    outcome = run(subject_of(job), Plan(deep=0))
    proofs = {verdict.requirement.id: verdict.proof for verdict in outcome.verdicts if verdict.proof is not None}
    unexercised = [each.requirement.id for each in outcome.verdicts if each.ruling is Ruling.NOT_EXERCISED]
    fits = proofs.keys() == expected and outcome.repeatable and (bool(expected) or not unexercised)
    seconds = time.monotonic() - began
    mark = "ok " if fits else "BAD"
    sys.stdout.write(f"{mark} {job.__name__}: expected {sorted(expected)}, {seconds:.1f} s, unexercised {unexercised}\n")
    for name, proof in proofs.items():
        steps = len(proof.history.example.program.steps)
        again = "" if proof.repeatable else " NOT REPEATABLE"
        sys.stdout.write(f"      {name} in {steps} steps{again}: {proof.finding.saw}\n")
        if name not in expected:
            sys.stdout.write(f"        {proof.history.example.as_document()}\n")
    sys.stdout.flush()
    return fits


def main(names: list[str]) -> int:
    """Judge the classes called `names`, or all; the exit code is the number of misses."""
    expected: dict[type[AerJob], set[str]] = {job: set() for job in SINLESS}
    for requirement, jobs in MINIATURES.items():
        expected.update({job: {requirement, *ALSO.get(job, {})} for job in jobs})
    return sum(not killed(job, broken) for job, broken in expected.items() if not names or job.__name__ in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
