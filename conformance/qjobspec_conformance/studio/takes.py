"""A take: one scenario, submitted, performed, recorded and looked through, as a document that may be written.

This file does not write files, and does not know how anything is recorded.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from qjobspec import Profile, profile

from ..harnesses import HarnessError, named
from ..recordings import linting, reading
from ..recordings.dialect import Dialect
from ..recordings.problems import ProblemsError
from ..recordings.roles import Role
from ..recordings.scenarios import Scenario
from ..worlds import WorldError, dialect_of
from .acting import Actor
from .cassettes import recorded
from .errors import RecordError, raised
from .plays import play
from .scrubbing import scrubbed
from .servers import Server

#: How many seconds a thread may take to hand a job in.
_HANDED_IN: Final = 60.0


@dataclass(frozen=True)
class Performer:
    """A harness as far as recordings need it: which jobs it opens and submits, and how their service speaks."""

    name: str
    make: Callable[[], Any]
    profile: Profile
    dialect: Dialect
    #: Where its recordings lie.
    folder: Path


def performer(name: str) -> Performer:
    """The harness called `MODULE:CLASS`; `RecordError` with one line if it can make no recordings."""
    try:
        made: Any = named(name)
        beside = Path(inspect.getfile(made)).parent
        for method, what in (("open", "open(job_id)"), ("run", "run()")):
            if not callable(getattr(made, method, None)):
                raise RecordError(f"{name} has no method {what}: a job is handed in and opened by its provider's own code")
        dialect = dialect_of(beside, getattr(made, "dialect", None))
        places = made.recordings
        own = places[0] if isinstance(places, tuple | list) else places
        return Performer(name, made, profile(made.profile), dialect, beside / own)  # pyright: ignore[reportUnknownArgumentType]
    except (HarnessError, WorldError, ProblemsError) as error:
        raise RecordError(str(error).partition("\n")[0]) from error
    except (TypeError, AttributeError, KeyError) as error:
        raise RecordError(f"{name} is no harness: it is a class with `profile`, `dialect` and `recordings`") from error


def take(who: Performer, scenario: Scenario, server: Server, when: str | None = None) -> dict[str, Any]:
    """The recording of one scenario; `RecordError` with one line if there is none, or none that may be shown."""
    errors = frozenset(name for names in who.profile.errors.values() for name in names)
    with server.playing(scenario), recorded() as interactions:
        try:
            harness, job = _handed_in(who.make)
            job_id = _job_id(interactions(), who.dialect)
            Actor(who.profile, errors, lambda: harness.open(job_id), server.pause).perform(play(scenario))
        except RecordError as error:
            raise RecordError(f"{scenario.name}: {error}") from error
        taken = interactions()
    provenance = {
        "kind": "recorded",
        "from": server.name,
        "when": when or server.when,
        "client": _client(harness, job),
        "tool": {"name": "qjobspec record, vcrpy", "version": f"{_version('qjobspec')}, {_version('vcrpy')}"},
        "scenario": scenario.name,
    }
    document = {"version": 1, "provenance": provenance, "interactions": taken}
    return _looked_through(document, who.dialect, getattr(harness, "secrets", ()))


def _looked_through(document: dict[str, Any], dialect: Dialect, known: Iterable[str]) -> dict[str, Any]:
    """The document without its secrets; `RecordError` if something is wrong with it even so."""
    scenario = document["provenance"]["scenario"]
    wrong = reading.flaws(document)
    if not wrong:
        exchanges = reading.recorded(Path(), document).exchanges
        document = {**document, "interactions": scrubbed(document["interactions"], exchanges, dialect.secrets, known)}
        wrong = linting.flaws(document, dialect)
    if wrong:
        first, more = wrong[0], f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        place = "/".join(map(str, first.place))
        raise RecordError(f"{scenario}: what was recorded is not to be used: {place}: {first}{more}")
    return document


def _handed_in(make: Callable[[], Any]) -> tuple[Any, object]:
    """A harness and a new job of its, once the threads that hand it in have ended."""
    before = set(threading.enumerate())
    try:
        harness = make()
        job: object = harness.run()
    except Exception as error:
        raise raised("run()", error) from error
    for thread in set(threading.enumerate()) - before:
        thread.join(_HANDED_IN)
    return harness, job


def _job_id(interactions: list[dict[str, Any]], dialect: Dialect) -> str:
    """The id that the server has given to the job, as the dialect finds it."""
    exchanges = reading.recorded(Path(), {"interactions": interactions}).exchanges
    submitted = (each for each in exchanges if dialect.role_of(each.request) is Role.SUBMIT)
    found = next(filter(None, map(dialect.job_id_of, submitted)), None)
    if found is None:
        raise RecordError(f"run() has submitted no job, as {dialect.name} has it: mend the harness or its dialect")
    return found


def _client(harness: object, job: object) -> dict[str, str]:
    """The distribution that a job class comes with, as its harness says or its package tells."""
    package = type(job).__module__.partition(".")[0]
    told = getattr(harness, "distribution", None)
    name = told or next(iter(metadata.packages_distributions().get(package, ())), package)
    return {"name": name, "version": _version(name)}


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "0"
