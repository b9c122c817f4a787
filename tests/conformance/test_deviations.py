"""Declared deviations: a strict file, so that it cannot rot."""

from __future__ import annotations

from pathlib import Path

import pytest

from qjobspec import profile
from qjobspec_conformance.deviations import Deviation, DeviationsError, read

AER = profile("aer-job")
ENTRY = '[[deviation]]\nrequirement = "{}"\nreason = "a reason that is long enough"\nlink = "https://example.org/1"\n'


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "deviations.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_declared_deviations_are_read(tmp_path: Path) -> None:
    """Each entry becomes a deviation by the id of its requirement."""
    found = read(_file(tmp_path, ENTRY.format("STATUS-8")), AER)

    assert found == {"STATUS-8": Deviation("STATUS-8", "a reason that is long enough", "https://example.org/1")}


def test_entries_of_another_profile_are_passed_over(tmp_path: Path) -> None:
    """An entry that names other profiles does not count for this one."""
    found = read(_file(tmp_path, ENTRY.format("CANCEL-3") + 'profiles = ["jobv1"]\n'), AER)

    assert found == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (ENTRY.format("STATUS-99"), "/deviation/0: there is no requirement 'STATUS-99'"),
        (ENTRY.format("CANCEL-3"), "/deviation/0: CANCEL-3 does not belong to profile aer-job"),
        (ENTRY.format("STATUS-8") * 2, "/deviation/1: STATUS-8 is declared twice"),
        ("[[deviation]]\nrequirement = 'STATUS-8'\n", "/deviation/0: 'reason' is a required property"),
        ("deviation = 3", "/deviation: 3 is not of type 'array'"),
        ("[[deviation", "is not TOML"),
    ],
)
def test_a_bad_file_is_one_clear_line(text: str, line: str, tmp_path: Path) -> None:
    """Each mistake names the file, the place and what is wrong there."""
    path = _file(tmp_path, text)

    with pytest.raises(DeviationsError) as caught:
        read(path, AER)

    assert str(caught.value).startswith(f"{path}: ")
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """The path and the system's reason are told."""
    with pytest.raises(DeviationsError, match="cannot be read: No such file"):
        read(tmp_path / "none.toml", AER)


def test_a_file_that_is_not_text_is_one_clear_line(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are not a traceback."""
    path = tmp_path / "deviations.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(DeviationsError, match="is not TOML"):
        read(path, AER)
