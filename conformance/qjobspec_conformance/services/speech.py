"""How a service speaks, as far as a plot has to know: its roles, its words, where they stand, which fields it may leave out.

This file does not know addresses. A speech is what a dialect says about bodies; three are bundled, one for each API family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from qjobspec import WORDS, JobStatus, state_of

#: What plots call a job that its service ended because it ran too long (STATUS-17, RESULT-27).
TOO_LONG: Final = "RAN TOO LONG"

#: The roles that fetch a result, in the order in which a client takes them; not every service has each.
RESULT_ROLES: Final = ("result-url", "result", "result-download", "result-acknowledge")
#: The roles whose answers tell how far a job is.
POLL_ROLES: Final = ("status", "job")
#: The roles that change something at the service.
CHANGING_ROLES: Final = frozenset({"submit", "cancel", "tags", "name", "result-acknowledge"})

Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Speech:
    """How a service speaks. Pointers are JSON Pointers into the body of an answer."""

    name: str
    #: Every kind of exchange there is.
    roles: tuple[str, ...]
    words: Mapping[str, JobStatus]
    #: Where the status word stands, by the role of the answer; in the messages of a stream too, if they tell it.
    status: Mapping[str, str]
    #: The fields that every answer of a role has.
    required: Fields
    #: The fields that an answer of a role may lack, and those that may be null.
    optional: Fields
    nullable: Fields
    #: Where moments stand, and the object that tells of the queue.
    moments: Fields = field(default_factory=lambda: _NOWHERE)
    queue: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(dict[str, str]()))
    #: What a job that ran too long says besides its word: its word, and fields of the object that holds it.
    too_long: tuple[str, Mapping[str, object]] | None = None
    #: The first message of a stream, if the service greets; whether the client has to say who it is before the service says
    #: anything; and the code with which the service closes once the job has ended.
    greeting: str | None = None
    authenticates: bool = False
    closes: int = 1000
    #: Whether a word in another case is another word.
    is_case_sensitive: bool = False
    #: Whether schemas say what stands in a result; without, a field more is another result.
    has_schemas: bool = True

    def word_of(self, said: str) -> str:
        """The word for `said`, which is a state, `TOO_LONG`, or already a word."""
        if said == TOO_LONG and self.too_long is not None:
            return self.too_long[0]
        if said in JobStatus.__members__ and said not in self.words:
            ours = self.too_long[0] if self.too_long else None
            fitting = [word for word, state in self.words.items() if state == said and word != ours]
            return fitting[-1] if fitting else said
        return said

    def state_of(self, said: str) -> JobStatus | None:
        """The state that `said` means, or `None` for a word that nobody knows."""
        if said == TOO_LONG:
            return JobStatus.ERROR
        if said in JobStatus.__members__:
            return JobStatus(said)
        return self.words.get(said) if self.is_case_sensitive else state_of(said, self.words)


_NOWHERE: Final[Fields] = MappingProxyType({})


def _fields(**fields: str) -> Fields:
    return MappingProxyType({role.replace("_", "-"): tuple(text.split()) for role, text in fields.items()})


_TOO_LONG: Final[Mapping[str, object]] = MappingProxyType(
    {"reason": "Job ran longer than maximum execution time", "reasonCode": 1305}
)

#: Nobody reads the first message of a runtime's stream: it says that the stream is open.
_ACKNOWLEDGED: Final = '{"acknowledged": true}'

_ESTIMATES: Final = "/infoQueue/estimatedStartTime /infoQueue/estimatedCompleteTime"
_UNDECIDED: Final = "/tags /session_id /runtime /estimated_running_time_seconds"
_RECORD: Final = f"/state/reason /created /backend /program /private {_UNDECIDED}"

IBMQ: Final = Speech(
    name="ibmq",
    roles=(
        "submit",
        "status",
        "job",
        "result-url",
        "result-download",
        "result-acknowledge",
        "cancel",
        "name",
        "properties",
        "stream",
    ),
    words=WORDS["ibmq"],
    status=MappingProxyType({"status": "/status", "job": "/status", "stream": "/data/status"}),
    queue=MappingProxyType({"status": "/infoQueue", "job": "/infoQueue", "stream": "/data/infoQueue"}),
    moments=_fields(
        status=_ESTIMATES,
        job=f"/creationDate /timePerStep/CREATING {_ESTIMATES}",
        result_download="/date",
    ),
    required=_fields(
        submit="/id",
        status="/status /id",
        job="/status /id /creationDate",
        result_url="/url",
        result_download="/results /success /job_id /backend_name /backend_version",
        name="/name",
        stream="/type /data /data/status",
    ),
    optional=_fields(
        status="/kind /infoQueue /infoQueue/position",
        job="/kind /name /tags /timePerStep /runMode /shareLevel /backend /clientInfo /infoQueue /error",
        result_download="/date /status /header /time_taken",
    ),
    nullable=_fields(
        status=f"/kind /infoQueue/position {_ESTIMATES} /infoQueue/hubPriority",
        job="/kind /name /tags /timePerStep /runMode /shareLevel /clientInfo /error",
        result_download="/date /status /header",
    ),
    greeting='{"type": "authenticated"}',
    authenticates=True,
    closes=4002,
)

RUNTIME: Final = Speech(
    name="runtime",
    roles=("submit", "job", "result", "cancel", "logs", "stream"),
    words=WORDS["runtime"],
    status=MappingProxyType({"job": "/status"}),
    required=_fields(submit="/id", job="/status /id /created /backend /program"),
    optional=_fields(job="/params /runtime"),
    nullable=_fields(),
    moments=_fields(job="/created"),
    too_long=("CANCELLED - RAN TOO LONG", MappingProxyType({})),
    greeting=_ACKNOWLEDGED,
)

RUNTIME_V2: Final = Speech(
    name="runtime-v2",
    roles=("submit", "status", "job", "result", "interim-results", "metrics", "tags", "cancel", "logs", "stream"),
    words=WORDS["runtime-v2"],
    status=MappingProxyType({"status": "/state/status", "job": "/state/status"}),
    required=_fields(submit="/id", status="/state/status /state /id", job="/state/status /state /id"),
    optional=_fields(submit="/backend", status=_RECORD, job=f"{_RECORD} /params", metrics="/timestamps /usage"),
    nullable=_fields(
        submit="/backend",
        status=f"/state/reason {_UNDECIDED}",
        job=f"/state/reason {_UNDECIDED}",
        metrics="/timestamps/running /timestamps/finished",
    ),
    moments=_fields(status="/created", job="/created", metrics="/timestamps/created /timestamps/finished"),
    too_long=("CANCELLED", _TOO_LONG),
    greeting=_ACKNOWLEDGED,
)

#: How the services of each API family speak.
SPEECHES: Final[Mapping[str, Speech]] = MappingProxyType({each.name: each for each in (IBMQ, RUNTIME, RUNTIME_V2)})
