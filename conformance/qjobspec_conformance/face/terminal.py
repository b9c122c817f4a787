"""What `qjobspec check` shows on a terminal: progress, a table by area, each break as its shortest timeline.

This file decides nothing and knows no requirement.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from qjobspec import AREAS

from ..campaign import Act, Outcome
from ..campaign import Progress as Step
from ..reports import conclusion, counts, release
from ..verdicts import Conclusion, Ruling, Verdict
from .drawing import many_threads, other_side, rows, stacks
from .origins import origins
from .pasting import python

_COLOURS = {
    Ruling.KEPT: "green",
    Ruling.BROKEN: "red",
    Ruling.NOT_EXERCISED: "yellow",
    Ruling.NOT_APPLICABLE: "dim",
}
_ACTS = {
    Act.RECORDED: "each recording, word for word",
    Act.CORE: "core: every short program",
    Act.FAULTS: "core: every perturbation that strikes",
    Act.DEEP: "deep: drawn examples",
    Act.SHRINK: "the shortest proof of each break",
}


@contextmanager
def progress(console: Console) -> Generator[Callable[[Step], None]]:
    """A bar for each act, on a terminal only; nothing of it stays."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {act: bars.add_task(words, total=None, visible=False) for act, words in _ACTS.items()}

        def show(step: Step) -> None:
            bars.update(tasks[step.act], completed=step.done, total=step.total, visible=True)

        yield show


def show(console: Console, outcome: Outcome, reproduce: Callable[[str], str]) -> None:
    """The whole report. `reproduce` gives the command line that shows one requirement again."""
    console.print(_heading(outcome))
    console.print()
    console.print(_areas(outcome))
    for verdict in outcome.verdicts:
        if verdict.ruling is Ruling.BROKEN:
            console.print()
            console.print(_break(verdict, reproduce(verdict.requirement.id)))
    for line in _remarks(outcome):
        console.print(line)
    console.print()
    console.print(_last_line(outcome))


def summary(console: Console, outcome: Outcome, reproduce: Callable[[str], str]) -> None:
    """The report of one of several subjects: what is broken, and the conclusion."""
    console.print(_heading(outcome))
    for verdict in outcome.verdicts:
        if verdict.ruling is Ruling.BROKEN:
            console.print()
            console.print(_break(verdict, reproduce(verdict.requirement.id)))
    console.print(_last_line(outcome))
    console.print()


def _heading(outcome: Outcome) -> Text:
    subject = outcome.subject
    return Text.assemble(
        (subject.name, "bold"),
        f"  profile {subject.profile.name}  qjobspec {release()}  seed {outcome.plan.seed}",
        f"  {outcome.core:,} core and {outcome.deep:,} deep histories, in virtual time",
    )


def _areas(outcome: Outcome) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("area")
    for ruling in Ruling:
        table.add_column(ruling.value, justify="right")
    table.add_column("exercised", justify="right")
    for area in AREAS:
        verdicts = [verdict for verdict in outcome.verdicts if verdict.requirement.area == area]
        if verdicts:
            numbers = [sum(verdict.ruling is ruling for verdict in verdicts) for ruling in Ruling]
            cells = [_number(number, ruling) for number, ruling in zip(numbers, Ruling, strict=True)]
            table.add_row(area, *cells, f"{sum(verdict.exercised for verdict in verdicts):,}")
    return table


def _number(number: int, ruling: Ruling) -> Text:
    return Text(str(number), style=_COLOURS[ruling]) if number else Text("·", style="dim")


def _break(verdict: Verdict, reproduce: str) -> RenderableType:
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    requirement = verdict.requirement
    heading = Text.assemble(
        (f"{requirement.id} ", "bold red" if verdict.stands_in_the_way else "bold yellow"),
        (f"{requirement.level}  ", "bold"),
        requirement.text,
    )
    parts: list[RenderableType] = [Text(f"saw: {proof.finding.saw}")]
    if verdict.deviation is not None:
        parts.append(Text(f"declared: {verdict.deviation.reason} {verdict.deviation.link}", style="yellow"))
    if proof.finding.events:  # else it shows without anything being run
        parts += _run(verdict)
    parts += ["", Text("\n".join([*origins(requirement), f"again   {reproduce}"]), style="dim")]
    return Group(heading, Padding(Group(*parts), (0, 0, 0, 2)))


def _run(verdict: Verdict) -> list[RenderableType]:
    """The timeline, the stacks if it hangs, and the script that does the same."""
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    parts: list[RenderableType] = ["", _timeline(verdict)]
    if proof.history.hung is not None:
        parts += ["", Text(stacks(proof.history.hung), style="dim")]
    if not proof.repeatable:
        parts.append(Text("the same example gave another history when it was run again: the job is not deterministic"))
    script = Syntax(python(proof.history).rstrip(), "python", background_color="default", word_wrap=True)
    return [*parts, "", Padding(script, (0, 0, 0, 2))]


def _timeline(verdict: Verdict) -> Table:
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    names = many_threads(proof.history)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("t", justify="right", no_wrap=True)
    if names:
        table.add_column("thread", no_wrap=True)
    table.add_column("you", overflow="fold")
    table.add_column(other_side(proof.history), overflow="fold")
    for row in rows(proof.history, proof.finding.events):
        cells = [f"{row.at:.2f} s", *([row.thread if row.user else ""] if names else []), escape(row.user), escape(row.work)]
        table.add_row(*cells, style="red" if row.proves else "")
    return table


def _remarks(outcome: Outcome) -> Iterator[str]:
    """A line for each requirement that came out neither kept nor broken, and for what else the reader has to know."""
    for verdict in outcome.verdicts:
        if verdict.ruling in (Ruling.NOT_EXERCISED, Ruling.NOT_APPLICABLE):
            colour = _COLOURS[verdict.ruling]
            reason = escape(verdict.reason or "")
            yield f"[{colour}]{verdict.requirement.id} {verdict.requirement.level} {verdict.ruling}:[/] {reason}"
        if verdict.is_stale:
            yield f"[red]{verdict.requirement.id} is declared as a deviation, but it is kept: delete its entry[/]"
    for missing in outcome.missing:
        yield f"[yellow]not recorded:[/] {escape(missing)}; histories that needed it were not judged"
    if outcome.avoided:
        members = ", ".join(outcome.avoided)
        yield f"[yellow]left out after the first time:[/] examples with {members}, which never gives the turn away"
    if not outcome.repeatable:
        yield "[yellow]not every history came out the same when it was run twice: the job is not deterministic[/]"
        yield "[yellow]from there on each judge read a history of its own[/]"


def _last_line(outcome: Outcome) -> Text:
    said = conclusion(outcome)
    good = said in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
    numbers = ", ".join(f"{number} {ruling}" for ruling, number in counts(outcome).items())
    return Text.assemble((said.value, "bold green" if good else "bold red"), f"  {numbers}")
