"""The command `qjobspec`. Exit codes are pytest's: 0 conformant, 1 not, 2 interrupted, 3 our fault, 4 misuse, 5 nothing ran.

This file only reads the command line and chooses who answers.
"""

from __future__ import annotations

import json
import logging
import shlex
import sys
import traceback
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from qjobspec import AREAS, PROFILES, Level, Requirement, profile, requirement, requirements, requirements_of

#: What `qjobspec check` judges without an argument: the reference's own jobs.
DEFAULT: Final = ("qjobspec_reference.harness:AerJobHarness",)

CONFORMANT, NOT_CONFORMANT, INTERRUPTED, OUR_FAULT, MISUSE, NOTHING_RAN = range(6)


class Misuse(click.ClickException):
    """Something that the user can mend; shown as one line."""

    exit_code = MISUSE


def main() -> int:
    """Run the command line and answer with the exit code."""
    try:
        answer = cli.main(prog_name="qjobspec", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"qjobspec: {error.format_message()}", err=True)
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        click.echo("qjobspec: interrupted", err=True)
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - whatever we did not foresee is ours, and says so
        traceback.print_exc()
        click.echo("qjobspec: this is our fault, not yours; please report it with the lines above", err=True)
        return OUR_FAULT
    return answer if isinstance(answer, int) else CONFORMANT


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qjobspec")
def cli() -> None:
    """What a quantum job is, and whether yours is one."""


@cli.command()
@click.argument("harness", required=False, metavar="[MODULE:CLASS]")
@click.option("--profile", "profile_name", metavar="NAME", help="Judge as this profile instead of the harness's own.")
@click.option("--requirement", "only", multiple=True, metavar="ID", help="Judge only this requirement; may be repeated.")
@click.option("--seed", default=0, show_default=True, help="Which examples the deep campaign draws.")
@click.option("--deep", default=200, show_default=True, type=click.IntRange(0), help="How many examples it draws.")
@click.option("--deviations", type=click.Path(path_type=Path), metavar="FILE", help="Declared deviations (TOML).")
@click.option("--json", "as_json", is_flag=True, help="Write the report to standard output as JSON.")
def check(
    harness: str | None,
    profile_name: str | None,
    only: tuple[str, ...],
    seed: int,
    deep: int,
    deviations: Path | None,
    *,
    as_json: bool,
) -> int:
    """Judge a job class through its harness; without one, the reference's own."""
    from .checking import judge_all  # noqa: PLC0415 - the engine takes its time to import, and `spec` does not need it

    logging.getLogger().addHandler(logging.NullHandler())
    return judge_all(
        names=(harness,) if harness else DEFAULT,
        profile_name=profile_name,
        only=frozenset(only),
        seed=seed,
        deep=deep,
        deviations=deviations,
        as_json=as_json,
        command=lambda name: _again(harness, profile_name, name, seed=seed, deep=deep),
    )


@cli.command()
@click.argument("name", metavar="ID")
def spec(name: str) -> None:
    """Print one requirement: its sentence, why it is there, and where it comes from."""
    from .face.prose import origins  # noqa: PLC0415 - with the engine's values

    try:
        found = requirement(name)
    except KeyError as error:
        raise Misuse(error.args[0]) from error
    click.echo(f"{found.id}  {found.level}  {', '.join(found.profiles)} (since {found.since})\n")
    click.echo(f"{found.text}\n\n{found.rationale}\n")
    if found.replaces:
        click.echo(f"takes the place of {', '.join(sorted(found.replaces))}")
    click.echo("\n".join(origins(found)))


@cli.command(name="list")
@click.option("--profile", "profile_name", metavar="NAME", help="Only what a job of this profile has to keep.")
@click.option("--area", type=click.Choice(AREAS), help="Only this area.")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="Only this level.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(profile_name: str | None, area: str | None, level: str | None, *, as_json: bool) -> None:
    """Print the table of requirements."""
    if profile_name is not None and profile_name not in PROFILES:
        raise Misuse(f"no profile {profile_name!r}; there are: {', '.join(PROFILES)}")
    every = requirements_of(profile(profile_name)) if profile_name else tuple(requirements().values())
    found = [each for each in every if area in (None, each.area) and level in (None, each.level.value)]
    if as_json:
        click.echo(json.dumps([_document(each) for each in found], indent=2, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("id", "level", "profile", "sentence"):
        table.add_column(title, overflow="fold", no_wrap=title in ("id", "level"))
    for each in found:
        table.add_row(each.id, each.level.value, ", ".join(each.profiles), each.text)
    Console(highlight=False).print(table)


def _document(each: Requirement) -> dict[str, object]:
    return {
        "id": each.id,
        "area": each.area,
        "level": each.level.value,
        "profiles": list(each.profiles),
        "text": each.text,
        "rationale": each.rationale,
        "sources": [str(source) for source in each.sources],
        "since": each.since,
        "threads": list(each.threads),
    }


def _again(harness: str | None, profile_name: str | None, name: str, *, seed: int, deep: int) -> str:
    words = ["qjobspec", "check", *([harness] if harness else [])]
    words += ["--profile", profile_name] if profile_name else []
    words += ["--requirement", name, "--seed", str(seed)]
    words += ["--deep", str(deep)] if deep != 200 else []  # noqa: PLR2004 - the option's default
    return shlex.join(words)


if __name__ == "__main__":
    sys.exit(main())
