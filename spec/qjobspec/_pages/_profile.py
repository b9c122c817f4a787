"""The page of a profile: its states, words, members, errors, bounds, and every requirement that applies to its jobs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .._documents import DOCUMENTS
from .._errata import errata
from .._members import REQUIRED, Kind, Member, Parameter, Passing
from .._profiles import Profile
from .._requirements import AREAS, Requirement, requirements, requirements_of
from ._markdown import code, fenced, inline, link, listed, page, table
from ._references import counted, to_erratum, to_profile, to_requirement

_UP: Final = "../"
_KINDS: Final[Mapping[Kind, str]] = {Kind.METHOD: "Methods", Kind.PROPERTY: "Properties", Kind.CONSTANT: "Constants"}


def profile_page(profile: Profile) -> str:
    """All that a job of `profile` has to be."""
    return page(
        f"# {code(profile.name)}",
        _lineage(profile),
        *("## States", fenced("mermaid", profile.machine.as_mermaid()), _machines(profile)),
        *_titled("## Words", table(("word", "state"), ((code(w), code(s.value)) for w, s in profile.words.items()))),
        "## Members",
        *(block for kind, title in _KINDS.items() for block in _members(profile.members.values(), kind, f"### {title}")),
        *_constructor(profile),
        *_titled("## Errors", table(("role", "class"), _errors(profile))),
        *_titled("## Callbacks", table(("taken by", "called as"), _callbacks(profile))),
        *("## Bounds", table(("bound", "seconds"), _bounds(profile))),
        *("## Capabilities", _capabilities(profile)),
        *(block for each in profile.companions for block in _companion(each.name, each.title, each.members)),
        *("## Requirements", f"{counted(requirements_of(profile))}."),
        *(block for area in AREAS for block in _area(profile, area)),
        *_titled("## Errata", table(("erratum", "member", "what holds"), _errata(profile))),
    )


def _titled(title: str, block: str) -> tuple[str, ...]:
    return (title, block) if block else ()


def _lineage(profile: Profile) -> str:
    extended = listed([to_profile(name, _UP) for name in profile.extends]) if profile.extends else "nothing"
    lines = [f"{inline(profile.title)}.", f"It extends {extended}."]
    if profile.document is not None:
        document = DOCUMENTS[profile.document]
        lines.append(f"Its document describes {link(code(document.describes), document.link)} of {document.release}.")
    if profile.family is not None:
        lines.append(f"Its jobs speak to services of the family {link(code(profile.family), '../schemas.md')}.")
    return "\n".join(lines)


def _machines(profile: Profile) -> str:
    files = (link(kind, f"{_UP}state-machines/{profile.name}.{end}") for kind, end in (("JSON", "json"), ("Mermaid", "mmd")))
    return f"As a file: {', '.join(files)}."


def _members(members: Iterable[Member], kind: Kind, title: str) -> tuple[str, ...]:
    rows = [_member(member) for member in members if member.kind is kind]
    return _titled(title, table(("name", "returns" if kind.is_called else "is", "raises"), rows))


def _member(member: Member) -> tuple[str, str, str]:
    shown = f"{member.name}({', '.join(map(_parameter, member.parameters))})" if member.kind.is_called else member.name
    value = "" if member.value is REQUIRED else f" = {code(repr(member.value))}"
    return code(shown), code(member.returns) + value, ", ".join(code(role.value) for role in member.raises)


def _parameter(parameter: Parameter) -> str:
    if parameter.passing is not Passing.ONE:
        return str(parameter)
    typed = parameter.name if parameter.type == "object" else f"{parameter.name}: {parameter.type}"
    if parameter.default is REQUIRED:
        return typed
    return f"{typed} = {parameter.default!r}" if ":" in typed else f"{typed}={parameter.default!r}"


def _constructor(profile: Profile) -> tuple[str, ...]:
    if profile.constructor is None:
        return ()
    lines = [f"    {_parameter(each)}," for each in profile.constructor.parameters]
    return "## Constructor", fenced("python", "\n".join([f"{profile.constructor.name}(", *lines, ")"]))


def _errors(profile: Profile) -> Iterator[tuple[str, str]]:
    return ((code(role.value), " or ".join(map(code, classes))) for role, classes in profile.errors.items())


def _callbacks(profile: Profile) -> Iterator[tuple[str, str]]:
    return ((code(name), code(callback)) for name, callback in profile.callbacks.items())


def _bounds(profile: Profile) -> Iterator[tuple[str, str]]:
    bounds = profile.bounds
    yield "`result_lag`: from the end of the job to the return of a call that waits", f"{bounds.result_lag:g}"
    yield "`result_overrun`: by how much a call may outlast its timeout", f"{bounds.result_overrun:g}"
    yield "`poll_interval`: the least time between two questions of one waiting call", f"{bounds.poll_interval:g}"


def _capabilities(profile: Profile) -> str:
    can = [code(name) for name in sorted(profile.capabilities)]
    lack = [code(name) for name in sorted(profile.optional)]
    lines = [f"Its jobs have {listed(can)}." if can else "Its jobs have none."]
    return "\n".join([*lines, *([f"A job may lack {listed(lack)}."] if lack else [])])


def _companion(name: str, title: str, members: tuple[Member, ...]) -> Iterator[str]:
    yield f"## {code(name)}"
    yield f"{inline(title)}."
    for kind, heading in _KINDS.items():
        yield from _members(members, kind, f"### {heading} of {code(name)}")


def _area(profile: Profile, area: str) -> tuple[str, ...]:
    replaced = _replaced(profile)
    kept = {each.id for each in requirements_of(profile)}
    mine = [each for each in requirements().values() if each.area == area and each.id in kept | set(replaced)]
    rows = (_requirement(profile, each, replaced.get(each.id)) for each in mine)
    title = f"### {link(area.capitalize(), f'{_UP}areas/{area}.md')}"
    return _titled(title, table(("requirement", "level", "of", "sentence"), rows))


def _requirement(profile: Profile, each: Requirement, by: str | None) -> tuple[str, str, str, str]:
    name, text = to_requirement(each.id, _UP), inline(each.text)
    owner = next(name for name in profile.lineage if name in each.profiles)
    if by is not None:
        return f"~~{name}~~", "", to_profile(owner, _UP), f"replaced by {to_requirement(by, _UP)}: ~~{text}~~"
    return name, each.level.value, "" if owner == profile.name else to_profile(owner, _UP), text


def _replaced(profile: Profile) -> dict[str, str]:
    """The inherited sentences that do not apply, each with the one that takes its place."""
    line = set(profile.lineage)
    mine = [each for each in requirements().values() if line & set(each.profiles) and each.needs <= profile.capabilities]
    owned = {each.id for each in mine}
    return {gone: each.id for each in mine for gone in sorted(each.replaces) if gone in owned}


def _errata(profile: Profile) -> Iterator[tuple[str, str, str]]:
    mine = (each for each in errata().values() if profile.document in each.documents)
    return ((to_erratum(each.id, _UP), code(each.member), inline(each.reading)) for each in mine)
