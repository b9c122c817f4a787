"""What `qjobspec check` does: load, judge, show, and answer with an exit code.

This file does not read a command line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click
from rich.console import Console

from qjobspec import PROFILES, requirements, requirements_of

from . import deviations as declared
from .answers import CONFORMANT, NOT_CONFORMANT, Misuse, unknown
from .campaign import Outcome, Plan, run
from .face import terminal, totals
from .face.page import page
from .harnesses import HarnessError, Subject, load
from .reports import as_file, as_text, conclusion
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
    quick: bool = False,
    jobs: int = 1,
    files: Mapping[Callable[[Outcome], str], Path] = MappingProxyType({}),
    command: Callable[[str, str], str],
) -> int:
    """Judge each subject in turn; the worst of them decides the exit code. `command` takes a subject and a requirement.

    `jobs` processes run the examples; each of `files` is written by the function it stands under.
    """
    console, outcomes = Console(highlight=False), list[Outcome]()
    several = len(names) > 1
    for name in _meant(names, profile_name, only) if several else names:
        plan = Plan(seed=seed, deep=deep, only=only, quick=quick)
        outcome = _judge(name, profile_name, plan, deviations, jobs)
        outcomes.append(outcome)
        for text, file in files.items():
            _write(file, text(outcome))
        if as_json:
            click.echo(as_text(outcome))
        else:
            show = terminal.summary if several else terminal.show
            show(console, outcome, partial(command, name))
    if several and not as_json:
        totals.show(console, outcomes)
    return max(map(_exit_code, outcomes))


def files_of(report: Path | None, html: Path | None) -> Mapping[Callable[[Outcome], str], Path]:
    """What is written besides what is shown, by how it is written."""
    wanted = {as_file: report, page: html}
    return {text: file for text, file in wanted.items() if file is not None}


def _meant(names: tuple[str, ...], profile_name: str | None, only: frozenset[str]) -> list[str]:
    """Of several harnesses those to which a profile and requirements belong; one line if they belong to none."""
    try:
        profiles = {name: load(name).profile for name in names}
    except HarnessError as error:
        raise Misuse(str(error)) from error
    if profile_name is not None and profile_name not in PROFILES:
        raise unknown("no profile", profile_name, PROFILES)
    if missing := sorted(only - set(requirements())):
        raise Misuse(f"no requirement {missing[0]!r}; `qjobspec list` shows them all")
    found = [name for name, each in profiles.items() if profile_name in {None, *each.lineage}]
    theirs = {name: {each.id for each in requirements_of(PROFILES[profile_name or profiles[name].name])} for name in found}
    found = [name for name in found if not only or only <= theirs[name]]
    if not found:
        what = " and ".join([*([f"profile {profile_name}"] if profile_name is not None else []), *sorted(only)])
        raise Misuse(f"none of the reference's jobs has {what}: say which harness is to be judged, MODULE:CLASS")
    return found


def _judge(name: str, profile_name: str | None, plan: Plan, deviations: Path | None, jobs: int) -> Outcome:
    try:
        subject = load(name, profile_name=profile_name)
        _known(plan.only, subject)
        file = deviations or subject.deviations
        excused = declared.read(file, subject.profile) if file is not None else {}
        with terminal.progress(Console(stderr=True)) as watch:
            return run(subject, replace(plan, deviations=excused), watch, jobs=jobs)
    except (HarnessError, declared.DeviationsError) as error:
        raise Misuse(str(error)) from error


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Misuse(f"{file} cannot be written: {error.strerror or error}") from error


def _known(only: frozenset[str], subject: Subject) -> None:
    for name in sorted(only):
        if name not in requirements():
            raise Misuse(f"no requirement {name!r}; `qjobspec list` shows them all")
        if name not in {each.id for each in requirements_of(subject.profile)}:
            mine = subject.profile.name
            raise Misuse(f"{name} does not belong to profile {mine}; `qjobspec spec {name}` says to which it does")


def _exit_code(outcome: Outcome) -> int:
    """Of the quick slice, only what it broke: a slice exercises what it can, and the conclusion says that it is one."""
    good = {Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT} | ({Conclusion.INCONCLUSIVE} if outcome.plan.quick else set())
    is_good = conclusion(outcome) in good
    return CONFORMANT if is_good and outcome.repeatable else NOT_CONFORMANT
