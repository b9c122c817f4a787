"""What parts an offer from a profile: of each member its kind, its value and its parameters, as frozen values.

This file does not know where an offer was read, nor who is told. The judges of MEMBER and CONSTRUCTOR ask it about one
member at a time, `qjobspec check --static` about a whole class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from qjobspec import REQUIRED, Kind, Member, Parameter, Passing

from .offers import UNKNOWN, Offer, default_text, value_text

#: The parameters of an offer, each with the text of its default or `None`.
Parameters: TypeAlias = tuple[tuple[str, str | None], ...]

#: What it means for a parameter that it is written so, by the beginning or end of its name in an offer.
_MARKS: Final = ("**", "*, ", "*", ", /")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parameters of a method against those of its profile, a sentence for each thing that is not the same."""

    #: What breaks a call that the profile allows.
    misfits: tuple[str, ...] = ()
    #: What breaks none.
    additions: tuple[str, ...] = ()
    #: What cannot be seen.
    unknown: tuple[str, ...] = ()


def really(member: Member, offer: Offer) -> str:
    """How a method really is whose parameters do not fit."""
    return f"{member} is really {written(member.name, offer)}"


def wrong_kind(member: Member, offer: Offer) -> str | None:
    """What a member is instead of what its profile says, or `None` if that is the same or cannot be told."""
    if offer.kind == UNKNOWN or offer.is_called is member.kind.is_called:
        return None
    return f"{member} is a member of the kind {offer.kind!r}"


def wrong_value(member: Member, offer: Offer) -> str | None:
    """What a constant is instead of what its profile says, or `None` if that is the same or cannot be seen."""
    if not has_value(member) or offer.value is None or offer.value == value_text(member.value):
        return None
    return f"{member} is {offer.value}, not {value_text(member.value)}"


def has_value(member: Member) -> bool:
    """Whether the profile says what the member is."""
    return member.kind is Kind.CONSTANT and member.value is not REQUIRED


def written(name: str, offer: Offer) -> str:
    """The member as its class would write it."""
    if not offer.is_called:
        return name
    return f"{name}({'…' if offer.parameters is None else ', '.join(_written(*each) for each in offer.parameters)})"


@lru_cache(maxsize=1024)
def compared(member: Member, offer: Offer) -> Comparison:
    """The parameters of `offer` against those of `member`; a class offers the same in each of its runs."""
    if offer.parameters is None:
        return Comparison(unknown=("its parameters cannot be read",))
    return _Fitting(member, offer.parameters).compared()


class _Fitting:
    """One comparison under way."""

    def __init__(self, member: Member, really: Parameters) -> None:
        self._wanted = [each for each in member.parameters if each.passing is Passing.ONE]
        self._takes = {each.passing: each for each in member.parameters if each.passing is not Passing.ONE}
        self._really = {_bare(name): (name, default) for name, default in really}
        self._rest = any(_mark(name) == "*" for name, _ in really)
        self._named = any(_mark(name) == "**" for name, _ in really)
        self._singles = [_bare(name) for name, _ in really if _mark(name) not in ("*", "**")]
        self._ordered = [_bare(name) for name, _ in really if _mark(name) in ("", ", /")]
        self._called = self._names()

    def compared(self) -> Comparison:
        hidden = self._rest and self._named
        absent = [each for each in self._wanted if each.name not in self._called]
        return Comparison(
            misfits=(
                *(() if hidden else (self._absence(each) for each in absent)),
                *(fault for each in self._wanted if each.name in self._called for fault in self._faults(each)),
                *self._order(),
                *self._further(required=True),
                *self._untaken(),
            ),
            additions=(*self._relaxed(), *self._further(required=False), *self._taken_besides()),
            unknown=tuple(f"{each.name} is hidden in *args, **kwargs" for each in absent if hidden),
        )

    def _names(self) -> dict[str, str]:
        """What each wanted parameter is called: the same, or what stands in its place with the same default."""
        known = {each.name: each.name for each in self._wanted if each.name in self._singles}
        for place, each in enumerate(self._wanted):
            there = self._ordered[place] if place < len(self._ordered) else None
            if each.name in known or there is None or there in {one.name for one in self._wanted}:
                continue
            if self._really[there][1] == _text(each):
                known[each.name] = there
        return known

    def _absence(self, wanted: Parameter) -> str:
        if self._named:
            return f"{wanted.name} is taken by name alone"
        return f"{wanted.name} is taken by position alone" if self._rest else f"there is no parameter {wanted}"

    def _faults(self, wanted: Parameter) -> Iterator[str]:
        name = self._called[wanted.name]
        if name != wanted.name:
            yield f"{wanted.name} is called {name}"
        shown, default = self._really[name]
        if _mark(shown):
            yield f"{wanted.name} is taken by {'name' if _mark(shown) == '*, ' else 'position'} alone"
        if wanted.default is not REQUIRED and default is None:
            yield f"{wanted.name} has no default, where the profile has {_text(wanted)}"
        elif wanted.default is not REQUIRED and default != _text(wanted):
            yield f"{wanted.name} has the default {default}, not {_text(wanted)}"

    def _order(self) -> Iterator[str]:
        """What is missing or taken by name alone is told of elsewhere; the rest stands in order, or where it should."""
        places = [self._called.get(each.name) for each in self._wanted]
        taken = [name for name in places if name is not None and name in self._ordered]
        first = self._ordered[: len(taken)]
        if taken != first and any(self._ordered.index(name) != places.index(name) for name in taken):
            yield f"the parameters by position are {', '.join(first)}, not {', '.join(taken)}"

    def _further(self, *, required: bool) -> Iterator[str]:
        for name in self._singles:
            default = self._really[name][1]
            if name not in self._called.values() and (default is None) is required:
                yield f"{_written(name, default)} is a further parameter{' without a default' if required else ''}"

    def _relaxed(self) -> Iterator[str]:
        for each in self._wanted:
            default = self._really[self._called[each.name]][1] if each.name in self._called else None
            if each.default is REQUIRED and default is not None:
                yield f"{each.name} may be left out, and is {default} then"

    def _untaken(self) -> Iterator[str]:
        if Passing.REST in self._takes and not self._rest:
            yield f"there is no {self._takes[Passing.REST]} for further positional arguments"
        if Passing.NAMED in self._takes and not self._named:
            yield f"there is no {self._takes[Passing.NAMED]} for further named arguments"

    def _taken_besides(self) -> Iterator[str]:
        marks = [mark for mark, passing in (("*", Passing.REST), ("**", Passing.NAMED)) if passing not in self._takes]
        yield from (f"{name} takes what is left" for name, _ in self._really.values() if _mark(name) in marks)


def _mark(name: str) -> str:
    found = next((mark for mark in _MARKS if name.startswith(mark)), "")
    return found or (", /" if name.endswith(", /") else "")


def _bare(name: str) -> str:
    return name.removesuffix(", /").removeprefix("*, ").lstrip("*")


def _text(parameter: Parameter) -> str | None:
    return None if parameter.default is REQUIRED else default_text(parameter.default)


def _written(name: str, default: str | None) -> str:
    return name if default is None else f"{name}={default}"
