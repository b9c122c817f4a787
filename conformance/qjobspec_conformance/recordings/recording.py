"""A recording: what was asked and answered, in order, and why it may be believed.

This file does not know how recordings are written into files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .dialect import Dialect
from .exchanges import Exchange
from .tapes import Tape

#: The two kinds of recordings: a server answered, or answers were written from a document.
RECORDED: Final = "recorded"
SYNTHESISED: Final = "synthesised"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a recording comes from, as the schema `recording` has it."""

    kind: str
    #: The server that answered, or the document that the answers were written from.
    source: str
    when: str
    scenario: str
    #: The program that asked and its version; `None` where nothing was asked.
    client: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """The exchanges of one file."""

    file: Path
    exchanges: tuple[Exchange, ...]
    #: `None` in recordings made by others.
    provenance: Provenance | None = None

    @property
    def is_synthesised(self) -> bool:
        """Whether its answers were written from a document; a recording that says nothing was recorded."""
        return self.provenance is not None and self.provenance.kind == SYNTHESISED

    def as_tape(self, dialect: Dialect) -> Tape:
        """Its exchanges in recorded order, each with the job that it is about, to be replayed word for word."""
        return Tape.of(self.exchanges, dialect)
