"""`conformance/FINDINGS.md`: what was found in the real classes, who told of it before, and how it was confirmed.

This file does not judge, and runs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from qjobspec_conformance.examples import example_of
from qjobspec_conformance.services import Plot

from .markdown import linked, table, thread
from .registry import Subject
from .timelines import link

_HEAD: Final = """\
# What was found in real job classes

{breaks} breaks of {broken} requirements in {count} job classes; {known} of them had been told of before, in {threads} threads and
notes (`B…` are those of our own study of the published sources), {new} had not. Each was confirmed by reading the source of the
class or by a script of some ten lines that knows nothing of this suite; none is declared that was not. Written from the reports
and the declared deviations by `python -m tests.subjects`. See [SUBJECTS.md](SUBJECTS.md) for who was judged, and how. What shows a
break leads to its timeline.
"""

_KNOWN: Final = """\
## Known, and found again

*Kept by* names the releases of the same class that do it as the specification says; where none does, the reference does.
"""

_NEW: Final = """\
## Not told of before

As seen with the versions and on the dates of [SUBJECTS.md](SUBJECTS.md).
"""


def findings_page(subjects: Sequence[Subject]) -> str:
    """The page, in Markdown."""
    parts = (_known(subjects), _new(subjects), _confirmed(subjects))
    return "\n".join((_HEAD.format(**_totals(subjects)), *parts))


def breaks(subjects: Sequence[Subject]) -> Iterator[tuple[Subject, str]]:
    """What is broken, by whom."""
    for each in subjects:
        yield from ((each, name) for name, verdict in each.verdicts.items() if verdict["ruling"] == "broken")


def _totals(subjects: Sequence[Subject]) -> dict[str, object]:
    found = list(breaks(subjects))
    told = [each.declared[name].threads for each, name in found if name in each.declared]
    return {
        "breaks": len(found),
        "broken": len({name for _, name in found}),
        "count": len({each.title for each, _ in found}),
        "known": sum(bool(threads) for threads in told),
        "threads": len({one for threads in told for one in threads}),
        "new": sum(not threads for threads in told),
    }


def _known(subjects: Sequence[Subject]) -> str:
    rows = sorted(_known_rows(subjects), key=lambda row: [_in_order(cell) for cell in row])
    return _KNOWN + "\n" + table(("told of in", "class and release", "requirement", "what", "is shown by", "kept by"), rows)


def _known_rows(subjects: Sequence[Subject]) -> Iterator[tuple[str, ...]]:
    for each, name in breaks(subjects):
        for told in each.declared[name].threads:
            yield (
                thread(told),
                each.title,
                linked(name),
                each.declared[name].reason,
                _shown(each, name),
                _kept(subjects, each, name),
            )


def _kept(subjects: Sequence[Subject], breaker: Subject, name: str) -> str:
    kept = (each for each in subjects if each.verdicts.get(name, {}).get("ruling") == "kept")
    return ", ".join(each.title for each in kept if each.name == breaker.name) or "the reference"


def _in_order(cell: str) -> list[tuple[int, str]]:
    """By what to sort: numbers by their size, B2 before B10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", cell)]


def _new(subjects: Sequence[Subject]) -> str:
    rows = [
        (each.title, linked(name), each.declared[name].reason, _shown(each, name), _how(each, name))
        for each, name in breaks(subjects)
        if not each.declared[name].threads
    ]
    return _NEW + "\n" + table(("class and release", "requirement", "what", "is shown by", "confirmed by"), rows)


def _confirmed(subjects: Sequence[Subject]) -> str:
    rows = [(each.title, linked(name), each.declared[name].reason, _how(each, name)) for each, name in breaks(subjects)]
    return "## How each was confirmed\n\n" + table(("class and release", "requirement", "what", "confirmed by"), rows)


def _how(each: Subject, name: str) -> str:
    script, told = each.confirmation(name), each.declared[name].confirmed or each.declared[name].link
    return told if script is None else f"[{script.name}](subjects/{each.folder.name}/confirmations/{script.name})"


def _shown(each: Subject, name: str) -> str:
    """What is done and what happens, in a few words; the moments and the arguments are left out."""
    example = example_of(each.verdicts[name]["proof"]["history"]["example"])
    calls = " beside ".join(", ".join(f"`{step.member}`" for step in lane) for lane in example.program.lanes if lane)
    strikes = Counter(strike.name for strike in (example.timeline.strikes if isinstance(example.timeline, Plot) else ()))
    return f"[{calls or 'a look'}]({link(each, name)})" + "".join(f"; *{strike}*" for strike in strikes)
