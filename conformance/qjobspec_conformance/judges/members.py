"""Judges of what a job offers at all (MEMBER). They read the offers of a history and none of its events."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import CAPABILITY_MEMBERS, REQUIRED, Member, Parameter

from ..findings import Finding, ruling
from ..histories import History, Offer, default_text


def every_member_is_offered(history: History) -> Iterator[Finding]:
    """MEMBER-1."""
    absent = {name for lacking in history.lacks for name in CAPABILITY_MEMBERS[lacking]}
    for name, member in history.profile.members.items():
        if name not in absent:
            yield ruling(_missing(member, history.offers.get(name)))


def every_method_takes_its_parameters(history: History) -> Iterator[Finding]:
    """MEMBER-2."""
    for name, member in history.profile.members.items():
        offer = history.offers.get(name)
        if offer is not None and offer.parameters is not None and member.kind.is_called:
            yield ruling(_misfit(member, offer.parameters))


def _missing(member: Member, offer: Offer | None) -> str | None:
    if offer is None:
        return f"there is no {member}"
    if offer.is_called is not member.kind.is_called:
        return f"{member} is a member of the kind {offer.kind!r}"
    return None


def _misfit(member: Member, really: tuple[tuple[str, str | None], ...]) -> str | None:
    named = [(name, default) for name, default in really if name.startswith("*, ") or not name.startswith("*")]
    wanted = [(each.name, _text(each)) for each in member.parameters]
    more = named[len(wanted) :]
    if named[: len(wanted)] == wanted and all(default is not None for _, default in more):
        return None
    return f"{member} is really {member.name}({', '.join(_written(*each) for each in really)})"


def _text(parameter: Parameter) -> str | None:
    return None if parameter.default is REQUIRED else default_text(parameter.default)


def _written(name: str, default: str | None) -> str:
    return name if default is None else f"{name}={default}"


JUDGES = {
    "MEMBER-1": every_member_is_offered,
    "MEMBER-2": every_method_takes_its_parameters,
}
