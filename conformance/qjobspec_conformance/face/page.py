"""A campaign's outcome as a page: one HTML file that needs nothing else, to be kept beside a build or sent to somebody.

This file decides nothing and knows no requirement. Whatever a job has said is escaped, and the page runs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from qjobspec import AREAS

from ..plans import Outcome
from ..reports import conclusion, counts, release
from ..verdicts import Conclusion, Ruling, Verdict
from .drawing import many_threads, other_side, rows, stacks
from .origins import origins
from .pasting import python
from .replays import replay
from .walks import walked

#: Where the style of the page lies.
_HERE: Final = __name__.rpartition(".")[0]


def page(outcome: Outcome) -> str:
    """The whole page."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    said, subject = conclusion(outcome), outcome.subject
    good = said in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(subject.name)}: {said}</title>"
    yield f"<style>{files(_HERE).joinpath('page.css').read_text(encoding='utf-8')}</style></head><body>"
    yield f"<header><h1>{escape(subject.name)}</h1>"
    yield f'<p class="said {"good" if good else "bad"}">{said}</p>'
    quick = " (the quick slice)" if outcome.plan.quick else ""
    yield f"<p>profile <b>{subject.profile.name}</b> · qjobspec {release()} · seed {outcome.plan.seed} · "
    yield f"{outcome.core:,} core{quick} and {outcome.deep:,} deep histories, in virtual time</p>"
    yield f"<p>{' · '.join(_count(outcome, ruling) for ruling in Ruling)}</p></header>"
    broken = [verdict for verdict in outcome.verdicts if verdict.ruling is Ruling.BROKEN]
    if broken:
        yield "<h2>Broken</h2>"
        for verdict in broken:
            yield from _break(verdict)
    yield from _requirements(outcome)
    yield from _footprint(outcome)
    yield "</body></html>"


def _count(outcome: Outcome, ruling: Ruling) -> str:
    return f'<span class="{_name(ruling)}">{counts(outcome.verdicts)[ruling]} {ruling}</span>'


def _name(ruling: Ruling) -> str:
    return ruling.value.replace(" ", "-")


def _prose(sentence: str) -> str:
    """A sentence of the specification, which writes code between backticks."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(sentence))


# -- what is broken


def _break(verdict: Verdict) -> Iterator[str]:
    proof, requirement = verdict.proof, verdict.requirement
    assert proof is not None, "what is broken has a proof"
    yield f'<section id="{requirement.id}" class="{"" if verdict.stands_in_the_way else "excused"}">'
    yield f"<h3><b>{requirement.id}</b> {requirement.level} <span>{_prose(requirement.text)}</span></h3>"
    yield f"<p>saw: {escape(str(proof.finding.saw))}</p>"
    if verdict.deviation is not None:
        yield f'<p>declared: {escape(verdict.deviation.reason)} <a href="{escape(verdict.deviation.link)}">thread</a></p>'
    if proof.finding.events:
        yield from _timeline(verdict)
        if proof.history.hung is not None:
            yield f"<pre>{escape(stacks(proof.history.hung))}</pre>"
        if not proof.repeatable:
            yield "<p>The same example gave another history when it was run again: the job is not deterministic.</p>"
        yield f"<details><summary>as a script</summary><pre>{escape(python(proof.history))}</pre></details>"
        yield f"<p><code>{escape(replay(verdict))}</code></p>"
    sources = escape("\n".join(origins(requirement)))
    yield f"<details><summary>where the sentence comes from</summary><pre>{sources}</pre></details>"
    yield "</section>"


def _timeline(verdict: Verdict) -> Iterator[str]:
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    names = many_threads(proof.history)
    yield '<div class="wide"><table class="timeline"><thead><tr><th>t</th>'
    yield f"{'<th>thread</th>' if names else ''}<th>you</th><th>{escape(other_side(proof.history))}</th></tr></thead><tbody>"
    for row in rows(proof.history, proof.finding.events):
        thread = f"<td>{escape(row.thread if row.user else '')}</td>" if names else ""
        cells = f"<td>{row.at:.2f} s</td>{thread}<td>{escape(row.user)}</td><td>{escape(row.work)}</td>"
        yield f"<tr{' class=proves' if row.proves else ''}>{cells}</tr>"
    yield "</tbody></table></div>"


# -- all of them


def _requirements(outcome: Outcome) -> Iterator[str]:
    yield "<h2>Every requirement</h2>"
    for area in AREAS:
        verdicts = [verdict for verdict in outcome.verdicts if verdict.requirement.area == area]
        if verdicts:
            settled = all(verdict.ruling is Ruling.KEPT for verdict in verdicts)
            numbers = ", ".join(
                f"{number} {ruling}" for ruling in Ruling if (number := sum(each.ruling is ruling for each in verdicts))
            )
            yield f"<details{'' if settled else ' open'}><summary>{area}: {numbers}</summary><div class=wide><table>"
            yield from map(_row, verdicts)
            yield "</table></div></details>"


def _row(verdict: Verdict) -> str:
    requirement = verdict.requirement
    name = f'<a href="#{requirement.id}">{requirement.id}</a>' if verdict.proof is not None else requirement.id
    times = f"{verdict.exercised:,}×" if verdict.exercised else escape(verdict.reason or "")
    return (
        f'<tr><td class="id">{name}</td><td>{requirement.level}</td>'
        f'<td class="{_name(verdict.ruling)}">{verdict.ruling}</td>'
        f"<td>{times}</td><td>{_prose(requirement.text)}</td></tr>"
    )


# -- where the histories have been


def _footprint(outcome: Outcome) -> Iterator[str]:
    footprint = outcome.footprint
    yield "<h2>Where the histories have been</h2><ul>"
    yield from (f"<li>{escape(line)}</li>" for line in walked(outcome))
    yield "</ul>"
    moves = {f"{before} → {after}": number for (before, after), number in footprint.edges.items()}
    for title, numbers in {"Moves of the state machine": moves, "Perturbations": footprint.perturbations}.items():
        if numbers:
            most = max(*numbers.values(), 1)
            yield f"<details><summary>{title}</summary><div class=wide><table>"
            for name, number in numbers.items():
                bar = f'<meter max="{most}" value="{number}">{number}</meter>'
                style = "" if number else "not-exercised"
                yield f'<tr class="{style}"><td>{escape(name)}</td><td>{number:,}</td><td>{bar}</td></tr>'
            yield "</table></div></details>"
