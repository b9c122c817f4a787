"""`qjobspec spec`: one part of the specification, for a reader at a terminal or for a program.

This file only finds what was asked for; how it looks is for the faces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import click

from qjobspec import (
    AREAS,
    PROFILES,
    SCHEMA_VERSION,
    SCHEMAS,
    about,
    errata,
    erratum_document,
    profile,
    profile_document,
    requirement_document,
    requirements,
    requirements_of,
    schema,
    statements,
)

from .answers import Misuse, unknown
from .face import specification as pages


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="As a document of the specification.")
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Draw the states of a profile as a Mermaid diagram.")
def spec(name: str | None, *, as_json: bool, as_mermaid: bool) -> None:
    """Show a requirement, profile, area, erratum or schema by its NAME; without one, what there is."""
    if as_mermaid:
        click.echo(_diagram(name), nl=False)
        return
    document, page = _overview() if name is None else _found(name)
    click.echo(_json(document()) if as_json else "\n".join(page()))


def _found(name: str) -> tuple[Callable[[], Any], Callable[[], list[str]]]:
    """The document and the page of whatever is called `name`."""
    if (found := requirements().get(name.upper())) is not None:
        return lambda: requirement_document(found), lambda: pages.requirement_page(found)
    if (erratum := errata().get(name.upper())) is not None:
        return lambda: erratum_document(erratum), lambda: pages.erratum_page(erratum)
    if name in PROFILES:
        return lambda: profile_document(profile(name)), lambda: pages.profile_page(profile(name))
    if name in AREAS:
        return lambda: _area(name), lambda: pages.area_page(name)
    if name.removesuffix(".json") in SCHEMAS:
        found_schema = schema(name.removesuffix(".json"))
        return lambda: found_schema, lambda: [_json(found_schema)]
    said = "no requirement" if re.fullmatch(r"[A-Z]+-[0-9]+", name) else "nothing is called"
    raise unknown(said, name, (*requirements(), *errata(), *PROFILES, *AREAS, *SCHEMAS))


def _area(name: str) -> list[dict[str, Any]]:
    return [requirement_document(each) for each in requirements().values() if each.area == name]


def _overview() -> tuple[Callable[[], Any], Callable[[], list[str]]]:
    document: dict[str, object] = {
        "version": SCHEMA_VERSION,
        "profiles": {each.name: len(requirements_of(each)) for each in PROFILES.values()},
        "areas": {area: about(area) for area in AREAS},
        "schemas": list(SCHEMAS),
        "requirements": len(requirements()),
        "errata": len(errata()),
        "statements": len(statements()),
    }
    return lambda: document, pages.overview


def _diagram(name: str | None) -> str:
    if name is None or name not in PROFILES:
        raise Misuse(f"--mermaid draws a profile; there are: {', '.join(PROFILES)}")
    return profile(name).machine.as_mermaid()


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
