"""What virtual time, a run and a campaign cost, as ratios taken in one process. Run it on a quiet machine.

python benchmarks/virtual_time.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import load
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import VirtualTime, patched

REFERENCE = "qjobspec_reference.harness:AerJobHarness"
REAL_CLOCK = time.perf_counter


def cost(what: Callable[[], object], times: int) -> float:
    """The median of so many runs, in real seconds."""
    spent = []
    for _ in range(times):
        began = REAL_CLOCK()
        what()
        spent.append(REAL_CLOCK() - began)
    return median(spent)


def sleeping(length: float, times: int) -> Callable[[], object]:
    def lane() -> None:
        for _ in range(times):
            time.sleep(length)

    return lambda: VirtualTime().run({"main": lane})


def main() -> None:
    subject = load(REFERENCE)
    steps = (Step("submit"), Step("wait_for_final_state"))
    with patched():
        hour = cost(sleeping(5.0, 720), 20)
        waiting = cost(lambda: drive(subject, Example(Timeline(running=3600.0), Program((steps,)))), 20)
        one = cost(lambda: drive(subject, Example(Timeline(), Program((steps,)))), 100)
    whole = cost(lambda: run(subject, Plan(deep=0)), 1)
    loop = cost(lambda: [REAL_CLOCK() for _ in range(100_000)], 20)
    print(f"an hour of sleeps of 5 s        {hour * 1e3:8.2f} ms   {3600 / hour:12,.0f} times faster than real")
    print(f"an hour of the job's own waiting{waiting * 1e3:8.2f} ms   {3600 / waiting:12,.0f} times faster than real")
    print(f"one history of two calls        {one * 1e3:8.2f} ms   {one / loop:12.2f} of 100,000 readings of the clock")
    print(f"the whole core                  {whole:8.2f} s    {whole / one:12,.0f} histories of two calls")


if __name__ == "__main__":
    main()
