"""Where the histories of a campaign have been, in a few lines: moves, perturbations, and preconditions seldom met.

This file does not know where the lines go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..plans import Outcome
from ..verdicts import Ruling

#: So many of the requirements that were exercised least are named.
_SELDOM: Final = 5
#: So many names of what was not met are given before the rest is counted.
_NAMED: Final = 8


def walked(outcome: Outcome) -> Iterator[str]:
    """A line about each; nothing about what there was none of."""
    footprint = outcome.footprint
    edges = {f"{before} → {after}": number for (before, after), number in footprint.edges.items()}
    yield _met("moves of the state machine", "taken", edges)
    if footprint.perturbations:
        yield _met("perturbations", "reached the job's code", footprint.perturbations)
    kept = [verdict for verdict in outcome.verdicts if verdict.ruling in (Ruling.KEPT, Ruling.BROKEN)]
    seldom = sorted(kept, key=lambda verdict: verdict.exercised)[:_SELDOM]
    if seldom:
        named = ", ".join(f"{verdict.requirement.id} {verdict.exercised:,}×" for verdict in seldom)
        yield f"preconditions met: {sum(verdict.exercised for verdict in kept):,} times; least often {named}"


def _met(what: str, how: str, numbers: Mapping[str, int]) -> str:
    missed = [name for name, number in numbers.items() if not number]
    line = f"{what}: {len(numbers) - len(missed)} of {len(numbers)} {how}"
    if not missed:
        return line
    more = f" and {len(missed) - _NAMED} more" if len(missed) > _NAMED else ""
    return f"{line}; not {', '.join(missed[:_NAMED])}{more}"
