"""QJobSpec: what a quantum job is, as tables, protocols, schemas and numbered requirements. Depends on nothing."""

from ._documents import DOCUMENTS, Document
from ._errors import ErrorRole
from ._members import REQUIRED, Kind, Member, Parameter
from ._profiles import PROFILES, Bounds, Profile, profile
from ._protocols import AerJob, Job, JobV1
from ._requirements import AREAS, Level, Requirement, Source, requirement, requirements, requirements_of
from ._schemas import SCHEMA_VERSION, SCHEMAS, examples, schema
from ._states import JOB_MACHINE, JobStatus, StateMachine

__all__ = [
    "AREAS",
    "DOCUMENTS",
    "JOB_MACHINE",
    "PROFILES",
    "REQUIRED",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "AerJob",
    "Bounds",
    "Document",
    "ErrorRole",
    "Job",
    "JobStatus",
    "JobV1",
    "Kind",
    "Level",
    "Member",
    "Parameter",
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
]
