"""Which schema of each family of services holds for the bodies of each role: what is asked, and what is answered.

This file does not validate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qjobspec import SCHEMAS

from .roles import Role

#: What is answered with success, without the family; a family that lacks one has no rule for it.
ANSWERED: Final[Mapping[Role, str]] = {
    Role.SUBMIT: "submit-reply",
    Role.STATUS: "status-reply",
    Role.JOB: "job-record",
    Role.RESULT: "result-envelope",
    Role.RESULT_URL: "download-url",
    Role.RESULT_DOWNLOAD: "result-envelope",
    Role.INTERIM_RESULTS: "interim-results",
    Role.CANCEL: "cancel-reply",
    Role.LOGS: "logs-reply",
    Role.METRICS: "metrics",
    Role.TAGS: "tags-reply",
    Role.NAME: "name-reply",
    Role.PROPERTIES: "properties-reply",
}

#: What is asked.
ASKED: Final[Mapping[Role, str]] = {Role.SUBMIT: "submit-request", Role.TAGS: "tags-request"}

#: What is answered without success, whatever the role, and in place of the result of a job that did not succeed.
REFUSED: Final = "error-report"

#: Where it stands in the body of a refusal; proxies refuse otherwise, and what has nothing there is not theirs to keep.
REFUSED_AT: Final[Mapping[str, str]] = {"ibmq": "/error", "runtime": "", "runtime-v2": ""}

#: The roles whose bodies are read as text even if they look like JSON.
TEXTUAL: Final = frozenset({Role.LOGS})


def answered(family: str, role: Role) -> str | None:
    """The name of the schema for the answer to a role; `None` if the family has none."""
    return _known(family, ANSWERED.get(role))


def asked(family: str, role: Role) -> str | None:
    """The name of the schema for the question of a role; `None` if the family has none."""
    return _known(family, ASKED.get(role))


def refused(family: str) -> str | None:
    """The name of the schema for every answer without success; `None` if the family has none."""
    return _known(family, REFUSED)


def _known(family: str, name: str | None) -> str | None:
    full = f"{family}/{name}"
    return full if full in SCHEMAS else None
