"""Files of rows as one table of DuckDB: CSV, JSON Lines and Parquet.

Names of files and columns are data and never SQL; DuckDB may read these files and nothing else, and loads no extension. This
file does not know what a state is.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb

#: The columns of a log, by what they hold; another name of each is said with `--columns`.
COLUMNS: Final = ("job", "time", "state")

_Read = Callable[[duckdb.DuckDBPyConnection, list[str]], duckdb.DuckDBPyRelation]

#: How each ending is read, as text throughout: what a column holds is not for a guess to say.
_FORMATS: Final[Mapping[str, _Read]] = {
    ".csv": lambda connection, files: connection.read_csv(files, all_varchar=True, header=True, filename=True),  # type: ignore[arg-type]
    ".jsonl": lambda connection, files: connection.read_json(files, format="newline_delimited", filename=True),  # type: ignore[arg-type]
    ".parquet": lambda connection, files: connection.read_parquet(files, filename=True),
}
_SAME: Final = {".ndjson": ".jsonl"}


class LogError(Exception):
    """A log cannot be read; the message is one line for its user."""


@dataclass(frozen=True, slots=True)
class Log:
    """An open log: a table `said` with the columns `row`, `file`, `job`, `at` and `word`."""

    connection: duckdb.DuckDBPyConnection

    def ask(self, question: str, *values: object) -> list[Any]:
        """The rows that answer a question in SQL; `values` stand for its question marks."""
        try:
            return self.connection.execute(question, list(values)).fetchall()
        except duckdb.Error as error:
            raise LogError(_line(error)) from error


@contextmanager
def opened(files: tuple[str, ...], columns: Mapping[str, str], *, memory: str) -> Generator[Log]:
    """The log in these files, for as long as it is used; `memory` is how much DuckDB may take before it uses the disk."""
    ending = _ending(files)
    with TemporaryDirectory(prefix="qjobspec-") as folder, duckdb.connect() as connection:
        for setting, value in _settings(files, folder, memory).items():
            connection.execute(f"SET {setting} = ?", [value])
        try:
            rows = _FORMATS[ending](connection, list(files))
            told = {name: _quoted(_found(columns.get(name, name), rows.columns)) for name in COLUMNS}
            rows.create_view("given")
            connection.execute(_SAID.format(**told))
        except duckdb.Error as error:
            raise LogError(_line(error)) from error
        yield Log(connection)


#: A moment is a number of seconds, or a date and time, in UTC if it names no zone.
_SAID: Final = """
    CREATE TEMP VIEW said AS
    SELECT row_number() OVER () AS line, filename AS file, {job}::VARCHAR AS job, {state}::VARCHAR AS word,
        coalesce(try_cast({time}::VARCHAR AS DOUBLE), epoch(try_cast({time}::VARCHAR AS TIMESTAMPTZ))) AS moment,
    FROM given
"""


def _settings(files: tuple[str, ...], folder: str, memory: str) -> Mapping[str, object]:
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "enable_progress_bar": False,
        "TimeZone": "UTC",
        "memory_limit": memory,
        "temp_directory": folder,
        "allowed_paths": [*files],
        "enable_external_access": False,
        "lock_configuration": True,
    }


def _ending(files: tuple[str, ...]) -> str:
    endings = {_SAME.get(Path(file).suffix.lower(), Path(file).suffix.lower()) for file in files}
    for file in files:
        if not Path(file).is_file():
            raise LogError(f"{file}: there is no such file")
    if len(endings) > 1 or not endings <= _FORMATS.keys():
        raise LogError(f"{files[0]}: a log ends in {', '.join((*_FORMATS, *_SAME))}, and all its files in the same")
    return endings.pop()


def _found(name: str, columns: list[str]) -> str:
    if name in columns:
        return name
    there = [each for each in columns if each != "filename"]
    near = difflib.get_close_matches(name, there, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(there)}"
    raise LogError(f"there is no column {name!r}; {hint} (say --columns job=…,time=…,state=…)")


def _quoted(name: str) -> str:
    """A name as SQL writes one, whatever is in it; braces are doubled for `format`, which takes none of what it puts in."""
    return '"' + name.replace('"', '""') + '"'


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
