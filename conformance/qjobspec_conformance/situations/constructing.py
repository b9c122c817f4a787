"""Jobs made by their constructor alone, with one thing given at a time. This file does not know what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qjobspec import Capability, JobStatus

from ..examples import Argument, Arguments, Callback, Decoder, Example, Lent, Origin, Program, Step
from ..services import Message, Plot, Strike
from .kit import OVER, QUEUED, Kit

#: What the constructor is given, and the members that tell it. No recording says any of this.
_TOLD: Final[tuple[tuple[str, Argument, tuple[str, ...]], ...]] = (
    ("creation_date", "2020-02-29T21:30:00.000Z", ("creation_date",)),
    ("creation_date", "2020-02-29T21:30:00.000", ("creation_date",)),
    ("name", "the name that it was given", ("name",)),
    ("tags", ("given", "first"), ("tags",)),
    ("program_id", "the-program-that-it-was-given", ("program_id", "primitive_id")),
    ("session_id", "the-session-that-it-was-given", ("session_id",)),
)
#: Interim results while the job runs.
_MESSAGES: Final = (Message(3.0, '{"iteration": 1}'), Message(4.0, '{"iteration": 2}'))
#: A job that is asked for its backend, and how long it may take.
_HURRY: Final = (("timeout", 1.0),)


def constructing(kit: Kit) -> Iterator[Example]:
    """Every job that can be constructed."""
    if kit.constructs is None:
        return
    yield _made((), Step("status", after=QUEUED) if "job_id" not in kit.members else Step("job_id", after=QUEUED))
    yield from _told(kit)
    yield from _ended(kit)
    yield from _with_its_result(kit)
    yield from _further(kit)
    yield from _streaming(kit)
    yield from _without_a_backend(kit)


def _made(given: Arguments, *steps: Step, plot: Plot | None = None) -> Example:
    return Example(plot or Plot(), Program((steps,)), origin=Origin.CONSTRUCTED, given=given)


def _told(kit: Kit) -> Iterator[Example]:
    """What was given is asked for, at once and after another question."""
    for name, value, members in _TOLD:
        for member in members if name in (kit.constructs or ()) else ():
            if member in kit.members:
                yield _made(((name, value),), Step(member))
                yield _made(((name, value),), Step("status", after=QUEUED), Step(member))


def _ended(kit: Kit) -> Iterator[Example]:
    """The word of a final state, of a job that has come to it."""
    finals = kit.profile.machine.finals
    for word, state in kit.profile.words.items() if "status" in (kit.constructs or ()) else ():
        if state in finals:
            yield _made((("status", word),), Step("status", after=OVER), plot=Plot(outcome=word))


def _with_its_result(kit: Kit) -> Iterator[Example]:
    """The word of a success together with the result, of a job that has come to it."""
    if "result" not in kit.members or not {"status", "result"} <= (kit.constructs or set()):
        return
    for word in (word for word, state in kit.profile.words.items() if state is JobStatus.DONE):
        given = (("status", word), ("result", Lent("result")))
        yield _made(given, Step("result", after=OVER), plot=Plot(outcome=word))


def _further(kit: Kit) -> Iterator[Example]:
    """What no document names, given as a keyword."""
    if "kwargs" in (kit.constructs or ()):
        yield _made((("colour", "green"),), Step("colour"))
        yield _made((("shades", ("dark", "light")),), Step("status", after=QUEUED), Step("shades"))


def _streaming(kit: Kit) -> Iterator[Example]:
    """A callback for results, with the decoder of the job's own and with the user's."""
    if Capability.STREAMING not in kit.profile.capabilities or not {"user_callback", "result_decoder"} <= (
        kit.constructs or set()
    ):
        return
    callback = ("user_callback", Callback())
    for given in ((callback,), (callback, ("result_decoder", Decoder("mine")))):
        for outcome in ("DONE", "ERROR"):
            yield _made(given, Step("status", after=OVER), plot=Plot(outcome=outcome, messages=_MESSAGES))


def _without_a_backend(kit: Kit) -> Iterator[Example]:
    """A job that does not know its backend, at a service that does, does not, does not yet, or is slow."""
    takes = kit.profile.members["backend"].parameters if "backend" in kit.members else ()
    if "backend" not in (kit.constructs or ()) or not any(each.name == "timeout" for each in takes):
        return
    given, asks = (("backend", None),), Step("backend", after=QUEUED)
    yield _made(given, asks)
    yield _made(given, asks, Step("backend", after=QUEUED))
    for burst in (1, 8):
        silent = (("field", "/backend"),)
        strikes = tuple(Strike("absent-optional-field", role, 0, silent, burst) for role in kit.speech.status)
        yield _made(given, asks, Step("backend", after=QUEUED), plot=Plot(strikes=strikes))
    for seconds in (0.5, 30.0):
        yield _made(given, Step("backend", _HURRY, after=QUEUED), plot=Plot(latency=seconds))
    yield _made(given, Step("backend", _HURRY, after=QUEUED))
