"""From a tally to verdicts: the same that a campaign comes to when it has seen the same.

This file does not show anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qjobspec import Profile, Requirement, profile, requirements_of

from ..deviations import Deviation
from ..findings import Finding
from ..judges import JUDGES
from ..restoring import history_of
from ..verdicts import Proof, Ruling, Verdict
from .tallies import Broken, Group, Row, Where


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was found about the jobs of one subject, and where the proof of each broken requirement stands."""

    subject: str
    profile: Profile
    histories: int
    events: int
    verdicts: tuple[Verdict, ...]
    wheres: Mapping[str, Where]
    missing: tuple[str, ...]
    #: What else was counted, that breaks nothing.
    counted: Mapping[str, int] = field(default_factory=dict[str, int])


def sentence(
    subject: str, profile_name: str, group: Group, only: frozenset[str], deviations: Mapping[str, Deviation]
) -> Sentence:
    """What `group` comes to; `deviations` are those that are declared, by requirement."""
    chosen = profile(profile_name)
    wanted = [each for each in requirements_of(chosen) if not only or each.id in only]
    shortest = {name: row.shortest for name, row in group.rows.items() if row.shortest is not None}
    return Sentence(
        subject=subject,
        profile=chosen,
        histories=group.histories,
        events=group.events,
        verdicts=tuple(_verdict(each, chosen, group, deviations.get(each.id)) for each in wanted),
        wheres={name: broken.where for name, broken in shortest.items()},
        missing=tuple(sorted(group.missing)),
    )


def _verdict(each: Requirement, chosen: Profile, group: Group, deviation: Deviation | None) -> Verdict:
    lacking = frozenset[str]().union(*group.lacks)
    if each.needs & lacking and all(each.needs & lacks for lacks in group.lacks):
        return Verdict(each, Ruling.NOT_APPLICABLE, reason=f"its jobs lack {', '.join(sorted(each.needs & lacking))}")
    if each.id not in JUDGES:
        return Verdict(each, Ruling.NOT_EXERCISED, reason="this version has no judge for it", deviation=deviation)
    row = group.rows.get(each.id, Row())
    if row.shortest is not None:
        return Verdict(each, Ruling.BROKEN, row.exercised, _proof(row.shortest), deviation=deviation)
    if row.exercised:
        return Verdict(each, Ruling.KEPT, row.exercised, deviation=deviation)
    members = {source.member for source in each.sources if source.member in chosen.members}
    absent = sorted(each for each in members if each is not None and each not in group.offered)
    if group.offers_told and absent:
        reason = f"the job has no {absent[0]}, which MEMBER-1 reports"
        return Verdict(each, Ruling.NOT_APPLICABLE, reason=reason, deviation=deviation)
    return Verdict(each, Ruling.NOT_EXERCISED, reason=_why(row), deviation=deviation)


def _why(row: Row) -> str:
    if not row.untold:
        return "no history met its precondition"
    return f"the histories do not tell {', '.join(sorted(row.untold))}"


def _proof(broken: Broken) -> Proof:
    history = history_of(broken.document, subject=broken.subject, profile_name=broken.profile)
    return Proof(history, Finding(broken.saw, broken.positions), repeatable=True)
