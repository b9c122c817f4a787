"""`qjobspec judge --log`: rows of job, time and state, held against the state machine of a profile."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from tests.conformance.commands import Command

from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.logs import judging
from qjobspec_conformance.logs.proofs import PROVABLE

HEAD = "job,time,state\n"
GOOD = "a,1,QUEUED\na,2,RUNNING\na,3,DONE\nb,2,RUNNING\nb,4,CANCELLED\nb,5,CANCELLED\n"
RISEN = "r,1,RUNNING\nr,2,DONE\nr,3,RUNNING\n"
LONG_RISEN = "l,1,QUEUED\nl,2,RUNNING\nl,3,ERROR\nl,4,DONE\n"
BACK = "k,1,RUNNING\nk,2,QUEUED\nk,3,DONE\n"


def _rulings(told: Command) -> dict[str, tuple[str, int]]:
    found = {each["requirement"]: (each["ruling"], each["exercised"]) for each in told.document["verdicts"]}
    return {name: ruling for name, ruling in found.items() if ruling[0] != "not exercised"}


def _judged(run: Command, *words: str, profile: str = "ibmq-job", **files: str) -> Command:
    return run("judge", "--log", "--profile", profile, *words, **files)


def test_a_log_of_good_jobs_keeps_what_it_can_keep(run: Command) -> None:
    """Final states stay and moves are legal; of all else such a log tells nothing."""
    told = _judged(run, "--json", log_csv=HEAD + GOOD)

    assert told.code == 1
    assert told.document["conclusion"] == "inconclusive"
    assert told.document["histories"] == {"read": 2, "events": 6, "unfinished": 0, "disordered": 0}
    assert _rulings(told) == {"STATUS-2": ("kept", 1), "STATUS-3": ("kept", 3)}
    assert faults(told.document, "report") == []
    assert set(_rulings(told)) <= set(PROVABLE)


def test_the_shortest_job_is_the_proof(run: Command) -> None:
    """Of two jobs that leave a final state, the one with fewer rows, cut off after the break."""
    told = _judged(run, log_csv=HEAD + GOOD + LONG_RISEN + RISEN)

    assert "saw: status() said DONE, then RUNNING" in told.out
    assert "where   log.csv, line 12" in told.out
    picture = [line.strip() for line in told.out.splitlines() if "job.status() →" in line]
    assert picture == ["0.00 s  job.status() → RUNNING", "1.00 s  job.status() → DONE", "2.00 s  job.status() → RUNNING"]


def test_an_illegal_move_is_broken_and_what_goes_on_after_it_is_not_shown(run: Command) -> None:
    """A job that has run does not queue again."""
    told = _judged(run, "--json", log_csv=HEAD + BACK)

    assert _rulings(told) == {"STATUS-3": ("broken", 2)}
    (proof,) = (each["proof"] for each in told.document["verdicts"] if "proof" in each)
    assert [each["kind"] for each in proof["history"]["events"]] == ["called", "returned"] * 2


@pytest.mark.parametrize(("profile", "name"), [("ibmq-job", "STATUS-1"), ("primitive-job", "STATUS-11")])
def test_a_word_that_means_nothing_breaks_the_requirement_on_states(run: Command, profile: str, name: str) -> None:
    """Words of the profile's services, in any case, mean what they mean; others break what the profile has about them."""
    told = _judged(run, "--json", profile=profile, log_csv=HEAD + GOOD.replace("DONE", "Done") + "x,1,SIMMERING\n")

    assert _rulings(told)[name] == ("broken", 1)
    assert told.document["histories"]["unfinished"] == 1


def test_words_of_services_are_states(run: Command) -> None:
    """COMPLETED is DONE to ibmq."""
    told = _judged(run, "--json", log_csv=HEAD + "a,1,running\na,2,COMPLETED\na,3,RUNNING\n")

    assert _rulings(told)["STATUS-2"] == ("broken", 1)


def test_jobs_without_an_end_are_counted_and_break_nothing(run: Command) -> None:
    """They may still run; a row that stands after a later one is put in its place."""
    told = _judged(run, log_csv=HEAD + "a,2,RUNNING\na,1,QUEUED\nb,1,DONE\n")

    assert "jobs without an end in this log, which still ran or of which it does not tell the end: 1" in told.out
    assert "rows that stood after a later one of their job, and were put in the order of their times: 1" in told.out
    assert "0 broken" in told.out


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_every_format_and_clock_comes_to_the_same(run: Command, ending: str, tmp_path: Path) -> None:
    """Columns by any name, times as dates or as seconds, in one file or several."""
    rows = [("r", f"2024-01-01T00:00:0{at}+00:00", state) for at, state in enumerate(("RUNNING", "DONE", "RUNNING"))]
    odd = 'sta"te; DROP TABLE said --'
    files = [f"a'{number}.{ending}" for number in (1, 2)]
    for file, part in zip(files, (rows[:2], rows[2:]), strict=True):
        with duckdb.connect() as connection:
            connection.execute(
                f'CREATE TABLE rows ("the job" VARCHAR, moment VARCHAR, "{odd.replace(chr(34), chr(34) * 2)}" VARCHAR)'
            )
            connection.executemany("INSERT INTO rows VALUES (?, ?, ?)", part)
            kind = "JSON" if ending == "jsonl" else ending.upper()
            connection.execute(
                f"COPY rows TO '{(tmp_path / file).as_posix().replace(chr(39), chr(39) * 2)}' (FORMAT {kind})"
            )

    told = run("judge", "--log", "--profile", "jobv1", "--columns", f"job=the job,time=moment,state={odd}", "--json", *files)

    assert _rulings(told) == {"STATUS-2": ("broken", 1), "STATUS-3": ("kept", 1)}, told.err
    (proof,) = (each["proof"] for each in told.document["verdicts"] if "proof" in each)
    assert [each["at"] for each in proof["history"]["events"]] == [0, 0, 1, 1, 2, 2]
    assert proof["where"]["file"] == files[0]


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ((), HEAD + "a,1,\n", "log.csv: row 1 has no word that can be read: write all three"),
        ((), HEAD + "a,1,DONE\na,noon,DONE\n", "log.csv: row 2 has no time that can be read: write seconds, or a date"),
        ((), HEAD + ",1,DONE\n", "log.csv: row 1 has no job that can be read"),
        ((), "job,tyme,state\na,1,DONE\n", "there is no column 'time'; did you mean 'tyme'? (say --columns"),
        (
            ("--columns", "job=nothing like it"),
            HEAD + GOOD,
            "there is no column 'nothing like it'; there are: job, time, state",
        ),
        (("--columns", "jobs=id"), HEAD, "--columns 'jobs=id': write job=…,time=…,state=…"),
        (("--columns", "job="), HEAD, "--columns 'job=': write job=…,time=…,state=…"),
    ],
)
def test_a_log_that_cannot_be_read_is_told_in_one_line(run: Command, words: tuple[str, ...], text: str, said: str) -> None:
    """What is wrong, where, and how to mend it."""
    told = _judged(run, *words, log_csv=text)

    assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
    assert told.err.startswith(f"qjobspec: {said}")


def test_misuse_of_logs_is_one_line(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """No profile, no such file, no such format, no DuckDB, no rows."""
    assert "a log does not say which profile" in run("judge", "--log", log_csv=HEAD).err
    assert run("judge", "--log", "--profile", "jobv1", "nowhere.csv").err == "qjobspec: nowhere.csv: there is no such file\n"
    assert "a log ends in .csv, .jsonl, .parquet, .ndjson" in _judged(run, log_txt=HEAD).err
    assert _judged(run, log_jsonl="{nonsense\n").code == 4
    assert _judged(run, log_csv=HEAD).code == 5
    assert _judged(run, "--deviations", "nowhere.toml", log_csv=HEAD).code == 4
    monkeypatch.setitem(__import__("sys").modules, "qjobspec_conformance.logs.judging", None)
    assert "pip install 'qjobspec[judge]'" in _judged(run, log_csv=HEAD).err


def test_a_log_that_is_larger_than_the_memory_is_judged_all_the_same(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB goes to the disk."""
    with duckdb.connect() as connection:
        connection.execute(
            """COPY (SELECT 'job-' || (n % 300000) AS job, n AS time, ['QUEUED', 'RUNNING', 'DONE'][1 + n // 300000] AS state
            FROM range(900000) AS numbers(n)) TO 'log.parquet'"""
        )
    monkeypatch.setattr(judging, "MEMORY", "40MB")

    told = run("judge", "--log", "--profile", "jobv1", "--json", "log.parquet")

    assert told.code == 1, told.err
    assert json.loads(told.out)["histories"]["events"] == 900_000
    assert _rulings(told) == {"STATUS-3": ("kept", 600_000)}
