"""The parts of the specification for a reader at a terminal: one page of plain lines for each.

This file does not know which part was asked for, nor the engine that judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from qjobspec import (
    AREAS,
    DOCUMENTS,
    PROFILES,
    SCHEMA_VERSION,
    SCHEMAS,
    Erratum,
    Kind,
    Level,
    Member,
    Profile,
    Requirement,
    about,
    errata,
    requirements,
    requirements_of,
    statements,
)

from .columns import aligned, section
from .origins import link, origins

_KINDS: Final[Mapping[Kind, str]] = {Kind.METHOD: "methods", Kind.PROPERTY: "properties", Kind.CONSTANT: "constants"}

#: Where a reader of the overview goes next.
_NEXT: Final = (
    ("qjobspec spec RESULT-4", "a requirement: its sentence, its reason, its sources"),
    ("qjobspec spec aer-job", "a profile: its states, members and errors (--mermaid draws its states)"),
    ("qjobspec spec timeout", "an area: its requirements, a line each"),
    ("qjobspec spec E-1", "an erratum: where documents contradict each other, and what holds"),
    ("qjobspec spec report", "a schema, as JSON"),
    ("qjobspec list --profile aer-job", "what such a job has to keep; list also shows errata, statements and schemas"),
    ("qjobspec validate FILE", "whether a document is valid by its schema"),
    ("qjobspec check MODULE:CLASS", "whether a job class keeps it all"),
)


def overview() -> list[str]:
    """What there is, and where to go next."""
    areas = [each.area for each in requirements().values()]
    return [
        f"QJobSpec {SCHEMA_VERSION}: what a quantum job is, in {len(requirements())} requirements, {len(errata())} errata",
        f"and {len(statements())} statements of the {len(DOCUMENTS)} documents that it is made from",
        *section("profiles", [(each.name, _counts(requirements_of(each)), each.title) for each in PROFILES.values()]),
        *section("areas", [(area, str(areas.count(area)), about(area)) for area in AREAS]),
        *section("schemas", _families()),
        *section("next", _NEXT),
    ]


def requirement_page(requirement: Requirement) -> list[str]:
    """One requirement: its sentence, why it is there, where it comes from, and the errata that name it."""
    explained = [each for each in errata().values() if requirement.id in each.requirements]
    notes = [
        *([f"needs   {', '.join(sorted(map(str, requirement.needs)))}"] if requirement.needs else []),
        *([f"takes the place of {', '.join(sorted(requirement.replaces))}"] if requirement.replaces else []),
    ]
    return [
        f"{requirement.id}  {requirement.level}  {', '.join(requirement.profiles)} (since {requirement.since})",
        *("", requirement.text, "", requirement.rationale, ""),
        *notes,
        *origins(requirement),
        *[f"erratum {each.id}: {each.reading}" for each in explained],
    ]


def erratum_page(erratum: Erratum) -> list[str]:
    """One erratum: what is said, what holds, and why."""
    return [
        f"{erratum.id}  {erratum.kind}  {', '.join(erratum.documents)}: {erratum.member}",
        *("", erratum.what, "", f"Holds: {erratum.reading}", "", erratum.why, ""),
        f"said by {', '.join(erratum.requirements)}",
        *[f"thread  {link(thread)}" for thread in erratum.threads],
    ]


def area_page(area: str) -> list[str]:
    """One area: what it is about, and the sentences of its requirements."""
    mine = [each for each in requirements().values() if each.area == area]
    rows = [(each.id, each.level.value, ", ".join(each.profiles), each.text) for each in mine]
    return [f"{area}  {_counts(tuple(mine))}", "", about(area), "", *aligned(rows, indent="")]


def profile_page(profile: Profile) -> list[str]:
    """One profile: its states, words, members, errors and bounds."""
    return [
        f"{profile.name}  {profile.title}",
        "",
        *aligned(_facts(profile), indent=""),
        *section("states", _states(profile)),
        *section("words", [(word, state.value) for word, state in profile.words.items()]),
        *(line for kind, title in _KINDS.items() for line in section(title, _members(profile.members, kind))),
        *section("errors", [(role.value, " or ".join(classes)) for role, classes in profile.errors.items()]),
        *section("callbacks", [(name, str(each)) for name, each in profile.callbacks.items()]),
        *section("bounds", _bounds(profile)),
        *(line for each in profile.companions for line in section(f"{each.name}: {each.title}", map(_row, each.members))),
        "",
        f"requirements  {_counts(requirements_of(profile))}: qjobspec list --profile {profile.name}",
    ]


def _counts(found: tuple[Requirement, ...]) -> str:
    levels = [each.level for each in found]
    return ", ".join(f"{levels.count(level)} {level}" for level in Level if level in levels)


def _families() -> list[tuple[str, str]]:
    rows: dict[str, list[str]] = {}
    for name in SCHEMAS:
        family, _, plain = name.rpartition("/")
        rows.setdefault(f"{family}/" if family else "", []).append(plain)
    return [(family or "our own", ", ".join(names)) for family, names in rows.items()]


def _facts(profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.extends:
        yield "extends", ", ".join(profile.extends)
    if profile.document is not None:
        document = DOCUMENTS[profile.document]
        yield "document", f"{document.name} ({document.describes}, {document.release})"
        yield "", document.link
    if profile.family is not None:
        yield "speaks to", f"{profile.family} services"
    if profile.constructor is not None:
        yield "made by", str(profile.constructor)
    yield "can", ", ".join(sorted(map(str, profile.capabilities))) or "nothing that others cannot"
    if profile.optional:
        yield "may lack", ", ".join(sorted(map(str, profile.optional)))


def _states(profile: Profile) -> Iterator[tuple[str, str]]:
    machine = profile.machine
    for state, row in machine.moves.items():
        following = ", ".join(target.value for target in machine.states if target in row)
        yield state.value, f"then {following}" if following else "final"


def _members(members: Mapping[str, Member], kind: Kind) -> list[tuple[str, str, str]]:
    return [_row(member) for member in members.values() if member.kind is kind]


def _row(member: Member) -> tuple[str, str, str]:
    shown = f"{member} = {member.value!r}" if member.kind is Kind.CONSTANT else str(member)
    return shown, f"→ {member.returns}", f"raises {', '.join(member.raises)}" if member.raises else ""


def _bounds(profile: Profile) -> list[tuple[str, str]]:
    bounds = profile.bounds
    return [
        ("result lag", f"{bounds.result_lag:g} s after the end of the job"),
        ("result overrun", f"{bounds.result_overrun:g} s after a timeout"),
        ("poll interval", f"{bounds.poll_interval:g} s at least between two questions"),
    ]
