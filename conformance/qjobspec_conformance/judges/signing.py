"""The judge of who a job says that it is (CONSTRUCTOR-8)."""

from __future__ import annotations

from collections.abc import Iterator

from ..exchanges import SETUP
from ..findings import Finding, ruling
from ..histories import History

#: Roles whose requests say by their address or in their messages who asks, and not as others do.
_OTHERWISE_SIGNED = frozenset({SETUP, "result-download", "stream"})


def every_request_is_signed(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-8: a service that gives something else for what a user signs in with is not judged."""
    asked = [each for each in history.requests if each.job == history.job or each.role == "submit"]
    signed = [each for each in history.requests if each.is_signed]
    logged_in = any(each.role == SETUP and each.method == "POST" and each.job is None for each in signed)
    if logged_in or not (history.signs or signed):
        return
    for each in asked:
        if each.role not in _OTHERWISE_SIGNED:
            fault = f"{each.method} {each.url} does not say who asks" if not each.is_signed else None
            yield ruling(fault, each.position)


JUDGES = {"CONSTRUCTOR-8": every_request_is_signed}
