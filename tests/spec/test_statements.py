"""The coverage of the sources: every statement of the five documents, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from qjobspec import DOCUMENTED, DOCUMENTS, Profile, Statement, errata, requirements, requirements_of, statements

from .test_sources import FILES, SEEDS

#: What may be left uncovered, because it says nothing about a job, and why.
FURNITURE = {
    "heading": "it stands above what is said",
    "markup": "it is there for the page",
    "navigation": "it belongs to the page around the document",
    "notice": "it speaks of the package and not of the class",
    "background": "it tells what there is and asks nothing of a job",
}
#: How many statements may be called background; each is named here, so that none hides there.
BACKGROUND = {
    "Bases: object",
    "ベースクラス: object",
    "Representation of a runtime program execution.",
    "Representation of a runtime V2 primitive exeuction.",
    "Representation of a job that executes on an IBM Quantum Experience backend.",
    "The job may be executed on a simulator or a real device.",
    "A new IBMQJob instance is returned when you callIBMQBackend.run() to submit a job to a particular backend.",
}
#: The places of a document that are no member of its class.
PLACES = {"class", "constructor", "_executor"}

PROFILE = {each.document: each for each in DOCUMENTED}
COVERED = [each for each in statements() if each.furniture is None]
EVERY = pytest.mark.parametrize("document", DOCUMENTS)


def of(document: str) -> list[Statement]:
    """The statements of one document, in their order."""
    return [each for each in statements() if each.document == document]


def test_every_statement_is_covered_or_furniture() -> None:
    """A statement is covered by a requirement or explained by an erratum, or is furniture of a known kind; never both."""
    left = [each for each in statements() if bool(each.requirements or each.errata) is (each.furniture is not None)]

    assert left == []
    assert {each.furniture for each in statements()} == {None, *FURNITURE}


@EVERY
def test_the_coverage_is_whole(document: str) -> None:
    """Of what a document says about a job, one hundred percent is covered."""
    said = [each for each in of(document) if each.furniture is None]
    covered = [each for each in said if each.requirements or each.errata]

    assert len(covered) / len(said) == 1.0


def test_nothing_that_says_something_passes_for_background() -> None:
    """What is called background is listed one by one."""
    assert {each.says for each in statements() if each.furniture == "background"} == BACKGROUND


def test_nothing_that_says_something_passes_for_a_heading() -> None:
    """A heading has one word or two, and none of those with which a document tells what a job does."""
    headings = [each.says for each in statements() if each.furniture == "heading"]
    telling = re.compile(r"\b(returns?|raises?|initializes|if|is|was|has|must|can|will)\b.|–", re.IGNORECASE)

    assert [says for says in headings if len(says.split()) > 2 or telling.search(says)] == []


def test_nothing_that_says_something_passes_for_markup() -> None:
    """Markup is one tag, and a tag that holds a signature or a value is none."""
    tags = [each.says for each in statements() if each.furniture == "markup"]

    assert [says for says in tags if not re.fullmatch(r"<[^<>]+>", says) or re.search("signature|Value", says)] == []


@EVERY
def test_the_page_around_a_document_stands_before_it(document: str) -> None:
    """Navigation and notices stand before the first statement that is covered, so that none is taken out of the middle."""
    places = [each.furniture in ("navigation", "notice") for each in of(document)]
    first = next(number for number, each in enumerate(of(document)) if each.furniture is None)

    assert True not in places[first:]


@EVERY
def test_what_covers_a_statement_belongs_to_its_class(document: str) -> None:
    """A requirement that covers a statement is one that a job of the document's profile has to keep."""
    kept = {each.id for each in requirements_of(PROFILE[document])}

    foreign = [(each.says, set(each.requirements) - kept) for each in of(document) if set(each.requirements) - kept]

    assert foreign == []


@EVERY
def test_what_explains_a_statement_speaks_of_its_document(document: str) -> None:
    """An erratum that explains a statement exists and names the document."""
    known = {each.id for each in errata().values() if document in each.documents}

    assert [each.says for each in of(document) if not set(each.errata) <= known] == []


@EVERY
def test_the_statements_are_the_document(document: str) -> None:
    """Put together in their order, the statements are the whole document: nothing is left over and nothing was added."""
    file = SEEDS / FILES[document]
    if not file.exists():
        pytest.skip(f"the documents are not part of the repository: there is no {file}")

    together = _letters(each.says for each in of(document))

    assert together == _letters([file.read_text(encoding="utf-8")])


@pytest.mark.parametrize("one", DOCUMENTED, ids=lambda one: one.name)
def test_every_member_stands_in_its_document(one: Profile) -> None:
    """Each member of a documented profile has statements, and each statement stands under a member or a known place."""
    assert one.document is not None

    spoken_of = {each.member for each in of(one.document)}

    assert set(one.members) <= spoken_of
    assert spoken_of <= {*one.members, *PLACES}


def test_a_requirement_covers_what_it_quotes() -> None:
    """The words that a requirement quotes stand in statements that name it, unless a more particular one is kept there."""
    kept = {each.document: {name.id for name in requirements_of(each)} for each in DOCUMENTED}

    lost = [
        (each.id, source.document, source.says)
        for each in requirements().values()
        for source in each.sources
        if source.document and source.says and each.id in kept[source.document]
        if _letters([source.says]) not in _letters(one.says for one in of(source.document) if each.id in one.requirements)
    ]

    assert lost == []


def test_every_requirement_but_the_derived_ones_covers_something() -> None:
    """What covers no statement of any document says so: it is derived."""
    covering = {name for each in COVERED for name in each.requirements}

    without = [each for each in requirements().values() if each.id not in covering]

    assert [each.id for each in without if all(source.derived is None for source in each.sources)] == []


def _letters(texts: Iterable[str]) -> str:
    """Texts without spaces, markup and punctuation of lists, which a quotation may leave out."""
    return re.sub(r"[\s\\`*#|•¶\u200b-]", "", "".join(texts))
