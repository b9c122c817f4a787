"""The profiles: what each kind of job promises, as frozen values built from tables.

A profile extends another and says only what it adds or changes. This file does not know the requirements that quote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ._errors import ErrorRole
from ._members import Kind, Member, Parameter
from ._states import JOB_MACHINE, StateMachine


@dataclass(frozen=True, slots=True)
class Bounds:
    """How late a job may be, in seconds of its own clock.

    `result_lag` is the time from the job's end to the return of a `result()` that waits for it; `result_overrun` the time
    by which `result(timeout=t)` may outlast `t`. A class that polls needs one polling interval for either.
    """

    result_lag: float
    result_overrun: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of job promises. Look one up with `profile(name)`."""

    name: str
    extends: str | None
    title: str
    machine: StateMachine
    members: Mapping[str, Member]
    errors: Mapping[ErrorRole, tuple[str, ...]]
    bounds: Bounds
    #: What a job of this profile may lack, if its harness says so.
    optional: frozenset[str]

    @property
    def lineage(self) -> tuple[str, ...]:
        """The names of this profile and of all it extends, nearest first."""
        return (self.name, *(PROFILES[self.extends].lineage if self.extends else ()))


def profile(name: str) -> Profile:
    """The profile called `name`; `KeyError` with the names there are if there is none."""
    if name not in PROFILES:
        raise KeyError(f"no profile {name!r}; there are: {', '.join(PROFILES)}")
    return PROFILES[name]


def _members(*members: Member, inherit: Iterable[Member] = ()) -> Mapping[str, Member]:
    return MappingProxyType({member.name: member for member in (*inherit, *members)})


_TIMEOUT: Final = Parameter("timeout", None)

_JOB: Final = Profile(
    name="job",
    extends=None,
    title="What all five documented classes share",
    machine=JOB_MACHINE,
    members=_members(
        Member("status", returns="JobStatus"),
        Member("result", parameters=(_TIMEOUT,), returns="the result of the job"),
        Member("cancel", returns="bool | None"),
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("JobTimeoutError", "TimeoutError"),
            ErrorRole.FAILED: ("Exception",),
            ErrorRole.CANCELLED: ("Exception",),
            ErrorRole.INVALID_STATE: ("Exception",),
            ErrorRole.NOT_SUBMITTED: ("Exception",),
        }
    ),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0),
    optional=frozenset(),
)

_JOBV1: Final = Profile(
    name="jobv1",
    extends="job",
    title="A job in the manner of qiskit.providers.JobV1, as third-party providers write it",
    machine=JOB_MACHINE,
    members=_members(
        Member("job_id", returns="str"),
        Member("backend", returns="the backend"),
        Member("submit"),
        Member("cancel", returns="bool"),
        Member("done", returns="bool"),
        Member("running", returns="bool"),
        Member("cancelled", returns="bool"),
        Member("in_final_state", returns="bool"),
        Member(
            "wait_for_final_state",
            parameters=(_TIMEOUT, Parameter("wait", 5), Parameter("callback", None)),
        ),
        Member("version", kind=Kind.ATTRIBUTE, returns="1"),
        inherit=_JOB.members.values(),
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("JobTimeoutError",),
            ErrorRole.WAIT_TIMEOUT: ("JobTimeoutError",),
            ErrorRole.FAILED: ("JobError",),
            ErrorRole.CANCELLED: ("JobError",),
            ErrorRole.INVALID_STATE: ("JobError",),
            ErrorRole.NOT_SUBMITTED: ("JobError",),
        }
    ),
    bounds=_JOB.bounds,
    optional=frozenset({"submit"}),
)

_AER_JOB: Final = Profile(
    name="aer-job",
    extends="jobv1",
    title="AerJob: a simulation on an executor of this process",
    machine=JOB_MACHINE,
    members=_members(
        Member("qobj", returns="the Qobj"),
        inherit=_JOBV1.members.values(),
    ),
    errors=MappingProxyType(
        {
            **_JOBV1.errors,
            # The document says concurrent.futures.TimeoutError, which is the builtin one since Python 3.11.
            ErrorRole.TIMEOUT: ("TimeoutError",),
            ErrorRole.FAILED: ("Exception",),
            ErrorRole.CANCELLED: ("concurrent.futures.CancelledError",),
        }
    ),
    bounds=Bounds(result_lag=0.0, result_overrun=0.0),
    optional=frozenset(),
)

#: Every profile by its name; what a profile extends stands before it.
PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({each.name: each for each in (_JOB, _JOBV1, _AER_JOB)})
