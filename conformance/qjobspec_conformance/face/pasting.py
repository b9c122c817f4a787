"""An example as a Python script that does the same in real time, to be pasted into an editor or a debugger.

This file does not know what is wrong with the history; it only leaves out nothing that its user did.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qjobspec import PROFILES

from ..examples import Argument, Callback, Decoder, Lane, Lent, Step, Timeline
from ..histories import History
from ..works import Outcome

#: The members that are read and not called, in whatever profile.
READ: Final = frozenset(
    name for each in PROFILES.values() for name, member in each.members.items() if not member.kind.is_called
)


def python(history: History) -> str:
    """The script. It runs in real time, so a timeline of an hour takes an hour."""
    return "\n".join(_lines(history)) + "\n"


def script(history: History) -> str:
    """The same script as far as it can be had without the suite: the work of a job in this process stands in it.

    The service of a job that is opened is played by the suite, whose code the job's own never meets.
    """
    if history.job is not None:
        return python(history)
    return python(history).replace("from qjobspec_conformance import Work\n", _WORK)


#: What the suite's work does, in a few lines. A harness may call it, or hand `run` a function that computes.
_WORK: Final = """
class Result:
    def __init__(self, success):
        self.success = success


class Work:
    def __init__(self, running=1.0, outcome="succeeds", *, job=0):
        self.running, self.outcome, self.job = running, outcome, job

    def __call__(self, *_, **__):
        return self.run(self.end)

    def run(self, compute):
        time.sleep(self.running)
        return compute(self.outcome)

    def end(self, outcome):
        if outcome == "raises":
            raise RuntimeError("the work failed, as its timeline says")
        return Result(outcome == "succeeds")

"""


def call(step: Step) -> str:
    """The call as its user writes it: `job.result(timeout=1.0)`."""
    name = "job" if step.job == 0 else "other"
    arguments = ", ".join(f"{key}={_argument(value)}" for key, value in step.arguments)
    whose = step.member if step.of is not None else f"{name}.{step.member}"
    return whose if step.member in READ else f"{whose}({arguments})"


def _argument(value: Argument) -> str:
    if isinstance(value, Callback):
        return "callback"
    if isinstance(value, Decoder):
        return f"decoder({value.name!r})"
    if isinstance(value, Lent):
        return value.name
    return repr(list(value) if isinstance(value, tuple) else value)


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
    if any(step.in_loop for step in history.example.program.steps):
        yield "import asyncio"
    if threads:
        yield "import threading"
    yield "import time"
    yield ""
    yield f"from {module} import {name}"
    if history.job is not None:
        if any(isinstance(value, Decoder) for step in history.example.program.steps for _, value in step.arguments):
            yield "from qjobspec_conformance.decoders import decoder"
        yield "from qjobspec_conformance.playing import play"
        if any(step.spoils for step in history.example.program.steps):
            yield "from qjobspec_conformance.spoiling import spoil"
        return
    yield "from qjobspec_conformance import Work"
    yield ""
    yield f"harness = {name}()"


def _jobs(history: History) -> Iterator[str]:
    timeline = history.example.timeline
    if not isinstance(timeline, Timeline):
        yield from _opened(history)
        return
    submit = "" if "submit" in history.lacks else ".submit()"
    if timeline.pending:
        yield f"other = harness.start(Work({timeline.pending}, job=1))  # holds the executor, so that the job has to wait"
        if submit:
            yield "other.submit()"
    outcome = "" if timeline.outcome is Outcome.SUCCEEDS else f', "{timeline.outcome.value}"'
    yield f"job = harness.start(Work({timeline.running}{outcome}))"


def _opened(history: History) -> Iterator[str]:
    """The service as it was, behind the wire, in real time."""
    name = history.subject.partition(":")[2]
    handles = 1 + max((step.job for step in history.example.program.steps), default=0)
    yield ""
    yield f"EXAMPLE = {history.example.as_document()!r}"
    yield ""
    yield f"{'job, other' if handles > 1 else '(job,)'} = play({name}, EXAMPLE)  # on a wire that leads nowhere else"
    if any(step.in_loop for step in history.example.program.steps):
        yield ""
        yield ""
        yield "async def in_loop(call):"
        yield "    return call()"


def _callbacks(history: History) -> Iterator[str]:
    callbacks = [
        value for step in history.example.program.steps for _, value in step.arguments if isinstance(value, Callback)
    ]
    for callback in callbacks[:1]:
        yield ""
        yield ""
        named = ("", "") if history.job is None else (", **named", ", named")
        yield f"def callback(*arguments{named[0]}):"
        yield f'    print("callback", *arguments{named[1]})'
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
            yield f"    {_shown(step, lane)}"
            yield "except Exception as error:"
            yield "    print(repr(error))"
        else:
            yield call(step) if step.member == "submit" else _shown(step, lane)


def _shown(step: Step, lane: Lane) -> str:
    if any(each.of == step.member for each in lane):
        return f"{step.member} = {_made(step)}"
    return f"spoil({_made(step)})" if step.spoils else f"print({_made(step)})"


def _made(step: Step) -> str:
    return f"asyncio.run(in_loop(lambda: {call(step)}))" if step.in_loop else call(step)


def _raised(history: History, step: Step) -> bool:
    return any(
        each.error is not None and (each.began.member, each.began.arguments) == (step.member, step.arguments)
        for each in history.all_calls
    )
