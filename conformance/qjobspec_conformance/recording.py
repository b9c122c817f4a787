"""`qjobspec record`: recordings of a service, made by the job class of a harness at work.

This file reads a command line and shows what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .answers import CONFORMANT, Misuse
from .recordings import scenarios
from .recordings.scenarios import SCENARIOS, Scenario, scenarios_of

#: A moment, as provenance has it.
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@click.command()
@click.argument("harness", metavar="MODULE:CLASS")
@click.option("--scenario", "names", multiple=True, metavar="NAME", help="Record only this; may be repeated.")
@click.option("--url", metavar="URL", help="The server to record; by default one of the project's own, for this command.")
@click.option("--pause", default=1.0, show_default=True, type=click.FloatRange(0), help="Seconds between questions to it.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to write, if not where the harness says."
)
@click.option(
    "--when", metavar="MOMENT", help="The moment that provenance tells (2024-09-02T09:30:00Z), if not the server's."
)
@click.option("--seed", default=0, show_default=True, help="What ids and samples of the project's own server follow from.")
def record(
    harness: str, names: tuple[str, ...], url: str | None, pause: float, into: Path | None, when: str | None, seed: int
) -> int:
    """Record the service of a job class, scenario by scenario, as vcrpy cassettes without secrets.

    The harness hands a job in for each by run(), and opens it by open(job_id); names under .test are led to the server.
    Files of the same name are replaced once everything is recorded.
    """
    if when is not None and not _MOMENT.fullmatch(when):
        raise Misuse(f"{when!r} is no moment: write it as 2024-09-02T09:30:00Z")
    try:
        from .studio import errors, servers, takes, writing  # noqa: PLC0415 - vcrpy is an extra
    except ModuleNotFoundError as error:
        raise Misuse(f"recording needs {error.name}: pip install 'qjobspec[record]'") from error
    try:
        who = takes.performer(harness)
        chosen = _chosen(names, {route.role for route in who.dialect.routes})
        server = servers.Own(who.dialect.api, seed) if url is None else servers.Given(url, pause)
        made = ((each.name, takes.take(who, each, server, when)) for each in _shown(chosen))
        for file in writing.write(into or who.folder, made):
            click.echo(file)
    except errors.RecordError as error:
        raise Misuse(str(error)) from error
    return CONFORMANT


def _chosen(names: tuple[str, ...], roles: set[Any]) -> list[Scenario]:
    if not names:
        return list(scenarios_of(roles))
    found = {name: scenarios.named(name) for name in names}
    for name, scenario in found.items():
        if scenario is None:
            raise Misuse(f"no scenario {name!r}; there are {', '.join(SCENARIOS)}, and ROLE-CODE as in result-503")
    return [scenario for scenario in found.values() if scenario is not None]


def _shown(chosen: list[Scenario]) -> Iterator[Scenario]:
    """The scenarios one by one, with a bar on a terminal that says which is recorded."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("", total=len(chosen))
        for scenario in chosen:
            bars.update(task, description=f"{scenario.name}: {scenario.sentence}")
            yield scenario
            bars.advance(task)
