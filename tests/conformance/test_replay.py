"""`qjobspec replay` and `qjobspec verify`, and the page: what becomes of what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conformance.commands import Command

from qjobspec_conformance.codes import Found, id_of
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.services import Plot

NEVER_DONE = "tests.conformance.jobs:NeverDone"
SAMPLE = "tests.conformance.worlds.sample:Sample"
Short = Callable[..., None]


def _id(requirement: str, *steps: Step) -> str:
    return id_of(Found(requirement, "aer-job", Example(Timeline(), Program((steps,)))))


ASKED = _id("STATUS-6", Step("submit"), Step("status", after=5.0))


@pytest.fixture
def reported(run: Command, short_core: Short) -> Command:
    """A broken job, judged, with its report and page in the folder."""
    short_core(100, first=250)
    run("check", NEVER_DONE, "--deep", "0", "--jobs", "1", "--report", "report.json", "--html", "page.html")
    assert (run.code, run.err) == (1, "")
    return run


def test_what_the_terminal_shows_can_be_pasted(reported: Command) -> None:
    """The line of a report runs the history again, and shows it."""
    (line,) = re.findall(r"replay  qjobspec (replay STATUS-6\S+ \S+)", reported.out)

    assert reported(*line.split()).code == 1
    assert reported.out.startswith("still broken: STATUS-6; saw: status() said RUNNING\n")
    assert "> job.status() → RUNNING" in reported.out


def test_what_is_mended_is_called_fixed(run: Command) -> None:
    """The same history of another class, which keeps the sentence."""
    assert run("replay", ASKED, "tests.conformance.jobs:Good").code == 0
    assert run.out.startswith("fixed: STATUS-6 is kept\n")


def test_a_precondition_that_is_no_longer_met_is_not_fixed(run: Command) -> None:
    """Nothing can be said of it then."""
    assert run("replay", _id("STATUS-6", Step("submit")), "tests.conformance.jobs:Good").code == 5
    assert run.out == "not reproducible: its precondition is no longer met, so STATUS-6 was not exercised\n"


def test_a_hang_shows_who_waits_for_what(run: Command) -> None:
    """The stacks stand below the timeline."""
    assert run("replay", _id("RESULT-3", Step("submit"), Step("result")), "tests.conformance.jobs:NeverReturns").code == 1
    assert "nothing more happens: deadlock" in run.out


def test_a_report_stands_in_for_id_and_harness(reported: Command) -> None:
    """On another machine, with the file that CI has kept."""
    assert reported("replay", "STATUS-6", "--report", "report.json").code == 1
    assert reported("replay", "STATUS-1", "--report", "report.json").code == 4
    assert reported.err.startswith("qjobspec: report.json has no proof for STATUS-1; it has ")


def test_the_script_runs_without_the_suite(reported: Command, tmp_path: Path) -> None:
    """The work of the job stands in it; nothing is imported of ours but the harness."""
    assert reported("replay", ASKED, NEVER_DONE, "--python").code == 0
    assert "qjobspec_conformance" not in reported.out
    said: list[object] = []
    text = reported.out.replace("time.sleep(5.0)", "time.sleep(1.2)")
    exec(compile(text, "script", "exec"), {"print": said.append})

    assert [str(each) for each in said] == ["RUNNING"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((ASKED,), "say whose job it is, as the line in the report does: qjobspec replay ID MODULE:CLASS"),
        ((ASKED[:-2], NEVER_DONE), "is no id of this release"),
        ((ASKED, "nowhere:Nobody"), "there is no module 'nowhere'"),
        ((ASKED, "--report", "none.json"), "none.json: No such file or directory"),
        ((ASKED, SAMPLE, "--report", "bad.json"), "bad.json is no report: `qjobspec check --report bad.json …` writes one"),
        (
            (id_of(Found("STATUS-2", "job", Example(Plot(), Program(((),))))), "tests.conformance.jobs:AnyJob"),
            "STATUS-2 was found on a job at a service, which tests.conformance.jobs:AnyJob does not have",
        ),
    ],
)
def test_a_mistake_is_told_in_a_line(run: Command, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """With the exit code of misuse."""
    (tmp_path / "bad.json").write_text("[]")

    assert run("replay", *words).code == 4
    assert said in run.err
    assert run.err.count("\n") == 1


def test_a_report_is_made_anew_to_the_byte(reported: Command) -> None:
    """Offline, from the histories in it."""
    assert reported("verify", "report.json").code == 0
    assert reported.out.startswith(f"verified: {NEVER_DONE} is not conformant; ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"saw": "status() said RUNNING"',
            '"saw": "status() said DONE"',
            '.proof.saw is "status() said DONE", and it follows',
        ),
        ('"conclusion": "not conformant"', '"conclusion": "inconclusive"', 'conclusion is "inconclusive", and it follows'),
        ('"broken": ', '"broken": 1', "counts.broken is 1"),
        ('  "seed": 0', '    "seed": 0', "nothing in what it says, but it is written otherwise"),
        ('"member": "status"', '"member": "job_id"', " and it follows "),
    ],
)
def test_what_was_changed_is_named(reported: Command, tmp_path: Path, old: str, new: str, said: str) -> None:
    """In one line, with its place."""
    text = (tmp_path / "report.json").read_text()
    assert old in text
    (tmp_path / "report.json").write_text(text.replace(old, new))

    assert reported("verify", "report.json").code in (1, 4)
    assert said in reported.out + reported.err or "is no report" in reported.err
    assert (reported.out + reported.err).count("\n") == 1


def test_what_is_no_report_is_told_in_a_line(run: Command) -> None:
    """No JSON, no such file, another document."""
    assert run("verify", "none.json").code == 4
    assert run("verify", a_json="{").code == 4
    assert run("verify", a_json="{}").err.startswith("qjobspec: a.json is no report: ")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing(reported: Command, tmp_path: Path) -> None:
    """Every tag is closed, every link inside has its place, nothing is fetched and nothing runs."""
    text = (tmp_path / "page.html").read_text()
    page = _Page()
    page.feed(text)

    assert page.open == []
    ids = {attributes["id"] for _, attributes in page.found if "id" in attributes}
    inside = {str(attributes["href"]) for tag, attributes in page.found if tag == "a" and str(attributes["href"])[0] == "#"}
    assert inside
    assert inside <= {f"#{each}" for each in ids}
    assert not {tag for tag, _ in page.found} & {"script", "link", "img", "iframe"}
    assert "job.status() → RUNNING" in text


def test_a_slice_says_what_it_is(run: Command) -> None:
    """Heading, report, and the reason of whatever it left out."""
    run("check", SAMPLE, "--quick", "--jobs", "1", "--report", "report.json")

    assert "core (the quick slice) and 0 deep histories" in run.out
    assert "no history of the quick slice met its precondition" in run.out
    assert "perturbations: " in run.out
    document = json.loads(Path("report.json").read_text())
    assert document["histories"]["quick"] is True
    assert document["footprint"]["perturbations"]["server-error"] > 0
    assert run("verify", "report.json").code == 0


def test_a_slice_answers_for_what_it_broke_alone(run: Command, tmp_path: Path) -> None:
    """What it did not exercise fails nobody's build, and a deviation that it does not find is not stale."""
    declared = '[[deviation]]\nrequirement = "STATUS-1"\nreason = "it was broken once"\nlink = "https://example.org/1"\n'
    (tmp_path / "known.toml").write_text(declared)

    assert run("check", "tests.conformance.jobs:Good", "--quick", "--deviations", "known.toml").code == 0
    assert "inconclusive" in run.out
    assert run("check", NEVER_DONE, "--quick", "--jobs", "1").code == 1


def test_a_folder_that_is_not_there_is_told_before_anything_runs(run: Command) -> None:
    """And nothing is left half-written."""
    assert run("check", NEVER_DONE, "--html", "nowhere/page.html").code == 4
    assert run.err == "qjobspec: there is no folder nowhere to write page.html into\n"
