"""The kill matrix as a page for people: `conformance/MINIATURES.md`. This file knows what was found, and runs no job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from qjobspec import AREAS, requirements
from qjobspec_conformance.examples import Example
from qjobspec_conformance.services import Plot

from .exceptions import CALLS, LONGER, MOVES, UNBREAKABLE, UNREVEALING
from .found import Found, Innocence, Proof, Revelation
from .words import in_words

_HEAD: Final = """\
# Miniatures: the kill matrix

Who judges the judges? {sinners} job classes that are wrong on purpose, each by one small change of the reference and each
named for its sin. The suite has to find every one at its default settings, and to blame it for what it does and for nothing
else. For each there stands here the shortest example of the exhaustive core that shows it. The core knows no seed, so what it
finds is found whatever the seed; {drawn}.

`python -m tests.campaigns.kill` looks for them all and writes down what it finds; the tests run each example again, with the sin
and without; `tox -e pages` writes this page anew.

| | |
|---|---|
| requirements | {requirements}, of which {broken} are broken by somebody, and {unbreakable} cannot be |
| sinners | {sinners}: {in_process} jobs in the process of their user, {served} at a service |
| found | {sinners} of {sinners} |
| short | {short} of {sinners} by at most {calls} calls and {moves} moves |
| alone | {alone} of {sinners} break nothing else at all there |
| false alarms | {alarms} |

*Calls* are what the user does; *moves* are what happens to the job that does not happen to a plain one. Names of jobs are those
in `tests/miniatures` and `tests/sins`, read as words.
"""


def miniatures_page(found: Found) -> str:
    """The page, in Markdown."""
    by_area = {area: [each for each in found.proofs if requirements()[each.breaks].area == area] for area in AREAS}
    sections = [_area(area, proofs) for area, proofs in by_area.items() if proofs]
    return "\n".join((_HEAD.format(**_totals(found)), *sections, *_tables(found)))


def _totals(found: Found) -> Mapping[str, object]:
    proofs, served = found.proofs, [each for each in found.proofs if isinstance(each.example.timeline, Plot)]
    drawn = [each for each in proofs if each.seeds]
    return {
        "sinners": len(proofs),
        "drawn": f"{len(drawn)} more show in drawn examples only, with each of ten seeds"
        if drawn
        else "none needs a drawn one",
        "requirements": len(requirements()),
        "broken": len({each.breaks for each in proofs}),
        "unbreakable": len(UNBREAKABLE),
        "in_process": len(proofs) - len(served),
        "served": len(served),
        "short": len(proofs) - len(LONGER),
        "calls": CALLS,
        "moves": MOVES,
        "alone": sum(not each.besides for each in proofs),
        "alarms": _alarms(found.innocence),
    }


def _alarms(innocence: Sequence[Innocence]) -> str:
    histories, seeds = sum(each.core + each.drawn for each in innocence), max((each.seeds for each in innocence), default=0)
    return f"none, in {histories:,} histories of the {len(innocence)} jobs without sin: the whole core, and {seeds} seeds of drawn examples"


def _area(area: str, proofs: Sequence[Proof]) -> str:
    rows = [
        (
            _linked(each.breaks),
            in_words(each.sinner),
            f"`{each.profile}`",
            _told(each.example),
            *_counts(each),
            _besides(each),
        )
        for each in proofs
    ]
    head = ("requirement", "a job that", "profile", "is shown by", "calls", "moves", "and breaks besides")
    return f"## {area.capitalize()}\n\n{_table(head, rows)}"


def _tables(found: Found) -> Iterator[str]:
    longer = [
        (in_words(each.sinner), _linked(each.breaks), *_counts(each)) for each in found.proofs if each.sinner in LONGER
    ]
    unbreakable = [(_linked(name), requirements()[name].text, reason) for name, reason in UNBREAKABLE.items()]
    yield f"## What cannot be broken\n\n{_table(('requirement', 'says', 'why'), unbreakable)}"
    if longer:
        yield f"## The longer proofs\n\n{_table(('a job that', 'requirement', 'calls', 'moves'), longer)}"
    yield f"## What each perturbation reveals\n\n{_REVEALS}\n\n{_table(('perturbation', 'a job that', 'requirement', 'is shown by'), _revealed(found))}"
    innocent = [(f"`{each.profile}`", f"{each.core:,}", f"{each.drawn:,}", str(each.seeds), "0") for each in found.innocence]
    yield f"## The jobs without sin\n\n{_table(('profile', 'core', 'drawn', 'seeds', 'false alarms'), innocent)}"


_REVEALS: Final = "For each row of the [table of perturbations](PERTURBATIONS.md) a job that keeps a requirement without it, and breaks it with it."


def _revealed(found: Found) -> Iterator[tuple[str, ...]]:
    for each in found.revelations:
        yield f"`{each.perturbation}`", in_words(each.sinner), _linked(_breaks(found, each)), _told(each.example)
    for name, reason in UNREVEALING.items():
        yield f"`{name}`", f"(none: {reason})", "", ""


def _breaks(found: Found, each: Revelation) -> str:
    proof = found.of(each.sinner)
    assert proof is not None, f"{each.sinner} is no sinner"
    return proof.breaks


def _told(example: Example) -> str:
    """What is done and what happens, in a few words; the moments and the arguments are left out."""
    calls = " beside ".join(", ".join(f"`{step.member}`" for step in lane) for lane in example.program.lanes)
    strikes = Counter(strike.name for strike in (example.timeline.strikes if isinstance(example.timeline, Plot) else ()))
    return calls + "".join(f"; *{name}*" + (f" at {count} places" if count > 1 else "") for name, count in strikes.items())


def _counts(proof: Proof) -> tuple[str, str]:
    return str(proof.calls), str(proof.moves)


def _besides(proof: Proof) -> str:
    return "; ".join(f"{name}: {reason}" for name, reason in proof.besides.items())


def _linked(requirement: str) -> str:
    area = requirements()[requirement].area
    return f"[{requirement}](../spec/pages/areas/{area}.md#{requirement.lower()})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
