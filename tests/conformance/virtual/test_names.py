"""Names under which programs keep the functions of `time`."""

import importlib
import sched
import sys
import time
from collections.abc import Callable
from pathlib import Path
from time import monotonic, time_ns
from typing import Any, ClassVar

import pytest

from qjobspec_conformance.virtual import VirtualTime, patched


class Keeps:
    """Keeps functions in all the ways a class can."""

    plain: ClassVar[Callable[[float], None]] = time.sleep
    static = staticmethod(time.sleep)

    def default(self, seconds: float, sleep: Callable[[float], None] = time.sleep) -> None:
        sleep(seconds)

    @staticmethod
    def in_static(seconds: float, sleep: Callable[[float], None] = time.sleep) -> None:
        sleep(seconds)

    @classmethod
    def in_class(cls, seconds: float, *, sleep: Callable[[float], None] = time.sleep) -> None:
        sleep(seconds)


def keyword_default(seconds: float, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Keep a function as the default of a keyword."""
    sleep(seconds)


def seconds_of(ask: Callable[[], Any]) -> float:
    """Return how many virtual seconds it takes."""
    return VirtualTime().run({"main": ask}).at


@pytest.mark.parametrize(
    "sleep",
    [Keeps().plain, Keeps().static, Keeps().default, Keeps.in_static, Keeps.in_class, keyword_default],
    ids=["plain", "static", "default", "in_static", "in_class", "keyword_default"],
)
def test_a_kept_function_is_virtual(sleep: Callable[[float], None], request: pytest.FixtureRequest) -> None:
    """A class attribute, a static method and a default argument are found."""
    name = request.node.callspec.id
    asked = {"plain": lambda s: Keeps().plain(s), "static": lambda s: Keeps().static(s)}.get(name, sleep)

    assert seconds_of(lambda: asked(7.0)) == 7.0


def test_everything_is_put_back() -> None:
    """Attributes and defaults are the very objects that they were."""

    def kept() -> list[object]:
        members = vars(Keeps)
        functions = [members["default"], members["in_static"].__func__, members["in_class"].__func__, keyword_default]
        defaults = [function.__defaults__ for function in functions]
        return [members["plain"], members["static"], *defaults, dict(keyword_default.__kwdefaults__), monotonic, time_ns]

    before = kept()

    with patched():
        during = kept()
    after = kept()

    assert [one is other for one, other in zip(before, after, strict=True)] == [
        True,
        True,
        True,
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert before[6] == after[6]
    assert sum(one != other for one, other in zip(before, during, strict=True)) == 7


def test_a_class_written_during_a_run_may_keep_a_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`clock = time.monotonic` in a class is called without the instance, as the function of the interpreter is."""
    text = "import time\nclass Job:\n    clock = time.monotonic\n    def wait(self, sleep=time.sleep):\n        sleep(3)\n"
    (tmp_path / "written_later.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)

    def lane() -> None:
        job = importlib.import_module("written_later").Job()
        job.wait()
        seen.append(job.clock())

    seen: list[float] = []
    VirtualTime().run({"main": lane})
    job = sys.modules.pop("written_later").Job

    assert seen == [1003.0]
    assert job.clock is time.monotonic
    assert job.wait.__defaults__ == (time.sleep,)


def test_a_name_that_somebody_has_changed_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test has put in the place of a function stays there, in the run and after it."""
    calls: list[float] = []
    VirtualTime().run({})
    monkeypatch.setattr(Keeps, "static", staticmethod(calls.append))

    ended = seconds_of(lambda: Keeps().static(7.0))

    assert (calls, ended) == ([7.0], 0.0)


def test_a_schedule_is_virtual() -> None:
    """`sched.scheduler()` keeps its clock and its sleep in default arguments."""

    def lane() -> None:
        schedule = sched.scheduler()
        schedule.enter(20, 1, lambda: seen.append(time.monotonic()))
        schedule.enter(10, 1, lambda: seen.append(time.monotonic()))
        schedule.run()

    seen: list[float] = []

    assert seconds_of(lane) == 20.0
    assert seen == [1010.0, 1020.0]
