"""Patterns of addresses: `{word}` stands for anything but a slash, `{+word}` also for that, `{job_id}` for the id of a job.

A pattern is refused if matching it could take more than quadratic time, because dialects come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\{(\+?)([a-z][a-z0-9_]*)\}")

#: What is longer is not compared.
LONGEST: Final = 4_096

#: The placeholders that one part between slashes may hold.
_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a base address, of a path or of a parameter."""

    text: str

    @property
    def has_job_id(self) -> bool:
        """Whether it names the job."""
        return any(name == "job_id" for _, name in _PLACEHOLDER.findall(self.text))

    @property
    def expression(self) -> str:
        """The pattern as a regular expression with at most one group, `job_id`."""
        parts, at, named = [], 0, False
        for placeholder in _PLACEHOLDER.finditer(self.text):
            parts.append(re.escape(self.text[at : placeholder.start()]))
            at = placeholder.end()
            letters = "(?s:.+)" if placeholder[1] else "[^/?#]+"
            is_job = placeholder[2] == "job_id"
            parts.append(letters if not is_job else "(?P=job_id)" if named else f"(?P<job_id>{letters})")
            named = named or is_job
        return "".join([*parts, re.escape(self.text[at:])])

    def refusals(self) -> Iterator[str]:
        """Why the pattern is not read, if it is not."""
        found = [_PLACEHOLDER.findall(part) for part in self.text.split("/")]
        if sum(plus == "+" for part in found for plus, _ in part) > 1:
            yield "has more than one {+word}"
        if any(len(part) > 1 and any(plus for plus, _ in part) for part in found):
            yield "has a {+word} with another word beside it"
        if any(len(part) > _MOST for part in found):
            yield f"has more than {_MOST} words between two slashes"
        if "}{" in self.text:
            yield "has two words with nothing between them"
