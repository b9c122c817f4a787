"""Judge a log as a whole: from files to the same sentence that histories come to, and what else there is to say of it.

This file does not read a command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qjobspec import profile

from ..deviations import Deviation
from ..feed.rulings import Sentence, sentence
from .proofs import group
from .tables import opened

#: How much memory DuckDB takes before it uses the disk.
MEMORY = "256MB"


def judge(
    files: tuple[str, ...],
    columns: Mapping[str, str],
    profile_name: str,
    *,
    only: frozenset[str],
    deviations: Mapping[str, Deviation],
) -> Sentence:
    """What the rows in these files come to; `LogError` if they cannot be read."""
    subject = files[0]
    with opened(files, columns, memory=MEMORY) as log:
        found, said = group(log, profile(profile_name), subject)
    told = sentence(subject, profile_name, found, only, deviations)
    return replace(told, counted={"unfinished": said.unfinished, "disordered": said.disordered})
