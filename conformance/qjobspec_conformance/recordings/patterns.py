"""Patterns of addresses: `{word}` stands for anything but a slash, `{+word}` also for that, `{job_id}` for the id of a job.

Dialects come from strangers, so matching takes linear time whatever the pattern: there is never a second way to try. A word
ends at the first place where the text that follows it stands, the last one of its part before the next slash; and a
`{+word}` is the end of its pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\{(\+?)([a-z][a-z0-9_]*)\}")

#: What is longer is not compared.
LONGEST: Final = 4_096

#: The most letters that a pattern may have.
MOST: Final = 1_000


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
        words = list(_PLACEHOLDER.finditer(self.text))
        ends = [*(word.start() for word in words[1:]), len(self.text)]
        parts = [re.escape(self.text[: words[0].start() if words else None])]
        known: set[str] = set()
        for word, end in zip(words, ends, strict=bool(words)):
            after = self.text[word.end() : end]
            has_next = end < len(self.text) and "/" not in after
            letters = "(?s:.+)" if word[1] else "[^/?#]+?" if has_next else "[^/?#]+"
            parts.append(_matched(word[2], letters, known) + re.escape(after))
            parts[-1] = f"(?>{parts[-1]})" if has_next else parts[-1]
        return "".join(parts)

    def refusals(self) -> Iterator[str]:
        """Why the pattern is not read, if it is not."""
        if len(self.text) > MOST:
            yield f"has more than {MOST:,} letters"
        if any(word[1] and word.end() < len(self.text) for word in _PLACEHOLDER.finditer(self.text)):
            yield "has a {+word} that is not at its end"
        if "}{" in self.text:
            yield "has two words with nothing between them"


def _matched(name: str, letters: str, known: set[str]) -> str:
    """What a word matches; the id of the job, once it is known, only itself."""
    if name != "job_id":
        return letters
    if name in known:
        return "(?P=job_id)"
    known.add(name)
    return f"(?P<job_id>{letters})"
