"""What `qjobspec judge` shows on a terminal: progress, a table by area, each break as the shortest history that has it.

This file decides nothing and knows no requirement.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from ..feed.rulings import Sentence
from ..feed.session import Progress as Step
from ..reports import release
from ..verdicts import Ruling, Verdict
from .drawing import stacks
from .origins import origins
from .terminal import areas, last_line, remarks, sentence, timeline

#: So many requirements are named of those that were not exercised for the same reason; `--json` names all.
_MOST = 12
#: What is counted in logs besides, in words.
_COUNTED = {
    "unfinished": "jobs without an end in this log, which still ran or of which it does not tell the end",
    "disordered": "rows that stood after a later one of their job, and were put in the order of their times",
}


@contextmanager
def progress(console: Console, total: int | None) -> Generator[Callable[[Step], None]]:
    """How far the files are read, on a terminal only; nothing of it stays."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("judging", total=total)

        def show(step: Step) -> None:
            bars.update(task, completed=step.bytes, description=f"{step.events:,} events judged")

        yield show


def show(console: Console, said: Sentence) -> None:
    """The whole report on one subject."""
    console.print(
        Text.assemble(
            (said.subject, "bold"),
            f"  profile {said.profile.name}  qjobspec {release()}",
            f"  {said.histories:,} histories of {said.events:,} events, as they were written",
        )
    )
    console.print()
    console.print(areas(said.verdicts))
    for verdict in said.verdicts:
        if verdict.ruling is Ruling.BROKEN:
            console.print()
            console.print(_break(said, verdict))
    silent = [verdict for verdict in said.verdicts if verdict.ruling is Ruling.NOT_EXERCISED]
    for line in (*remarks([verdict for verdict in said.verdicts if verdict not in silent]), *_not_exercised(silent)):
        console.print(line)
    for missing in said.missing:
        console.print(f"[yellow]not recorded:[/] {escape(missing)}; histories that needed it were not judged")
    for name, number in said.counted.items():
        if number:
            console.print(f"[yellow]{_COUNTED[name]}:[/] {number:,}")
    console.print()
    console.print(last_line(said.verdicts))


def _not_exercised(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A line for each reason: what one log does not tell, many requirements ask for."""
    by_reason: dict[str, list[str]] = {}
    for verdict in verdicts:
        by_reason.setdefault(verdict.reason or "", []).append(verdict.requirement.id)
    for reason, names in by_reason.items():
        more = f" and {len(names) - _MOST:,} more" if len(names) > _MOST else ""
        yield f"[yellow]not exercised:[/] {', '.join(names[:_MOST])}{more}: {escape(reason)}"


def _break(said: Sentence, verdict: Verdict) -> RenderableType:
    proof, where = verdict.proof, said.wheres[verdict.requirement.id]
    assert proof is not None, "what is broken has a proof"
    parts: list[RenderableType] = [Text(f"saw: {proof.finding.saw}")]
    if verdict.deviation is not None:
        parts.append(Text(f"declared: {verdict.deviation.reason} {verdict.deviation.link}", style="yellow"))
    if proof.finding.events:  # else it shows without anything having happened
        parts += ["", timeline(verdict)]
    if proof.history.hung is not None:
        parts += ["", Text(stacks(proof.history.hung), style="dim")]
    parts += ["", Text("\n".join([*origins(verdict.requirement), f"where   {where.file}, line {where.line}"]), style="dim")]
    return Group(sentence(verdict), Padding(Group(*parts), (0, 0, 0, 2)))
