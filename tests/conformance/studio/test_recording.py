"""`qjobspec record`: what it writes, what it says, and what it never leaves behind."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from qjobspec_conformance import cli
from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.recordings.exemplars import wanted_of
from qjobspec_conformance.recordings.reading import read
from qjobspec_conformance.recordings.scenarios import SCENARIOS, named, scenario
from qjobspec_reference.service import plot

pytest.importorskip("vcr", reason="vcrpy is not installed: nothing is recorded here")
serving = pytest.importorskip("qjobspec_reference.bindings.serving", reason="there is no server to record")
acting = pytest.importorskip("qjobspec_conformance.studio.acting")

HERE = "tests.conformance.studio.harnesses"

Record = Callable[..., tuple[int, str]]


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Record:
    """Record into a folder `made`: the exit code, and all that was said."""

    def run(harness: str, *words: str) -> tuple[int, str]:
        into = [] if "--into" in words else ["--into", str(tmp_path / "made")]
        monkeypatch.setattr(sys, "argv", ["qjobspec", "record", f"{HERE}:{harness}", *into, *words])
        code = cli.main()
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_every_scenario_is_a_plot_of_the_service() -> None:
    """So the service can be told to play what is to be recorded."""
    for name in SCENARIOS:
        plot(name)


@pytest.mark.parametrize("family", dialects.BUNDLED)
def test_whatever_is_missing_can_be_recorded_by_name(family: str) -> None:
    """The command that a report prints names a scenario that there is, and that the service knows."""
    for kind in wanted_of(dialects.bundled(family)):
        found = scenario(kind.role, kind.state, kind.fault)
        assert named(found.name) == found
        plot(found.name)


def test_a_recording_says_where_it_comes_from(record: Record, tmp_path: Path) -> None:
    """Which server, which client, which tool, when, and what happens in it."""
    code, said = record("Good", "--scenario", "done", "--when", "2026-03-02T08:15:00Z")

    assert (code, said) == (0, f"{tmp_path / 'made' / 'done.yaml'}\n")
    provenance = yaml.safe_load((tmp_path / "made" / "done.yaml").read_text())["provenance"]
    assert provenance["kind"] == "recorded"
    assert provenance["from"] == "qjobspec serve --seed 0 --tick 0.5 --bell"
    assert provenance["when"] == "2026-03-02T08:15:00Z"
    assert provenance["client"]["name"] == "qjobspec"
    assert provenance["tool"]["name"] == "qjobspec record, vcrpy"
    assert provenance["scenario"] == "done"


def test_what_a_user_signs_in_with_is_not_recorded(record: Record, tmp_path: Path) -> None:
    """Nowhere in the file."""
    record("Good", "--scenario", "done")

    text = (tmp_path / "made" / "done.yaml").read_text()
    assert "token-of-the-reference" not in text
    assert "PLACEHOLDER" in text


def test_what_a_harness_calls_a_secret_is_not_recorded(record: Record, tmp_path: Path) -> None:
    """Even where it looks like a word."""
    assert record("Careless", "--scenario", "done")[0] == 0

    assert "sesame" not in (tmp_path / "made" / "done.yaml").read_text()


def test_a_scenario_may_be_a_fault(record: Record, tmp_path: Path) -> None:
    """The role is answered with the code, and the error of the job is an answer like any."""
    assert record("Good", "--scenario", "result-403")[0] == 0

    codes = {each.response.code for each in read(tmp_path / "made" / "result-403.yaml").exchanges}
    assert 403 in codes


def test_a_server_that_is_given_is_told_what_is_to_happen(record: Record, tmp_path: Path) -> None:
    """Names are led to it, and it is named in the recording."""
    with serving.started(serving.Settings(tick=0.5, is_plain=True)) as addresses:
        code, _ = record("Good", "--scenario", "failed", "--url", addresses["runtime"], "--pause", "0")

    recording = read(tmp_path / "made" / "failed.yaml")
    assert code == 0
    assert recording.provenance is not None
    assert recording.provenance.source == addresses["runtime"]
    assert any(b"Failed" in each.response.body for each in recording.exchanges)


def test_a_server_without_plots_is_recorded_as_it_is(record: Record, tmp_path: Path) -> None:
    """What is submitted decides: the object storage knows no plots, and no jobs."""
    with serving.started(serving.Settings(tick=0.5, is_plain=True)) as addresses:
        code, said = record("Good", "--scenario", "done", "--url", addresses["storage"], "--pause", "0")

    assert code == 4
    assert "done: run() raised" in said
    assert not list((tmp_path / "made").iterdir())


def test_nobody_at_an_address_is_told(record: Record) -> None:
    """In one line, with the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    code, said = record("Good", "--scenario", "done", "--url", f"http://127.0.0.1:{port}")

    assert code == 4
    assert said.startswith(f"qjobspec: there is no server at http://127.0.0.1:{port}: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("harness", "words", "line"),
    [
        ("Nobody", [], f"module '{HERE}' has no 'Nobody'"),
        ("WithoutRun", [], "WithoutRun has no method run(): a job is handed in and opened by its provider's own code"),
        (
            "WithoutRecordings",
            [],
            "WithoutRecordings is no harness: it is a class with `profile`, `dialect` and `recordings`",
        ),
        ("WithoutDialect", [], "there is no dialect"),
        ("Idle", [], "run() has submitted no job, as runtime has it"),
        ("Failing", [], "watched: run() raised ConnectionError: no way out"),
        ("Strange", [], "watched: status raised ZeroDivisionError: by zero"),
        ("Closed", [], "watched: open(job_id) raised LookupError: no job here"),
        (
            "Telling",
            ["--scenario", "done"],
            "done: what was recorded is not to be used: interactions/1/request/headers/X-Note",
        ),
        ("Good", ["--scenario", "nope"], "no scenario 'nope'; there are watched, queued, "),
        ("Good", ["--url", "runtime.test"], "'runtime.test' is no address of a server: write http://HOST:PORT"),
        ("Good", ["--when", "yesterday"], "'yesterday' is no moment: write it as 2024-09-02T09:30:00Z"),
        ("Good", ["--into", "/proc/nowhere", "--scenario", "done"], "cannot write to /proc/nowhere: "),
    ],
)
def test_what_cannot_be_recorded_is_one_line(
    harness: str, words: list[str], line: str, record: Record, tmp_path: Path
) -> None:
    """What is wrong and how to mend it; and nothing is left behind."""
    code, said = record(harness, *words)

    assert code == 4
    assert said.startswith("qjobspec: ")
    assert line in said
    assert said.count("\n") == 1
    assert not list(tmp_path.rglob("*.yaml"))


def test_one_failure_leaves_everything_as_it_was(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what was recorded before it, in the same command."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "done.yaml").write_text("as it was")
    monkeypatch.setattr(acting, "_OFTEN", 3)

    code, said = record("Good", "--scenario", "done", "--scenario", "queued")

    assert code == 4
    assert "the job was asked 3 times, and said " in said
    assert [(file.name, file.read_text()) for file in (tmp_path / "made").iterdir()] == [("done.yaml", "as it was")]


def test_a_server_that_hurries_is_told_to_take_its_time(record: Record) -> None:
    """A job that is over before anybody sees it run shows nothing of that."""
    with serving.started(serving.Settings(pace=0, is_plain=True)) as addresses:
        code, said = record("Good", "--scenario", "running", "--url", addresses["runtime"], "--pause", "0")

    assert code == 4
    assert "the job was DONE before anybody saw it RUNNING: let the server take its time" in said


def test_a_job_that_is_watched_has_to_end(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody watches for ever."""
    monkeypatch.setattr(acting, "_OFTEN", 1)

    assert "watched: the job was asked 1 times, and has not ended" in record("Good", "--scenario", "watched")[1]


def test_without_its_extra_the_command_says_how_to_get_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setitem(sys.modules, "vcr", None)
    for name in [each for each in sys.modules if each.startswith("qjobspec_conformance.studio")]:
        monkeypatch.delitem(sys.modules, name)

    assert record("Good") == (4, "qjobspec: recording needs vcr: pip install 'qjobspec[record]'\n")


def test_a_dialect_that_the_service_does_not_speak_needs_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own speaks three families."""
    from qjobspec_conformance.studio.errors import RecordError
    from qjobspec_conformance.studio.servers import Own

    with pytest.raises(RecordError, match="speaks ibmq, runtime, runtime-v2, and not free: say with --url what to record"):
        Own("free")
    monkeypatch.setitem(sys.modules, "qjobspec_reference.bindings.serving", None)
    with pytest.raises(RecordError, match=r"pip install 'qjobspec\[serve\]'"):
        Own("ibmq")
