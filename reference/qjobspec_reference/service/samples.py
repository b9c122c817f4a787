"""What running circuits gives: the outcome of every shot, and what follows from it.

This file does not know how circuits are run, nor how an API writes a result down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class ProgramError(Exception):
    """A program cannot do what its input asks for; the text is for the user whose job fails of it."""


@dataclass(frozen=True, slots=True)
class Register:
    """The outcomes of one classical register: each shot as `width` bytes, the highest first."""

    name: str
    bits: int
    packed: bytes
    #: How many shots there are; more than one number if the circuit was run with an array of parameters.
    shape: tuple[int, ...]

    @property
    def width(self) -> int:
        """How many bytes a shot takes."""
        return (self.bits + 7) // 8

    @property
    def shots(self) -> int:
        """How many shots there are in all."""
        return len(self.packed) // self.width

    def outcomes(self) -> Iterator[int]:
        """The outcome of each shot, as a number."""
        starts = range(0, len(self.packed), self.width)
        return (int.from_bytes(self.packed[start : start + self.width], "big") for start in starts)

    def counts(self) -> Mapping[int, int]:
        """How often each outcome was seen."""
        return dict(sorted(Counter(self.outcomes()).items()))

    def part(self, number: int, parts: int) -> Register:
        """The shots of one of `parts` equal parts; the last one has what is left over."""
        each = self.shots // parts
        last = self.shots if number == parts - 1 else (number + 1) * each
        packed = self.packed[number * each * self.width : last * self.width]
        return Register(self.name, self.bits, packed, (last - number * each,))


@dataclass(frozen=True, slots=True)
class Samples:
    """What one circuit gives: its registers, in its own order."""

    registers: tuple[Register, ...]

    @property
    def shots(self) -> int:
        """How often it was run."""
        return self.registers[0].shots

    def part(self, number: int, parts: int) -> Samples:
        """The shots of one of `parts` equal parts."""
        return Samples(tuple(register.part(number, parts) for register in self.registers))

    def together(self) -> Register:
        """All registers as one, the first in the lowest bits, as an API without registers has it."""
        if len(self.registers) == 1:
            return self.registers[0]
        bits = sum(register.bits for register in self.registers)
        columns = zip(*(register.outcomes() for register in self.registers), strict=True)
        packed = b"".join(self._joined(column).to_bytes((bits + 7) // 8, "big") for column in columns)
        return Register("c", bits, packed, self.registers[0].shape)

    def _joined(self, column: tuple[int, ...]) -> int:
        joined = 0
        for outcome, register in reversed(list(zip(column, self.registers, strict=True))):
            joined = joined << register.bits | outcome
        return joined
