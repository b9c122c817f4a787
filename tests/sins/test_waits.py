"""The suite finds what is wrong with results, waits, cancellations and messages at a service, and blames nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from qjobspec_conformance.judges import (
    decoding,
    ending,
    explaining,
    fetching,
    handing,
    overrunning,
    partial,
    raising,
    refusing,
    telling,
)
from qjobspec_conformance.stage import drive

from . import SINS, Sin
from .narrowing import found
from .trials import broken, judging, subject_of

#: The areas of judges whose sins are tried here.
_AREAS: Final = (decoding, ending, explaining, fetching, handing, overrunning, partial, raising, refusing, telling)
_JUDGED: Final = {name for area in _AREAS for name in area.JUDGES}

#: The members by whose use a sin is found, by the area of the requirement that it breaks, or by the requirement.
_MEMBERS: Final = {
    "RESULT": {"result"},
    "TIMEOUT": {"result"},
    "CANCEL": {"cancel"},
    "CANCEL-14": {"cancel", "status"},
    "WAIT": {"wait_for_final_state"},
    "CALLBACK": {"wait_for_final_state"},
    "ERROR": {"error_message"},
    "ERROR-6": {"result"},
    "ERROR-7": {"status"},
    "ERROR-8": {"status"},
    "ERROR-9": {"result", "wait_for_final_state"},
}


@pytest.fixture(autouse=True, scope="module")
def _judged() -> Iterator[None]:
    with judging():
        yield


def _ours() -> list[Sin]:
    return [sin for sin in SINS.values() if sin.breaks in _JUDGED]


@pytest.mark.parametrize("sin", _ours(), ids=lambda sin: sin.name)
def test_a_sin_is_found_and_nothing_else_is_blamed(sin: Sin) -> None:
    """The core or a situation shows it in few events, and on the same example the reference is without fault."""
    members = _MEMBERS.get(sin.breaks) or _MEMBERS[sin.breaks.rpartition("-")[0]]

    history = found(sin, frozenset(members))

    assert history is not None, "the suite does not find it"
    assert broken(history) <= {sin.breaks, *dict(sin.also)}
    assert broken(drive(subject_of(sin.profile), history.example)) == set()


def test_every_requirement_of_theirs_has_a_sin() -> None:
    """What can be judged can be broken."""
    assert {sin.breaks for sin in _ours()} == _JUDGED
