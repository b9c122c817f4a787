"""What an author hands to the suite: a harness, loaded by name and checked before anything is run.

This file does not run a job. Whatever is wrong with a harness is one line that says what, where, and how to mend it.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from qjobspec import PROFILES, Capability, ErrorRole, Profile, profile

from .works import Work
from .worlds import World, WorldError, world_of


class HarnessError(Exception):
    """The harness cannot be used; the message is one line for its author."""


class Harness(Protocol):
    """All that an author of a job class writes: `profile`, and either `start(work)` or `open(job_id)`.

    A harness is made anew for every run, so keep what is expensive to make outside of it.

    With `open` come `dialect` (a TOML file beside the harness, or the name of a bundled one) and `recordings` (a folder of
    cassettes beside it, or several, of which the first is its own). Optional attributes: `lacks` (what its jobs lack of what
    the profile leaves optional), `errors` (role to class names, where they differ from the profile), `slots` (how many jobs
    its executor runs at once, 1 unless said), `made_of` (what `backend()` and the like have to give back, by member),
    `deviations` (a file beside the harness), `secrets` (the tokens and passwords that its client signs in with: no error and
    no warning may show them).

    Optional methods beside `open`: `construct(job_id, **given)`, which makes the job object by its constructor alone, hands
    it what is given, by the names of the profile, and asks nothing; `run()`, which hands a new job in as a user does and
    returns its job object (`qjobspec record` needs it); `prepare()`, which makes a job that its user still has to submit,
    and returns it with the circuits and the backend that its `submit()` takes; and `job_set(names, per_job, tags)`, which
    submits a set as a user does, of one experiment of each name, so many to a job, with these tags, and returns it.
    Requirements that need them are not exercised without.
    """

    profile: str

    def open(self, job_id: str) -> object:
        """Make the job with this id by the provider's own code, with its own client, and return it.

        Called once for each handle on the job. Whatever is asked of the service meanwhile is answered from the recordings.
        """
        ...

    def start(self, work: Work) -> object:
        """Make a job that runs `work` on its own executor and return it, not yet submitted if it can be submitted later.

        Called once per job. Hand `work` over as the thing to be run; where the job computes something real, hand over a
        function that returns `work.run(compute)`.
        """
        ...


@dataclass(frozen=True)
class Subject:
    """A harness that can be used, with what it declares."""

    name: str
    #: Makes the harness anew for every run, so that no run can tell which came before it.
    make: Callable[[], Harness]
    profile: Profile
    errors: Mapping[ErrorRole, tuple[str, ...]]
    lacks: frozenset[str]
    slots: int
    deviations: Path | None
    #: The service of a job that is opened; `None` for one that is started in this process.
    world: World | None = None
    #: What its client signs in with.
    secrets: tuple[str, ...] = ()
    #: What the constructor of its job can be given; `None` if the harness cannot construct one.
    constructs: frozenset[str] | None = None
    #: Whether the harness can hand a job in.
    runs: bool = False
    #: Whether it can make one that is not submitted, and a set.
    prepares: bool = False
    sets: bool = False


def load(name: str, *, profile_name: str | None = None) -> Subject:
    """The harness called `MODULE:CLASS`, made ready; `HarnessError` with one line if that cannot be."""
    return subject(named(name), name=name, profile_name=profile_name)


def named(name: str, *, what: str = "harness", example: str = "mypackage.harness:Harness") -> object:
    """What `MODULE:CLASS` names; `HarnessError` with one line if nothing."""
    module_name, colon, class_name = name.partition(":")
    if not (module_name and colon and class_name):
        raise HarnessError(f"{name!r} does not name a {what}: write MODULE:CLASS, for example {example}")
    return _attribute(_module(module_name), class_name)


def subject(harness_class: object, *, name: str | None = None, profile_name: str | None = None) -> Subject:
    """The harness class made ready; `HarnessError` with one line if that cannot be."""
    if not inspect.isclass(harness_class):
        raise HarnessError(
            f"{name or harness_class!r} is not a class: a harness has `profile`, and `start(work)` or `open(job_id)`"
        )
    name = name or f"{harness_class.__module__}:{harness_class.__qualname__}"
    opens = callable(getattr(harness_class, "open", None))
    if not opens and not callable(getattr(harness_class, "start", None)):
        raise HarnessError(f"{name} has no method start(work), and no open(job_id): it makes the job that is to be judged")
    try:
        harness: Any = harness_class()
    except Exception as error:
        raise HarnessError(f"{name}() raised {type(error).__name__}: {_line(error)}") from error
    chosen = _profile(name, profile_name or getattr(harness, "profile", None))
    return Subject(
        name=name,
        make=cast("Callable[[], Harness]", harness_class),
        profile=chosen,
        errors={**chosen.errors, **_errors(name, getattr(harness, "errors", {}))},
        lacks=_lacks(name, chosen, getattr(harness, "lacks", ())) | inherently_lacking(chosen, has_service=opens),
        slots=_slots(name, getattr(harness, "slots", 1)),
        deviations=_beside(harness_class, getattr(harness, "deviations", None)),
        world=_world(name, harness_class, harness) if opens else None,
        secrets=_secrets(name, getattr(harness, "secrets", ())),
        constructs=_constructs(getattr(harness, "construct", None), chosen) if opens else None,
        runs=opens and callable(getattr(harness, "run", None)),
        prepares=opens and callable(getattr(harness, "prepare", None)),
        sets=opens and callable(getattr(harness, "job_set", None)) and bool(chosen.companions),
    )


def _module(name: str) -> Any:
    here = os.getcwd()  # noqa: PTH109 - sys.path wants the text
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise HarnessError(f"there is no module {name!r}: it is looked for here and among what is installed") from error
        raise HarnessError(f"{name} cannot be imported: it needs {error.name}, which is not installed") from error
    except Exception as error:
        raise HarnessError(f"{name} cannot be imported: {type(error).__name__}: {_line(error)}") from error


def _attribute(module: Any, name: str) -> object:
    if not hasattr(module, name):
        raise HarnessError(f"module {module.__name__!r} has no {name!r}: write MODULE:CLASS")
    found: object = getattr(module, name)
    return found


def _profile(name: str, wanted: object) -> Profile:
    if not isinstance(wanted, str):
        raise HarnessError(f"{name} names no profile: set `profile` to one of {', '.join(PROFILES)}")
    try:
        return profile(wanted)
    except KeyError as error:
        raise HarnessError(f"{name}: {error.args[0]}") from error


def _errors(name: str, declared: Mapping[str, Any]) -> Mapping[ErrorRole, tuple[str, ...]]:
    roles = {role.value: role for role in ErrorRole}
    for role in declared:
        if role not in roles:
            raise HarnessError(f"{name}.errors: no error role {role!r}; there are: {', '.join(roles)}")
    return {roles[role]: (names,) if isinstance(names, str) else tuple(names) for role, names in declared.items()}


def _lacks(name: str, chosen: Profile, declared: Any) -> frozenset[str]:
    lacks = frozenset([declared] if isinstance(declared, str) else declared)
    if unknown := sorted(lacks - chosen.optional):
        may = ", ".join(sorted(chosen.optional)) or "nothing"
        raise HarnessError(f"{name}.lacks: {unknown[0]!r} cannot be left out of profile {chosen.name}; {may} can")
    return lacks


def inherently_lacking(chosen: Profile, *, has_service: bool) -> frozenset[str]:
    """What a job lacks whatever its harness says: what its profile cannot do, and what its harness cannot show.

    `start(work)` has no service, and a job that is opened has been submitted before.
    """
    without = Capability.SUBMIT if has_service else Capability.SERVICE
    return frozenset(set(Capability) - chosen.capabilities | {without} & chosen.optional)


def _slots(name: str, declared: Any) -> int:
    if not isinstance(declared, int) or declared < 1:
        raise HarnessError(
            f"{name}.slots: {declared!r} is not a number of jobs; 1 is what most executors of a job run at once"
        )
    return declared


def _secrets(name: str, declared: Any) -> tuple[str, ...]:
    secrets = (declared,) if isinstance(declared, str) else tuple(declared)
    if not all(isinstance(each, str) and each for each in secrets):
        raise HarnessError(f"{name}.secrets: every secret is a text that its client signs in with")
    return secrets


def _constructs(construct: Any, chosen: Profile) -> frozenset[str] | None:
    """The parameters of the profile's constructor that `construct` takes."""
    if not callable(construct):
        return None
    taken = inspect.signature(construct).parameters.values()
    names = frozenset(each.name for each in chosen.constructor.parameters) if chosen.constructor is not None else frozenset()
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in taken):
        return names
    return names & {each.name for each in taken}


def _world(name: str, harness_class: type, harness: Any) -> World:
    folder = Path(inspect.getfile(harness_class)).parent
    try:
        return world_of(folder, getattr(harness, "dialect", None), getattr(harness, "recordings", None), name)
    except WorldError as error:
        raise HarnessError(f"{name}: {error}") from error


def _beside(harness_class: type, file: Any) -> Path | None:
    return None if file is None else Path(inspect.getfile(harness_class)).parent / file


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
