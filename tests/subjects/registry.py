"""The real job classes under `conformance/subjects`: who they are, what their reports say, what is declared of them.

This file does not import any of them: what it knows stands in `subject.toml`, in the reports and in the declared deviations.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from qjobspec import profile
from qjobspec_conformance.deviations import Deviation, read

#: Where they lie.
FOLDER: Final = Path(__file__, "..", "..", "..", "conformance", "subjects").resolve()

#: Where the bodies come from with which a service answers.
EXEMPLARS: Final = {
    "in process": "none: the job runs in the process of its user",
    "recorded": "recorded by the class's own client from `qjobspec serve`",
    "live": "recorded from the live service, by others",
    "synthesised": "written from the client's source and documentation",
}


@dataclass(frozen=True)
class Subject:
    """One job class of one release."""

    folder: Path
    name: str
    harness: str
    distribution: str
    version: str
    environment: str
    exemplars: str
    judged: date
    #: Where its report is kept, beside it.
    report: str
    #: Where the declared deviations stand, if its harness finds that out only when it is imported.
    deviations: str | None = None

    @property
    def title(self) -> str:
        """How people call it."""
        return f"{self.name} {self.version}"

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """Its report."""
        found: dict[str, Any] = json.loads((self.folder / self.report).read_text(encoding="utf-8"))
        return found

    @cached_property
    def verdicts(self) -> Mapping[str, Mapping[str, Any]]:
        """What the report says of each requirement."""
        return {each["requirement"]: each for each in self.said["verdicts"]}

    @cached_property
    def declared(self) -> Mapping[str, Deviation]:
        """What is declared of it."""
        return self.declarations()

    def declarations(self, profile_name: str | None = None) -> Mapping[str, Deviation]:
        """What is declared of it as `profile_name`, or as the profile of its report."""
        named = self.deviations or _attribute(self.folder / "harness.py", self.harness.rpartition(":")[2], "deviations")
        return read(self.folder / named, profile(profile_name or self._profile)) if named is not None else {}

    @property
    def _profile(self) -> str:
        return _attribute(self.folder / "harness.py", self.harness.rpartition(":")[2], "profile") or ""

    def confirmation(self, requirement: str) -> Path | None:
        """The script that confirms what is declared, if a script does."""
        told = self.declared[requirement].confirmed
        return self.folder / told if told is not None and told.startswith("confirmations/") else None


def subjects() -> tuple[Subject, ...]:
    """All of them, in the order of their folders."""
    return tuple(_subjects())


def _subjects() -> Iterator[Subject]:
    for file in sorted(FOLDER.glob("*/subject.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["subject"]:
            yield Subject(folder=file.parent, **entry)


def _attribute(file: Path, name: str, attribute: str) -> str | None:
    """What a class of a harness says of itself, or one above it, without importing what it imports."""
    classes = {each.name: each for each in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(each, ast.ClassDef)}
    while (found := classes.get(name)) is not None:
        for line in found.body:
            if isinstance(line, ast.Assign) and attribute in map(ast.unparse, line.targets):
                return str(ast.literal_eval(line.value))
        name = next((base.id for base in found.bases if isinstance(base, ast.Name)), "")
    return None


def lines_by_hand(harness: Path, name: str) -> int:
    """How many lines of code a harness takes: its class and those above it, without docstrings, comments and blank lines."""
    tree = ast.parse(harness.read_text(encoding="utf-8"))
    classes = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.ClassDef)}
    wanted, lines = [name], 0
    while wanted:
        found = classes.get(wanted.pop())
        if found is not None:
            wanted += [base.id for base in found.bases if isinstance(base, ast.Name)]
            lines += len(ast.unparse(_bare(found)).splitlines())
    return lines


def _bare(tree: ast.ClassDef) -> ast.ClassDef:
    for each in ast.walk(tree):
        if isinstance(each, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(each) is not None:
            each.body = each.body[1:] or [ast.Pass()]
    return tree
