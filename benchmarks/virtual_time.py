"""What virtual time, a run and a campaign cost, absolute and as ratios taken in one process. Run it on a quiet machine.

python benchmarks/virtual_time.py
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import load
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import Patience, VirtualTime, patched

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


#: One virtual day.
DAY = 86_400.0
ENDLESS = Patience(seconds=2 * DAY, turns=10**9, real_seconds=60.0)


def a_day_of(polls: int) -> Callable[[], object]:
    """A job class as they are: one thread polls, with a lock and both clocks, the other waits with a timeout."""

    def run_it() -> object:
        done, lock, seen = threading.Event(), threading.Lock(), list[datetime]()

        def poll() -> None:
            end = time.monotonic() + DAY
            while time.monotonic() < end:
                with lock:
                    seen.append(datetime.now(UTC))
                time.sleep(DAY / polls)
            done.set()

        def main() -> None:
            threading.Thread(target=poll).start()
            assert done.wait(DAY + 60)

        return VirtualTime(patience=ENDLESS).run({"main": main})

    return run_it


def in_a_loop(length: float, times: int) -> Callable[[], object]:
    async def work() -> None:
        for _ in range(times):
            await asyncio.sleep(length)

    return lambda: VirtualTime(patience=ENDLESS).run({"main": lambda: asyncio.run(work())})


def handing_over(times: int) -> Callable[[], object]:
    def lane() -> None:
        for _ in range(times):
            time.sleep(1.0)

    return lambda: VirtualTime(patience=ENDLESS).run({"one": lane, "other": lane})


def main() -> None:
    subject = load(REFERENCE)
    steps = (Step("submit"), Step("wait_for_final_state"))
    with patched():
        hour = cost(sleeping(5.0, 720), 20)
        waiting = cost(lambda: drive(subject, Example(Timeline(running=3600.0), Program((steps,)))), 20)
        one = cost(lambda: drive(subject, Example(Timeline(), Program((steps,)))), 100)
        sleep = cost(sleeping(0.05, 1_900), 20) / 1_900
        turn = cost(handing_over(5_000), 5) / 10_000
        loop_sleep = cost(in_a_loop(1.0, 10_000), 5) / 10_000
        day = cost(a_day_of(20_000), 5)
    whole = cost(lambda: run(subject, Plan(deep=0)), 1)
    loop = cost(lambda: [REAL_CLOCK() for _ in range(100_000)], 20)
    read = loop / 100_000
    print(f"a sleep, one thread             {sleep * 1e6:8.2f} us   {sleep / read:12.2f} readings of the clock")
    print(f"a sleep, two threads by turns   {turn * 1e6:8.2f} us   {turn / sleep:12.2f} sleeps of one thread")
    print(f"asyncio.sleep                   {loop_sleep * 1e6:8.2f} us   {loop_sleep / sleep:12.2f} sleeps of one thread")
    print(f"a day of 20,000 polls           {day:8.2f} s    {DAY / day:12,.0f} times faster than real")
    print(f"an hour of sleeps of 5 s        {hour * 1e3:8.2f} ms   {3600 / hour:12,.0f} times faster than real")
    print(f"an hour of the job's own waiting{waiting * 1e3:8.2f} ms   {3600 / waiting:12,.0f} times faster than real")
    print(f"one history of two calls        {one * 1e3:8.2f} ms   {one / loop:12.2f} of 100,000 readings of the clock")
    print(f"the whole core                  {whole:8.2f} s    {whole / one:12,.0f} histories of two calls")


if __name__ == "__main__":
    main()
