"""How a history and a verdict look to people."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.deviations import Deviation
from qjobspec_conformance.events import CalledBack, Value
from qjobspec_conformance.examples import Callback, Example, Lent, Program, Step, Timeline
from qjobspec_conformance.face import terminal
from qjobspec_conformance.face.drawing import picture, stacks
from qjobspec_conformance.face.pasting import call, python
from qjobspec_conformance.face.prose import explanation, settled
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.stage import drive
from qjobspec_conformance.works import Outcome

from . import jobs

SUBMIT = Step("submit")
ROOT = Path(__file__).parent.parent.parent


def test_a_picture_is_read_from_top_to_bottom() -> None:
    """Moments, the user's calls, and what the work did stand beside one another; the proof is marked."""
    history = drive(subject(jobs.Good), Example(Timeline(running=4.0), Program(((SUBMIT, Step("result")),))))

    drawn = picture(history, (5,))

    assert drawn.splitlines() == [
        "        t   you                     the job's work",
        "   0.00 s   job.submit() → None",
        "   0.00 s   job.result() …",
        "   0.00 s                           starts",
        "   4.00 s                           returns Product #4",
        "   4.00 s > … result → Product #4",
    ]


def test_what_comes_again_and_again_is_counted_in_a_picture() -> None:
    """A few times it is shown; and each moment counts for itself."""
    empty = drive(subject(jobs.Good), Example(Timeline(), Program(((),))))
    again = [CalledBack(at, "main", 1, (), ()) for at in (1.0,) * 3 + (2.0,) * 300]

    drawn = picture(replace(empty, events=tuple(again)))

    assert drawn.splitlines()[1:] == [
        *["   1.00 s   ← callback()"] * 3,
        "   2.00 s   ← callback()",
        "   2.00 s                  the same, 299 times more",
    ]


def test_what_is_lent_is_pasted_by_its_name() -> None:
    """It is nothing that a script could make."""
    step = Step("submit", (("circuits", Lent("circuits")), ("executor", Lent("executor", 8.0))))

    assert call(step) == "job.submit(circuits=circuits, executor=executor)"


def test_a_picture_of_threads_says_which_is_which() -> None:
    """With more than one thread each of the user's rows names its own."""
    history = drive(
        subject(jobs.Good), Example(Timeline(outcome=Outcome.RAISES), Program(((SUBMIT,), (Step("version", after=3.0),))))
    )

    drawn = picture(history)

    assert "main: job.submit() → None" in drawn
    assert "lane-2: job.version → 1" in drawn
    assert "raises WorkError: the work failed, as its timeline says" in drawn


def test_a_hang_ends_the_picture_and_its_stacks_name_the_place() -> None:
    """The last row says that nothing more happens; the stacks say where who waits."""
    history = drive(subject(jobs.NeverReturns), Example(Timeline(), Program(((SUBMIT, Step("result")),))))

    assert history.hung is not None
    assert picture(history).endswith("nothing more happens: deadlock")
    assert "jobs._Waits.result" in stacks(history.hung)


@pytest.mark.parametrize(
    "example",
    [
        Example(Timeline(0.01, 0.01), Program(((SUBMIT, Step("result", (("timeout", 0),)), Step("status", after=0.05)),))),
        Example(Timeline(0.0, 0.05, Outcome.RAISES), Program(((SUBMIT, Step("version")), (Step("job_id", after=0.01),)))),
        Example(
            Timeline(0.0, 0.05, Outcome.UNSUCCESSFUL),
            Program(
                (
                    (
                        SUBMIT,
                        Step("wait_for_final_state", (("wait", 0.1), ("callback", Callback(("status",))))),
                    ),
                )
            ),
        ),
    ],
)
def test_the_pasted_script_runs_and_needs_nothing_of_the_engine(example: Example, tmp_path: Path) -> None:
    """What the report prints as Python runs as it stands, in real time."""
    script = tmp_path / "pasted.py"
    harness = "qjobspec_reference.harness"
    text = python(drive(subject(jobs.Good), example)).replace(
        f"from {jobs.__name__} import Good", f"from {harness} import AerJobHarness as Good"
    )
    script.write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ)
    )

    assert done.returncode == 0, done.stderr
    assert "qjobspec_conformance.virtual" not in text


def test_a_script_of_a_raising_callback_and_a_job_born_submitted(short_core: Callable[..., None]) -> None:
    """The callback raises in the script too, and what the harness submits is not submitted again."""
    waiting = Step("wait_for_final_state", (("callback", Callback(raises="stop")),))
    example = Example(Timeline(1.0, 1.0), Program(((waiting, Step("cancel")),)))

    text = python(drive(subject(jobs.Submitted), example))

    assert "    raise RuntimeError('stop')" in text
    assert "submit()" not in text
    assert "try:\n    print(job.wait_for_final_state(callback=callback))" in text


def test_a_callback_with_keywords_is_drawn_with_them() -> None:
    """Keyword arguments of a callback are shown by name."""
    history = drive(subject(jobs.Good), Example(Timeline(), Program(((SUBMIT,),))))
    event = CalledBack(1.0, "main", 1, (Value("str", "x"),), ("queue_info",))

    drawn = picture(replace(history, events=(*history.events, event)))

    assert "← callback('x', queue_info=…)" in drawn


def test_an_explanation_has_everything_that_a_reader_needs(short_core: Callable[..., None]) -> None:
    """Sentence, what was seen, timeline, script, source and the line that shows it again."""
    short_core(100, first=250)
    outcome = run(subject(jobs.NeverDone), Plan(deep=0, only=frozenset({"STATUS-6"})))

    text = explanation(outcome.verdicts[0], "qjobspec check it")

    assert text.startswith(
        "STATUS-6 MUST: Once the work has returned its result, `status()` MUST say `DONE`. Saw: status() said RUNNING."
    )
    assert "5.00 s > job.status() → RUNNING" in text
    assert "    job = harness.start(Work(4.0))" in text
    assert "source  AerJob, done: 'Return whether the job has successfully run.'" in text
    assert "thread  https://github.com/Qiskit/qiskit-ibm-runtime/issues/509" in text
    assert text.endswith("again   qjobspec check it")


def test_what_is_not_broken_needs_one_line(short_core: Callable[..., None]) -> None:
    """Kept says how often, not exercised says why."""
    short_core(6_000)
    outcome = run(subject(jobs.Good), Plan(deep=0, only=frozenset({"MEMBER-1", "CANCEL-10"})))

    lines = [settled(verdict) for verdict in outcome.verdicts]

    assert lines[0].startswith("MEMBER-1 kept (")
    assert lines[1] == "CANCEL-10 not exercised (no history met its precondition)"
    assert explanation(outcome.verdicts[1], "").endswith("no history met its precondition")


def _shown(harness: type, plan: Plan) -> str:
    console = Console(width=140, record=True, file=io.StringIO(), force_terminal=True)
    with terminal.progress(console) as watch:
        outcome = run(subject(harness), plan, watch)
    terminal.show(console, outcome, lambda name: f"again {name}")
    return console.export_text()


def test_the_terminal_shows_the_table_the_breaks_and_the_conclusion(short_core: Callable[..., None]) -> None:
    """One page says what was judged, how it came out, and why."""
    short_core(100, first=250)

    page = _shown(jobs.NeverDone, Plan(deep=0, only=frozenset({"STATUS-6", "STATUS-1", "MEMBER-1"})))

    assert "area" in page
    assert "STATUS-6 MUST  Once the work has returned" in page
    assert "saw: status() said RUNNING" in page
    assert "not conformant  2 kept, 1 broken, 0 not exercised, 0 not applicable" in page


def test_the_terminal_shows_hangs_threads_and_what_was_left_out(short_core: Callable[..., None]) -> None:
    """Stacks, avoided members and what was not exercised are all told."""
    short_core(40)

    page = _shown(jobs.Spins, Plan(deep=0, only=frozenset({"RESULT-3", "RESULT-1", "TIMEOUT-3", "TIMEOUT-6", "SUBMIT-5"})))

    assert "nothing more happens: spin" in page
    assert "left out after the first time: examples with result" in page
    assert "RESULT-1 MUST not exercised: left out" in page


def test_the_terminal_tells_a_stale_deviation_and_dice(short_core: Callable[..., None]) -> None:
    """A deviation in vain and a job that is not deterministic are said at the end."""
    short_core(9, first=250)
    excuse = {
        "MEMBER-1": Deviation("MEMBER-1", "once upon a time", "https://example.org"),
        "STATUS-4": Deviation("STATUS-4", "it rolls dice", "https://example.org"),
    }

    page = _shown(jobs.Rolls, Plan(deep=0, only=frozenset({"MEMBER-1", "STATUS-4", "STATUS-3"}), deviations=excuse))

    assert "MEMBER-1 is declared as a deviation, but it is kept: delete its entry" in page
    assert "declared: it rolls dice https://example.org" in page
    assert "the job is not deterministic" in page
