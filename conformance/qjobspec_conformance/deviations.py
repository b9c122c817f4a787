"""Declared deviations: the requirements that an author knows to be broken, each with a reason and a link.

The file is strict, so that it cannot rot: an unknown id is refused here, and one that is kept fails the run.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qjobspec import Profile, requirements, requirements_of, schema


class DeviationsError(Exception):
    """The file of declared deviations cannot be used; the message is one line for its author."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One requirement that a subject is known to break, and why."""

    requirement: str
    reason: str
    link: str
    #: How the break was confirmed without the suite: a script beside the file, or a place in the subject's source.
    confirmed: str | None = None
    #: Where it was told before.
    threads: tuple[str, ...] = ()


def read(path: Path, profile: Profile) -> dict[str, Deviation]:
    """The deviations that `path` declares for `profile`, by requirement; `DeviationsError` with one line if it is wrong."""
    document = _document(path)
    found: dict[str, Deviation] = {}
    for number, entry in enumerate(document["deviation"]):
        deviation = Deviation(
            entry["requirement"], entry["reason"], entry["link"], entry.get("confirmed"), tuple(entry.get("threads", ()))
        )
        where = f"{path}: /deviation/{number}"
        if deviation.requirement not in requirements():
            raise DeviationsError(
                f"{where}: there is no requirement {deviation.requirement!r}; `qjobspec list` shows them all"
            )
        if profile.name not in entry.get("profiles", [profile.name]):
            continue
        if deviation.requirement not in {each.id for each in requirements_of(profile)}:
            raise DeviationsError(
                f"{where}: {deviation.requirement} does not belong to profile {profile.name}: say `profiles`"
            )
        if deviation.requirement in found:
            raise DeviationsError(f"{where}: {deviation.requirement} is declared twice")
        found[deviation.requirement] = deviation
    return found


def _document(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeviationsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeviationsError(f"{path}: is not TOML: {error}") from error
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and most runs declare nothing
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    fault = best_match(Draft202012Validator(schema("deviations")).iter_errors(document))
    if fault is not None:
        raise DeviationsError(f"{path}: /{'/'.join(map(str, fault.absolute_path))}: {fault.message}")
    return document
