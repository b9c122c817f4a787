"""`qjobspec judge`: the verdicts of `check` on histories that nobody ran here, one clear line for what cannot be judged."""

from __future__ import annotations

import io
import json
import re
import sys
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import jsonschema_rs
import pytest
from tests.conformance import jobs
from tests.conformance.commands import Command
from tests.conformance.feed.written import NOTHING, by_event, call, history, lines, state, works

from qjobspec import examples
from qjobspec_conformance import campaign
from qjobspec_conformance.bench import desk
from qjobspec_conformance.campaign import Plan
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.examples import Example
from qjobspec_conformance.feed import gathering, restored, session
from qjobspec_conformance.feed import lines as lines_module
from qjobspec_conformance.feed.lines import blocks
from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.histories import History

PAGE = Path(__file__).parents[3] / "conformance" / "HISTORIES.md"

BEGAN, ENDED = works(1.0, 2.0)
SUBMITTED = call(1, "submit", 0.0, NOTHING)
KEPT = history(SUBMITTED, BEGAN, ENDED, call(2, "status", 3.0, state("DONE")))
BROKEN = history(SUBMITTED, BEGAN, ENDED, call(2, "status", 3.0, state("DONE")), call(3, "status", 4.0, state("RUNNING")))
LONGER = history(
    SUBMITTED, BEGAN, ENDED, *[call(2 + n, "status", 3.0 + n, state("DONE" if n % 2 else "QUEUED")) for n in range(9)]
)


def _rulings(told: Command) -> dict[str, str]:
    return {each["requirement"]: each["ruling"] for each in told.document["verdicts"]}


def test_histories_of_a_campaign_are_judged_as_the_campaign_judged_them(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down, read again and judged: the same rulings, exercised as often."""
    written: list[History] = []

    def driving(judged: Subject, example: Example, **keywords: float) -> History:
        written.append(really(judged, example, **keywords))
        return written[-1]

    really = desk.drive
    monkeypatch.setattr(desk, "drive", driving)
    monkeypatch.setattr(desk, "_TWICE", 10**9)
    monkeypatch.setattr(campaign, "core", lambda *given: islice(real_core(*given), 0, None, 7))
    outcome = campaign.run(subject(jobs.Good), Plan(deep=0))
    driven = written[1:]  # the first was a rehearsal

    told = run("judge", "--json", runs_jsonl=lines(*[each.as_document() for each in driven]))

    assert told.document["histories"]["read"] == outcome.core
    found = {each["requirement"]: (each["ruling"], each["exercised"]) for each in told.document["verdicts"]}
    assert found == {each.requirement.id: (each.ruling.value, each.exercised) for each in outcome.verdicts}


real_core = campaign.core


def test_a_history_on_each_line_is_judged(run: Command) -> None:
    """The shortest history that breaks a requirement is shown, with its file and line."""
    told = run("judge", runs_jsonl=lines(KEPT, LONGER, BROKEN))

    assert told.code == 1
    assert "farm  profile jobv1" in told.out
    assert "3 histories of" in told.out
    assert "saw: status() said DONE, then RUNNING" in told.out
    assert "where   runs.jsonl, line 3" in told.out
    assert "not exercised: MEMBER-2, MEMBER-3: the histories do not tell offers" in told.out


def test_an_event_on_each_line_comes_to_the_same(run: Command) -> None:
    """Interleaved, on a clock that began long ago, with and without a line that says when it ended."""
    one, other = by_event("j1", BROKEN, began=1.7e9, ended=9.0), by_event("j2", LONGER, began=1.7e9 + 3)
    mixed = [line for pair in zip(one, other, strict=False) for line in pair] + other[len(one) :]
    whole = _rulings(run("judge", "--json", runs_jsonl=lines(BROKEN, LONGER)))

    told = run("judge", "--json", events_jsonl=lines(*mixed))

    assert told.code == 1
    assert _rulings(told) == whole
    (proof,) = (each["proof"] for each in told.document["verdicts"] if each["requirement"] == "STATUS-2")
    assert proof["where"] == {"file": "events.jsonl", "line": 1}
    assert "python" not in proof


def test_more_than_memory_is_to_hold_is_kept_on_disk(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Histories without an end, one event after the other from each: the verdicts do not change."""
    told_of = [by_event(f"j{number}", BROKEN if number % 3 else KEPT) for number in range(40)]
    mixed = lines(*[each for row in zip(*[each[: len(told_of[0])] for each in told_of], strict=True) for each in row])
    in_memory = run("judge", "--json", events_jsonl=mixed).out
    monkeypatch.setattr(gathering, "MOST", 50)

    assert run("judge", "--json", events_jsonl=mixed).out == in_memory


def test_many_histories_are_judged_in_parts(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events of histories that have ended are handed on as soon as they are enough."""
    mixed = lines(*[each for number in range(9) for each in by_event(f"j{number}", BROKEN, ended=9.0)])
    at_once = run("judge", "--json", events_jsonl=mixed).out
    monkeypatch.setattr(session, "_LINES", 20)
    monkeypatch.setattr(lines_module, "_BLOCK", 100)

    assert run("judge", "--json", events_jsonl=mixed).out == at_once


def test_a_member_that_no_job_has_is_not_applicable(run: Command) -> None:
    """As `check` has it, where the histories tell what their jobs offer."""
    told = run("judge", "--json", runs_jsonl=lines({**KEPT, "offers": {"status": {"kind": "method"}}, "thing": 1}))

    assert _rulings(told)["WAIT-1"] == "not applicable"
    assert _rulings(told)["MEMBER-1"] == "broken"


def test_processes_share_the_work_and_come_to_the_same(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many processes there are is nobody's business: byte for byte the same report."""
    monkeypatch.setattr(session, "_SMALL", 1)
    monkeypatch.setattr(lines_module, "_BLOCK", 3_000)
    text = lines(*[KEPT, LONGER, BROKEN] * 20)

    alone = run("judge", "--json", "--processes", "1", runs_jsonl=text)
    shared = run("judge", "--json", "--processes", "2", runs_jsonl=text)

    assert (shared.code, shared.out) == (alone.code, alone.out)
    assert run("judge", "--processes", "2", runs_jsonl=text + "{\n").err == (
        "qjobspec: runs.jsonl:61: is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n"
    )


def test_several_files_and_subjects_are_told_apart(run: Command) -> None:
    """Each subject has a report; the worst of them decides the exit code."""
    told = run("judge", "--requirement", "STATUS-2", a_jsonl=lines(BROKEN), b_jsonl=lines({**KEPT, "subject": "barn"}))

    assert told.code == 1
    assert told.out.index("barn  profile") < told.out.index("farm  profile")


def test_a_report_is_a_document_of_the_specification(run: Command) -> None:
    """`validate` knows it."""
    told = run("judge", "--json", runs_jsonl=lines(BROKEN, KEPT))

    assert faults(told.document, "report") == []


def test_what_is_declared_is_no_surprise(run: Command) -> None:
    """Deviations mean what they mean to `check`."""
    link = "https://example.com/1"
    declared = '[[deviation]]\nrequirement = "STATUS-2"\nreason = "the last word is not final here"\n'
    Path("deviations.toml").write_text(declared + f'link = "{link}"\n', encoding="utf-8")

    told = run("judge", "--requirement", "STATUS-2", "--deviations", "deviations.toml", runs_jsonl=lines(BROKEN))

    assert (told.code, link in told.out) == (0, True)
    assert run("judge", "--deviations", "nowhere.toml", runs_jsonl=lines(BROKEN)).code == 4


def test_standard_input_is_a_file_too(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is what is piped in."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines(BROKEN).encode())))

    told = run("judge", "--requirement", "STATUS-2", "-")

    assert told.code == 1
    assert "where   -, line 1" in told.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}\n", "runs.jsonl:1: lacks 'events'"),
        ("\n[]\n", "runs.jsonl:2: "),
        ('{"events": []}\n', "runs.jsonl:1: /profile: is missing: write it there, or say --profile NAME"),
        (lines({**KEPT, "profile": "nobody"}), "runs.jsonl:1: /profile: "),
        (lines(KEPT, {**KEPT, "lack": []}), "runs.jsonl:2: /lack: is a name that nobody knows here"),
        (
            lines(history([SUBMITTED[1]])),
            "runs.jsonl:1: /events/0/number: there is no call 1 before it: write a `called` event",
        ),
        (
            lines(history([{"kind": "called-back", "at": 0, "number": 4, "arguments": [], "keywords": []}])),
            "runs.jsonl:1: /events/0/number: there is no call 4 before it",
        ),
        (lines(history(SUBMITTED, SUBMITTED)), "runs.jsonl:1: /events/2/number: 1 is another call: give each its own"),
        (lines(history(SUBMITTED, SUBMITTED[1:])), "runs.jsonl:1: /events/2/number: call 1 has come back before"),
        (lines(history(ENDED, BEGAN)), "runs.jsonl:1: /events/1/at: is 1.0, and the event before it is at 2.0"),
        (lines(history(call(1, "status", 1e300))), "runs.jsonl:1: /events/0/at: is no moment of any clock: write seconds"),
        ('{"events": [{"at": NaN}]}\n', "runs.jsonl:1: is not JSON: there is no NaN in it"),
        ("[" * 100_000 + "\n", "runs.jsonl:1: is not JSON: "),
        (b'{"events": "\xff"}\n', "runs.jsonl:1: is not JSON: 'utf-8' codec can't decode"),
        (
            lines(history(SUBMITTED, call(2, "result", 1.0, NOTHING, arguments={"timeout": "soon"}))),
            "runs.jsonl:1: makes no sense to the judge of ",
        ),
        (lines(*by_event("j", BROKEN), {"kind": "called"}), "runs.jsonl:10: /history: does not name its history: write"),
        (lines(*by_event("j", BROKEN), [1]), "runs.jsonl:10: /history: does not name its history: write"),
        (lines(*by_event("j", BROKEN)) + '{"history": "j", "ended": \n', "runs.jsonl:10: is not JSON: "),
        (
            lines({"history": "j"}, {"history": "j", "kind": "called", "at": 0, "number": 0, "member": "x"}),
            "runs.jsonl:2: /number: ",
        ),
        (lines({"history": "j", "profil": "x"}), "runs.jsonl:1: /profil: is a name that nobody knows here"),
        (lines({"history": "j", "kind": "left"}), "runs.jsonl:1: lacks "),
        (
            lines({"history": "j"}, {"history": "j", "kind": "moved", "at": "noon", "job": "j", "says": ""}),
            "runs.jsonl:2: /at: ",
        ),
    ],
)
def test_a_line_that_cannot_be_judged_is_told_with_its_place(run: Command, text: str | bytes, said: str) -> None:
    """File, line, place, what is wrong; and nothing else is said."""
    told = run("judge", runs_jsonl=text)

    assert (told.code, told.out) == (4, "")
    assert told.err.startswith(f"qjobspec: {said}"), told.err
    assert told.err.count("\n") == 1
    assert len(told.err) < 600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.jsonl",), "nowhere.jsonl: cannot be read: No such file or directory"),
        (("--profile", "jobv2", "x.jsonl"), "there is no profile 'jobv2'; did you mean jobv1"),
        (("--requirement", "STATUS-99", "x.jsonl"), "there is no requirement 'STATUS-99'; did you mean"),
        (("--columns", "job=id", "x.jsonl"), "--columns names the columns of a log: say --log too"),
    ],
)
def test_misuse_is_one_line(run: Command, words: tuple[str, ...], said: str) -> None:
    """What is wrong on the command line, and how to mend it."""
    told = run("judge", *words)

    assert told.code == 4
    assert told.err.startswith(f"qjobspec: {said}")


def test_nothing_to_judge_is_told_as_that(run: Command) -> None:
    """As pytest has it: 5."""
    told = run("judge", runs_jsonl="\n\n")

    assert (told.code, told.err) == (5, "qjobspec: there is no history in what was to be judged\n")


def test_jobs_are_no_subjects(run: Command) -> None:
    """A report for each of a thousand jobs would be read by nobody."""
    told = run("judge", runs_jsonl=lines(*[{**KEPT, "subject": f"job-{number}"} for number in range(101)]))

    assert told.err == "qjobspec: the histories name 101 subjects: a subject is whose job it is, and not which job\n"


def test_a_line_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held of a file is bounded."""
    monkeypatch.setattr(lines_module, "_BLOCK", 10)
    monkeypatch.setattr(lines_module, "LONGEST", 1 << 20)
    file = tmp_path / "long.jsonl"
    file.write_text("{}\n" + "x" * (2 << 20), encoding="utf-8")

    with pytest.raises(lines_module.UnreadableFileError, match=r"long\.jsonl:2: is longer than 1 MiB"):
        list(blocks(str(file)))


def test_what_no_recording_showed_is_not_judged(run: Command) -> None:
    """A history that says so proves nothing, and the report says what was missing."""
    told = run("judge", runs_jsonl=lines({**BROKEN, "missing": ["result after CANCELLED"]}))

    assert "not recorded: result after CANCELLED" in told.out
    assert "0 broken" in told.out


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_both_validators_are_of_one_mind(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick one only decides whether the thorough one is asked, and stands in for it."""
    quick = restored._is_valid()
    restored._is_valid.cache_clear()
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    thorough = restored._is_valid()
    restored._is_valid.cache_clear()

    assert jsonschema_rs is not None
    for document in examples("history", kind).values():
        assert quick(document) is thorough(document) is (kind == "good")


def test_thirty_lines_of_python_write_what_can_be_judged(run: Command) -> None:
    """The page's own example, word for word, around a job that breaks a requirement."""
    (source,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    page: dict[str, object] = {}
    exec(source, page)
    told = page["Told"]
    assert callable(told)
    assert len([line for line in source.splitlines() if line.strip()]) <= 32
    with Path("runs.jsonl").open("w", encoding="utf-8") as file:
        job = told(_Forgetful(), file, "job-7", "jobv1")
        for member in ("submit", "status", "status", "job_id"):
            getattr(job, member)()
        with pytest.raises(RuntimeError):
            job.result(timeout=1)

    judged = run("judge", "--json", "runs.jsonl")

    assert judged.code == 1
    assert [name for name, ruling in _rulings(judged).items() if ruling == "broken"] == ["STATUS-2"]
    assert json.loads(Path("runs.jsonl").read_text(encoding="utf-8").splitlines()[0])["profile"] == "jobv1"


class _Forgetful:
    """A job that says DONE once."""

    def __init__(self) -> None:
        from qjobspec import JobStatus

        self._said = iter([JobStatus.DONE, JobStatus.RUNNING])

    def submit(self) -> None:
        """Do nothing."""

    def status(self) -> object:
        """Say something else each time."""
        return next(self._said)

    def job_id(self) -> str:
        """Say which one it is."""
        return "job-7"

    def result(self, timeout: float | None = None) -> object:
        """Fail."""
        raise RuntimeError(timeout)
