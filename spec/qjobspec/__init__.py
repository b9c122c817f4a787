"""QJobSpec: what a quantum job is, as tables, protocols, schemas and numbered requirements. Depends on nothing."""

from ._areas import about
from ._documents import DOCUMENTS, Document
from ._errata import Contradiction, Erratum, errata
from ._errors import ErrorRole
from ._exports import erratum_document, profile_document, requirement_document, statement_document
from ._members import REQUIRED, Callback, Companion, Kind, Member, Name, Parameter, Passing
from ._profiles import CAPABILITY_MEMBERS, DOCUMENTED, PROFILES, Bounds, Capability, Profile, profile
from ._protocols import (
    AerJob,
    IBMQJob,
    Job,
    JobSet,
    JobV1,
    ManagedJob,
    PrimitiveJob,
    QueueCallback,
    QueueInfo,
    RuntimeJob,
    RuntimeJobV2,
    StatusWord,
)
from ._requirements import AREAS, Level, Requirement, Source, requirement, requirements, requirements_of
from ._schemas import SCHEMA_VERSION, SCHEMAS, examples, schema, schema_of
from ._statements import Statement, statements
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
    "Contradiction",
    "Document",
    "Erratum",
    "ErrorRole",
    "IBMQJob",
    "Job",
    "JobSet",
    "JobStatus",
    "JobV1",
    "Kind",
    "Level",
    "ManagedJob",
    "Member",
    "Name",
    "Parameter",
    "Passing",
    "PrimitiveJob",
    "Profile",
    "QueueCallback",
    "QueueInfo",
    "Requirement",
    "RuntimeJob",
    "RuntimeJobV2",
    "Source",
    "StateMachine",
    "Statement",
    "StatusWord",
    "about",
    "errata",
    "erratum_document",
    "examples",
    "profile",
    "profile_document",
    "requirement",
    "requirement_document",
    "requirements",
    "requirements_of",
    "schema",
    "schema_of",
    "state_of",
    "statement_document",
    "statements",
]
