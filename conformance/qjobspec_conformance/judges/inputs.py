"""Judges of what a job was run with, as it tells it: its Qobj and what is in it (METADATA)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from .disturbances import is_answered
from .hearing import answered_during, answers
from .records import legible, uncrossed
from .words import seen

#: What a Qobj says of its circuits and not of how they are run, and what no backend has among its options.
_OF_THE_CIRCUITS: Final = frozenset({"n_qubits"})
#: The options whose default values are documented.
_DEFAULTS: Final[Mapping[str, Any]] = {"shots": 1024, "memory": False, "meas_level": 2, "meas_return": "avg"}
#: The codes by which a service says that it has something no more.
_GONE: Final = frozenset({"403", "404", "410"})
#: The members that tell a part of what the job was run with, and the type of what they return.
_PARTS: Final[Mapping[str, str]] = {"backend_options": "dict", "header": "dict", "circuits": "list"}


def the_options_are_those_of_the_run(history: History) -> Iterator[Finding]:
    """METADATA-7."""
    for call, qobj in _told(history, "backend_options"):
        config = qobj.get("config", {})
        given = _given(call, "dict")
        if given is None:
            yield ruling(f"backend_options() {seen(call)}", *call.proof)
            continue
        strange = [
            name for name in given if name not in _DEFAULTS.keys() - config.keys() and given[name] != config.get(name)
        ]
        chosen = {name for name, default in _DEFAULTS.items() if name in config and config[name] != default}
        wrong = sorted({*strange, *(chosen - given.keys())})
        yield ruling(f"backend_options() returned {given}; of the run it is not {wrong[0]}" if wrong else None, *call.proof)


def what_does_not_apply_is_left_out(history: History) -> Iterator[Finding]:
    """METADATA-8."""
    for call, qobj in _told(history, "backend_options"):
        given = _given(call, "dict") or {}
        if _OF_THE_CIRCUITS & qobj.get("config", {}).keys():
            wrong = sorted(_OF_THE_CIRCUITS & given.keys())
            yield ruling(f"backend_options() tells of {' and '.join(wrong)}" if wrong else None, *call.proof)


def defaults_may_be_left_out(history: History) -> Iterator[Finding]:
    """METADATA-9: told or left out, but not told as another value than the default."""
    for call, qobj in _told(history, "backend_options"):
        config, given = qobj.get("config", {}), _given(call, "dict") or {}
        for name, default in _DEFAULTS.items():
            if name not in config:
                fits = given.get(name, default) == default
                yield ruling(None if fits else f"backend_options() tells {name} as {given[name]!r}", *call.proof)


def what_is_lost_is_empty(history: History) -> Iterator[Finding]:
    """METADATA-10."""
    for member, kind in _PARTS.items():
        for call in legible(history, member):
            if _is_lost(history, call):
                fits = _given(call, kind) is not None and not _given(call, kind)
                yield ruling(None if fits else f"{member}() {seen(call)}, and the service has it no more", *call.proof)


def the_circuits_are_told_in_order(history: History) -> Iterator[Finding]:
    """METADATA-11."""
    for call, qobj in _told(history, "circuits"):
        given, run = _given(call, "list"), qobj["experiments"]
        if given is None:
            yield ruling(f"circuits() {seen(call)}", *call.proof)
        elif len(given) != len(run):
            yield ruling(f"circuits() returned {len(given)} of {len(run)}", *call.proof)
        else:
            pairs = zip(given, run, strict=True)
            wrong = next((at for at, (one, other) in enumerate(pairs) if not _is_the_same(one, other)), None)
            yield ruling(None if wrong is None else f"circuits()[{wrong}] is not the one of the run", *call.proof)


def the_header_is_the_users(history: History) -> Iterator[Finding]:
    """METADATA-12."""
    for call, qobj in _told(history, "header"):
        said = qobj.get("header") or {}
        fits = _given(call, "dict") == said
        yield ruling(None if fits else f"header() {seen(call)}, and not {said}", *call.proof)


def the_qobj_is_that_of_the_run(history: History) -> Iterator[Finding]:
    """METADATA-15."""
    for call, qobj in _told(history, "qobj"):
        fits = call.value is not None and isinstance(call.value.data, dict) and _is_the_qobj(call.value.data, qobj)
        yield ruling(None if fits else f"qobj() {seen(call)}, and not that of the run", *call.proof)
    for call in legible(history, "qobj"):
        if _is_lost(history, call):
            fits = call.value is not None and call.value.is_none
            yield ruling(None if fits else f"qobj() {seen(call)}, and the service has none", *call.proof)


def _told(history: History, member: str) -> Iterator[tuple[Call, Mapping[str, Any]]]:
    """The calls of `member` that came back when the service had told what the job was run with, and that."""
    is_made_without = history.constructed is not None and history.constructed.argument("qobj") is None
    calls = uncrossed(history, member) if is_made_without and is_answered(history) else legible(history, member)
    for call in calls:
        qobj = _qobj(history, call)
        if qobj is not None:
            yield call, qobj


def _qobj(history: History, call: Call) -> Mapping[str, Any] | None:
    for each in answers(history, until=call.end_position):
        for document in (each.document, each.document.get("qObject")):
            if each.is_whole and isinstance(document, dict) and isinstance(document.get("experiments"), list):
                return document
    return None


def _is_lost(history: History, call: Call) -> bool:
    """Whether the service has said, to a question of this call, that it has no more what the job was run with."""
    gone = any(each.answered is not None and each.answered.said in _GONE for each in answered_during(history, call))
    return gone and _qobj(history, call) is None


def _given(call: Call, kind: str) -> Any:
    """What a call returned, if it is of a type."""
    return call.value.data if call.value is not None and call.value.type == kind else None


def _is_the_qobj(given: Mapping[str, Any], run: Mapping[str, Any]) -> bool:
    """Whether a Qobj is that of the run: the same by its id and header, of circuits of the same names."""
    same = all(given.get(name) == run.get(name) for name in ("qobj_id", "header", "type"))
    return same and [*map(_name, given.get("experiments") or [])] == [*map(_name, run["experiments"])]


def _is_the_same(given: Any, run: Mapping[str, Any]) -> bool:
    """Whether a circuit is that of the run: what was made of it again is known by its name."""
    if isinstance(given, dict) and "instructions" in given:
        return given == run
    name = _name(given)
    return name is None or name == _name(run)


def _name(circuit: Any) -> Any:
    if not isinstance(circuit, dict):
        return None
    header = circuit.get("header")
    return circuit.get("name") or (header.get("name") if isinstance(header, dict) else None)


JUDGES = {
    "METADATA-7": the_options_are_those_of_the_run,
    "METADATA-8": what_does_not_apply_is_left_out,
    "METADATA-9": defaults_may_be_left_out,
    "METADATA-10": what_is_lost_is_empty,
    "METADATA-11": the_circuits_are_told_in_order,
    "METADATA-12": the_header_is_the_users,
    "METADATA-15": the_qobj_is_that_of_the_run,
}
