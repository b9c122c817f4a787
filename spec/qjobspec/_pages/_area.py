"""The page of an area: its requirements, each with its reason, its sources and the threads that show what goes wrong."""

from __future__ import annotations

from .._areas import about
from .._errata import errata
from .._requirements import Requirement, Source, requirements
from ._markdown import bullets, code, inline, page, prose, quoted, thread
from ._references import counted, in_order, to_document, to_erratum, to_profile, to_requirement

_UP = "../"


def area_page(area: str) -> str:
    """The requirements of `area`, in the order of their numbers."""
    mine = tuple(each for each in requirements().values() if each.area == area)
    head = (f"# {area.capitalize()}", prose(about(area)), f"{counted(mine)}.")
    return page(*head, *(block for each in mine for block in _requirement(each)))


def _requirement(each: Requirement) -> tuple[str, ...]:
    explained = [erratum.id for erratum in errata().values() if each.id in erratum.requirements]
    facts = [
        f"**{each.level.value}**",
        ", ".join(to_profile(name, _UP) for name in each.profiles),
        *([f"needs {', '.join(code(name) for name in sorted(each.needs))}"] if each.needs else []),
        *([f"replaces {', '.join(to_requirement(name, _UP) for name in in_order(each.replaces))}"] if each.replaces else []),
        *([f"see {', '.join(to_erratum(name, _UP) for name in explained)}"] if explained else []),
        f"since {each.since}",
    ]
    sources = [_source(source) for source in each.sources]
    threads = [f"Thread: {thread(name)}" for name in each.threads]
    return (
        f"## {each.id}",
        " · ".join(facts),
        f"> {inline(each.text)}",
        prose(each.rationale),
        bullets([*sources, *threads]),
    )


def _source(source: Source) -> str:
    if source.document is None:
        return f"Derived: {inline(source.derived or '')}"
    return f"{to_document(source.document, _UP)}, {code(source.member)}: {quoted(source.says or '')}"
