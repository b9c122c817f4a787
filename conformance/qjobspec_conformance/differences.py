"""All that parts a class from a profile, as frozen values: what breaks a requirement, what is added, what cannot be seen.

This file does not know how two signatures are compared, nor how strong a requirement is.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qjobspec import CAPABILITY_MEMBERS, Member, Profile

from .offers import CONSTRUCTOR, UNKNOWN, Offer
from .signatures import compared, has_value, written, wrong_kind, wrong_value
from .surfaces import Surface


class Sort(StrEnum):
    """In which way something differs."""

    MISSING = "missing"
    MISNAMED = "misnamed"
    """It is missing, and a member of nearly its name is there."""
    KIND = "kind"
    """It is called where the profile reads it, or read where the profile calls it."""
    SIGNATURE = "signature"
    VALUE = "value"
    CONSTRUCTOR = "constructor"
    UNKNOWN = "unknown"
    """It cannot be seen without running the class, so it is neither right nor wrong."""
    ADDITION = "addition"
    """It is more than the profile asks for, and breaks no program."""


#: What a difference of each sort breaks.
BREAKS: Final[Mapping[Sort, str]] = {
    Sort.MISSING: "MEMBER-1",
    Sort.MISNAMED: "MEMBER-1",
    Sort.SIGNATURE: "MEMBER-2",
    Sort.KIND: "MEMBER-3",
    Sort.VALUE: "MEMBER-4",
    Sort.CONSTRUCTOR: "CONSTRUCTOR-1",
}

#: The constants whose value has a requirement of its own.
VALUES: Final[Mapping[str, str]] = {"version": "IDENTITY-5"}

#: How near a name has to be to be meant, from 0 to 1.
_NEAR: Final = 0.7


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the profile has it."""

    sort: Sort
    #: The name of the member, or of the class where it is about the constructor.
    member: str
    says: str
    #: The capability that the class wholly lacks and may lack, if its harness says so; then nothing is broken.
    lacks: str | None = None

    @property
    def requirement(self) -> str | None:
        """The id of the requirement that it breaks, or would break if nobody said that its capability is lacking."""
        return VALUES.get(self.member, BREAKS[self.sort]) if self.sort is Sort.VALUE else BREAKS.get(self.sort)


def differences(profile: Profile, surface: Surface) -> tuple[Difference, ...]:
    """All differences in the order of `Sort`, and by member in the order of the profile."""
    found = (*_of_members(profile, surface), *_of_the_constructor(profile, surface))
    meant = {each.says for each in found if each.sort is Sort.MISNAMED}
    besides = [name for name in _besides(profile, surface) if _meant(name) not in meant]
    every = (*found, *(_addition(name, surface.offers[name]) for name in besides))
    return tuple(sorted(every, key=lambda each: list(Sort).index(each.sort)))


def _addition(name: str, offer: Offer) -> Difference:
    return Difference(Sort.ADDITION, name, f"{written(name, offer)} is a further member")


def _besides(profile: Profile, surface: Surface) -> list[str]:
    return [name for name in surface.offers if name not in profile.members and name != CONSTRUCTOR]


def _of_members(profile: Profile, surface: Surface) -> Iterator[Difference]:
    lacking = {name: each for each in profile.optional for name in _wholly_lacking(each, surface)}
    for name, member in profile.members.items():
        offer = surface.offers.get(name)
        if offer is None:
            yield _absence(member, surface, _besides(profile, surface), lacking.get(name))
        elif (kind := wrong_kind(member, offer)) is not None:
            yield Difference(Sort.KIND, name, kind)
        else:
            yield from _of_a_method(member, offer) if member.kind.is_called else _of_a_constant(member, offer)


def _wholly_lacking(capability: str, surface: Surface) -> frozenset[str]:
    members = CAPABILITY_MEMBERS[capability]
    return frozenset() if members & surface.offers.keys() else members


def _absence(member: Member, surface: Surface, others: list[str], lacking: str | None) -> Difference:
    if (gate := surface.hides_members or (None if member.kind.is_called else surface.hides_attributes)) is not None:
        return Difference(Sort.UNKNOWN, member.name, f"{member} is not seen on the class, but {gate}")
    if (near := _near(member.name, others)) is not None:
        return Difference(Sort.MISNAMED, member.name, _meant(near))
    said = f"there is no {member}" if member.kind.is_called else f"{member} is not seen on the class"
    return Difference(Sort.MISSING, member.name, said, lacking)


def _meant(name: str) -> str:
    return f"did you mean {name}?"


def _near(name: str, others: list[str]) -> str | None:
    spelled = {_plain(each): each for each in others}
    near = difflib.get_close_matches(_plain(name), spelled, n=1, cutoff=_NEAR)
    return spelled[near[0]] if near else None


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


def _of_a_method(member: Member, offer: Offer) -> Iterator[Difference]:
    if offer.kind == UNKNOWN:
        yield Difference(Sort.UNKNOWN, member.name, f"whether {member} is called cannot be told without running it")
        return
    yield from _of_parameters(member.name, member, offer, Sort.SIGNATURE)


def _of_a_constant(member: Member, offer: Offer) -> Iterator[Difference]:
    if (value := wrong_value(member, offer)) is not None:
        yield Difference(Sort.VALUE, member.name, value)
    elif has_value(member) and offer.value is None:
        yield Difference(Sort.UNKNOWN, member.name, f"the value of {member} is not plain to see on the class")


def _of_the_constructor(profile: Profile, surface: Surface) -> Iterator[Difference]:
    offer = surface.offers.get(CONSTRUCTOR)
    if profile.constructor is not None and offer is not None:
        yield from _of_parameters(profile.constructor.name, profile.constructor, offer, Sort.CONSTRUCTOR)


def _of_parameters(name: str, member: Member, offer: Offer, sort: Sort) -> Iterator[Difference]:
    comparison = compared(member, offer)
    yield from (Difference(sort, name, each) for each in comparison.misfits)
    yield from (Difference(Sort.UNKNOWN, name, each) for each in comparison.unknown)
    yield from (Difference(Sort.ADDITION, name, each) for each in comparison.additions)
