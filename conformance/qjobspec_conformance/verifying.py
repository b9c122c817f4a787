"""`qjobspec verify`: make a report anew from what it holds, offline, and say what differs.

Every proof is judged again from its history, and all that follows from verdicts and proofs is made anew: sentences, counts,
conclusion, ids and scripts. Taken as they stand are the facts of the run: how often a precondition was met, what was driven,
where the histories have been. This file does not run a job, and needs none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qjobspec import JobStatus, Profile, profile, requirements

from .answers import CONFORMANT, NOT_CONFORMANT, Misuse

if TYPE_CHECKING:
    from .plans import Outcome
    from .verdicts import Proof, Verdict

#: So much of a value is shown.
_SHOWN = 60


@click.command()
@click.argument("file", metavar="REPORT", type=click.Path(path_type=Path))
def verify(file: Path) -> int:
    """Make a report of `qjobspec check` anew from the histories in it, and say whether it is the same to the byte.

    Exit codes: 0 the same, 1 it differs.
    """
    from .reports import as_file  # noqa: PLC0415 - the engine takes its time to import

    text, document = _read(file)
    try:
        anew = as_file(_outcome(document))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise Misuse(f"{file} cannot be made anew: {type(error).__name__}: {error}") from error
    if text in (anew, anew.rstrip("\n")):
        proofs = sum("proof" in verdict for verdict in document["verdicts"])
        click.echo(f"verified: {document['subject']} is {document['conclusion']}; {proofs} proofs judged again")
        return CONFORMANT
    difference = next(_differences("", document, json.loads(anew)), None)
    click.echo(f"differs: {difference or 'nothing in what it says, but it is written otherwise'}")
    return NOT_CONFORMANT


def _read(file: Path) -> tuple[str, Mapping[str, Any]]:
    from .documents.faults import faults  # noqa: PLC0415 - as above

    try:
        text = file.read_bytes().decode("utf-8")
        document = json.loads(text)
    except OSError as error:
        raise Misuse(f"{file}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise Misuse(f"{file} is no JSON document: {error}") from error
    for fault in faults(document, "report"):
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault.place).lstrip(".")
        raise Misuse(f"{file} is no report: {where or 'it'} {fault.reason}")
    if "seed" not in document:
        raise Misuse(f"{file} was written by `qjobspec judge`, whose histories stand in other files: judge those again")
    return text, document


# -- from the document


@dataclass(frozen=True)
class _Named:
    """A subject that nobody has to make."""

    name: str
    profile: Profile


def _outcome(document: Mapping[str, Any]) -> Outcome:
    from .footprints import Footprint  # noqa: PLC0415 - as above
    from .plans import Outcome, Plan  # noqa: PLC0415

    driven, walked = document["histories"], document.get("footprint", {"edges": [], "perturbations": {}})
    subject: Any = _Named(document["subject"], profile(document["profile"]))
    edges = {(JobStatus(each["from"]), JobStatus(each["to"])): each["histories"] for each in walked["edges"]}
    return Outcome(
        subject=subject,
        plan=Plan(seed=document["seed"], quick=driven.get("quick", False)),
        verdicts=tuple(_verdict(each) for each in document["verdicts"]),
        core=driven["core"],
        deep=driven["deep"],
        avoided=tuple(driven["avoided"]),
        repeatable=driven["repeatable"],
        missing=tuple(driven.get("missing", ())),
        footprint=Footprint(edges, walked["perturbations"]),
    )


def _verdict(document: Mapping[str, Any]) -> Verdict:
    from .deviations import Deviation  # noqa: PLC0415 - as above
    from .verdicts import Ruling, Verdict  # noqa: PLC0415

    name, declared = document["requirement"], document.get("deviation")
    return Verdict(
        requirements()[name],
        Ruling(document["ruling"]),
        document["exercised"],
        _proof(name, document["proof"]) if "proof" in document else None,
        document.get("reason"),
        Deviation(name, declared["reason"], declared["link"]) if declared is not None else None,
    )


def _proof(requirement: str, document: Mapping[str, Any]) -> Proof:
    """The history judged again, as the campaign has judged it."""
    from .findings import Finding  # noqa: PLC0415 - as above
    from .judges import JUDGES  # noqa: PLC0415
    from .restoring import history_of  # noqa: PLC0415
    from .verdicts import Proof  # noqa: PLC0415

    history = history_of(document["history"])
    found = [finding for finding in JUDGES[requirement](history) if finding.saw is not None]
    finding = found[0] if found else Finding("it did not happen again when the same example was run again")
    return Proof(history, finding, document["repeatable"])


# -- what differs


def _differences(where: str, said: Any, anew: Any) -> Iterator[str]:
    """A line for each place where the two are not the same, the first one first."""
    if isinstance(said, dict) and isinstance(anew, dict):
        for name in (*said, *(name for name in anew if name not in said)):
            here = f"{where}.{name}" if where else str(name)
            if name in said and name in anew:
                yield from _differences(here, said[name], anew[name])
            else:
                yield f"{here} {'should not be there' if name in said else 'is missing'}"
    elif isinstance(said, list) and isinstance(anew, list) and len(said) == len(anew):
        for number, (one, other) in enumerate(zip(said, anew, strict=True)):
            yield from _differences(f"{where}[{number}]{_called(one)}", one, other)
    elif said != anew or type(said) is not type(anew):
        yield f"{where} is {_short(said)}, and it follows {_short(anew)}"


def _called(part: Any) -> str:
    return f" ({part['requirement']})" if isinstance(part, dict) and "requirement" in part else ""


def _short(part: Any) -> str:
    text = json.dumps(part, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
