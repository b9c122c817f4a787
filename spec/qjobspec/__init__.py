"""QJobSpec: what a quantum job is, as tables, protocols, schemas and numbered requirements. Depends on nothing."""

from ._documents import DOCUMENTS, Document
from ._errors import ErrorRole
from ._members import REQUIRED, Callback, Companion, Kind, Member, Name, Parameter, Passing
from ._profiles import CAPABILITY_MEMBERS, DOCUMENTED, PROFILES, Bounds, Capability, Profile, profile
from ._protocols import AerJob, Job, JobV1
from ._requirements import AREAS, Level, Requirement, Source, requirement, requirements, requirements_of
from ._schemas import SCHEMA_VERSION, SCHEMAS, examples, schema
from ._states import JOB_MACHINE, JobStatus, StateMachine
from ._words import WORDS, state_of

__all__ = [
    "AREAS",
    "CAPABILITY_MEMBERS",
    "DOCUMENTED",
    "DOCUMENTS",
    "JOB_MACHINE",
    "PROFILES",
    "REQUIRED",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "WORDS",
    "AerJob",
    "Bounds",
    "Callback",
    "Capability",
    "Companion",
    "Document",
    "ErrorRole",
    "Job",
    "JobStatus",
    "JobV1",
    "Kind",
    "Level",
    "Member",
    "Name",
    "Parameter",
    "Passing",
    "Profile",
    "Requirement",
    "Source",
    "StateMachine",
    "examples",
    "profile",
    "requirement",
    "requirements",
    "requirements_of",
    "schema",
    "state_of",
]
