"""The line that runs a found history again, wherever it is pasted. This file does not know where it is shown."""

from __future__ import annotations

import shlex

from ..codes import Found, id_of
from ..verdicts import Verdict


def replay(verdict: Verdict) -> str:
    """The command for the proof of a verdict that has one."""
    assert verdict.proof is not None, "what is broken has a proof"
    history = verdict.proof.history
    found = Found(verdict.requirement.id, history.profile.name, history.example)
    return shlex.join(["qjobspec", "replay", id_of(found), history.subject])
