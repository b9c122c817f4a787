"""The profiles: what each kind of job promises, as frozen values built from tables.

The five documented ones are written down from their documents; `job` is computed as what those five share. This package
does not know the requirements that quote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from ._aer_job import AER_JOB
from ._common import common_bounds, common_errors, common_machine, common_members
from ._ibmq_job import IBMQ_JOB
from ._jobv1 import JOBV1
from ._managed_job import MANAGED_JOB
from ._primitive_job import PRIMITIVE_JOB
from ._profile import CAPABILITY_MEMBERS, Bounds, Capability, Profile
from ._runtime_job import RUNTIME_JOB
from ._runtime_job_v2 import RUNTIME_JOB_V2

__all__ = ["CAPABILITY_MEMBERS", "DOCUMENTED", "PROFILES", "Bounds", "Capability", "Profile", "profile"]

#: The profiles that a document describes, in the order of the seeds.
DOCUMENTED: Final = (RUNTIME_JOB, RUNTIME_JOB_V2, IBMQ_JOB, MANAGED_JOB, AER_JOB)

_MEMBERS: Final = common_members(DOCUMENTED)

#: The five fill no role but that of the timeout from classes that a user could name in one line, so any exception will do.
_ERRORS: Final = MappingProxyType(
    {
        role: classes if role is ErrorRole.TIMEOUT else ("Exception",)
        for role, classes in common_errors(DOCUMENTED, _MEMBERS.values()).items()
    }
)

_JOB: Final = Profile(
    name="job",
    extends=(),
    title="What all five documented classes share",
    machine=common_machine(DOCUMENTED),
    members=_MEMBERS,
    errors=_ERRORS,
    bounds=common_bounds(DOCUMENTED),
    capabilities=frozenset({Capability.SERVICE}),
    optional=frozenset({Capability.SERVICE}),
)

#: Every profile by its name; what a profile extends stands before it.
PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {each.name: each for each in (_JOB, JOBV1, PRIMITIVE_JOB, AER_JOB, IBMQ_JOB, MANAGED_JOB, RUNTIME_JOB, RUNTIME_JOB_V2)}
)


def profile(name: str) -> Profile:
    """The profile called `name`; `KeyError` with the names there are if there is none."""
    if name not in PROFILES:
        raise KeyError(f"no profile {name!r}; there are: {', '.join(PROFILES)}")
    return PROFILES[name]
