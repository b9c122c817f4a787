"""The errata: every contradiction has a reading, and every reading a requirement."""

from __future__ import annotations

import re

from qjobspec import DOCUMENTED, DOCUMENTS, Contradiction, Erratum, errata, requirements, requirements_of

EVERY = tuple(errata().values())
BCP_14 = re.compile(r"\b(MUST|SHALL|SHOULD|RECOMMENDED|REQUIRED|MAY|OPTIONAL)\b")
PROFILE = {each.document: each for each in DOCUMENTED}


def test_the_numbers_have_no_gaps() -> None:
    """Errata are numbered from 1 in the order of the file."""
    assert list(errata()) == [f"E-{number}" for number in range(1, len(errata()) + 1)]


def test_every_kind_of_contradiction_is_there() -> None:
    """Each kind has an erratum: a kind that none has would be no kind."""
    assert {each.kind for each in errata().values()} == set(Contradiction)


def test_an_erratum_speaks_of_known_documents() -> None:
    """A contradiction between documents names two at least, and every one that is named exists."""
    alone = [each.id for each in EVERY if each.kind is Contradiction.BETWEEN_DOCUMENTS and len(each.documents) == 1]

    assert alone == []
    assert [each.id for each in EVERY if not each.documents or not set(each.documents) <= set(DOCUMENTS)] == []


def test_a_reading_is_required_of_somebody() -> None:
    """Each requirement that states the reading is one that a job of one of the documents has to keep, or is replaced there."""
    kept = {each.id: _kept_by(each) for each in EVERY}

    assert [each.id for each in EVERY if not each.requirements] == []
    assert [each.id for each in EVERY if not set(each.requirements) <= kept[each.id]] == []


def test_an_erratum_is_told_in_sentences() -> None:
    """What is said, the reading and the reason end with a full stop, and none of them requires anything by itself."""
    texts = [(each.id, text) for each in EVERY for text in (each.what, each.reading, each.why)]

    assert [name for name, text in texts if not text.endswith(".") or BCP_14.search(text)] == []


def test_a_thread_of_an_erratum_can_be_looked_up() -> None:
    """A public thread is named as `owner/repository#number`."""
    threads = [thread for each in EVERY for thread in each.threads]

    assert [each for each in threads if not re.fullmatch(r"[\w.-]+/[\w.-]+#[1-9][0-9]*", each)] == []


def test_whatever_is_replaced_is_explained() -> None:
    """A requirement that takes the place of another follows a document that says otherwise, and an erratum names it."""
    explained = {name for each in errata().values() for name in each.requirements}

    assert [each.id for each in requirements().values() if each.replaces and each.id not in explained] == []


def _kept_by(each: Erratum) -> set[str]:
    """What jobs of the erratum's documents have to keep, and what it takes the place of."""
    kept = {one.id for document in each.documents for one in requirements_of(PROFILE[document])}
    return kept | {gone for name in kept for gone in requirements()[name].replaces}
