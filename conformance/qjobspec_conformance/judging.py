"""`qjobspec judge`: judge histories that were written by anybody, without running anything.

This file reads the command line, chooses who answers, and answers with an exit code.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qjobspec import PROFILES, profile, requirements

from .answers import CONFORMANT, NOT_CONFORMANT, NOTHING_RAN, Misuse, unknown

if TYPE_CHECKING:
    from .feed.rulings import Sentence

#: Files that name more subjects than this are told by each history's own name, and not by whose job it is.
_MOST_SUBJECTS = 100


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--profile", "profile_name", metavar="NAME", help="The profile of histories that name none.")
@click.option("--requirement", "only", multiple=True, metavar="ID", help="Judge only this requirement; may be repeated.")
@click.option("--deviations", type=click.Path(path_type=Path), metavar="FILE", help="Declared deviations (TOML).")
@click.option(
    "--instant", type=click.FloatRange(0), metavar="SECONDS", help="What takes less takes no time, unless a history says it."
)
@click.option("--log", is_flag=True, help="Each FILE is a plain log of states (.csv, .jsonl, .parquet), read by DuckDB.")
@click.option("--columns", metavar="job=…,time=…,state=…", help="The names of the columns of a log, where they differ.")
@click.option("--processes", type=click.IntRange(1), metavar="N", help="How many processes judge; one for each core.")
@click.option("--json", "as_json", is_flag=True, help="Write the report to standard output as JSON.")
def judge(
    files: tuple[str, ...],
    profile_name: str | None,
    only: tuple[str, ...],
    deviations: Path | None,
    instant: float | None,
    columns: str | None,
    processes: int | None,
    *,
    log: bool,
    as_json: bool,
) -> int:
    """Judge the histories in each FILE of JSON Lines (- is standard input), without running anything.

    A line holds a history, or an event of one that it names; conformance/HISTORIES.md says how to write either. With --log,
    rows of job, time and state in CSV, JSON Lines or Parquet are held against the state machine of a profile.
    """
    _known(profile_name, only)
    if log:
        said = [_logged(files, _columns(columns), profile_name, frozenset(only), deviations)]
    elif columns is not None:
        raise Misuse("--columns names the columns of a log: say --log too")
    else:
        from .feed.parts import Terms  # noqa: PLC0415 - the engine takes its time to import, and other commands do not need it

        terms = Terms(frozenset(only), profile_name or "", instant)
        said = _judged(files, terms, processes or _cores(), deviations)
    if not any(each.histories for each in said):
        click.echo("qjobspec: there is no history in what was to be judged", err=True)
        return NOTHING_RAN
    for each in said:
        _show(each, as_json=as_json)
    return max(_exit_code(each) for each in said)


def _judged(files: tuple[str, ...], terms: Any, processes: int, deviations: Path | None) -> list[Sentence]:
    from rich.console import Console  # noqa: PLC0415 - as above

    from . import deviations as declared  # noqa: PLC0415
    from .face.judged import progress  # noqa: PLC0415
    from .feed.lines import UnreadableFileError, size  # noqa: PLC0415
    from .feed.rulings import sentence  # noqa: PLC0415
    from .feed.session import BadLineError  # noqa: PLC0415
    from .feed.session import judge as judge_files  # noqa: PLC0415

    try:
        with progress(Console(stderr=True), size(files)) as watch:
            tally = judge_files(files, terms, processes=processes, watch=watch)
        excused = {name: declared.read(deviations, profile(name)) if deviations is not None else {} for _, name in tally}
    except (BadLineError, UnreadableFileError, declared.DeviationsError) as error:
        raise Misuse(str(error)) from error
    if len(tally) > _MOST_SUBJECTS:
        raise Misuse(f"the histories name {len(tally):,} subjects: a subject is whose job it is, and not which job")
    return [sentence(*key, group, terms.only, excused[key[1]]) for key, group in sorted(tally.items())]


def _logged(
    files: tuple[str, ...],
    columns: Mapping[str, str],
    profile_name: str | None,
    only: frozenset[str],
    deviations: Path | None,
) -> Sentence:
    from . import deviations as declared  # noqa: PLC0415

    if profile_name is None:
        raise Misuse(f"a log does not say which profile its jobs claim: say --profile, one of {', '.join(PROFILES)}")
    try:
        from .logs.judging import judge as judge_log  # noqa: PLC0415
        from .logs.tables import LogError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Misuse(f"reading a log needs {error.name}: pip install 'qjobspec[judge]'") from error
    try:
        excused = declared.read(deviations, profile(profile_name)) if deviations is not None else {}
        return judge_log(files, columns, profile_name, only=only, deviations=excused)
    except (LogError, declared.DeviationsError) as error:
        raise Misuse(str(error)) from error


def _columns(said: str | None) -> Mapping[str, str]:
    """The columns as they were named on the command line."""
    pairs = [each.partition("=") for each in said.split(",")] if said is not None else []
    for name, equals, column in pairs:
        if name not in {"job", "time", "state"} or not equals or not column:
            raise Misuse(f"--columns {said!r}: write job=…,time=…,state=…, or those that differ")
    return {name: column for name, _, column in pairs}


def _known(profile_name: str | None, only: tuple[str, ...]) -> None:
    if profile_name is not None and profile_name not in PROFILES:
        raise unknown("there is no profile", profile_name, PROFILES)
    for name in only:
        if name not in requirements():
            raise unknown("there is no requirement", name, requirements())


def _cores() -> int:
    found: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(found(0)) if found is not None else os.cpu_count() or 1


def _show(said: Sentence, *, as_json: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - as above

    from .face.judged import show  # noqa: PLC0415
    from .judged import as_document  # noqa: PLC0415

    if as_json:
        click.echo(json.dumps(as_document(said), indent=2, ensure_ascii=False))
    else:
        show(Console(highlight=False), said)


def _exit_code(said: Sentence) -> int:
    from .verdicts import Conclusion, conclude  # noqa: PLC0415 - as above

    good = conclude(said.verdicts) in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
    return CONFORMANT if good else NOT_CONFORMANT
