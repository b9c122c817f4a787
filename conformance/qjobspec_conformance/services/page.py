"""The table of perturbations as a page for people. This file does not know where the page lies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .rows import Kind, Perturbation
from .speech import SPEECHES
from .table import PERTURBATIONS

_HEAD = """\
# Perturbations

What the suite lets a service do to a job class: {count} perturbations, made from the table in
`qjobspec_conformance/services`; `tox -e pages` writes this page anew.
The exhaustive core tries each alone, at the first request of each role that it can strike, at the second, and at the first
after the job has ended. The deep campaign draws up to four at once, with any number of requests in a row.
A request that is *not taken* has no effect at the service.
Jobs that each of them has given away stand in [the kill matrix](MINIATURES.md#what-each-perturbation-reveals).
"""


def perturbations_page() -> str:
    """The page, in Markdown."""
    return _HEAD.format(count=len(PERTURBATIONS)) + "".join(_section(kind) for kind in Kind)


def _section(kind: Kind) -> str:
    rows = [row for row in PERTURBATIONS.values() if row.kind is kind]
    lines = [
        "| name | what the service does | in answers to | with | exercises |",
        "|---|---|---|---|---|",
        *map(_line, rows),
    ]
    title = "HTTP" if kind is Kind.HTTP else kind.value.capitalize()
    return f"\n## {title}\n\n" + "".join(f"{line}\n" for line in lines)


def _line(row: Perturbation) -> str:
    says = row.says if row.taken or row.answers is None else f"{row.says} *Not taken.*"
    cells = (f"`{row.name}`", says, _roles(row), "; ".join(_parameters(row)), ", ".join(dict.fromkeys(row.exercises)))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _roles(row: Perturbation) -> str:
    everywhere = dict.fromkeys(chain.from_iterable(speech.roles for speech in SPEECHES.values()))
    struck = set(chain.from_iterable(row.strikes(speech) for speech in SPEECHES.values()))
    if struck == everywhere.keys():
        return "every request"
    if struck == everywhere.keys() - {"stream"}:
        return "every request but for streams"
    return ", ".join(role for role in everywhere if role in struck)


def _parameters(row: Perturbation) -> Iterator[str]:
    yield from (f"`{name}`: {values}".replace("\\", "\\\\").replace("<", "&lt;") for name, values in row.parameters.items())
    if len(row.bursts) > 1:
        yield f"{' or '.join(map(str, row.bursts))} in a row"
