"""A verdict in words, for a terminal without colours, a test's failure and a file.

This file does not know where the words go.
"""

from __future__ import annotations

from ..verdicts import Ruling, Verdict
from .drawing import picture, stacks
from .origins import origins
from .pasting import python
from .replays import replay


def sentence(verdict: Verdict) -> str:
    """The requirement, and what was seen in its place: the first thing that a reader wants to know."""
    requirement = verdict.requirement
    saw = f" Saw: {verdict.proof.finding.saw}." if verdict.proof is not None else ""
    return f"{requirement.id} {requirement.level}: {requirement.text}{saw}"


def explanation(verdict: Verdict, reproduce: str) -> str:
    """Everything about one broken requirement: sentence, timeline, script, source, and the line that shows it again."""
    proof = verdict.proof
    if proof is None:
        return "\n".join(filter(None, [sentence(verdict), verdict.reason]))
    if not proof.finding.events:  # it shows without anything being run
        return "\n".join([sentence(verdict), "", *origins(verdict.requirement), f"again   {reproduce}"])
    parts = [sentence(verdict), "", picture(proof.history, proof.finding.events)]
    if proof.history.hung is not None:
        parts += ["", stacks(proof.history.hung)]
    if not proof.repeatable:
        parts += ["", "The same example gave another history when it was run again: the job is not deterministic."]
    parts += ["", *(f"    {line}" for line in python(proof.history).splitlines()), "", *origins(verdict.requirement)]
    return "\n".join([*parts, f"replay  {replay(verdict)}", f"again   {reproduce}"])


def settled(verdict: Verdict) -> str:
    """One line on a verdict that needs no explanation."""
    times = f"{verdict.exercised:,} times" if verdict.ruling is Ruling.KEPT else verdict.reason or ""
    return f"{verdict.requirement.id} {verdict.ruling}" + (f" ({times})" if times else "")
