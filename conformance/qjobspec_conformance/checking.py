"""What `qjobspec check` does: load, judge, show, and answer with an exit code.

This file does not read a command line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from qjobspec import requirements, requirements_of

from . import deviations as declared
from .answers import CONFORMANT, NOT_CONFORMANT, Misuse
from .campaign import Outcome, Plan, run
from .face import terminal
from .harnesses import HarnessError, Subject, load
from .reports import as_text, conclusion
from .verdicts import Conclusion


def judge_all(
    *,
    names: tuple[str, ...],
    profile_name: str | None,
    only: frozenset[str],
    seed: int,
    deep: int,
    deviations: Path | None,
    as_json: bool,
    command: Callable[[str], str],
) -> int:
    """Judge each subject in turn; the worst of them decides the exit code."""
    worst = CONFORMANT
    for name in names:
        outcome = _judge(name, profile_name, only, seed=seed, deep=deep, deviations=deviations)
        if as_json:
            click.echo(as_text(outcome))
        else:
            terminal.show(Console(highlight=False), outcome, command)
        worst = max(worst, _exit_code(outcome))
    return worst


def _judge(
    name: str, profile_name: str | None, only: frozenset[str], *, seed: int, deep: int, deviations: Path | None
) -> Outcome:
    try:
        subject = load(name, profile_name=profile_name)
        _known(only, subject)
        file = deviations or subject.deviations
        excused = declared.read(file, subject.profile) if file is not None else {}
        with terminal.progress(Console(stderr=True)) as watch:
            return run(subject, Plan(seed=seed, deep=deep, only=only, deviations=excused), watch)
    except (HarnessError, declared.DeviationsError) as error:
        raise Misuse(str(error)) from error


def _known(only: frozenset[str], subject: Subject) -> None:
    for name in sorted(only):
        if name not in requirements():
            raise Misuse(f"no requirement {name!r}; `qjobspec list` shows them all")
        if name not in {each.id for each in requirements_of(subject.profile)}:
            mine = subject.profile.name
            raise Misuse(f"{name} does not belong to profile {mine}; `qjobspec spec {name}` says to which it does")


def _exit_code(outcome: Outcome) -> int:
    good = conclusion(outcome) in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
    return CONFORMANT if good and outcome.repeatable else NOT_CONFORMANT
