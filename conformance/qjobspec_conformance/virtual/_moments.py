"""Moments of virtual time as whole nanoseconds: where a wait ends, what the clocks show, how a moment is written.

This file does not know who waits, nor that a clock of the process is ever replaced.
"""

from typing import Final

SECOND: Final = 10**9

#: Moments that threads sleep to are whole microseconds, so that 0.1 s and then 0.2 s end at 0.3 s, and the error of
#: a subtraction of two `time.time()` readings (0.24 us) vanishes.
GRAIN: Final = 1_000

#: What is less than a grain still moves the clocks, by more than the last bit of `time.time()`: the loop
#: `while time.time() < end: sleep(end - time.time())` must end, and the moment it ends at still reads as a whole grain.
DUST: Final = 250

#: What `time.time()` shows at the start of a run, in seconds.
EPOCH: Final = 1_762_000_000

#: What `time.monotonic()` and `time.perf_counter()` show at the start: not 0, which programs take for "never".
UPTIME: Final = 1_000


def after(now: int, seconds: float) -> int:
    """Return the moment at which a wait of `seconds` that begins `now` ends; both moments in nanoseconds."""
    grains = round(seconds * 1_000_000)
    if grains > 0:
        return now - now % GRAIN + grains * GRAIN
    return now + DUST if seconds > 0 else creep(now)


def creep(now: int) -> int:
    """Return a moment a little later, which still reads as the same: some who look at the clock wait for just that.

    `concurrent.futures.as_completed` tries again until its deadline is not now but past, and so do many loops that
    poll; in reality a moment never stays.
    """
    return now + DUST if (now + DUST) % GRAIN else now


def seconds(moment: int) -> float:
    """Return the moment in seconds since the start, as the float nearest to its whole grains."""
    return (moment - moment % GRAIN) / SECOND


def spoken(moment: float) -> str:
    """Return a moment as messages show it: `12.5 s`, never in scientific notation."""
    return f"{moment:.6f}".rstrip("0").rstrip(".") + " s"
