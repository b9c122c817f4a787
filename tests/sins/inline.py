"""Sins of jobs whose input and result stand in their record, and not in object storage (RESULT, METADATA)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.client import Unreadable
from qjobspec_reference.ibmq.service import JobService

from .sin import sin


@sin("RESULT-1", "ibmq-job", JobService, "_inline")
def looks_for_its_result_under_another_name(original: Any, self: JobService, call: Any) -> Any:
    """The record is read twice, and the second time its fields have other names."""
    original(self, call)
    raise Unreadable("the record has no field of that name")


@sin("METADATA-15", "ibmq-job", JobService, "input")
def finds_no_qobj_in_its_record(original: Any, self: JobService, *, is_inline: bool) -> Any:
    """The record is read, and its fields have other names then."""
    found = original(self, is_inline=is_inline)
    return None if is_inline else found


@sin("METADATA-11", "ibmq-job", JobService, "input", also={"METADATA-15": "a Qobj without circuits is another"})
def finds_no_circuits_in_its_record(original: Any, self: JobService, *, is_inline: bool) -> Any:
    """A Qobj without what it is made for."""
    found = original(self, is_inline=is_inline)
    return {**found, "experiments": []} if is_inline else found
