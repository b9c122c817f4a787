"""What `qjobspec check` shows on a terminal: progress, a table by area, each break as its shortest timeline.

This file decides nothing and knows no requirement.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from qjobspec import AREAS

from ..plans import Act, Outcome
from ..plans import Progress as Step
from ..reports import counts, release
from ..verdicts import Conclusion, Ruling, Verdict, conclude
from .drawing import many_threads, other_side, rows, stacks
from .origins import origins
from .pasting import python
from .replays import replay
from .walks import walked

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
    console.print(areas(outcome.verdicts))
    for verdict in outcome.verdicts:
        if verdict.ruling is Ruling.BROKEN:
            console.print()
            console.print(_break(verdict))
            _commands(console, verdict, reproduce)
    for line in _remarks(outcome):
        console.print(line)
    for line in walked(outcome):
        console.print(Text(line, style="dim"))
    console.print()
    console.print(last_line(outcome.verdicts))


def summary(console: Console, outcome: Outcome, reproduce: Callable[[str], str]) -> None:
    """The report of one of several subjects: what is broken, and the conclusion."""
    console.print(_heading(outcome))
    for verdict in outcome.verdicts:
        if verdict.ruling is Ruling.BROKEN:
            console.print()
            console.print(_break(verdict))
            _commands(console, verdict, reproduce)
    console.print(last_line(outcome.verdicts))
    console.print()


def _heading(outcome: Outcome) -> Text:
    subject = outcome.subject
    return Text.assemble(
        (subject.name, "bold"),
        f"  profile {subject.profile.name}  qjobspec {release()}  seed {outcome.plan.seed}",
        f"  {outcome.core:,} core{' (the quick slice)' if outcome.plan.quick else ''}"
        f" and {outcome.deep:,} deep histories, in virtual time",
    )


def areas(outcome: Sequence[Verdict]) -> Table:
    """How many requirements of each area came out how."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("area")
    for ruling in Ruling:
        table.add_column(ruling.value, justify="right")
    table.add_column("exercised", justify="right")
    for area in AREAS:
        verdicts = [verdict for verdict in outcome if verdict.requirement.area == area]
        if verdicts:
            numbers = [sum(verdict.ruling is ruling for verdict in verdicts) for ruling in Ruling]
            cells = [_number(number, ruling) for number, ruling in zip(numbers, Ruling, strict=True)]
            table.add_row(area, *cells, f"{sum(verdict.exercised for verdict in verdicts):,}")
    return table


def _number(number: int, ruling: Ruling) -> Text:
    return Text(str(number), style=_COLOURS[ruling]) if number else Text("·", style="dim")


def _commands(console: Console, verdict: Verdict, reproduce: Callable[[str], str]) -> None:
    """What can be pasted into a shell, and so is never broken into lines."""
    if verdict.proof is not None and verdict.proof.finding.events:  # else it shows without anything being run
        console.print(Text(f"  replay  {replay(verdict)}", style="dim"), soft_wrap=True)
    console.print(Text(f"  again   {reproduce(verdict.requirement.id)}", style="dim"), soft_wrap=True)


def _break(verdict: Verdict) -> RenderableType:
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    parts: list[RenderableType] = [Text(f"saw: {proof.finding.saw}")]
    if verdict.deviation is not None:
        parts.append(Text(f"declared: {verdict.deviation.reason} {verdict.deviation.link}", style="yellow"))
    if proof.finding.events:  # else it shows without anything being run
        parts += _run(verdict)
    parts += ["", Text("\n".join(origins(verdict.requirement)), style="dim")]
    return Group(sentence(verdict), Padding(Group(*parts), (0, 0, 0, 2)))


def sentence(verdict: Verdict) -> Text:
    """The requirement that is broken."""
    requirement = verdict.requirement
    colour = "bold red" if verdict.stands_in_the_way else "bold yellow"
    return Text.assemble((f"{requirement.id} ", colour), (f"{requirement.level}  ", "bold"), requirement.text)


def _run(verdict: Verdict) -> list[RenderableType]:
    """The timeline, the stacks if it hangs, and the script that does the same."""
    proof = verdict.proof
    assert proof is not None, "what is broken has a proof"
    parts: list[RenderableType] = ["", timeline(verdict)]
    if proof.history.hung is not None:
        parts += ["", Text(stacks(proof.history.hung), style="dim")]
    if not proof.repeatable:
        parts.append(Text("the same example gave another history when it was run again: the job is not deterministic"))
    script = Syntax(python(proof.history).rstrip(), "python", background_color="default", word_wrap=True)
    return [*parts, "", Padding(script, (0, 0, 0, 2))]


def timeline(verdict: Verdict) -> Table:
    """The history that breaks it, from top to bottom."""
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
    yield from remarks(outcome.verdicts)
    for missing in outcome.missing:
        yield f"[yellow]not recorded:[/] {escape(missing)}; histories that needed it were not judged"
    if outcome.avoided:
        members = ", ".join(outcome.avoided)
        yield f"[yellow]left out after the first time:[/] examples with {members}, which never gives the turn away"
    if not outcome.repeatable:
        yield "[yellow]not every history came out the same when it was run twice: the job is not deterministic[/]"


def remarks(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A line for each requirement that came out neither kept nor broken, and for each deviation that is none."""
    for verdict in verdicts:
        if verdict.ruling in (Ruling.NOT_EXERCISED, Ruling.NOT_APPLICABLE):
            colour = _COLOURS[verdict.ruling]
            reason = escape(verdict.reason or "")
            yield f"[{colour}]{verdict.requirement.id} {verdict.requirement.level} {verdict.ruling}:[/] {reason}"
        if verdict.is_stale:
            yield f"[red]{verdict.requirement.id} is declared as a deviation, but it is kept: delete its entry[/]"


def last_line(verdicts: tuple[Verdict, ...]) -> Text:
    """What is said of the subject as a whole."""
    said = conclude(verdicts)
    good = said in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
    numbers = ", ".join(f"{number} {ruling}" for ruling, number in counts(verdicts).items())
    return Text.assemble((said.value, "bold green" if good else "bold red"), f"  {numbers}")
