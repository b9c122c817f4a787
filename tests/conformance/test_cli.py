"""The command: what it prints, and with which code it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qjobspec import requirements
from qjobspec_conformance import __main__ as command
from qjobspec_conformance import cli
from qjobspec_conformance.harnesses import load

HERE = "tests.conformance.jobs"


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["qjobspec", *words])
    return command.main()


def test_without_an_argument_the_five_jobs_of_the_reference_are_judged() -> None:
    """`qjobspec check` finds each, with its recordings if it has a service."""
    profiles = [load(name).profile.name for name in cli.DEFAULT]

    assert profiles == ["aer-job", "ibmq-job", "managed-job", "runtime-job", "runtime-job-v2"]


def test_several_are_summed_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """A summary of each, its breaks with the command that shows them again, and a line for each in the total."""
    short_core(100, first=250)
    monkeypatch.setattr(cli, "DEFAULT", (cli.DEFAULT[0], f"{HERE}:NeverDone"))

    code = _run(monkeypatch, "check", "--deep", "0", "--requirement", "STATUS-6", "--profile", "aer-job")

    page = " ".join(capsys.readouterr().out.split())
    assert code == 1
    assert "qjobspec_reference.harness:AerJobHarness profile aer-job" in page
    assert "again qjobspec check tests.conformance.jobs:NeverDone --profile aer-job --requirement STATUS-6" in page
    assert "AerJobHarness 1 0 0 0 conformant NeverDone 0 1 0 0 not conformant together 1 1 0 0" in page


def test_several_are_each_a_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """`--json` has no total, and a profile leaves out whose jobs have it not."""
    short_core(20)
    monkeypatch.setattr(cli, "DEFAULT", (cli.DEFAULT[0], cli.DEFAULT[1]))

    _run(monkeypatch, "check", "--deep", "0", "--json", "--profile", "aer-job")

    assert json.loads(capsys.readouterr().out)["subject"] == cli.DEFAULT[0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--profile", "ibmq"], "no profile 'ibmq'"),
        (
            ["--profile", "managed-job", "--requirement", "STATUS-12"],
            "none of the reference's jobs has profile managed-job and STATUS-12: say",
        ),
        (["--requirement", "STATUS-12", "--requirement", "STATUS-14"], "has STATUS-12 and STATUS-14: say which harness"),
        (["--requirement", "STATUS-99"], "no requirement 'STATUS-99'"),
        (["--deviations", "some.toml"], "--deviations are those of one job class: say which harness is to be judged"),
    ],
)
def test_what_fits_none_of_them_is_misuse(
    words: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, before anything is judged."""
    code = _run(monkeypatch, "check", *words)

    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (4, 1)
    assert line in said


def test_a_harness_of_the_reference_that_cannot_be_had_is_misuse(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the extra that its client comes with, for example."""
    monkeypatch.setattr(cli, "DEFAULT", ("no_such_module:One", "no_such_module:Other"))

    assert _run(monkeypatch, "check") == 4
    assert "there is no module 'no_such_module'" in capsys.readouterr().err


def test_a_broken_job_exits_with_one_and_shows_how_to_see_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """The report names the requirement, and the line that reproduces it."""
    short_core(100, first=250)

    code = _run(
        monkeypatch, "check", f"{HERE}:NeverDone", "--requirement", "STATUS-6", "--deep", "0", "--profile", "aer-job"
    )

    again = "qjobspec check tests.conformance.jobs:NeverDone --profile aer-job --requirement STATUS-6 --seed 0 --deep 0"
    assert code == 1
    assert again in " ".join(capsys.readouterr().out.split())


def test_an_inconclusive_verdict_exits_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """Never 0 when something that applies was not judged."""
    short_core(10_000)

    code = _run(monkeypatch, "check", cli.DEFAULT[0], "--deep", "0")

    assert code == 1
    assert "inconclusive" in capsys.readouterr().out


def test_json_is_the_report_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """`--json` writes one document to standard output."""
    short_core(200)

    _run(monkeypatch, "check", f"{HERE}:Good", "--json", "--deep", "0")

    document = json.loads(capsys.readouterr().out)
    assert document["subject"] == f"{HERE}:Good"
    assert document["profile"] == "aer-job"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["check", "nothing"], "does not name a harness: write MODULE:CLASS"),
        (["check", "no_such_module:Harness"], "there is no module 'no_such_module'"),
        (["check", f"{HERE}:not_a_class"], "is not a class"),
        (["check", f"{HERE}:CannotStart"], "raised OSError: no simulator here"),
        (["check", f"{HERE}:Good", "--profile", "ibmq"], "no profile 'ibmq'; there are: job, jobv1, "),
        (["check", f"{HERE}:Good", "--requirement", "STATUS-99"], "no requirement 'STATUS-99'"),
        (["check", f"{HERE}:Good", "--requirement", "CANCEL-3"], "CANCEL-3 does not belong to profile aer-job"),
        (["check", f"{HERE}:Good", "--deviations", "none.toml"], "none.toml: cannot be read"),
        (["check", f"{HERE}:Good", "--deep", "-1"], "Invalid value for '--deep'"),
        (["spec", "STATUS-99"], "no requirement 'STATUS-99'"),
        (["list", "--profile", "ibmq"], "no profile 'ibmq'"),
        (["frobnicate"], "No such command 'frobnicate'"),
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


def test_a_deviation_that_is_kept_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], short_core: Callable[..., None]
) -> None:
    """A stale entry exits with 1 and names itself in one line."""
    short_core(50)
    file = tmp_path / "d.toml"
    file.write_text('[[deviation]]\nrequirement = "STATUS-1"\nreason = "a long time ago"\nlink = "https://example.org/1"\n')

    code = _run(monkeypatch, "check", f"{HERE}:Good", "--deviations", str(file), "--requirement", "STATUS-1", "--deep", "0")

    assert code == 1
    assert "STATUS-1 is declared as a deviation, but it is kept: delete its entry" in capsys.readouterr().out


def test_one_requirement_is_printed_with_its_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`qjobspec spec RESULT-6` prints sentence, reason, source and what it takes the place of."""
    code = _run(monkeypatch, "spec", "RESULT-6")

    page = capsys.readouterr().out
    assert code == 0
    assert "MUST raise that same exception" in page
    assert "takes the place of RESULT-5" in page
    assert "source  AerJob, result:" in page


def test_the_list_has_every_requirement(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`qjobspec list` prints every id."""
    _run(monkeypatch, "list")

    page = capsys.readouterr().out
    assert [name for name in requirements() if f"{name} " not in page] == []


def test_the_list_can_be_narrowed_and_read_by_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Profile, area and level narrow the list; `--json` gives it as data."""
    _run(monkeypatch, "list", "--profile", "aer-job", "--area", "callbacks", "--level", "SHOULD", "--json")

    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == ["CALLBACK-9"]


def test_an_interrupt_exits_with_two(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is not a crash."""

    def interrupted(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("qjobspec_conformance.checking.judge_all", interrupted)

    code = _run(monkeypatch, "check")

    assert code == 2
    assert capsys.readouterr().err.endswith("qjobspec: interrupted\n")


def test_our_own_fault_exits_with_three(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What we did not foresee shows its traceback, asks to be reported, and exits with 3."""

    def mistaken(**_: object) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("qjobspec_conformance.checking.judge_all", mistaken)

    code = _run(monkeypatch, "check")

    assert code == 3
    assert "ZeroDivisionError: oh" in capsys.readouterr().err


def test_without_its_extra_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`pip install qjobspec` alone has the command too, and it answers in one line."""
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.delitem(sys.modules, cli.__name__)

    code = _run(monkeypatch, "list")

    assert code == 4
    assert capsys.readouterr().err == "qjobspec: the command needs click: pip install 'qjobspec[check]'\n"


def test_the_module_runs_as_the_command_does() -> None:
    """`python -m qjobspec_conformance` is the same command."""
    done = subprocess.run(
        [sys.executable, "-m", "qjobspec_conformance", "spec", "STATUS-2"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0
    assert done.stdout.startswith("STATUS-2  MUST  job")
