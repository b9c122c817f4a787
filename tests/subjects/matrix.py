"""`conformance/SUBJECTS.md`: subjects by requirements, from their reports. This file does not judge, and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qjobspec import Level, Requirement, requirements

from .markdown import linked, table
from .registry import EXEMPLARS, Subject
from .timelines import link

_HEAD: Final = """\
# Real job classes under judgement

{count} job classes of {distributions} distributions, each driven through its own API client by the same suite that judges the
reference. This page is written from their reports (`python -m tests.subjects`); what was found in them, how each break was
confirmed and who told of it before stands in [FINDINGS.md](FINDINGS.md).

A break is a difference from this specification, which is younger than the classes: it says what a user who moves between
providers will notice, and not that anybody has made a mistake. What a class lacks on purpose is no break.

"""

_SIGNS: Final = {"kept": "✓", "broken": "✗", "not exercised": "·", "not applicable": "–"}

_LEGEND: Final = """\
✓ kept each time its precondition was met, ✗ broken (each leads to its timeline, and is declared, confirmed and told of in [FINDINGS.md](FINDINGS.md)), ·
not exercised: no history met the precondition, – not applicable: the class lacks what it is about. An empty cell: the profile does not have it.
"""


def matrix_page(subjects: Sequence[Subject]) -> str:
    """The page, in Markdown."""
    head = _HEAD.format(count=len(subjects), distributions=len({each.distribution for each in subjects}))
    return "\n".join((head, _overview(subjects), _provenance(subjects), _LEGEND, *_by_level(subjects)))


def _overview(subjects: Sequence[Subject]) -> str:
    head = ("class", "of", "profile", "answers", "judged", "environment", "kept", "broken", "not exercised", "conclusion")
    return "## Who was judged\n\n" + table(head, map(_row, subjects))


def _row(each: Subject) -> tuple[str, ...]:
    counts = each.said["counts"]
    return (
        f"[{each.name}](subjects/{each.folder.name}/README.md)",
        f"{each.distribution} {each.version}",
        f"`{each.said['profile']}`",
        each.exemplars,
        each.judged.isoformat(),
        f"`{each.environment}`",
        *(str(counts.get(name, 0)) for name in ("kept", "broken", "not exercised")),
        each.said["conclusion"],
    )


def _provenance(subjects: Sequence[Subject]) -> str:
    used = {each.exemplars for each in subjects}
    return "".join(f"- *{name}*: {meaning}\n" for name, meaning in EXEMPLARS.items() if name in used)


def _by_level(subjects: Sequence[Subject]) -> Iterator[str]:
    for level in Level:
        found = [each for each in requirements().values() if each.level is level and _is_judged(each, subjects)]
        if found:
            yield f"## {level.value}\n\n" + table(("", *(_column(each) for each in subjects)), _cells(found, subjects))


def _column(each: Subject) -> str:
    return f"{each.name} {each.version}" + ("\\*" if each.exemplars == "synthesised" else "")


def _is_judged(requirement: Requirement, subjects: Sequence[Subject]) -> bool:
    return any(requirement.id in each.verdicts for each in subjects)


def _cells(found: Iterable[Requirement], subjects: Sequence[Subject]) -> Iterator[tuple[str, ...]]:
    for requirement in found:
        yield linked(requirement.id), *(_cell(each, requirement.id) for each in subjects)


def _cell(subject: Subject, requirement: str) -> str:
    ruling = subject.verdicts.get(requirement, {}).get("ruling", "")
    sign = _SIGNS.get(ruling, "")
    return f"[{sign}]({link(subject, requirement)})" if ruling == "broken" else sign
