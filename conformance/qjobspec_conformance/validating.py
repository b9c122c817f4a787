"""`qjobspec validate`: whether files hold valid documents, and where they do not, line by line.

This file puts names on faults. What is a fault is decided by the schemas, and for recordings and dialects also by those who
read them, who say how to mend it. The engine that reads and validates is
imported when there is something to read, because the other commands start faster without it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .answers import CONFORMANT, MISUSE, NOT_CONFORMANT, Misuse, unknown

if TYPE_CHECKING:
    from .documents.texts import Place
    from .recordings.dialect import Dialect

#: How many faults of one document are printed; `--json` has them all.
MOST: Final = 100


#: How many letters of a place or a reason are printed.
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with a file: the line on which it stands, where that can be told, and what it is."""

    file: Path
    line: int | None
    column: int | None
    pointer: str | None
    reason: str

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        place = [] if self.pointer is None else [self.pointer or "(whole)"]
        return ": ".join([where, *place, _short(self.reason)])

    def as_document(self) -> dict[str, object]:
        """The complaint as plain data, without the file."""
        return {"line": self.line, "column": self.column, "pointer": self.pointer, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one document of a file: by which schema it was judged, and what is wrong with it."""

    file: Path
    schema: str | None
    complaints: tuple[Complaint, ...]

    @property
    def code(self) -> int:
        """The exit code: a document that nobody could read or recognise is misuse."""
        if self.schema is None:
            return MISUSE
        return NOT_CONFORMANT if self.complaints else CONFORMANT

    def as_document(self) -> dict[str, object]:
        """The answer as plain data."""
        return {
            "file": str(self.file),
            "schema": self.schema,
            "valid": self.code == CONFORMANT,
            "faults": [each.as_document() for each in self.complaints],
        }


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--schema", "schema_name", metavar="NAME", help="Hold them against this schema (its name or its $id).")
@click.option(
    "--dialect", "dialect_name", metavar="NAME", help="Hold recordings also against this dialect (bundled, or a file)."
)
@click.option("--json", "as_json", is_flag=True, help="Write every fault to standard output as JSON.")
def validate(files: tuple[Path, ...], schema_name: str | None, dialect_name: str | None, *, as_json: bool) -> int:
    """Hold each FILE (.json, .jsonl, .yaml, .toml) against its schema: the one it names, or the one it looks like.

    A recording is also searched for secrets; with a dialect, for requests and words that it does not know, for bodies that
    break the schemas of its family, and for a job that has ended.
    """
    answers: list[Answer] = []
    dialect = _dialect(dialect_name) if dialect_name is not None else None
    for answer in (each for file in files for each in judged(file, schema_name, dialect)):
        answers.append(answer)
        if not as_json:
            _show(answer)
    if as_json:
        click.echo(json.dumps([each.as_document() for each in answers], indent=2))
    return max((each.code for each in answers), default=CONFORMANT)


def judged(file: Path, schema_name: str | None = None, dialect: Dialect | None = None) -> Iterator[Answer]:
    """The answer to each document in a file."""
    from .documents.files import read  # noqa: PLC0415 - see above
    from .documents.recognition import UnrecognisedError, called  # noqa: PLC0415
    from .documents.texts import UnreadableError  # noqa: PLC0415

    try:
        wanted = called(schema_name) if schema_name is not None else None
    except UnrecognisedError as error:
        raise Misuse(str(error)) from error
    try:
        for written in read(file):
            yield _answer(file, written, wanted, dialect)
    except UnreadableError as error:
        yield Answer(file, None, (Complaint(file, error.line, error.column, None, error.reason),))


def _dialect(name: str) -> Dialect:
    from .recordings import dialects  # noqa: PLC0415
    from .recordings.problems import ProblemsError  # noqa: PLC0415

    if name not in dialects.BUNDLED and not Path(name).suffix:
        raise unknown("there is no dialect", name, dialects.BUNDLED)
    try:
        return dialects.named(name)
    except ProblemsError as error:
        more = len(error.problems) - 1
        raise Misuse(f"{error.problems[0]}{f' (and {more:,} more)' if more else ''}") from error


def _flaws(document: Any, name: str, dialect: Dialect | None) -> list[tuple[Place, str]]:
    """Everything that is wrong with a document of a schema: where, and why."""
    from .documents.faults import faults  # noqa: PLC0415
    from .recordings import dialects, linting  # noqa: PLC0415

    if name == "dialect":
        return [(each.place, str(each)) for each in dialects.flaws(document)]
    if name == "recording":
        return [(each.place, str(each)) for each in linting.flaws(document, dialect)]
    return [(each.place, each.reason) for each in faults(document, name)]


def _answer(file: Path, written: Any, wanted: str | None, dialect: Dialect | None) -> Answer:
    from .documents.recognition import UnrecognisedError, recognise  # noqa: PLC0415
    from .documents.texts import pointer  # noqa: PLC0415

    try:
        name = wanted or recognise(written.document)
    except UnrecognisedError as error:
        line = written.before + 1 if written.before else None
        return Answer(file, None, (Complaint(file, line, None, None, str(error)),))
    found = _flaws(written.document, name, dialect)
    lines = written.lines({place for place, _ in found}) if found else {}
    complaints = [Complaint(file, lines.get(place), None, _short(pointer(place)), reason) for place, reason in found]
    return Answer(file, name, tuple(sorted(complaints, key=lambda each: each.line or sys.maxsize)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _show(answer: Answer) -> None:
    from .documents.reasons import printable  # noqa: PLC0415

    misuse = answer.code == MISUSE
    for complaint in answer.complaints[:MOST]:
        click.echo(f"{'qjobspec: ' if misuse else ''}{printable(str(complaint))}", err=misuse)
    if len(answer.complaints) > MOST:
        click.echo(f"{answer.file}: and {len(answer.complaints) - MOST:,} more; --json has them all")
    if answer.code == CONFORMANT:
        click.echo(f"{printable(str(answer.file))}: valid ({answer.schema})")
