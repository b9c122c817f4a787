"""Miniatures that offer something else than their profile says (MEMBER)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference import AerJob

from .sinless import Callback


class KeepsItsQobjAsAnAttribute(AerJob):
    """MEMBER-1: `qobj` is there to be looked at, not to be called."""

    @property
    def qobj(self) -> Any:
        return self._qobj


class SwapsItsParameters(AerJob):
    """MEMBER-2: a timeout passed by position is taken for the interval."""

    def wait_for_final_state(  # type: ignore[override]
        self, wait: float = 5, timeout: float | None = None, callback: Callback | None = None
    ) -> None:
        super().wait_for_final_state(timeout, wait, callback)


class AsksMoreOften(AerJob):
    """MEMBER-2: the interval has another default."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 4, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)


class CallsItsTimeoutSeconds(AerJob):
    """MEMBER-2: `result(timeout=1)` still works, but the parameter has another name."""

    def result(self, seconds: float | None = None, **old: Any) -> Any:  # type: ignore[override]
        return super().result(old.get("timeout", seconds))


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "MEMBER-1": (KeepsItsQobjAsAnAttribute,),
    "MEMBER-2": (SwapsItsParameters, AsksMoreOften, CallsItsTimeoutSeconds),
}
