"""YAML, read as plain data and nothing else: no objects, no tricks with names, and no aliases that multiply.

It is read event by event, because composing a text that is nested too deeply can end the process. PyYAML is imported here,
and only when there is YAML to read.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from .texts import DEEPEST, MOST_BITS, Kind, Mark, Place, UnreadableError
from .texts import lines as lines_of

#: Aliases may repeat as many values as the text has letters, and this many more; a bomb repeats billions.
_FREE: Final = 10_000

#: How many letters they may repeat: so many times those of the text, and this many more.
_TIMES: Final = 4
_FREE_LETTERS: Final = 1_000_000


class Base64(str):
    """Bytes that YAML held as such, spelled as base64: text to a schema, and yet told from text that only looks like it."""

    __slots__ = ()


_TAG: Final = "tag:yaml.org,2002:"
_SCALARS: Final = {f"{_TAG}{name}" for name in ("null", "bool", "int", "float", "str", "timestamp")}


def read(text: str) -> Any:
    """The document that `text` holds; `UnreadableError` with line and column if it holds none."""
    composer = _Composer(_Size(len(text) + _FREE, _TIMES * len(text) + _FREE_LETTERS))
    for event in _events(text):
        composer.take(event)
    return composer.document


def lines(text: str, wanted: Collection[Place]) -> Mapping[Place, int]:
    """The lines of the wanted places in a text that could be read; what an alias repeats has none."""
    return lines_of(marks(text), wanted)


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text that could be read."""
    yaml = _yaml()
    expects_name: list[bool | None] = []
    for event in _events(text):
        line, column = _where(event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            expects_name.pop()
            yield Mark(Kind.END, line, column)
        elif isinstance(event, yaml.NodeEvent):
            if expects_name and expects_name[-1] and isinstance(event, yaml.ScalarEvent):
                expects_name[-1] = False
                yield Mark(Kind.KEY, line, column, event.value)
                continue
            if expects_name and expects_name[-1] is False:
                expects_name[-1] = True
            if isinstance(event, yaml.CollectionStartEvent):
                is_object = isinstance(event, yaml.MappingStartEvent)
                expects_name.append(True if is_object else None)
                yield Mark(Kind.OBJECT if is_object else Kind.ARRAY, line, column)
            else:
                yield Mark(Kind.SCALAR, line, column)


class _Size(NamedTuple):
    """How large a value is, what aliases repeat in it counted every time."""

    values: int
    letters: int


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    #: The name whose value comes next.
    name: str | None = None
    values: int = 1
    letters: int = 0


class _Composer:
    """Builds a document from events; the one thing here that changes."""

    def __init__(self, most: _Size) -> None:
        self.document: Any = None
        self._yaml = _yaml()
        self._most = most
        self._known: dict[str, tuple[Any, _Size]] = {}
        self._words: dict[str, Any] = {}
        self._open: list[_Open] = []
        self._documents = 0
        self._loader: Any = _loader()("")

    def take(self, event: Any) -> None:
        """Go on by one event."""
        yaml = self._yaml
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            self._add(event, closed.value, _Size(closed.values, closed.letters), closed.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._collection(event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._known:
                raise _unreadable(f"there is no finished value called *{event.anchor}", event)
            self._add(event, *self._known[event.anchor], None)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _unreadable("holds more than one document", event)

    def _collection(self, event: Any) -> None:
        is_object = isinstance(event, self._yaml.MappingStartEvent)
        if event.tag not in {None, "!", f"{_TAG}{'map' if is_object else 'seq'}"}:
            raise _unreadable(f"the tag {event.tag!r} is no plain data", event)
        if self._expects_name():
            raise _unreadable("a name has to be text, not a list or a mapping", event)
        if len(self._open) >= DEEPEST:
            raise _unreadable(f"is nested more than {DEEPEST} deep", event)
        self._open.append(_Open({} if is_object else [], event.anchor))

    def _scalar(self, event: Any) -> None:
        value = self._value(event)
        if not self._expects_name():
            self._add(event, value, _Size(1, len(event.value)), event.anchor)
            return
        inside = self._open[-1]
        if event.value == "<<" and event.implicit[0]:
            raise _unreadable("merging with << is not read: write the names out", event)
        if not isinstance(value, str):
            raise _unreadable(f"the name {event.value!r} is not text: put it in quotes", event)
        if value in inside.value:
            raise _unreadable(f"the name {value!r} stands twice in one mapping", event)
        inside.name = value

    def _add(self, event: Any, value: Any, size: _Size, anchor: str | None) -> None:
        if anchor is not None:
            self._known[anchor] = (value, size)
        if not self._open:
            self.document = value
            return
        inside = self._open[-1]
        inside.values += size.values
        inside.letters += size.letters
        if inside.values > self._most.values or inside.letters > self._most.letters:
            raise _unreadable("its aliases repeat more than the whole file holds", event)
        if isinstance(inside.value, list):
            inside.value.append(value)
            return
        if inside.name is None:
            raise _unreadable("a name has to be text, not an alias", event)
        inside.value[inside.name] = value
        inside.name = None

    def _expects_name(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].name is None

    def _value(self, event: Any) -> Any:
        """What a scalar means: text if it is quoted, else what its form says."""
        if event.tag is None and not event.implicit[0]:
            return event.value
        if event.tag is not None and event.tag != "!":
            return self._constructed(event, event.tag)
        if event.value not in self._words:
            self._words[event.value] = self._constructed(event, self._tag(event))
        return self._words[event.value]

    def _tag(self, event: Any) -> str:
        tag: str = self._loader.resolve(self._yaml.ScalarNode, event.value, event.implicit)
        return f"{_TAG}str" if tag in {f"{_TAG}merge", f"{_TAG}value"} else tag

    def _constructed(self, event: Any, tag: str) -> Any:
        node = self._yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            if tag == f"{_TAG}binary":
                found: bytes = self._loader.construct_yaml_binary(node)
                return Base64(base64.b64encode(found).decode("ascii"))
            if tag in _SCALARS:
                value = self._loader.construct_object(node)
                if not isinstance(value, int) or value.bit_length() <= MOST_BITS:
                    return value
                raise _unreadable("holds a number that cannot be read: it is too large", event)
        except (ValueError, KeyError, AttributeError, self._yaml.YAMLError) as error:  # as PyYAML does where a form is wrong
            raise _unreadable(f"{event.value[:40]!r} cannot be read as {tag.removeprefix(_TAG)}", event) from error
        raise _unreadable(f"the tag {tag!r} is no plain data", event)


def _yaml() -> Any:
    try:
        import yaml  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise UnreadableError("reading YAML needs PyYAML: pip install 'qjobspec[check]'") from error
    return yaml


def _loader() -> Any:
    yaml = _yaml()
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _events(text: str) -> Iterator[Any]:
    """The events of a text; `UnreadableError` where it is not YAML, and without PyYAML."""
    yaml = _yaml()
    try:
        yield from yaml.parse(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line, column = _where(error.problem_mark or error.context_mark)
        raise UnreadableError(f"is not YAML: {error.problem or error.context}", line, column) from error
    except yaml.YAMLError as error:
        raise UnreadableError(f"is not YAML: {' '.join(str(error).split())}") from error


def _where(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _unreadable(reason: str, event: Any) -> UnreadableError:
    return UnreadableError(reason, *_where(event.start_mark))
