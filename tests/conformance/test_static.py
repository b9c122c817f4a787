"""`qjobspec check --static`: what it prints about a class alone, and with which code it exits."""

from __future__ import annotations

import json
import sys

import pytest

from qjobspec_conformance import __main__ as command
from qjobspec_conformance.reports import release
from qjobspec_reference import AerJob as ReferenceJob

HERE = "tests.conformance.test_static"

#: No class, and no document of that name.
NOTHING = object()


class AerJob(ReferenceJob):
    """Another one that the document of its name fits."""


class RuntimeJobV2:
    """Nothing of what its document says, and nothing may be run to find out."""

    def __new__(cls) -> RuntimeJobV2:
        """Nobody makes one."""
        raise AssertionError

    @property
    def ERROR(self) -> str:  # noqa: N802 - the document's name
        """Nobody reads it."""
        raise AssertionError


class TakesLess(ReferenceJob):
    """Its constructor is its own."""

    def __init__(self) -> None: ...


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["qjobspec", "check", "--static", *words])
    monkeypatch.setenv("COLUMNS", "160")
    return command.main()


def test_without_an_argument_the_reference_is_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reference's own job has all that its document asks for, and no harness is needed to say so."""
    code = _run(monkeypatch)

    page = capsys.readouterr().out
    assert code == 0
    assert page.startswith(f"qjobspec_reference:AerJob  profile aer-job  qjobspec {release()}  by its signatures alone\n")
    assert page.endswith("\nfits  0 MUST broken, 0 SHOULD broken, 1 added, 0 unknown\n")


def test_a_class_is_compared_with_the_document_of_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--profile`, the class's own name says which; nothing of the class is run."""
    code = _run(monkeypatch, f"{HERE}:RuntimeJobV2")

    page = " ".join(capsys.readouterr().out.split())
    assert code == 1
    assert "profile runtime-job-v2" in page
    assert "missing MEMBER-1 MUST job_id there is no job_id()" in page
    assert "may lack streaming cancel_result_streaming there is no cancel_result_streaming()" in page
    assert "constructor CONSTRUCTOR-1 SHOULD RuntimeJobV2 there is no parameter backend" in page
    assert "unknown ERROR the value of ERROR is not plain to see on the class" in page


def test_the_kinds_of_difference_stand_in_groups(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind is named once, on the first of its lines."""
    _run(monkeypatch, f"{HERE}:RuntimeJobV2")

    first_words = [line.split(" ")[0] for line in capsys.readouterr().out.splitlines()]
    assert [word for word in first_words if word][1:] == ["kind", "missing", "constructor", "unknown", "differs"]


def test_a_should_does_not_decide(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A class that differs by its constructor alone fits."""
    code = _run(monkeypatch, f"{HERE}:TakesLess", "--profile", "aer-job")

    assert code == 0
    assert "fits  0 MUST broken, 5 SHOULD broken" in capsys.readouterr().out


def test_a_class_without_any_difference_has_no_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is a heading and a last line, and nothing between them."""
    monkeypatch.setattr("qjobspec_conformance.static.differences", lambda *_: ())

    _run(monkeypatch, f"{HERE}:AerJob")

    heading, nothing, last = capsys.readouterr().out.splitlines()
    assert (heading.split()[0], nothing, last.split()[0]) == (f"{HERE}:AerJob", "", "fits")


def test_json_is_the_comparison_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` writes one document, the same every time."""
    code = _run(monkeypatch, f"{HERE}:RuntimeJobV2", "--json")
    first = capsys.readouterr().out
    _run(monkeypatch, f"{HERE}:RuntimeJobV2", "--json")
    again = capsys.readouterr().out

    document = json.loads(first)
    assert code == 1
    assert first == again
    assert list(document) == [
        "spec", "subject", "profile", "conclusion", "counts", "differences", "unknown", "additions"
    ]  # fmt: skip
    assert document["subject"] == f"{HERE}:RuntimeJobV2"
    assert (document["profile"], document["conclusion"]) == ("runtime-job-v2", "differs")
    assert document["counts"]["missing"] + document["counts"]["constructor"] == len(document["differences"])
    assert document["differences"][0] == {
        "kind": "missing",
        "requirement": "MEMBER-1",
        "level": "MUST",
        "member": "job_id",
        "says": "there is no job_id()",
    }
    assert [each["member"] for each in document["differences"] if each.get("lacks") == "streaming"] == [
        "interim_results", "stream_results", "cancel_result_streaming"
    ]  # fmt: skip
    assert [each["member"] for each in document["unknown"]] == ["ERROR"]
    assert document["additions"] == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["nothing"], "'nothing' does not name a job class: write MODULE:CLASS, for example mypackage:MyJob"),
        (["no_such_module:Job"], "there is no module 'no_such_module'"),
        ([f"{HERE}:NoSuchJob"], "has no 'NoSuchJob': write MODULE:CLASS"),
        ([f"{HERE}:NOTHING"], "is not a class: --static wants the job class itself"),
        (
            ["qjobspec_reference.harness:AerJobHarness", "--profile", "aer-job"],
            "is a harness: --static wants the job class itself, which is what its start(work) makes",
        ),
        ([f"{HERE}:TakesLess"], "no document is called TakesLess"),
        ([f"{HERE}:TakesLess"], "name a --profile of job, jobv1, primitive-job, aer-job, ibmq-job"),
        ([f"{HERE}:AerJob", "--profile", "ibmq"], "no profile 'ibmq'; there are: job, jobv1, primitive-job"),
        ([f"{HERE}:AerJob", "--requirement", "MEMBER-1"], "--static runs no example, so it takes no --requirement"),
        ([f"{HERE}:AerJob", "--seed", "0"], "--static runs no example, so it takes no --seed"),
        ([f"{HERE}:AerJob", "--deep", "1"], "--static runs no example, so it takes no --deep"),
        ([f"{HERE}:AerJob", "--deviations", "d.toml"], "--static runs no example, so it takes no --deviations"),
    ],
)
def test_misuse_is_one_line_and_exits_with_four(
    words: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the user can mend is told in one line, without a traceback."""
    code = _run(monkeypatch, *words)

    captured = capsys.readouterr()
    assert code == 4
    assert captured.err.startswith("qjobspec: ")
    assert line in captured.err
    assert captured.err.count("\n") == 1
