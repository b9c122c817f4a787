"""Where the sentences come from: every quotation stands in its document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qjobspec import DOCUMENTS, Source, requirements

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
#: The file of each document.
FILES = {
    "AerJob": "AerJob.txt",
    "IBMQJob": "IBMQJob.txt",
    "ManagedJob": "ManagedJob.txt",
    "RuntimeJob": "RuntimeJob-ibmq.txt",
    "RuntimeJobV2": "RuntimeJobV2.txt",
}
EVERY = [(each.id, source) for each in requirements().values() for source in each.sources]


def test_every_requirement_has_a_source() -> None:
    """Nothing is required without saying where it comes from."""
    assert [each.id for each in requirements().values() if not each.sources] == []


def test_a_source_is_a_quotation_or_a_reasoning() -> None:
    """A source has a document, a member and what is said there, or else says how it was derived, never both."""
    parts = [(name, (source.document, source.member, source.says), source.derived) for name, source in EVERY]

    assert [name for name, quotation, derived in parts if all(quotation) is not (derived is None)] == []
    assert [name for name, quotation, derived in parts if any(quotation) is not (derived is None)] == []
    assert [name for name, _, derived in parts if derived is not None and not derived.endswith(".")] == []


@pytest.mark.parametrize("document", FILES)
def test_a_quotation_stands_in_its_document(document: str) -> None:
    """What a source quotes can be read in the document it names, but for markup and line breaks."""
    file = SEEDS / FILES[document]
    if not file.exists():
        pytest.skip(f"the documents are not part of the repository: there is no {file}")

    text = _bare(file.read_text(encoding="utf-8"))
    quoted = [(name, source.says or "") for name, source in EVERY if source.document == document]

    assert quoted
    assert [(name, says) for name, says in quoted if _bare(says) not in text] == []


def test_a_quotation_is_shown_with_its_place() -> None:
    """A source reads as document, member and quotation."""
    source = Source(document="AerJob", member="cancel", says="Attempt to cancel the job.")

    assert str(source) == "AerJob, cancel: 'Attempt to cancel the job.'"


def test_a_reasoning_is_shown_as_such() -> None:
    """A source of our own reads as derived."""
    assert str(Source(derived="It follows.")) == "derived: It follows."


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\\`*#]|\u200b", " ", text).split())


def test_every_quoted_document_is_known_and_every_known_one_is_linked() -> None:
    """A source names a document of the table, and each document says where it was published."""
    quoted = {source.document for each in requirements().values() for source in each.sources if source.document}

    assert quoted <= set(DOCUMENTS)
    assert all(document.link.startswith("https://github.com/Qiskit/") for document in DOCUMENTS.values())
