"""What the command answers with: its exit codes, and the one line for what its user can mend.

The codes are pytest's: 0 conformant or valid, 1 not, 2 interrupted, 3 our fault, 4 misuse, 5 nothing ran.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import click

CONFORMANT, NOT_CONFORMANT, INTERRUPTED, OUR_FAULT, MISUSE, NOTHING_RAN = range(6)


class Misuse(click.ClickException):
    """Something that the user can mend; shown as one line."""

    exit_code = MISUSE


def unknown(said: str, name: str, names: Iterable[str]) -> Misuse:
    """The answer to a name that there is not: `said` of it, then the nearest names that there are."""
    spelled = {each.casefold(): each for each in names}
    near = [spelled[each] for each in difflib.get_close_matches(name.casefold(), spelled, n=3, cutoff=0.5)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`qjobspec spec` shows what there is"
    return Misuse(f"{said} {name!r}; {hint}")
