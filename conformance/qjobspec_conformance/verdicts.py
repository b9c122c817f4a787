"""The verdict on one requirement, and on a subject as a whole, as frozen values.

This file does not know how a verdict is reached or shown. What *conformant* means is said here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qjobspec import Level, Requirement

from .deviations import Deviation
from .findings import Finding
from .histories import History


class Ruling(StrEnum):
    """What came out for one requirement."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_EXERCISED = "not exercised"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Proof:
    """The shortest history that breaks a requirement, and what was found in it."""

    history: History
    finding: Finding
    #: Whether the same example gave the same history when it was run again.
    repeatable: bool


@dataclass(frozen=True)
class Verdict:
    """What came out for one requirement, how often its precondition was met, and the proof if it was broken."""

    requirement: Requirement
    ruling: Ruling
    exercised: int = 0
    proof: Proof | None = None
    #: Why the requirement does not apply, or what would exercise it.
    reason: str | None = None
    deviation: Deviation | None = None

    @property
    def is_stale(self) -> bool:
        """Whether a deviation is declared from a sentence that was kept."""
        return self.deviation is not None and self.ruling is Ruling.KEPT

    @property
    def stands_in_the_way(self) -> bool:
        """Whether this verdict alone keeps the subject from being conformant."""
        if self.is_stale:
            return True
        if self.requirement.level is not Level.MUST or self.deviation is not None:
            return False
        return self.ruling in (Ruling.BROKEN, Ruling.NOT_EXERCISED)


class Conclusion(StrEnum):
    """What is said of a subject as a whole."""

    CONFORMANT = "conformant"
    """Every applicable MUST was exercised and kept."""
    CONFORMANT_BUT = "conformant but for declared deviations"
    """As above, save for what its author has declared, with a reason, and what was seen."""
    NOT_CONFORMANT = "not conformant"
    """A MUST is broken that is not declared, or a declared deviation is stale."""
    INCONCLUSIVE = "inconclusive"
    """Nothing stands against it, but a MUST that applies was not exercised."""


def conclude(verdicts: tuple[Verdict, ...]) -> Conclusion:
    """The conclusion from the verdicts on every requirement. SHOULD and MAY are reported and do not enter it."""
    in_the_way = [verdict for verdict in verdicts if verdict.stands_in_the_way]
    if any(verdict.is_stale or verdict.ruling is Ruling.BROKEN for verdict in in_the_way):
        return Conclusion.NOT_CONFORMANT
    if in_the_way:
        return Conclusion.INCONCLUSIVE
    deviating = any(verdict.deviation is not None and verdict.ruling is Ruling.BROKEN for verdict in verdicts)
    return Conclusion.CONFORMANT_BUT if deviating else Conclusion.CONFORMANT
