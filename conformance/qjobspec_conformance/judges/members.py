"""Judges of what a job offers at all (MEMBER, CONSTRUCTOR). They read the offers of a history and none of its events."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import CAPABILITY_MEMBERS, Member

from ..findings import Finding, ruling
from ..histories import History
from ..offers import CONSTRUCTOR, UNKNOWN, Offer
from ..signatures import compared, has_value, really, wrong_kind, wrong_value


def every_member_is_offered(history: History) -> Iterator[Finding]:
    """MEMBER-1."""
    if history.thing is None:
        return
    absent = {name for lacking in history.lacks for name in CAPABILITY_MEMBERS[lacking]}
    for name, member in history.profile.members.items():
        if name not in absent:
            yield ruling(None if name in history.offers else f"there is no {member}")


def every_method_takes_its_parameters(history: History) -> Iterator[Finding]:
    """MEMBER-2."""
    for member, offer in _offered(history):
        if member.kind.is_called and offer.is_called:
            yield from _fitting(member, offer)


def every_member_is_of_its_kind(history: History) -> Iterator[Finding]:
    """MEMBER-3."""
    for member, offer in _offered(history):
        if offer.kind != UNKNOWN:
            yield ruling(wrong_kind(member, offer))


def every_constant_has_its_value(history: History) -> Iterator[Finding]:
    """MEMBER-4."""
    for member, offer in _offered(history):
        if has_value(member) and offer.value is not None:
            yield ruling(wrong_value(member, offer))


def the_constructor_takes_its_arguments(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-1."""
    offer = history.offers.get(CONSTRUCTOR)
    if history.profile.constructor is not None and offer is not None:
        yield from _fitting(history.profile.constructor, offer)


def _offered(history: History) -> Iterator[tuple[Member, Offer]]:
    for name, member in history.profile.members.items():
        if name in history.offers:
            yield member, history.offers[name]


def _fitting(member: Member, offer: Offer) -> Iterator[Finding]:
    """What cannot be seen of a signature is not judged."""
    comparison = compared(member, offer)
    if comparison.misfits or not comparison.unknown:
        yield ruling(really(member, offer) if comparison.misfits else None)


JUDGES = {
    "MEMBER-1": every_member_is_offered,
    "MEMBER-2": every_method_takes_its_parameters,
    "MEMBER-3": every_member_is_of_its_kind,
    "MEMBER-4": every_constant_has_its_value,
    "CONSTRUCTOR-1": the_constructor_takes_its_arguments,
}
