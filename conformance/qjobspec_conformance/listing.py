"""`qjobspec list`: the tables of the specification, narrowed by what their rows are about.

This file does not know how to show one thing in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from qjobspec import (
    AREAS,
    PROFILES,
    SCHEMAS,
    Level,
    errata,
    erratum_document,
    profile_document,
    requirement_document,
    requirements,
    requirements_of,
    schema,
    statement_document,
    statements,
)

from .answers import Misuse, unknown


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a table: its cells, itself as a document, and what it can be narrowed by."""

    cells: tuple[str, ...]
    document: Any
    about: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def _requirements() -> Iterator[Row]:
    keepers = {each.name: {one.id for one in requirements_of(each)} for each in PROFILES.values()}
    for each in requirements().values():
        about = {
            "profile": frozenset(name for name, kept in keepers.items() if each.id in kept),
            "area": frozenset({each.area}),
            "level": frozenset({each.level.value}),
        }
        yield Row((each.id, each.level.value, ", ".join(each.profiles), each.text), requirement_document(each), about)


def _profiles() -> Iterator[Row]:
    for each in PROFILES.values():
        cells = (each.name, ", ".join(each.extends), str(len(requirements_of(each))), each.title)
        yield Row(cells, profile_document(each))


def _schemas() -> Iterator[Row]:
    for name in SCHEMAS:
        found = schema(name)
        yield Row((name, found["title"], found["description"]), {"name": name, "id": found["$id"], "title": found["title"]})


def _errata() -> Iterator[Row]:
    for each in errata().values():
        about = {"profile": _describing(*each.documents)} | _of(each.requirements)
        yield Row((each.id, each.kind.value, each.member, each.reading), erratum_document(each), about)


def _statements() -> Iterator[Row]:
    for each in statements():
        about = {"profile": _describing(each.document)} | _of(each.requirements)
        covered = ", ".join((*each.requirements, *each.errata)) or f"({each.furniture})"
        yield Row((each.document, each.member, each.says, covered), statement_document(each), about)


def _describing(*documents: str) -> frozenset[str]:
    return frozenset(each.name for each in PROFILES.values() if each.document in documents)


def _of(names: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The areas and levels of the requirements that something names."""
    found = [requirements()[name] for name in names if name in requirements()]
    return {"area": frozenset(each.area for each in found), "level": frozenset(each.level.value for each in found)}


#: What can be listed: its rows, the titles of its columns, and what it can be narrowed by.
TABLES: Final[Mapping[str, tuple[Callable[[], Iterator[Row]], tuple[str, ...], frozenset[str]]]] = {
    "requirements": (_requirements, ("id", "level", "profile", "sentence"), frozenset({"profile", "area", "level"})),
    "profiles": (_profiles, ("name", "extends", "requirements", "title"), frozenset()),
    "schemas": (_schemas, ("name", "title", "what it describes"), frozenset()),
    "errata": (_errata, ("id", "kind", "member", "what holds"), frozenset({"profile", "area", "level"})),
    "statements": (
        _statements,
        ("document", "member", "says", "covered by"),
        frozenset({"profile", "area", "level"}),
    ),
}


@click.command(name="list")
@click.argument("table", default="requirements", metavar="[TABLE]", type=click.Choice(list(TABLES)))
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Only what is about jobs of this profile.")
@click.option("--area", "areas", multiple=True, metavar="NAME", help="Only this area; may be repeated.")
@click.option("--level", "levels", multiple=True, type=click.Choice([each.value for each in Level]), help="Only this level.")
@click.option("--text", metavar="REGEX", help="Only rows in which this is found, in any case.")
@click.option("--json", "as_json", is_flag=True, help="As documents of the specification.")
def list_(
    table: str,
    profiles: tuple[str, ...],
    areas: tuple[str, ...],
    levels: tuple[str, ...],
    text: str | None,
    *,
    as_json: bool,
) -> None:
    """Show a TABLE: requirements (the default), profiles, schemas, errata or statements."""
    _known(profiles, areas)
    rows, titles, narrowed_by = TABLES[table]
    wanted = {"profile": profiles, "area": areas, "level": levels}
    for name, values in wanted.items():
        if values and name not in narrowed_by:
            raise Misuse(f"{table} cannot be narrowed by --{name}")
    pattern = _pattern(text)
    found = [row for row in rows() if _fits(row, wanted) and any(map(pattern.search, row.cells))]
    if as_json:
        click.echo(json.dumps([row.document for row in found], indent=2, ensure_ascii=False))
        return
    Console(highlight=False, markup=False).print(_table(titles, found))


def _known(profiles: tuple[str, ...], areas: tuple[str, ...]) -> None:
    for name in profiles:
        if name not in PROFILES:
            raise unknown("no profile", name, PROFILES)
    for name in areas:
        if name not in AREAS:
            raise unknown("no area", name, AREAS)


def _pattern(text: str | None) -> re.Pattern[str]:
    try:
        return re.compile(text or "", re.IGNORECASE)
    except re.error as error:
        raise Misuse(f"--text {text!r} is no regular expression: {error}") from error


def _fits(row: Row, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    return all(row.about[name].intersection(values) for name, values in wanted.items() if values)


def _table(titles: tuple[str, ...], rows: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold", no_wrap=title in {"id", "level", "name", "document"})
    for row in rows:
        table.add_row(*row.cells)
    return table
