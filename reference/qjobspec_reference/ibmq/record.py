"""The record of a job: what its constructor was given, and then what the service says, by the constructor's names.

A field that the service leaves out stays as it was, and one that nobody knows yet is kept (RESILIENCE-8, CONSTRUCTOR-5).
This file does not know how a record is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from ..moments import local

#: Names of the service that are not the constructor's in another spelling.
_RENAMED: Final = {"id": "job_id", "q_object": "qobj", "q_object_result": "result", "experiment_tag": "experiment_id"}

#: The kinds of jobs that are not kept in object storage.
_INLINE: Final = frozenset({"q-object", "q-circuit"})

#: Who may see a job (METADATA-18).
_LEVELS: Final = frozenset({"global", "hub", "group", "project", "none"})


@dataclass(frozen=True, slots=True)
class Record:
    """Fields by name. `is_told`: by the service, and not only by whoever made the job object."""

    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    is_told: bool = False

    def told(self, document: Mapping[str, Any]) -> Record:
        """The record after the service has told this of it (REFRESH-1)."""
        named = {_renamed(name): value for name, value in document.items()}
        return replace(self, fields={**self.fields, **named}, is_told=True)

    def put(self, name: str, value: object) -> Record:
        """The record with one field changed."""
        return replace(self, fields={**self.fields, name: value})

    def copy_of(self, name: str) -> Any:
        """A field as it is, for its reader alone (METADATA-28)."""
        return deepcopy(self.fields.get(name))

    def text(self, name: str) -> str | None:
        """A field that is a text; `None` if there is none."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None

    @property
    def is_inline(self) -> bool:
        """Whether what the job was run with, and what came of it, stand in its record and not in object storage (E-49)."""
        return self.text("kind") in _INLINE

    def tags(self) -> list[str]:
        """The tags, in a list of the reader's own, each once (TAG-1, TAG-10)."""
        said = self.fields.get("tags")
        return list(dict.fromkeys(tag for tag in said if isinstance(tag, str))) if isinstance(said, list) else []

    def share_level(self) -> str:
        """Who may see the job; `none` if nothing is known (METADATA-18)."""
        level = self.text("share_level")
        return level if level in _LEVELS else "none"

    def steps(self) -> dict[str, datetime] | None:
        """The moment of each step; `None` as long as there is none (METADATA-20, METADATA-21)."""
        said = self.fields.get("time_per_step")
        moments = {str(step): local(moment) for step, moment in said.items()} if isinstance(said, Mapping) else {}
        return {step: moment for step, moment in moments.items() if moment is not None} or None

    def clients(self) -> dict[str, str]:
        """The version of each client: the service lists names and versions, constructors take pairs (METADATA-16)."""
        said = self.fields.get("client_info")
        if not isinstance(said, Mapping):
            return {}
        if set(said) >= {"name", "version"}:
            return dict(zip(str(said["name"]).split(","), str(said["version"]).split(","), strict=False))
        return {str(name): str(version) for name, version in said.items()}


def _renamed(name: str) -> str:
    spelt = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=^[a-z])(?=[A-Z])", "_", name).lower()
    return _RENAMED.get(spelt, spelt)
