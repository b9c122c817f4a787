"""The page of the errata: what is said on either side, which reading holds, and why."""

from __future__ import annotations

from .._errata import Contradiction, Erratum, errata
from ._markdown import code, page, prose, table, thread
from ._references import to_document, to_requirement


def errata_page() -> str:
    """Every erratum, in the order of its number."""
    every = errata().values()
    kinds = [each.kind for each in every]
    return page(
        "# Errata",
        "Where the documents contradict each other, themselves or the published code, or are damaged.\n"
        "One reading is normative, and the requirements that say so are named.",
        table(("a contradiction", "errata"), ((kind.value, str(kinds.count(kind))) for kind in Contradiction)),
        *(block for each in every for block in _erratum(each)),
    )


def _erratum(each: Erratum) -> tuple[str, ...]:
    told = [f"Said by {', '.join(to_requirement(name, '') for name in each.requirements)}."]
    if each.threads:
        told.append(f"Threads: {', '.join(map(thread, each.threads))}.")
    return (
        f"## {each.id}",
        f"{each.kind.value} · {', '.join(to_document(name, '') for name in each.documents)} · {code(each.member)}",
        prose(each.what),
        f"**Holds:** {prose(each.reading)}",
        prose(each.why),
        "\n".join(told),
    )
