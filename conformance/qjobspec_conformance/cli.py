"""The command `qjobspec`, and `qjobspec check` in it; its other commands stand in files of their own.

This file only reads the command line and chooses who answers.
"""

from __future__ import annotations

import logging
import shlex
import sys
import traceback
import warnings
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from .answers import CONFORMANT, INTERRUPTED, MISUSE, OUR_FAULT, Misuse
from .listing import list_
from .reading import spec
from .recording import record
from .serving import serve
from .validating import validate

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
cli.add_command(record)


@cli.command()
@click.argument("harness", required=False, metavar="[MODULE:CLASS]")
@click.option("--profile", "profile_name", metavar="NAME", help="Judge as this profile instead of the harness's own.")
@click.option("--requirement", "only", multiple=True, metavar="ID", help="Judge only this requirement; may be repeated.")
@click.option("--seed", default=0, show_default=True, help="Which examples the deep campaign draws.")
@click.option("--deep", default=200, show_default=True, type=click.IntRange(0), help="How many examples it draws.")
@click.option("--deviations", type=click.Path(path_type=Path), metavar="FILE", help="Declared deviations (TOML).")
@click.option("--json", "as_json", is_flag=True, help="Write the report to standard output as JSON.")
@click.option("--static", is_flag=True, help="Compare signatures alone; MODULE:CLASS is the job class itself.")
def check(
    harness: str | None,
    profile_name: str | None,
    only: tuple[str, ...],
    seed: int,
    deep: int,
    deviations: Path | None,
    *,
    as_json: bool,
    static: bool,
) -> int:
    """Judge a job class through its harness; without one, each of the reference's own, or those that have --profile."""
    if static:
        return _compare(harness, profile_name, as_json=as_json)
    from .checking import judge_all  # noqa: PLC0415 - the engine takes its time to import, and `spec` does not need it

    if deviations is not None and harness is None:
        raise Misuse("--deviations are those of one job class: say which harness is to be judged, MODULE:CLASS")
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
        command=lambda subject, name: _again(subject, profile_name, name, seed=seed, deep=deep),
    )


def _compare(job_class: str | None, profile_name: str | None, *, as_json: bool) -> int:
    from .static import compare  # noqa: PLC0415 - as above

    context = click.get_current_context()
    for name, option in {"only": "requirement", "seed": "seed", "deep": "deep", "deviations": "deviations"}.items():
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise Misuse(f"--static runs no example, so it takes no --{option}")
    return compare(job_class, profile_name, as_json=as_json)


@cli.command()
@click.option("--wire", "of_the_wire", is_flag=True, help="Compare every client installed, on the wire and on real sockets.")
@click.option("--json", "as_json", is_flag=True, help="Write what was found to standard output as JSON.")
def doctor(*, of_the_wire: bool, as_json: bool) -> int:
    """Say what this machine has; with --wire, examine the suite's network on it."""
    from .doctoring import examine  # noqa: PLC0415 - as above

    return examine(of_the_wire=of_the_wire, as_json=as_json)


def _again(harness: str, profile_name: str | None, name: str, *, seed: int, deep: int) -> str:
    words = ["qjobspec", "check", harness]
    words += ["--profile", profile_name] if profile_name else []
    words += ["--requirement", name, "--seed", str(seed)]
    words += ["--deep", str(deep)] if deep != 200 else []  # noqa: PLR2004 - the option's default
    return shlex.join(words)


if __name__ == "__main__":
    sys.exit(main())
