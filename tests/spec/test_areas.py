"""What each area says of itself."""

from __future__ import annotations

import pytest

from qjobspec import AREAS, about


@pytest.mark.parametrize("area", AREAS)
def test_an_area_says_what_it_is_about(area: str) -> None:
    """The file of every area opens with a sentence about it."""
    assert about(area).endswith(".")
    assert about(area)[0] != "#"


def test_an_unknown_area_is_told_the_names_there_are() -> None:
    """`KeyError` quotes the name and lists every area."""
    with pytest.raises(KeyError, match="no area 'weather'; there are: members, "):
        about("weather")
