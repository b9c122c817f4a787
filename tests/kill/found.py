"""What the campaign has found, as a file that is committed: `found.json`, one sinner a line.

Examples stand there as plain JSON, and not as ids, because an id is good for one release of the words alone.
This file does not know how anything was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qjobspec import requirements
from qjobspec_conformance.examples import Example, example_of

#: Where it lies.
FILE: Final = Path(__file__).parent / "found.json"


@dataclass(frozen=True)
class Proof:
    """One sinner and the shortest example that shows it."""

    sinner: str
    breaks: str
    profile: str
    example: Example
    #: What it breaks there besides, with the reasons.
    besides: Mapping[str, str]
    #: The seeds whose drawn examples show it; none if the core does, which knows no seed.
    seeds: tuple[int, ...] = ()

    @property
    def calls(self) -> int:
        """How many calls the user makes."""
        return len(self.example.program.steps)

    @property
    def moves(self) -> int:
        """How many things happen to the job that do not happen to a plain one."""
        return self.example.timeline.departures

    def as_document(self) -> dict[str, Any]:
        """The proof as plain JSON."""
        return {
            "sinner": self.sinner,
            "breaks": self.breaks,
            "profile": self.profile,
            "calls": self.calls,
            "moves": self.moves,
            **({"besides": dict(self.besides)} if self.besides else {}),
            **({"seeds": list(self.seeds)} if self.seeds else {}),
            "example": self.example.as_document(),
        }


@dataclass(frozen=True)
class Innocence:
    """How often the job without sin of a profile was judged, and never broke anything."""

    profile: str
    #: Examples of its core, and examples that were drawn, for all seeds together.
    core: int
    drawn: int
    seeds: int


@dataclass(frozen=True)
class Revelation:
    """A perturbation under which a sinner breaks what it keeps without."""

    perturbation: str
    sinner: str
    example: Example


@dataclass(frozen=True)
class Found:
    """All of it."""

    proofs: tuple[Proof, ...] = ()
    innocence: tuple[Innocence, ...] = ()
    revelations: tuple[Revelation, ...] = ()

    def of(self, sinner: str) -> Proof | None:
        """The proof of a sinner."""
        return next((each for each in self.proofs if each.sinner == sinner), None)


def read(file: Path = FILE) -> Found:
    """What is committed; nothing if there is no such file."""
    if not file.exists():
        return Found()
    document = json.loads(file.read_text(encoding="utf-8"))
    return Found(
        tuple(map(_proof_of, document["sinners"])),
        tuple(Innocence(**each) for each in document["sinless"]),
        tuple(
            Revelation(each["perturbation"], each["sinner"], example_of(each["example"]))
            for each in document["perturbations"]
        ),
    )


def _proof_of(row: Mapping[str, Any]) -> Proof:
    besides, seeds = row.get("besides", {}), tuple(row.get("seeds", ()))
    return Proof(row["sinner"], row["breaks"], row["profile"], example_of(row["example"]), besides, seeds)


def write(found: Found, file: Path = FILE) -> None:
    """Commit it: in the order of the requirements, so that two runs write the same bytes."""
    order = {name: place for place, name in enumerate(requirements())}
    proofs = sorted(found.proofs, key=lambda each: (order[each.breaks], each.profile, each.sinner))
    parts = {
        "sinners": [each.as_document() for each in proofs],
        "sinless": [vars(each) for each in found.innocence],
        "perturbations": [
            {"perturbation": each.perturbation, "sinner": each.sinner, "example": each.example.as_document()}
            for each in sorted(found.revelations, key=lambda each: each.perturbation)
        ],
    }
    body = ",\n".join(f"{json.dumps(name)}: [\n{_rows(rows)}\n]" for name, rows in parts.items())
    file.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")


def _rows(rows: Iterable[Mapping[str, Any]]) -> str:
    return ",\n".join(json.dumps(row, ensure_ascii=False, separators=(", ", ":")) for row in rows)
