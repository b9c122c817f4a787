"""Judges of what a job tells of itself out of its record (METADATA): what never changes, or only grows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..calls import Call
from ..events import Value
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .moments import another_moment, not_local
from .records import is_silent, legible, records, told
from .words import seen

#: What the API families call the moment of creation.
_CREATED: Final[Mapping[str | None, str]] = {"ibmq": "creationDate", "runtime": "created", "runtime-v2": "created"}
#: Who else may see a job.
_LEVELS: Final = frozenset({"global", "hub", "group", "project", "none"})
#: What a field tells, and what was told of it: the fault, or `None` if they agree.
_Compare = Callable[[Value, list[Any]], str | None]


def the_creation_is_told_in_local_time(history: History) -> Iterator[Finding]:
    """METADATA-1."""
    field = _CREATED.get(history.profile.family, "")
    for call in legible(history, "creation_date"):
        said = told(history, field)
        if said and not (_gives_nothing(call) and is_silent(history, call, field)):
            yield ruling(_not_created(history, call, said), *call.proof)


def an_unknown_creation_is_none(history: History) -> Iterator[Finding]:
    """METADATA-2."""
    field = _CREATED.get(history.profile.family, "")
    for call in legible(history, "creation_date"):
        known = any(record.document.get(field) is not None for record in records(history, call.end_position))
        if is_silent(history, call, field) and not known:
            yield ruling(None if _gives_nothing(call) else f"creation_date {seen(call)}, and nobody knows it", *call.proof)


def clients_have_versions(history: History) -> Iterator[Finding]:
    """METADATA-16."""

    def compare(value: Value, said: list[Any]) -> str | None:
        versions = value.data
        if value.type != "dict" or not all(isinstance(version, str) for version in versions.values()):
            return f"client_version is {_shown(value)}"
        pairs = [_pairs(each) for each in said if _is_paired(each)]
        return f"client_version is {versions}, and the service says {pairs[-1]}" if pairs and versions not in pairs else None

    yield from _of_the_record(history, "client_version", "clientInfo", compare)


def the_experiment_is_named(history: History) -> Iterator[Finding]:
    """METADATA-17."""
    yield from _of_the_record(history, "experiment_id", "experimentTag", _text("experiment_id"))


def the_share_level_is_one_of_five_words(history: History) -> Iterator[Finding]:
    """METADATA-18."""

    def compare(value: Value, said: list[Any]) -> str | None:
        levels = [level for level in said if level in _LEVELS] or sorted(_LEVELS)
        return None if value.plain in levels else f"share_level() returned {value}, and not {' or '.join(levels)}"

    yield from _of_the_record(history, "share_level", "shareLevel", compare, or_without=True)


def the_scheduling_mode_is_told_once_it_is_known(history: History) -> Iterator[Finding]:
    """METADATA-19."""
    for call in legible(history, "scheduling_mode"):
        modes = [
            mode for record in records(history, call.end_position) if (mode := record.document.get("runMode")) is not None
        ]
        scheduled = history.phase_at(call.position) in (Phase.RUNNING, Phase.SUCCEEDED)
        silent = is_silent(history, call, "runMode")
        if scheduled and not silent:
            fits = call.value is not None and call.value.plain in (modes or told(history, "runMode"))
            yield ruling(None if fits else f"scheduling_mode() {seen(call)}, and the job is scheduled", *call.proof)
        elif scheduled or not modes:
            fits = _gives_nothing(call) or (call.value is not None and call.value.plain in modes)
            yield ruling(None if fits else f"scheduling_mode() {seen(call)}, and the service has not said it", *call.proof)


def each_step_has_its_moment(history: History) -> Iterator[Finding]:
    """METADATA-20."""
    for call in legible(history, "time_per_step"):
        steps = _steps(history, call)
        if steps:
            stale = f"time_per_step() {seen(call)}, and the job has moved since" if _has_moved(history, call) else None
            yield ruling(stale or _not_the_steps(history, call, steps), *call.proof)


def no_steps_are_none(history: History) -> Iterator[Finding]:
    """METADATA-21."""
    for call in legible(history, "time_per_step"):
        if _steps(history, call) == {} and not _has_moved(history, call):
            yield ruling(
                None if _gives_nothing(call) else f"time_per_step() {seen(call)}, and there is no step", *call.proof
            )


def the_image_is_named(history: History) -> Iterator[Finding]:
    """METADATA-22."""

    def compare(value: Value, said: list[Any]) -> str | None:
        fits = value.type == "str" and value.plain in (said or [""])
        return None if fits else f"image is {_shown(value)}, and the service says {(said or [''])[-1]!r}"

    yield from _of_the_record(history, "image", "runtime", compare, or_without=True, nothing="")


def the_inputs_are_those_of_the_run(history: History) -> Iterator[Finding]:
    """METADATA-23: what a decoder may have made of them is compared by their names."""

    def compare(value: Value, said: list[Any]) -> str | None:
        given = value.data
        if value.type != "dict":
            return f"inputs is {_shown(value)}"
        whole = [each for each in said if isinstance(each, dict)]
        same = [each for each in whole if each == given or ("__type__" in str(each) and each.keys() == given.keys())]
        return f"inputs is {given}, and the service says {whole[-1]}" if whole and not same else None

    yield from _of_the_record(history, "inputs", "params", compare)


def _names_the_program(member: str) -> Callable[[History], Iterator[Finding]]:
    def the_program_is_named(history: History) -> Iterator[Finding]:
        """METADATA-24 and METADATA-25: a service tells a primitive as the program that it is."""

        def compare(value: Value, said: list[Any]) -> str | None:
            return _text(member)(value, [each.get("id") for each in said if isinstance(each, dict)])

        yield from _of_the_record(history, member, "program", compare)

    return the_program_is_named


def the_session_is_named(history: History) -> Iterator[Finding]:
    """METADATA-26."""

    def compare(value: Value, said: list[Any]) -> str | None:
        fits = value.plain in said if said else value.is_none
        return None if fits else f"session_id is {_shown(value)}, and the service says {(said or [None])[-1]!r}"

    yield from _of_the_record(history, "session_id", "session_id", compare, or_without=True, nothing=None)


def the_instance_is_named(history: History) -> Iterator[Finding]:
    """METADATA-27: a record that names hub, group and project names the instance; without one it is the client's."""
    for call in legible(history, "instance"):
        named = [[record.document.get(part) for part in ("hub", "group", "project")] for record in records(history)]
        places = ["/".join(map(str, parts)) for parts in named if all(isinstance(part, str) for part in parts)]
        value = call.value
        if value is None or value.type not in ("str", "NoneType"):
            yield ruling(f"instance {seen(call)}", *call.proof)
        elif named:
            fits = not places or value.plain in places
            yield ruling(None if fits else f"instance is {value}, and the service says {places[-1]}", *call.proof)


def _of_the_record(
    history: History, member: str, field: str, compare: _Compare, *, or_without: bool = False, nothing: str | None = ""
) -> Iterator[Finding]:
    """Hold each call of `member` against what the records say of a field that never changes.

    `or_without`: also where they say nothing. What a record leaves out, or tells as null, may be told as `nothing`.
    """
    for call in legible(history, member):
        said, silent = told(history, field), is_silent(history, call, field)
        if not said and not (or_without and silent):
            continue
        if silent and call.value is not None and call.value.thing is None and call.value.plain == nothing:
            yield ruling(None, *call.proof)
        else:
            fault = compare(call.value, said) if call.value is not None else f"{member} {seen(call)}"
            yield ruling(fault, *call.proof)


def _not_created(history: History, call: Call, said: list[Any]) -> str | None:
    if call.value is None:
        return f"creation_date {seen(call)}"
    data = call.value.data
    return not_local(history, "creation_date", data) or another_moment("creation_date", data, said)


def _steps(history: History, call: Call) -> Mapping[str, Any] | None:
    """The steps that the service told last; `None` if it told no record."""
    heard = list(records(history, call.end_position))
    return (heard[-1].document.get("timePerStep") or {}) if heard else None


def _has_moved(history: History, call: Call) -> bool:
    """Whether the job had moved, before it was called, since the service told its record last."""
    heard = [record.last for record in records(history, call.end_position)]
    final = history.final_move[0] if history.final_move is not None else sys.maxsize
    return any(max(heard, default=0) < position <= final and move.at < call.began.at for position, move in history.moves)


def _not_the_steps(history: History, call: Call, steps: Mapping[str, Any]) -> str | None:
    value = call.value
    if value is None or value.type != "dict":
        return f"time_per_step() {seen(call)}"
    given = value.data
    if given.keys() != steps.keys():
        return f"time_per_step() tells of {sorted(given)}, and the service of {sorted(steps)}"
    faults = (not_local(history, step, data) or another_moment(step, data, [steps[step]]) for step, data in given.items())
    return next((fault for fault in faults if fault is not None), None)


def _text(member: str) -> _Compare:
    """Whether a value is one of the texts that were told."""

    def compare(value: Value, said: list[Any]) -> str | None:
        fits = value.type == "str" and value.plain in said
        return None if fits else f"{member} is {_shown(value)}, and the service says {said[-1]!r}"

    return compare


def _is_paired(said: Any) -> bool:
    return isinstance(said, dict) and all(isinstance(said.get(part), str) for part in ("name", "version"))


def _pairs(said: Mapping[str, str]) -> Mapping[str, str]:
    """The names and the versions of clients, which a service lists apart."""
    return dict(zip(said["name"].split(","), said["version"].split(","), strict=False))


def _gives_nothing(call: Call) -> bool:
    return call.value is not None and call.value.is_none


def _shown(value: Value) -> str:
    return str(value.plain if value.thing is None else value.data) + f" of type {value.type}"


JUDGES = {
    "METADATA-1": the_creation_is_told_in_local_time,
    "METADATA-2": an_unknown_creation_is_none,
    "METADATA-16": clients_have_versions,
    "METADATA-17": the_experiment_is_named,
    "METADATA-18": the_share_level_is_one_of_five_words,
    "METADATA-19": the_scheduling_mode_is_told_once_it_is_known,
    "METADATA-20": each_step_has_its_moment,
    "METADATA-21": no_steps_are_none,
    "METADATA-22": the_image_is_named,
    "METADATA-23": the_inputs_are_those_of_the_run,
    "METADATA-24": _names_the_program("program_id"),
    "METADATA-25": _names_the_program("primitive_id"),
    "METADATA-26": the_session_is_named,
    "METADATA-27": the_instance_is_named,
}
