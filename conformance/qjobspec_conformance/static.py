"""`qjobspec check --static`: a job class against a profile by its signatures alone. Nothing of the class is run.

This file loads and shows; what differs is found in `differences`.
"""

from __future__ import annotations

import inspect
import json
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from qjobspec import PROFILES, Level, Profile, profile, requirement

from .answers import CONFORMANT, NOT_CONFORMANT, Misuse
from .differences import Difference, Sort, differences
from .harnesses import HarnessError, named
from .offers import on_class
from .reports import release
from .surfaces import surface

#: What is compared without an argument: the reference's own job.
DEFAULT: Final = "qjobspec_reference:AerJob"

_WANTED: Final = "--static wants the job class itself"


def compare(name: str | None, profile_name: str | None, *, as_json: bool) -> int:
    """Compare the job class called `MODULE:CLASS` with a profile, show what differs, and answer with the exit code."""
    job_class = _job_class(name or DEFAULT)
    chosen = _profile(name or DEFAULT, job_class, profile_name)
    found = differences(chosen, surface(job_class, chosen))
    if as_json:
        click.echo(json.dumps(as_document(name or DEFAULT, chosen, found), indent=2, ensure_ascii=False))
    else:
        _show(Console(highlight=False), name or DEFAULT, chosen, found)
    return NOT_CONFORMANT if Level.MUST in map(level, found) else CONFORMANT


def level(difference: Difference) -> Level | None:
    """How strong the requirement is that it breaks, or `None` if it breaks none."""
    if difference.requirement is None or difference.lacks is not None:
        return None
    return requirement(difference.requirement).level


def as_document(name: str, chosen: Profile, found: Iterable[Difference]) -> dict[str, Any]:
    """The comparison as plain JSON, the same for the same class."""
    every = list(found)
    besides = (Sort.ADDITION, Sort.UNKNOWN)
    return {
        "spec": release(),
        "subject": name,
        "profile": chosen.name,
        "conclusion": _conclusion(every),
        "counts": {each.value: number for each, number in _counts(every).items()},
        "differences": [_entry(each) for each in every if each.sort not in besides],
        "unknown": [_entry(each) for each in every if each.sort is Sort.UNKNOWN],
        "additions": [_entry(each) for each in every if each.sort is Sort.ADDITION],
    }


def _job_class(name: str) -> type:
    try:
        found = named(name, what="job class", example="mypackage:MyJob")
    except HarnessError as error:
        raise Misuse(str(error)) from error
    if not inspect.isclass(found):
        raise Misuse(f"{name} is not a class: {_WANTED}")
    if None not in map(partial(on_class, found), ("profile", "start")):
        raise Misuse(f"{name} is a harness: {_WANTED}, which is what its start(work) makes")
    return found


def _profile(name: str, job_class: type, wanted: str | None) -> Profile:
    if wanted is not None:
        try:
            return profile(wanted)
        except KeyError as error:
            raise Misuse(error.args[0]) from error
    mine = next((each for each in PROFILES.values() if each.document == job_class.__name__), None)
    if mine is None:
        raise Misuse(f"no document is called {job_class.__name__}, as {name} is: name a --profile of {', '.join(PROFILES)}")
    return mine


def _counts(found: Iterable[Difference]) -> dict[Sort, int]:
    counter = Counter(each.sort for each in found)
    return {each: counter[each] for each in Sort}


def _conclusion(found: Iterable[Difference]) -> str:
    return "differs" if Level.MUST in map(level, found) else "fits"


def _entry(difference: Difference) -> dict[str, str]:
    strength = level(difference)
    entry = {
        "kind": difference.sort.value,
        "requirement": difference.requirement,
        "level": None if strength is None else strength.value,
        "member": difference.member,
        "says": difference.says,
        "lacks": difference.lacks,
    }
    return {key: value for key, value in entry.items() if value is not None}


def _show(console: Console, name: str, chosen: Profile, found: tuple[Difference, ...]) -> None:
    console.print(Text.assemble((name, "bold"), f"  profile {chosen.name}  qjobspec {release()}  by its signatures alone"))
    console.print()
    if found:
        console.print(_table(found))
        console.print()
    console.print(_last_line(found))


def _table(found: tuple[Difference, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("kind", "requirement", "member"):
        table.add_column(title, no_wrap=True)
    table.add_column("what differs", overflow="fold")
    before: Sort | None = None
    for each in found:
        table.add_row(
            Text("" if each.sort is before else each.sort.value), _broken(each), Text(each.member), Text(each.says)
        )
        before = each.sort
    return table


def _broken(difference: Difference) -> Text:
    if difference.lacks is not None:
        return Text(f"may lack {difference.lacks}", style="dim")
    strength = level(difference)
    if strength is None:
        return Text()
    return Text(f"{difference.requirement} {strength}", style="red" if strength is Level.MUST else "yellow")


def _last_line(found: tuple[Difference, ...]) -> Text:
    said, counts, levels = _conclusion(found), _counts(found), Counter(map(level, found))
    broken = ", ".join(f"{levels[each]} {each} broken" for each in (Level.MUST, Level.SHOULD))
    numbers = f"{counts[Sort.ADDITION]} added, {counts[Sort.UNKNOWN]} unknown"
    return Text.assemble((said, "bold green" if said == "fits" else "bold red"), f"  {broken}, {numbers}")
