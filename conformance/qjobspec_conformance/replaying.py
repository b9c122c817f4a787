"""`qjobspec replay`: run one found history again and say what has become of it, or print it as a script.

The id holds the example itself, so it works on any machine that has the job class. This file does not know how an id is
written.
"""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from .answers import CONFORMANT, NOT_CONFORMANT, NOTHING_RAN, Misuse

if TYPE_CHECKING:
    from .codes import Found
    from .harnesses import Subject
    from .histories import History


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("harness", required=False, metavar="[MODULE:CLASS]")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The report that has found it: ID may be a requirement.",
)
@click.option(
    "--python", "as_python", is_flag=True, help="Print it as a script that does the same in real time, and run nothing."
)
def replay(id_: str, harness: str | None, report: Path | None, *, as_python: bool) -> int:
    """Run a found history again, and say whether it is fixed, still broken, or not reproducible.

    Exit codes: 0 fixed, 1 still broken, 5 not reproducible.
    """
    from .codes import CodeError, found_of  # noqa: PLC0415 - the engine takes its time to import
    from .harnesses import HarnessError, load  # noqa: PLC0415

    if report is not None:
        id_, harness = _reported(report, id_, harness)
    if harness is None:
        raise Misuse("say whose job it is, as the line in the report does: qjobspec replay ID MODULE:CLASS")
    warnings.simplefilter("ignore")  # what a job warns of is for its user
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        found = found_of(id_)
        return _replay(load(harness, profile_name=found.profile), found, as_python=as_python)
    except (CodeError, HarnessError) as error:
        raise Misuse(str(error)) from error


def _replay(subject: Subject, found: Found, *, as_python: bool) -> int:
    from .bench import ready  # noqa: PLC0415 - as above
    from .face.pasting import script  # noqa: PLC0415
    from .stage import drive  # noqa: PLC0415

    if problem := _cannot(subject, found):
        raise Misuse(problem)
    with ready(subject):
        drive(subject, found.example, real_seconds=60.0)  # with all the time that imports and first calls may take
        runs = [drive(subject, found.example) for _ in range(2)]
    if as_python:
        click.echo(script(runs[0]), nl=False)
        return CONFORMANT
    return _said(found, runs)


def _cannot(subject: Subject, found: Found) -> str | None:
    """Why the example cannot be run on this subject, in one line."""
    from .examples import Recorded, Timeline  # noqa: PLC0415 - as above

    timeline = found.example.timeline
    if isinstance(timeline, Timeline) == (subject.world is not None):
        kind = "a job at a service" if subject.world is None else "a job in this process"
        return f"{found.requirement} was found on {kind}, which {subject.name} does not have"
    names = {each.file.name for each in subject.world.recordings} if subject.world is not None else set[str]()
    if isinstance(timeline, Recorded) and timeline.recording not in names:
        return f"it plays the recording {timeline.recording}, which {subject.name} does not have"
    return None


def _said(found: Found, runs: list[History]) -> int:
    from .face.drawing import picture, stacks  # noqa: PLC0415 - as above
    from .judges import JUDGES  # noqa: PLC0415

    console = Console(highlight=False, markup=False, soft_wrap=True)
    history = runs[0]
    findings = [list(JUDGES[found.requirement](run)) if found.requirement in JUDGES else [] for run in runs]
    broken = [finding for run in findings for finding in run if finding.saw is not None]
    same = runs[0].events == runs[1].events
    if history.missing:
        console.print(f"not reproducible: it needs what no recording shows: {history.missing[0]}")
        return NOTHING_RAN
    if broken and not same and not all(any(each.saw is not None for each in run) for run in findings):
        console.print(f"not reproducible: {found.requirement} was broken in one of two runs, the job is not deterministic")
        return NOTHING_RAN
    if not all(findings):
        console.print(f"not reproducible: its precondition is no longer met, so {found.requirement} was not exercised")
        return NOTHING_RAN
    shown = broken[0].events if broken else ()
    console.print(
        f"still broken: {found.requirement}; saw: {broken[0].saw}" if broken else f"fixed: {found.requirement} is kept"
    )
    if shown or not broken:
        console.print(f"\n{picture(history, shown)}")
    if broken and history.hung is not None:
        console.print(f"\n{stacks(history.hung)}")
    return NOT_CONFORMANT if broken else CONFORMANT


def _reported(report: Path, id_: str, harness: str | None) -> tuple[str, str | None]:
    """The id that a report has for a requirement, or the same one, and the harness that it has judged."""
    try:
        document: Any = json.loads(report.read_bytes())
        proofs = {each["requirement"]: each["proof"]["id"] for each in document["verdicts"] if "proof" in each}
        subject = str(document["subject"])
    except OSError as error:
        raise Misuse(f"{report}: {error.strerror or error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise Misuse(f"{report} is no report: `qjobspec check --report {report} …` writes one") from error
    if "." not in id_ and id_ not in proofs:
        raise Misuse(f"{report} has no proof for {id_}; it has {', '.join(proofs) or 'none'}")
    return proofs.get(id_, id_), harness or subject
