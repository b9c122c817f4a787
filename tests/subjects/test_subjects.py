"""What is kept of the real job classes fits together: reports, deviations, confirmations, environments, pages."""

from __future__ import annotations

import configparser
import json

import pytest

from qjobspec_conformance.documents.faults import faults

from .findings import breaks
from .pages import pages
from .registry import EXEMPLARS, FOLDER, Subject, lines_by_hand, subjects

SUBJECTS = subjects()
EACH = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.title)

#: A harness is not longer.
LONGEST = 25


@EACH
def test_a_report_keeps_its_schema_and_is_of_its_subject(subject: Subject) -> None:
    """As `qjobspec check --report` has written it."""
    assert list(faults(subject.said, "report")) == []
    assert subject.said["subject"] == subject.harness
    assert subject.exemplars in EXEMPLARS


@EACH
def test_whatever_is_broken_is_declared_and_confirmed(subject: Subject) -> None:
    """And nothing else is declared: by a script that is there, or by a place in the source of the class."""
    broken = {name for each, name in breaks([subject])}

    assert broken == set(subject.declared)
    for name in broken:
        assert subject.declared[name].confirmed, name
        script = subject.confirmation(name)
        assert script is None or script.is_file()


@EACH
def test_a_harness_is_short(subject: Subject) -> None:
    """Whoever adds a class writes no more than this."""
    assert lines_by_hand(subject.folder / "harness.py", subject.harness.rpartition(":")[2]) <= LONGEST


@EACH
def test_an_environment_judges_it(subject: Subject) -> None:
    """Its name stands in tox.ini, with the release that is judged."""
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(FOLDER.parents[1] / "tox.ini")
    environment = tox[f"testenv:{subject.environment}"]

    assert "tests.subjects.judging" in environment["commands"]
    assert subject.version in environment["deps"]


def test_no_confirmation_knows_the_suite() -> None:
    """It could be sent to the authors of the class as it is."""
    for script in FOLDER.glob("*/confirmations/*.py"):
        text = script.read_text(encoding="utf-8")
        assert "qjobspec" not in text, script
        assert "conformance." not in text, script


def test_every_script_confirms_something() -> None:
    """One that no deviation, no page and no other script names has outlived what it confirmed."""
    for script in FOLDER.glob("*/confirmations/*.py"):
        beside = [each for kind in ("*.toml", "*.md", "confirmations/*.py") for each in script.parents[1].glob(kind)]
        assert any(script.stem in each.read_text(encoding="utf-8") for each in beside if each != script), script


def test_no_recording_of_the_live_service_is_kept_here() -> None:
    """They are read where they lie; what stands here says that it was written, or recorded from our own service."""
    for cassette in FOLDER.glob("azure/recordings/*"):
        assert "synthesised" in cassette.read_text(encoding="utf-8"), cassette
    for each in (each for each in SUBJECTS if each.exemplars == "live"):
        assert '"content"' not in (each.folder / each.report).read_text(encoding="utf-8")


def test_the_pages_are_those_of_the_reports() -> None:
    """`python -m tests.subjects` writes them."""
    written = pages()
    kept = {file.relative_to(FOLDER.parent).as_posix() for file in FOLDER.glob("*/timelines/*")}

    assert [name for name, text in written.items() if (FOLDER.parent / name).read_text(encoding="utf-8") != text] == []
    assert kept == {name for name in written if "/timelines/" in name}


def test_a_report_is_one_document() -> None:
    """And no file lies among the reports that nobody reads."""
    assert set(FOLDER.glob("*/reports/*")) == {each.folder / each.report for each in SUBJECTS}
    assert all(json.loads((each.folder / each.report).read_text("utf-8")) for each in SUBJECTS)
