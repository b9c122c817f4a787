"""The errata: every contradiction has a reading, and every reading a requirement."""

from __future__ import annotations

import re

import pytest

from qjobspec import DOCUMENTED, DOCUMENTS, Contradiction, Erratum, errata, requirements, requirements_of

EVERY = pytest.mark.parametrize("each", errata().values(), ids=lambda each: each.id)
BCP_14 = re.compile(r"\b(MUST|SHALL|SHOULD|RECOMMENDED|REQUIRED|MAY|OPTIONAL)\b")
PROFILE = {each.document: each for each in DOCUMENTED}


def test_the_numbers_have_no_gaps() -> None:
    """Errata are numbered from 1 in the order of the file."""
    assert list(errata()) == [f"E-{number}" for number in range(1, len(errata()) + 1)]


def test_every_kind_of_contradiction_is_there() -> None:
    """Each kind has an erratum: a kind that none has would be no kind."""
    assert {each.kind for each in errata().values()} == set(Contradiction)


@EVERY
def test_an_erratum_speaks_of_known_documents(each: Erratum) -> None:
    """A contradiction between documents names two at least, and every one that is named exists."""
    assert set(each.documents) <= set(DOCUMENTS)
    assert len(each.documents) >= (2 if each.kind is Contradiction.BETWEEN_DOCUMENTS else 1)


@EVERY
def test_a_reading_is_required_of_somebody(each: Erratum) -> None:
    """Each requirement that states the reading is one that a job of one of the documents has to keep, or is replaced there."""
    kept = {one.id for document in each.documents for one in requirements_of(PROFILE[document])}
    replaced = {gone for name in kept for gone in requirements()[name].replaces}

    assert each.requirements
    assert set(each.requirements) <= kept | replaced


@EVERY
def test_an_erratum_is_told_in_sentences(each: Erratum) -> None:
    """What is said, the reading and the reason end with a full stop, and none of them requires anything by itself."""
    for text in (each.what, each.reading, each.why):
        assert text.endswith(".")
        assert not BCP_14.search(text)


@EVERY
def test_a_thread_of_an_erratum_can_be_looked_up(each: Erratum) -> None:
    """A public thread is named as `owner/repository#number`."""
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+#[1-9][0-9]*", thread) for thread in each.threads)


def test_whatever_is_replaced_is_explained() -> None:
    """A requirement that takes the place of another follows a document that says otherwise, and an erratum names it."""
    explained = {name for each in errata().values() for name in each.requirements}

    assert [each.id for each in requirements().values() if each.replaces and each.id not in explained] == []
