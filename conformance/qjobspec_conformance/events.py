"""What happens in a run, as frozen values: each event with its virtual moment, in seconds, and its thread.

This file does not know in what order they come, nor what is right or wrong in them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from qjobspec import JobStatus

from .examples import Argument
from .services import Parameters
from .works import Outcome


@dataclass(frozen=True, slots=True)
class Value:
    """What a job returned or handed to a callback, as far as a judge may look at it."""

    type: str
    #: The value itself if it is a `bool`, `int`, `float`, `str` or `None`.
    plain: bool | float | str | None = None
    #: The state it says, if it is a member of a `JobStatus`.
    state: JobStatus | None = None
    #: Which object of this history it is; plain values are none.
    thing: int | None = None
    #: The first object of this history that it equals.
    like: int | None = None
    #: What its attribute `success` says, if it has one.
    success: bool | None = None
    #: What it holds, as JSON (see `describing`); `None` for plain values, and for what cannot be told.
    content: str | None = None
    #: What a list or tuple consists of, if what it holds cannot be told: jobs.
    parts: tuple[Value, ...] | None = None

    @property
    def data(self) -> Any:
        """What it holds, read: a plain value itself, and `None` also where that cannot be told."""
        return self.plain if self.content is None else json.loads(self.content)

    @property
    def is_told(self) -> bool:
        """Whether the history tells what it holds."""
        return self.content is not None or self.thing is None

    @property
    def is_none(self) -> bool:
        """Whether the value is `None`."""
        return self.type == "NoneType"

    def equals(self, other: Value) -> bool:
        """Whether the two compared equal when they were recorded, or hold the same: what was changed since is no matter."""
        same = self.content is not None and (self.type, self.content) == (other.type, other.content)
        return same or (self.type, self.plain, self.like) == (other.type, other.plain, other.like)

    def __str__(self) -> str:
        if self.state is not None:
            return self.state.value
        if self.thing is None:
            return repr(self.plain)
        return f"{self.type.rpartition('.')[2]} #{self.thing}"


@dataclass(frozen=True, slots=True)
class Error:
    """What a job raised: the names of its class and of every base class, nearest first."""

    types: tuple[str, ...]
    message: str
    thing: int
    #: The class of the error that it says caused it.
    cause: str | None = None
    #: Whether its text, or that of an error which led to it, shows what the job signs in with.
    leaks: bool = False

    @property
    def name(self) -> str:
        """The class's own name without its module."""
        return self.types[0].rpartition(".")[2]

    def is_a(self, names: tuple[str, ...]) -> bool:
        """Whether the error is an instance of one of `names`; a name without dots stands for a class of any module."""
        return self.place_among(names) is not None

    def place_among(self, names: tuple[str, ...]) -> int | None:
        """How far its nearest class of one of `names` is from its own, which is 0; `None` if it is an instance of none."""
        places = enumerate(self.types)
        return next((at for at, name in places if name in names or name.rpartition(".")[2] in names), None)

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.message else self.name


@dataclass(frozen=True, slots=True)
class Called:
    """The user used a member of a job."""

    kind: ClassVar = "called"
    at: float
    thread: str
    number: int
    job: int
    member: str
    arguments: tuple[tuple[str, Argument], ...]
    #: Whether the user then changes what he is given.
    spoils: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """Call `number` came back with a value."""

    kind: ClassVar = "returned"
    at: float
    thread: str
    number: int
    value: Value


@dataclass(frozen=True, slots=True)
class Raised:
    """Call `number` came back with an exception."""

    kind: ClassVar = "raised"
    at: float
    thread: str
    number: int
    error: Error


@dataclass(frozen=True, slots=True)
class Warned:
    """The user was warned: by `warnings`, with a category, or by `logging`, with the name of a logger."""

    kind: ClassVar = "warned"
    at: float
    thread: str
    by: str
    category: str
    message: str
    #: Whether its text shows what the job signs in with.
    leaks: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """Something that call `number` was lent was used.

    The `executor` *takes* what it is handed, *begins* and *ends* it; the `submit_lock` is *taken* and *freed*; the `backend`
    *runs* what it is given, and *accepts* or *refuses* it. `circuits` and a `result` are *lent*, and that is all.
    """

    kind: ClassVar = "used"
    at: float
    thread: str
    number: int
    what: str
    does: str
    #: What it was given, by the names of its parameters.
    given: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class CalledBack:
    """The job called the callback that call `number` had handed to it."""

    kind: ClassVar = "called-back"
    at: float
    thread: str
    number: int
    arguments: tuple[Value, ...]
    keywords: tuple[str, ...]
    #: The values of the keywords, in their order.
    given: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkStarted:
    """The work of a job began."""

    kind: ClassVar = "work-started"
    at: float
    thread: str
    job: int


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """The work of a job ended, with a product or an exception."""

    kind: ClassVar = "work-ended"
    at: float
    thread: str
    job: int
    outcome: Outcome
    product: Value | None
    error: Error | None


@dataclass(frozen=True, slots=True)
class Hung:
    """Nothing could go on, or went on without end; `threads` says who waited where."""

    kind: ClassVar = "hung"
    at: float
    thread: str
    verdict: str
    threads: tuple[tuple[str, str, tuple[str, ...]], ...]


#: The thread of what a service does by itself.
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Moved:
    """From this moment on the service says this of a job; a word that nobody knows has no state."""

    kind: ClassVar = "moved"
    at: float
    thread: str
    job: str
    says: str
    state: JobStatus | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Request `number` of the run, from 1, has reached the service; `role` is what the dialect says that it is for."""

    kind: ClassVar = "asked"
    at: float
    thread: str
    number: int
    role: str
    method: str
    url: str
    #: The id of the job that it is about, or `None` if it is about none.
    job: str | None
    #: What its body says, if that is JSON: again as JSON, that two runs write alike.
    content: str | None = None
    #: Whether it carries what the job signs in with.
    signed: bool = False

    @property
    def data(self) -> Any:
        """What its body says, read; `None` if it says nothing."""
        return None if self.content is None else json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is otherwise than it should be, by its name in the table of perturbations."""

    name: str
    parameters: Parameters = ()

    def __str__(self) -> str:
        given = ", ".join(f"{name}={value}" for name, value in self.parameters)
        return f"{self.name}({given})" if given else self.name


@dataclass(frozen=True, slots=True)
class Answered:
    """What the service answers to request `number`."""

    kind: ClassVar = "answered"
    at: float
    thread: str
    number: int
    #: The HTTP status, or what becomes of the connection if there is no answer: `reset`, `eof`, `silence`.
    said: str
    #: The status word in the answer, and the state that it means to whoever knows the words.
    word: str | None = None
    state: JobStatus | None = None
    faults: tuple[Fault, ...] = ()
    #: Seconds until the client has the whole of it; `None` if it never has.
    lasts: float | None = 0.0
    #: What its body says: JSON as two runs write it alike, any other text as a JSON string; `None` if it is empty.
    content: str | None = None

    @property
    def data(self) -> Any:
        """What its body says, read; `None` if it says nothing."""
        return None if self.content is None else json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Unreached:
    """A connection to `peer` did not come about."""

    kind: ClassVar = "unreached"
    at: float
    thread: str
    peer: str
    fault: Fault
    #: What would have been asked over it, if that is known.
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The service sends a message over the websocket that request `number` has opened."""

    kind: ClassVar = "told"
    at: float
    thread: str
    number: int
    message: str
    #: `greeting`, `interim` or `final`; `None` for what is neither the service's greeting nor a result of the job.
    what: str | None = None
    #: Which result of the job it is, from 0; the same again if it is sent once more.
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """The wall clock of the user's machine was moved by so many seconds."""

    kind: ClassVar = "stepped"
    at: float
    thread: str
    seconds: float


@dataclass(frozen=True, slots=True)
class CancelTaken:
    """The service took a request to cancel a job that had not ended: `accepted`, `refused`, `ignored`, `late`, `racing`."""

    kind: ClassVar = "cancel-taken"
    at: float
    thread: str
    job: str
    goes: str


@dataclass(frozen=True, slots=True)
class ResultTaken:
    """The service handed the result of a job out."""

    kind: ClassVar = "result-taken"
    at: float
    thread: str
    job: str


@dataclass(frozen=True, slots=True)
class Left:
    """What the job has left behind when everything was over: threads, each by its name and what it waits for."""

    kind: ClassVar = "left"
    at: float
    thread: str
    threads: tuple[tuple[str, str], ...]
    #: The names of those that the program would wait for.
    keeping: tuple[str, ...] = ()
    #: The requests that have opened a websocket which nobody has closed.
    open: tuple[int, ...] = ()


ServiceEvent: TypeAlias = Moved | Asked | Answered | Unreached | Told | CancelTaken | ResultTaken | Stepped
Event: TypeAlias = (
    Called | Returned | Raised | Warned | Used | CalledBack | WorkStarted | WorkEnded | Hung | Left | ServiceEvent
)
