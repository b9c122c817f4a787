"""What cannot be had in virtual time is refused by name; what is harmless is let through."""

import asyncio
import multiprocessing
import os
import pickle
import platform
import signal
import subprocess
import sys
import threading
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing.pool import ThreadPool
from os import fork as bound_fork
from pathlib import Path
from typing import Any

import pytest

from qjobspec_conformance.harnesses import HarnessError
from qjobspec_conformance.virtual import Patience, Refused, Stuck, ThreadSeen, VirtualTime, patched


def refused(lane: Callable[[], Any]) -> Refused:
    """Run one lane and return why it was refused; the next run must work."""
    with pytest.raises(Refused) as raised:
        VirtualTime().run({"main": lane})
    assert VirtualTime().run({"next": lambda: time.sleep(1)}).at == 1.0
    return raised.value


def never_called() -> None:
    """Stand for the work of a process that is never started."""


@pytest.mark.parametrize(
    ("call", "ask"),
    [
        ("os.fork()", lambda: os.fork() or 0),
        ("os.fork()", lambda: bound_fork() or 0),
        ("os.forkpty()", lambda: os.forkpty() or 0),
        ("multiprocessing.Process.start()", lambda: multiprocessing.Process(target=never_called).start()),
        (
            "multiprocessing.Process.start()",
            lambda: multiprocessing.get_context("spawn").Process(target=never_called).start(),
        ),
        ("multiprocessing.Process.start()", lambda: multiprocessing.Pool(1)),
        ("ProcessPoolExecutor.submit()", lambda: ProcessPoolExecutor(1).submit(never_called)),
        ("ProcessPoolExecutor.submit()", lambda: ProcessPoolExecutor(1).map(abs, [1])),
        ("signal.alarm()", lambda: signal.alarm(5)),
        ("signal.setitimer()", lambda: signal.setitimer(signal.ITIMER_REAL, 5)),
        ("signal.pause()", lambda: [signal.pause()]),
        ("signal.sigwait()", lambda: signal.sigwait([signal.SIGUSR1])),
        ("signal.sigtimedwait()", lambda: signal.sigtimedwait([signal.SIGUSR1], 5)),
        ("asyncio.create_subprocess_exec()", lambda: asyncio.run(asyncio.create_subprocess_exec("true"))),  # type: ignore[arg-type]
        ("asyncio.create_subprocess_shell()", lambda: asyncio.run(asyncio.create_subprocess_shell("true"))),  # type: ignore[arg-type]
    ],
)
def test_a_call_that_cannot_be_had_is_named(call: str, ask: Callable[[], Any]) -> None:
    """The run ends with one line that names the call, who made it, when, and the cure."""

    def lane() -> None:
        time.sleep(3)
        with suppress(Exception):
            ask()

    verdict = refused(lane)

    assert (verdict.call, verdict.at, verdict.thread.name) == (call, 3.0, "main")
    assert str(verdict) == f"{verdict.why}: main called {call} at 3 s; {verdict.cure}"
    assert "\n" not in str(verdict)
    assert any("ask()" in frame for frame in verdict.thread.frames)


def test_a_refusal_cannot_be_caught() -> None:
    """A job that would go on without what it was refused is not given the chance."""
    reached: list[str] = []

    def lane() -> None:
        with suppress(Exception):
            os.fork()
        reached.append("after")

    refused(lane)

    assert reached == []


def test_a_refusal_is_data() -> None:
    """`Refused` is equal by value, hashable, and survives pickling."""
    seen = ThreadSeen("main", "nothing (it runs)", ())

    one, same, other = (Refused("f()", "why", "cure", at, seen) for at in (1.0, 1.0, 2.0))

    assert (one == same, one == other, one == "f()") == (True, False, False)
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one


def test_nothing_is_refused_after_a_verdict() -> None:
    """What a dying thread calls does not change what was wrong."""

    def lane() -> None:
        try:
            threading.Event().wait()
        finally:
            os.fork()

    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lane})

    assert raised.value.kind == "deadlock"


def test_unmanaged_threads_are_refused_nothing() -> None:
    """Outside of a run the calls are real, also while patched."""
    with patched():
        before = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        process = multiprocessing.get_context("spawn").Process()

    assert before == (0.0, 0.0)
    assert process.exitcode is None


def test_a_program_that_is_waited_for_takes_no_time() -> None:
    """`subprocess.run` works, with and without pipes, and the clock stands still."""

    def lane() -> Any:
        said = subprocess.run([sys.executable, "-c", "print(7)"], capture_output=True, check=True, text=True)
        with subprocess.Popen(["true"]) as process:
            code = process.wait(timeout=10)
        return said.stdout, code, bool(platform.platform()), time.monotonic()

    said: list[Any] = []
    VirtualTime(patience=Patience(real_seconds=30)).run({"main": lambda: said.append(lane())})

    assert said == [("7\n", 0, True, 1000.0)]
    with patched():
        assert subprocess.run(["true"], check=True, capture_output=True).stdout == b""


def test_a_pool_of_threads_is_no_pool_of_processes() -> None:
    """`multiprocessing.pool.ThreadPool` works in virtual time."""

    def lane() -> None:
        with ThreadPool(2) as pool:
            pool.map(time.sleep, [10, 20, 30], chunksize=1)
        ended.append(time.monotonic())

    ended: list[float] = []
    VirtualTime().run({"main": lane})

    assert ended[0] == pytest.approx(1040.0, abs=0.5)


def test_a_loop_of_c_is_refused() -> None:
    """Uvloop's loop, run in any of its ways, is refused by name in a run, and works outside."""
    uvloop = pytest.importorskip("uvloop", reason="uvloop is not installed: that it is refused is not shown here")

    async def work() -> int:
        return 7

    def lane(name: str) -> Callable[[], None]:
        def play() -> None:
            loop, coroutine = uvloop.new_event_loop(), work()
            try:
                getattr(loop, name)(*[coroutine][: name == "run_until_complete"])
            finally:
                coroutine.close()
                loop.close()

        return play

    verdicts = [refused(lane(name)) for name in ("run_until_complete", "run_forever")]

    assert [verdict.call for verdict in verdicts] == ["uvloop.Loop.run_until_complete()", "uvloop.Loop.run_forever()"]
    assert {verdict.cure for verdict in verdicts} == {"let the job use asyncio's own: asyncio.SelectorEventLoop"}
    with patched():
        assert uvloop.run(work()) == 7


def test_a_foreign_loop_defined_in_a_run_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that a module brings while the patches are on is found, and is itself again afterwards."""
    text = "import asyncio\nclass Loop(asyncio.AbstractEventLoop):\n    def run_forever(self):\n        return 7\n"
    (tmp_path / "foreign_loop.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)

    def lane() -> None:
        __import__("foreign_loop").Loop().run_forever()

    verdict = refused(lane)
    loop = sys.modules.pop("foreign_loop").Loop

    assert verdict.call == "foreign_loop.Loop.run_forever()"
    assert loop().run_forever() == 7
    assert "run_until_complete" not in vars(loop)
    assert "__init_subclass__" not in vars(AbstractEventLoop)


def test_a_loop_made_from_asyncio_s_own_is_none_of_them() -> None:
    """A subclass of a selector loop, defined in the run, runs."""

    def lane() -> None:
        class Own(asyncio.SelectorEventLoop):
            pass

        loop = Own()
        loop.run_until_complete(asyncio.sleep(5))
        loop.close()

    assert VirtualTime().run({"main": lane}).at == 5.0


def test_a_job_that_is_refused_cannot_be_judged() -> None:
    """The stage says so in one line, in the terms of a misuse."""
    from qjobspec_conformance.examples import Example, Program, Step, Timeline
    from qjobspec_conformance.harnesses import load
    from qjobspec_conformance.stage import drive
    from qjobspec_reference.harness import AerJobHarness

    class Forks:
        profile = AerJobHarness.profile

        def start(self, work: Any) -> Any:
            os.fork()

    subject = replace(load("qjobspec_reference.harness:AerJobHarness"), make=Forks, name="Forks")

    with pytest.raises(
        HarnessError, match=r"^Forks cannot be judged: processes cannot live in virtual time: main called os"
    ):
        drive(subject, Example(Timeline(), Program(((Step("status"),),))))
