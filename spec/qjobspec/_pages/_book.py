"""All pages by their paths. This file only says which pages there are; each kind stands in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .._areas import about
from .._profiles import PROFILES
from .._requirements import AREAS, requirements, requirements_of
from ._area import area_page
from ._coverage import coverage_page
from ._errata import errata_page
from ._markdown import code, inline, link, page, table
from ._profile import profile_page
from ._references import counted
from ._schemas import schemas_page


def pages() -> Mapping[str, str]:
    """Every page by its path in the folder of pages."""
    return dict(_pages())


def _pages() -> Iterator[tuple[str, str]]:
    yield "README.md", _contents()
    yield "profiles/README.md", _profiles()
    yield "areas/README.md", _areas()
    yield "errata.md", errata_page()
    yield "coverage.md", coverage_page()
    yield "schemas.md", schemas_page()
    for each in PROFILES.values():
        yield f"profiles/{each.name}.md", profile_page(each)
        document = json.dumps(each.machine.as_document(), indent=2)
        yield f"state-machines/{each.name}.json", f"{document}\n"
        yield f"state-machines/{each.name}.mmd", each.machine.as_mermaid()
    for area in AREAS:
        yield f"areas/{area}.md", area_page(area)


def _contents() -> str:
    rows = (
        (link("profiles", "profiles/README.md"), "what each kind of job promises"),
        (link("areas", "areas/README.md"), "the requirements by subject, each with its reason and its source"),
        (link("errata", "errata.md"), "where the documents contradict each other, themselves or the published code"),
        (link("coverage", "coverage.md"), "every statement of the documents, and what became of it"),
        (link("schemas", "schemas.md"), "the JSON Schemas, and good and bad documents beside them"),
    )
    return page(
        "# The specification, page by page", "How to read it stands in [its README](../README.md).", table(("", ""), rows)
    )


def _profiles() -> str:
    rows = (
        (
            link(code(each.name), f"{each.name}.md"),
            inline(each.title),
            ", ".join(link(code(name), f"{name}.md") for name in each.extends),
            counted(requirements_of(each)),
        )
        for each in PROFILES.values()
    )
    return page("# Profiles", "What each kind of job promises.", table(("profile", "is", "extends", "requirements"), rows))


def _areas() -> str:
    rows = (
        (
            link(area, f"{area}.md"),
            inline(about(area)),
            counted(tuple(each for each in requirements().values() if each.area == area)),
        )
        for area in AREAS
    )
    return page("# Areas", "The requirements by subject.", table(("area", "is about", "requirements"), rows))
