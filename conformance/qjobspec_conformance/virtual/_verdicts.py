"""What a run in virtual time can come to: `Ended`, `Stuck` with all stacks, or `Refused`; the `Patience` that decides.

This file does not know how any of it is found out.
"""

from dataclasses import dataclass, field

from ._moments import spoken


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a run may go on after the last word of the world around it."""

    #: Virtual seconds after the last word.
    seconds: float = 3600.0
    #: How often one thread may be woken by its own deadline after the last word.
    turns: int = 2000
    #: Real seconds without a hand-over, a clock jump or a blocking call.
    real_seconds: float = 3.0


@dataclass(frozen=True, slots=True)
class ThreadSeen:
    """One thread as it was at the end, or when nothing could go on."""

    name: str
    #: `sleep until 12.5 s`, `lock`, `condition until 7 s`, `join of thread-2`, `epoll`, `nothing (it runs)`.
    waits_for: str
    #: Outermost first, without paths or addresses.
    frames: tuple[str, ...]
    #: What the program calls it.
    called: str = field(default="", compare=False)
    #: Whether the program would end without waiting for it.
    daemon: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return "\n".join((f"{self._who()} waits for {self.waits_for}", *(f"    {frame}" for frame in self.frames)))

    def _who(self) -> str:
        also = ", ".join(word for word in (self.called, "daemon" if self.daemon else "") if word not in ("", self.name))
        return f"{self.name} ({also})" if also else self.name


@dataclass(frozen=True, slots=True)
class Ended:
    """All lanes came to their end."""

    #: The virtual moment, in seconds.
    at: float
    #: The managed threads still alive then, in the order of their start; idle workers of executors do not count.
    left: tuple[str, ...]
    #: The same threads, and where they waited.
    seen: tuple[ThreadSeen, ...] = field(default=(), compare=False)


_MEANINGS = {
    "deadlock": "every thread waits for another, and nothing is due",
    "overrun": "it goes on waiting, and nobody has anything more to say",
    "spin": "a thread runs on and on without ever waiting",
    "stall": "a thread is blocked outside of virtual time",
}


class Stuck(Exception):  # noqa: N818 # a verdict, not an error of ours
    """A run that could not go on."""

    def __init__(self, kind: str, at: float, threads: tuple[ThreadSeen, ...]) -> None:
        """`kind` is one of `deadlock`, `overrun`, `spin`, `stall`; `at` is the virtual moment in seconds."""
        super().__init__(kind, at, threads)
        self.kind = kind
        self.at = at
        self.threads = threads

    def __str__(self) -> str:
        heading = f"{self.kind} at {spoken(self.at)}: {_MEANINGS[self.kind]}"
        return "\n".join((heading, *map(str, self.threads)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stuck) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)


class Refused(RuntimeError):  # noqa: N818 # as `Stuck`
    """A call that cannot be had in virtual time; whoever made it was not given the chance to go on without."""

    def __init__(self, call: str, why: str, cure: str, at: float, thread: ThreadSeen) -> None:
        """`call` is how the program writes it, `at` the virtual moment in seconds, `thread` the one that made it."""
        super().__init__(call, why, cure, at, thread)
        self.call = call
        self.why = why
        self.cure = cure
        self.at = at
        self.thread = thread

    def __str__(self) -> str:
        return f"{self.why}: {self.thread.name} called {self.call} at {spoken(self.at)}; {self.cure}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)
