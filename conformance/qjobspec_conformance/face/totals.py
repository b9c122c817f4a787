"""The total of several subjects, a line for each. This file decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..plans import Outcome
from ..reports import conclusion, counts
from ..verdicts import Conclusion, Ruling


def show(console: Console, outcomes: Sequence[Outcome]) -> None:
    """How many requirements of each subject came out how, of all together, and what is said of each."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("subject", no_wrap=True)
    for ruling in Ruling:
        table.add_column(ruling.value, justify="right")
    table.add_column("conclusion")
    for outcome in outcomes:
        said = conclusion(outcome)
        good = said in (Conclusion.CONFORMANT, Conclusion.CONFORMANT_BUT)
        numbers = [str(counts(outcome.verdicts)[ruling]) for ruling in Ruling]
        table.add_row(outcome.subject.name.rpartition(":")[2], *numbers, Text(said.value, style="green" if good else "red"))
    total = [str(sum(counts(outcome.verdicts)[ruling] for outcome in outcomes)) for ruling in Ruling]
    table.add_row("together", *total, "", style="bold")
    console.print(table)
