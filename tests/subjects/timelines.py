"""A page for each real class: the shortest timeline that shows each of its breaks. This file does not judge, and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import requirements
from qjobspec_conformance.face.drawing import picture
from qjobspec_conformance.restoring import history_of

from .registry import Subject

_HEAD = """\
# {title}: the timelines

What was found in `{name}` of {distribution} {version}, judged on {judged}, each as the shortest history that shows it. Why each is
so, how it was confirmed and who told of it before stands in [FINDINGS.md](../../../FINDINGS.md).
"""


def place(subject: Subject) -> str:
    """Where the page of a class stands, seen from `conformance`."""
    return f"subjects/{subject.folder.name}/timelines/{subject.name}-{subject.version}.md"


def link(subject: Subject, requirement: str) -> str:
    """What leads to the timeline of a break."""
    return f"{place(subject)}#{requirement.lower()}"


def timelines_page(subject: Subject) -> str:
    """The page, in Markdown."""
    head = _HEAD.format(
        title=subject.title,
        name=subject.name,
        distribution=subject.distribution,
        version=subject.version,
        judged=subject.judged.isoformat(),
    )
    return "\n".join((head, *_timelines(subject)))


def _timelines(subject: Subject) -> Iterator[str]:
    for name, verdict in subject.verdicts.items():
        if verdict["ruling"] == "broken":
            proof = verdict["proof"]
            drawn = picture(history_of(proof["history"]), tuple(proof["events"])).rstrip()
            yield (
                f"## {name}\n\n{requirements()[name].text}\n\n{subject.declared[name].reason}.\n\nSaw: {proof['saw']}\n\n"
                f"```\n{drawn}\n```\n\n`qjobspec replay {proof['id']} {subject.harness}`\n"
            )
