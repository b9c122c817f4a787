"""Where a requirement comes from, as lines for a terminal. This file does not know verdicts."""

from __future__ import annotations

from qjobspec import DOCUMENTS, Requirement, Source

_GITHUB = "https://github.com"


def origins(requirement: Requirement) -> list[str]:
    """Where a requirement comes from and where it went wrong in public, a line each."""
    lines = [line for source in requirement.sources for line in _source(source)]
    return lines + [f"thread  {link(thread)}" for thread in requirement.threads]


def link(thread: str) -> str:
    """The address of a thread named as `owner/repository#number`."""
    repository, _, number = thread.partition("#")
    return f"{_GITHUB}/{repository}/issues/{number}"


def _source(source: Source) -> list[str]:
    document = DOCUMENTS.get(source.document or "")
    return [f"source  {source}", *([f"        {document.link}"] if document is not None else [])]
