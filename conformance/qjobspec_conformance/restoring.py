"""A history from its JSON document: the exact inverse of `History.as_document`.

A document without `example` was written by somebody else, and what it leaves out is *untold*: the history that comes of
it raises `UntoldError` to whoever asks for that (see `untold`). This file does not know what is right or wrong in a history,
and takes documents that are valid by the schema `history`.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from qjobspec import ErrorRole, JobStatus, Profile, profile

from .events import Called, Error, Event, Moved, Value
from .examples import arguments_of, example_of
from .harnesses import inherently_lacking
from .histories import History
from .offers import Offer
from .partly import PartlyTold
from .untold import told_in_part

#: Every kind of event by the word for it in documents.
KINDS: Final[Mapping[str, Any]] = {kind.kind: kind for kind in get_args(Event)}

#: What it means if somebody else leaves a field out, by its name; any other is untold.
_SILENCE: Final[Mapping[str, Any]] = {
    "thread": "main",
    "spoils": False,
    "arguments": (),
    "message": "",
    "plain": None,
    "state": None,
    "success": None,
    "word": None,
    "faults": (),
    "product": None,
    "error": None,
}
#: The same of one kind only.
_OWN: Final[Mapping[type[Any], Mapping[str, Any]]] = {Called: {"job": 0}}
#: The types of values that are no objects, of which there is nothing else to tell.
_PLAIN: Final = frozenset({"NoneType", "bool", "int", "float", "str"})

#: The fields of a value that only objects have.
_NO_OBJECT: Final = dict.fromkeys({each.name for each in fields(Value)} - {"type", "plain", "state", "success"})

#: Those that a member of an enumeration has not.
_NO_ENUMERATION: Final = {name: None for name in _NO_OBJECT if name != "thing"}

_Read = Callable[[Any], Any]


def history_of(document: Mapping[str, Any], *, subject: str = "", profile_name: str = "") -> History:
    """The history that a valid `document` tells; `subject` and `profile_name` stand in for what it leaves out.

    `KeyError` says it if there is no such profile.
    """
    whole = "example" in document
    read = _events(whole=whole)
    events = tuple([read[each["kind"]](each) for each in document["events"]])
    head = _head(marshal.dumps([document.get(name) for name in _HEAD]), profile_name, whole=whole)
    job = document.get("job")
    told: dict[str, Any] = {
        **head,
        "subject": document.get("subject", subject),
        "events": events,
        "job": job,
        "missing": tuple(document.get("missing", ())),
    }
    told |= {name: document[name] for name in ("thing", "ended", "signs", "zone") if name in document}
    if whole:
        return History(example=example_of(document["example"]), **told)
    if "lacks" not in document:
        told["lacks"] = _lacking(head["profile"], events, job)
    return PartlyTold.of(told, frozenset(document.get("records", ())))


#: What is the same in many histories, and read once.
_HEAD: Final = ("profile", "errors", "lacks", "offers", "madeOf")


@lru_cache(maxsize=256)
def _head(written: bytes, profile_name: str, *, whole: bool) -> Mapping[str, Any]:
    named, errors, lacks, offers, made_of = marshal.loads(written)  # noqa: S302 - it was written three lines above
    chosen = profile(profile_name if named is None else named)
    classes = {ErrorRole(role): tuple(names) for role, names in (errors or {}).items()}
    value, offer = _struct(Value, whole=whole), _struct(Offer, whole=True)
    head: dict[str, Any] = {
        "profile": chosen,
        "errors": classes if whole else {**chosen.errors, **classes},
        "lacks": frozenset(lacks or ()),
        "made_of": {name: value(each) for name, each in (made_of or {}).items()},
    }
    return head if offers is None else head | {"offers": {name: offer(each) for name, each in offers.items()}}


@cache
def _events(*, whole: bool) -> Mapping[str, _Read]:
    return {word: _struct(kind, whole=whole) for word, kind in KINDS.items()}


def _lacking(chosen: Profile, events: tuple[Event, ...], job: str | None) -> frozenset[str]:
    """What a job lacks of which nobody says what it lacks: one that nobody submits was handed out submitted."""
    submitted = any(isinstance(event, Called) and event.member == "submit" for event in events)
    lacking = inherently_lacking(chosen, has_service=job is not None)
    return lacking if submitted else lacking | {"submit"} & chosen.optional


@cache
def _struct(kind: Any, *, whole: bool) -> _Read:
    """How an object is read as a value of the dataclass `kind`."""
    hints = get_type_hints(kind)
    columns = [(each.name, _reader(each.name, hints[each.name], whole=whole), _absent(each, hints)) for each in fields(kind)]

    silence = {name: value for name, value in {**_SILENCE, **_OWN.get(kind, {})}.items() if name in hints}

    def read_in_part(document: Mapping[str, Any]) -> Any:
        told = silence | _meant(kind, document)
        for name, reader, _ in columns:
            if name in document:
                told[name] = document[name] if reader is None else reader(document[name])
        return kind(**told) if len(told) == len(columns) else told_in_part(kind, told, _shown)

    def read(document: Mapping[str, Any]) -> Any:
        try:
            return kind(
                *[
                    absent
                    if name not in document and absent is not MISSING
                    else document[name]
                    if reader is None
                    else reader(document[name])
                    for name, reader, absent in columns
                ]
            )
        except KeyError:
            return read_in_part(document)

    return read if whole else read_in_part


def _absent(column: Field[Any], hints: Mapping[str, Any]) -> Any:
    """What a field is that our own documents leave out: nothing where it may be that, else its default if it has one."""
    return None if type(None) in get_args(hints[column.name]) else column.default


def _reader(name: str, hint: Any, *, whole: bool) -> _Read | None:
    """How a part of a document becomes what `hint` says; `None` if it is that already."""
    if name == "arguments" and "Callback" in str(hint):
        return arguments_of
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), whole=whole)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    kind: Any = hint
    if is_dataclass(hint):
        return _later(kind, whole=whole)
    readers = (_reader("", each, whole=whole) for each in get_args(hint))
    return next((reader for reader in readers if reader is not None), None)


def _later(kind: Any, *, whole: bool) -> _Read:
    """How an object within another is read: looked up when there is one, since a value may consist of values."""

    def read(part: Any) -> Any:
        return _struct(kind, whole=whole)(part)

    return read


def _tuple(kinds: tuple[Any, ...], *, whole: bool) -> _Read:
    if Ellipsis not in kinds:
        readers = [_reader("", each, whole=whole) for each in kinds]
        pairs = [reader or _as_it_is for reader in readers]
        return lambda part: tuple([reader(each) for reader, each in zip(pairs, part, strict=True)])
    reader = _reader("", kinds[0], whole=whole) or _as_it_is
    return lambda part: tuple([reader(each) for each in part])


def _as_it_is(part: Any) -> Any:
    return part


# -- what somebody else leaves out


def _meant(kind: type[Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from what is said, for fields that somebody else leaves out."""
    if kind is Value and "state" in document:
        return {"plain": document["state"], **_NO_ENUMERATION}
    if kind is Value and document["type"] in _PLAIN:
        return dict(_NO_OBJECT)
    if kind is Moved and document["says"] in JobStatus.__members__:
        return {"state": JobStatus(document["says"])}
    return {}


def _shown(item: Any) -> str:
    """How an object is written of which it was not told which one it is."""
    if isinstance(item, Error):
        return f"{item.name}: {item.message}" if item.message else item.name
    if isinstance(item, Value):
        return item.type.rpartition(".")[2] if item.state is None else item.state.value
    return str(item.kind)
