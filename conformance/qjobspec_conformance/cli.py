"""The command `qjobspec`, and `qjobspec check` in it; its other commands stand in files of their own.

This file only reads the command line and chooses who answers.
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
import traceback
import warnings
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from .answers import CONFORMANT, INTERRUPTED, MISUSE, OUR_FAULT, Misuse
from .judging import judge
from .listing import list_
from .reading import spec
from .recording import record
from .replaying import replay
from .serving import serve
from .validating import validate
from .verifying import verify

#: How many examples are drawn unless said otherwise.
DEEP: Final = 200
#: What `qjobspec check` judges without an argument: the reference's own jobs.
DEFAULT: Final = tuple(
    f"qjobspec_reference.harness:{name}Harness" for name in ("AerJob", "IBMQJob", "ManagedJob", "RuntimeJob", "RuntimeJobV2")
)


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


cli.add_command(spec)
cli.add_command(list_)
cli.add_command(validate)
cli.add_command(serve)
cli.add_command(judge)
cli.add_command(record)
cli.add_command(replay)
cli.add_command(verify)


@cli.command()
@click.argument("harness", required=False, metavar="[MODULE:CLASS]")
@click.option("--profile", "profile_name", metavar="NAME", help="Judge as this profile instead of the harness's own.")
@click.option("--requirement", "only", multiple=True, metavar="ID", help="Judge only this requirement; may be repeated.")
@click.option("--seed", default=0, show_default=True, help="Which examples the deep campaign draws.")
@click.option("--deep", type=click.IntRange(0), help="How many examples it draws: 200, and none with --quick.")
@click.option("--quick", is_flag=True, help="Judge by a slice of the core, in seconds.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes run the examples; one for each core, 8 at most.")
@click.option("--deviations", type=click.Path(path_type=Path), metavar="FILE", help="Declared deviations (TOML).")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to a file too, as JSON.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to a file too, as a page.")
@click.option("--json", "as_json", is_flag=True, help="Write the report to standard output as JSON.")
@click.option("--static", is_flag=True, help="Compare signatures alone; MODULE:CLASS is the job class itself.")
def check(
    harness: str | None,
    profile_name: str | None,
    only: tuple[str, ...],
    seed: int,
    deep: int | None,
    jobs: int | None,
    deviations: Path | None,
    report: Path | None,
    html: Path | None,
    *,
    quick: bool,
    as_json: bool,
    static: bool,
) -> int:
    """Judge a job class through its harness; without one, the reference's own, or those of them that --profile names."""
    if static:
        return _compare(harness, profile_name, as_json=as_json)
    from .checking import files_of, judge_all  # noqa: PLC0415 - the engine takes its time to import, and `spec` does not need it

    if deviations is not None and harness is None:
        raise Misuse("--deviations are those of one job class: say which harness is to be judged, MODULE:CLASS")
    if harness is None and (report or html):
        raise Misuse("--report and --html are of one job class: say which harness is to be judged, MODULE:CLASS")
    for file in filter(None, (report, html)):
        if not file.absolute().parent.is_dir():
            raise Misuse(f"there is no folder {file.parent} to write {file.name} into")
    deep = (0 if quick else DEEP) if deep is None else deep
    warnings.simplefilter("ignore")  # what a job warns of is for its user
    logging.getLogger().addHandler(logging.NullHandler())
    return judge_all(
        names=(harness,) if harness else DEFAULT,
        profile_name=profile_name,
        only=frozenset(only),
        seed=seed,
        deep=deep,
        deviations=deviations,
        as_json=as_json,
        quick=quick,
        jobs=jobs or min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8),
        files=files_of(report, html),
        command=lambda subject, name: _again(subject, profile_name, name, seed=seed, deep=deep, quick=quick),
    )


#: What only concerns examples that are run.
_ENGINE: Final = ("only", "seed", "deep", "quick", "jobs", "deviations", "report", "html")


def _compare(job_class: str | None, profile_name: str | None, *, as_json: bool) -> int:
    from .static import compare  # noqa: PLC0415 - as above

    context = click.get_current_context()
    for name in _ENGINE:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise Misuse(f"--static runs no example, so it takes no --{'requirement' if name == 'only' else name}")
    return compare(job_class, profile_name, as_json=as_json)


@cli.command()
@click.option("--wire", "of_the_wire", is_flag=True, help="Compare every client installed, on the wire and on real sockets.")
@click.option("--json", "as_json", is_flag=True, help="Write what was found to standard output as JSON.")
def doctor(*, of_the_wire: bool, as_json: bool) -> int:
    """Say what this machine has; with --wire, examine the suite's network on it."""
    from .doctoring import examine  # noqa: PLC0415 - as above

    return examine(of_the_wire=of_the_wire, as_json=as_json)


def _again(harness: str, profile_name: str | None, name: str, *, seed: int, deep: int, quick: bool) -> str:
    words = ["qjobspec", "check", harness]
    words += ["--profile", profile_name] if profile_name else []
    words += ["--requirement", name, "--seed", str(seed)]
    words += ["--quick"] if quick else []
    words += ["--deep", str(deep)] if deep != (0 if quick else DEEP) else []
    return shlex.join(words)


if __name__ == "__main__":
    sys.exit(main())
