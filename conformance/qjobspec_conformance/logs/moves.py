"""What a log says of the moves of its jobs, in numbers and in the names of those that show each thing soonest.

Every answer is a few rows, however long the log. This file does not know requirements.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qjobspec import JobStatus, Profile

from .tables import Log, LogError


@dataclass(frozen=True, slots=True)
class Move:
    """So many times a job was said to be in one state and next in another; `job` shows it soonest."""

    before: JobStatus
    after: JobStatus
    times: int
    job: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What a log says."""

    rows: int
    jobs: int
    moves: tuple[Move, ...]
    #: How many rows have a word that the profile does not know, and the job that has one soonest.
    unknown: int
    unknown_in: str | None
    #: Jobs of which the last word is no final state: they still run, or the log does not tell how they ended.
    unfinished: int
    #: Rows that stand after a later one of the same job; they were put in order.
    disordered: int


def moves(log: Log, profile: Profile) -> Moves:
    """What the log says of jobs of that profile; `LogError` at a row that has no job, no time or no word."""
    _be_complete(log)
    log.ask("CREATE TEMP TABLE means (word VARCHAR, state VARCHAR)")
    for word, state in {**profile.words, **{each.value: each for each in profile.machine.states}}.items():
        log.ask("INSERT INTO means VALUES (?, ?)", word, state.value)
    log.ask(_KNOWN)
    ((rows, jobs, unknown, unknown_in),) = log.ask(_COUNTED)
    finals = [state.value for state in profile.machine.finals]
    found = log.ask(_MOVED)
    ends = [row for row in found if row[1] is None]
    return Moves(
        rows=rows,
        jobs=jobs,
        moves=tuple(Move(JobStatus(row[0]), JobStatus(row[1]), *row[2:]) for row in found if row[1] is not None),
        unknown=unknown,
        unknown_in=unknown_in,
        unfinished=jobs - sum(row[2] for row in ends if row[0] in finals),
        disordered=_disordered(log),
    )


def rows_of(log: Log, job: str) -> list[tuple[str, float, str, str | None]]:
    """Where, when and what a job was said to be, and the state that this means, in the order of time."""
    return log.ask("SELECT file, moment, word, state FROM known WHERE job = ? ORDER BY moment, line", job)


def line_of(log: Log, job: str) -> tuple[str, int]:
    """The file and the number of the line, from 1, with which a job begins in the log."""
    ((file, row),) = log.ask("SELECT file, line FROM said WHERE job = ? ORDER BY line LIMIT 1", job)
    ((before,),) = log.ask("SELECT min(line) FROM said WHERE file = ?", file)
    heading = Path(file).suffix.lower() == ".csv"
    return file, row - before + 1 + heading


_KNOWN: Final = """
    CREATE TEMP VIEW known AS SELECT said.*, state FROM said LEFT JOIN means ON means.word = upper(said.word)
"""

_COUNTED: Final = """
    SELECT count(*), count(DISTINCT job), count(*) FILTER (state IS NULL), arg_min(job, line) FILTER (state IS NULL)
    FROM known
"""

#: From each state that a job was said to be in to the next one, or to nothing where the log tells no more of it.
_MOVED: Final = """
    SELECT before, after, count(*), arg_min(job, (place, line)) FROM (
        SELECT state AS before, job, line, lead(state) OVER of_the_job AS after, row_number() OVER of_the_job AS place
        FROM known WHERE state IS NOT NULL
        WINDOW of_the_job AS (PARTITION BY job ORDER BY moment, line)
    ) GROUP BY ALL ORDER BY ALL
"""

_INCOMPLETE: Final = """
    SELECT file, line, job, moment, word FROM said
    WHERE job IS NULL OR moment IS NULL OR NOT isfinite(moment) OR word IS NULL LIMIT 1
"""


def _be_complete(log: Log) -> None:
    for file, row, job, at, word in log.ask(_INCOMPLETE):
        absent = "job" if job is None else "word" if word is None else "time"
        cure = "write seconds, or a date and time" if at is None and absent == "time" else "write all three"
        raise LogError(f"{file}: row {row:,} has no {absent} that can be read: {cure}")


def _disordered(log: Log) -> int:
    """How many rows stand after a later one of their job; most logs are in order as they are, and that is seen at once."""
    ((in_order,),) = log.ask(_IN_ORDER)
    if in_order:
        return 0
    ((count,),) = log.ask(_BACK)
    return int(count)


_IN_ORDER: Final = """
    SELECT coalesce(bool_and(fits), true) FROM (SELECT moment >= lag(moment) OVER () AS fits FROM said)
"""
_BACK: Final = """
    SELECT count(*) FILTER (back)
    FROM (SELECT moment < lag(moment) OVER (PARTITION BY job ORDER BY line) AS back FROM said)
"""
