"""`qjobspec doctor`: what this machine has, and whether the wire is as good as real sockets with the clients on it.

This file shows; what is compared, and how, is the business of `wire.doctor`.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from string import ascii_lowercase
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from .answers import CONFORMANT, NOT_CONFORMANT
from .wire.clients import CLIENTS, Client
from .wire.doctor import Comparison, Seen, Verdict, compare, pairs

_SIGNS: Final = {Verdict.SAME: "=", Verdict.DIFFERENT: "[bold red]≠[/]", Verdict.NOT_COMPARED: "·"}


def examine(*, of_the_wire: bool, as_json: bool) -> int:
    """Show what there is and, of the wire, what was compared; the answer is an exit code."""
    found = _examined(quiet=as_json) if of_the_wire else []
    if as_json:
        click.echo(json.dumps(_document(found), indent=2, ensure_ascii=False))
    else:
        _show(found)
    return NOT_CONFORMANT if any(each.verdict is Verdict.DIFFERENT for each in found) else CONFORMANT


def _examined(*, quiet: bool) -> list[Comparison]:
    console = Console(stderr=True, quiet=quiet)
    with console.status("every fault, over the wire and on real sockets: half a minute"):
        return compare(pairs())


def _document(found: Iterable[Comparison]) -> dict[str, Any]:
    clients = [{"name": each.name, "package": each.distribution, "version": each.version} for each in CLIENTS]
    comparisons = [
        {
            "fault": each.fault.name,
            "client": each.client.name,
            "verdict": each.verdict.value,
            "wire": _seen(each.wire),
            "life": _seen(each.life),
        }
        for each in found
    ]
    return {**dict(_versions()), "clients": clients, "comparisons": comparisons}


def _seen(seen: Seen | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {"outcomes": list(seen.outcomes), "requests": seen.requests, "seconds": round(seen.seconds, 3)}


def _versions() -> Iterator[tuple[str, str]]:
    yield "qjobspec", version("qjobspec")
    yield "python", f"{platform.python_version()} ({platform.python_implementation()})"
    yield "platform", f"{sys.platform} {platform.machine()}"


def _show(found: Sequence[Comparison]) -> None:
    console = Console(highlight=False)
    letters = dict(zip(CLIENTS, ascii_lowercase, strict=False))
    console.print(_machine(letters))
    if not found:
        return
    console.print(_matrix(found, letters))
    for each in found:
        if each.verdict is Verdict.DIFFERENT:
            console.print(f"\n[bold]{each.fault.name}[/], {each.client.name}")
            console.print(f"  wire  {each.wire}\n  life  {each.life}", markup=False)
    console.print(f"\n{_summary(found)}", soft_wrap=True)


def _machine(letters: dict[Client, str]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, said in _versions():
        table.add_row("", name, said)
    for client, letter in letters.items():
        table.add_row(letter, client.name, client.version or f"[dim]not installed ({client.distribution})[/]")
    return table


def _matrix(found: Sequence[Comparison], letters: dict[Client, str]) -> Table:
    """A row for each fault, a column for each client; empty where the client does not speak the fault's language."""
    shown = {(each.fault.name, each.client): each.verdict for each in found}
    table = Table("= same  ≠ different  · not compared", *letters.values(), box=None, pad_edge=False)
    for name in dict.fromkeys(each.fault.name for each in found):
        table.add_row(name, *(_SIGNS[shown[name, client]] if (name, client) in shown else "" for client in letters))
    return table


def _summary(found: Sequence[Comparison]) -> str:
    counts = [(verdict, sum(each.verdict is verdict for each in found)) for verdict in Verdict]
    absent = dict.fromkeys(each.client.name for each in found if not each.client.is_installed)
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts)
    return said + (f"; not installed: {', '.join(absent)}" if absent else "")
