"""An example as a Python script that does the same in real time, to be pasted into an editor or a debugger.

This file does not know what is wrong with the history; it only leaves out nothing that its user did.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..examples import Argument, Callback, Lane, Step
from ..histories import History
from ..works import Outcome


def python(history: History) -> str:
    """The script. It runs in real time, so a timeline of an hour takes an hour."""
    return "\n".join(_lines(history)) + "\n"


def call(step: Step) -> str:
    """The call as its user writes it: `job.result(timeout=1.0)`."""
    name = "job" if step.job == 0 else "other"
    if step.member == "version":
        return f"{name}.{step.member}"
    arguments = ", ".join(f"{key}={_argument(value)}" for key, value in step.arguments)
    return f"{name}.{step.member}({arguments})"


def _argument(value: Argument) -> str:
    return "callback" if isinstance(value, Callback) else repr(value)


def _lines(history: History) -> Iterator[str]:
    main, *beside = history.example.program.lanes
    yield from _imports(history, threads=bool(beside))
    yield from _jobs(history)
    yield from _callbacks(history)
    for number, lane in enumerate(beside, start=2):
        yield ""
        yield ""
        yield f"def lane_{number}():"
        yield from (f"    {line}" for line in _lane(history, lane))
    if beside:
        yield ""
        yield ""
    if any(history.example.picks):
        yield "# The suite chose which thread goes first; in real time it may take many tries to meet the same order."
    yield from (f"threading.Thread(target=lane_{number}).start()" for number, _ in enumerate(beside, start=2))
    yield from _lane(history, main)


def _imports(history: History, *, threads: bool) -> Iterator[str]:
    module, _, name = history.subject.partition(":")
    if threads:
        yield "import threading"
    yield "import time"
    yield ""
    yield f"from {module} import {name}"
    yield "from qjobspec_conformance import Work"
    yield ""
    yield f"harness = {name}()"


def _jobs(history: History) -> Iterator[str]:
    timeline = history.example.timeline
    submit = "" if "submit" in history.lacks else ".submit()"
    if timeline.pending:
        yield f"other = harness.start(Work({timeline.pending}, job=1))  # holds the executor, so that the job has to wait"
        if submit:
            yield "other.submit()"
    outcome = "" if timeline.outcome is Outcome.SUCCEEDS else f', "{timeline.outcome.value}"'
    yield f"job = harness.start(Work({timeline.running}{outcome}))"


def _callbacks(history: History) -> Iterator[str]:
    callbacks = [
        value for step in history.example.program.steps for _, value in step.arguments if isinstance(value, Callback)
    ]
    for callback in callbacks[:1]:
        yield ""
        yield ""
        yield "def callback(*arguments):"
        yield '    print("callback", *arguments)'
        for member in callback.asks:
            yield f"    print({call(Step(member))})"
        if callback.raises is not None:
            yield f"    raise RuntimeError({callback.raises!r})"
        yield ""
        yield ""


def _lane(history: History, lane: Lane) -> Iterator[str]:
    for number, step in enumerate(lane, start=1):
        if step.after:
            yield f"time.sleep({step.after})"
        if number < len(lane) and _raised(history, step):
            yield "try:"
            yield f"    print({call(step)})"
            yield "except Exception as error:"
            yield "    print(repr(error))"
        else:
            yield call(step) if step.member == "submit" else f"print({call(step)})"


def _raised(history: History, step: Step) -> bool:
    return any(
        each.error is not None and (each.began.member, each.began.arguments) == (step.member, step.arguments)
        for each in history.all_calls
    )
