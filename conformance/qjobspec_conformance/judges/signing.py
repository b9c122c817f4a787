"""The judge of who a job says that it is (CONSTRUCTOR-8)."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding, ruling
from ..histories import History
from .questions import SETUP, exchanges

#: Roles whose requests say by their address or in their messages who asks, and not as others do.
_OTHERWISE_SIGNED = frozenset({SETUP, "result-download", "stream"})


def every_request_is_signed(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-8: a service that gives something else for what a user signs in with is not judged."""
    asked = [each for each in exchanges(history) if each.asked.job == history.job or each.asked.role == "submit"]
    signed = [each for each in exchanges(history) if each.asked.signed]
    logged_in = any(each.asked.role == SETUP and each.asked.method == "POST" and each.asked.job is None for each in signed)
    if logged_in or not (history.signs or signed):
        return
    for each in asked:
        if each.asked.role not in _OTHERWISE_SIGNED:
            fault = f"{each.asked.method} {each.asked.url} does not say who asks" if not each.asked.signed else None
            yield ruling(fault, each.position)


JUDGES = {"CONSTRUCTOR-8": every_request_is_signed}
