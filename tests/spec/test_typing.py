"""The protocols under two type checkers: the shapes of real jobs are accepted, and wrong ones refused for what is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import qjobspec

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "shapes"
SHAPES = sorted(path.name for path in FOLDER.glob("[!_]*.py") if path.name != "foreign.py")

#: What the checkers refuse: a file, a line of it, and the member that is to blame.
Findings = set[tuple[str, int, str]]

MARK = re.compile(r"# rejected(?: by (?P<checker>\w+))?: (?P<member>\w+)$")
#: Where mypy names a member: in a note under the error, as a signature, a name alone, or a name with two types.
MYPY = re.compile(r"^[^:]*?(?P<file>\w+\.py):(?P<line>\d+): (?P<level>error|note): (?P<text>.*)$")
MYPY_MEMBER = re.compile(r"^ {4,}(?:def (?P<signature>\w+)\(|(?P<name>\w+)(?:: expected .*)?$)")
#: Where pyright names one: two levels below the error, whose lines it indents by spaces that do not break.
#: It shows eight lines and then three dots, so with many properties it may not come to the member.
PYRIGHT_MEMBER = re.compile(r'^\s{4}"(?P<name>\w+)" is (?:not |an incompatible type|invariant)(?!assignable)', re.MULTILINE)

CHECKERS = pytest.mark.parametrize(
    "checker", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("mypy", "pyright")]
)


@CHECKERS
@pytest.mark.parametrize("shape", SHAPES)
def test_a_checker_refuses_what_is_wrong_and_nothing_else(shape: str, checker: str) -> None:
    """Every line that is marked is refused for the marked member alone, and no other line is refused."""
    found = {finding for finding in findings(checker) if finding[0] == shape}

    assert found == set(marks(shape, checker))


@pytest.mark.parametrize(
    "name", sorted(name for name in qjobspec.__all__ if getattr(getattr(qjobspec, name), "_is_protocol", False))
)
def test_every_protocol_is_tried_with_a_right_and_a_wrong_class(name: str) -> None:
    """No protocol is left out of the shapes, and none of them takes everything."""
    lines = [line for shape in SHAPES for line in (FOLDER / shape).read_text(encoding="utf-8").splitlines()]
    takers = {match[1] for line in lines if (match := re.match(rf"def (\w+)\(\w+: qjobspec\.{name}\)", line))}

    calls = [line for line in lines if line.partition("(")[0] in takers]

    assert {bool(MARK.search(line)) for line in calls} == {True, False}


@cache
def findings(checker: str) -> Findings:
    """What `checker` refuses in all shapes together: it is started once."""
    pytest.importorskip(checker, reason=f"{checker} is not installed, so the protocols were not tried with it")
    return {"mypy": mypy, "pyright": pyright}[checker]()


def mypy() -> Findings:
    """Check the shapes strictly, as pyproject.toml says, with the specification and the reference to be found beside them."""
    found: Findings = set()
    for match in map(MYPY.match, run("mypy", "--no-error-summary", "--disable-error-code", "empty-body").splitlines()):
        assert match is not None
        place = (match["file"], int(match["line"]))
        if match["level"] == "error" and "has incompatible type" not in match["text"]:
            found.add((*place, match["text"]))
        elif member := MYPY_MEMBER.match(match["text"]):
            found.add((*place, member["signature"] or member["name"]))
    return found


def pyright() -> Findings:
    """The same by pyright; an error that is cut off before it names a member passes for the one that is marked."""
    found: Findings = set()
    for error in json.loads(run("pyright", "--outputjson"))["generalDiagnostics"]:
        path, number = Path(error["file"]), error["range"]["start"]["line"] + 1
        marked = [member for _, line, member in marks(path.name, "pyright") if line == number]
        cut = marked if error["message"].endswith("...") else []
        for member in PYRIGHT_MEMBER.findall(error["message"]) or cut or [error["message"]]:
            found.add((path.name, number, member))
    return found


def run(module: str, *options: str) -> str:
    """What a checker prints about the folder of shapes."""
    command = [sys.executable, "-m", module, *options, str(FOLDER)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    return checked.stdout


def marks(shape: str, checker: str) -> Iterator[tuple[str, int, str]]:
    """What the comments of a shape say that `checker` has to refuse."""
    for number, line in enumerate((FOLDER / shape).read_text(encoding="utf-8").splitlines(), start=1):
        match = MARK.search(line)
        if match and match["checker"] in {None, checker}:
            yield shape, number, match["member"]
