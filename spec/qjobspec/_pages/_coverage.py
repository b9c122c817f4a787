"""The page of the coverage: every statement of every document, and what became of it."""

from __future__ import annotations

from .._documents import DOCUMENTS, Document
from .._statements import Statement, statements
from ._markdown import code, inline, link, page, quoted, table
from ._references import to_erratum, to_requirement


def coverage_page() -> str:
    """Document by document, in the order in which it stands there."""
    rows = [_summary(document) for document in DOCUMENTS.values()]
    return page(
        "# Coverage",
        "Every statement of the documents: the requirements that say the same, the errata that say how it has to be read, "
        "or why it says nothing about a job.",
        table(("document", "statements", "in requirements", "in errata alone", "say nothing about a job"), rows),
        *(block for document in DOCUMENTS.values() for block in _document(document)),
    )


def _of(document: Document) -> list[Statement]:
    return [each for each in statements() if each.document == document.name]


def _summary(document: Document) -> tuple[str, ...]:
    every = _of(document)
    said = [each for each in every if each.requirements]
    explained = [each for each in every if each.errata and not each.requirements]
    idle = [each for each in every if each.furniture is not None]
    name = link(document.name, f"#{document.name.lower()}")
    return (name, *(str(len(found)) for found in (every, said, explained, idle)))


def _document(document: Document) -> tuple[str, ...]:
    rows = ((code(each.member), quoted(each.says), _covered(each)) for each in _of(document))
    about = f"{link(code(document.describes), document.link)} of {document.release}."
    return (f"## {document.name}", about, table(("member", "says", "covered by"), rows))


def _covered(each: Statement) -> str:
    names = [to_requirement(name, "") for name in each.requirements] + [to_erratum(name, "") for name in each.errata]
    return ", ".join(names) if names else f"*{inline(each.furniture or '')}*"
