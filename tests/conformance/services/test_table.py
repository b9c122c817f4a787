"""The table of perturbations: its form, its parameters, and its page."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from qjobspec_conformance.services import PERTURBATIONS, SPEECHES, Kind, Perturbation, Plot
from qjobspec_conformance.services.page import perturbations_page

ROOT = Path(__file__).parents[3]
ROWS = list(PERTURBATIONS.values())
by_name = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@by_name
def test_a_row_either_strikes_or_bends(row: Perturbation) -> None:
    """A row changes answers, or the plot as a whole, and never both."""
    strikes = row.answers is not None or row.frames is not None

    assert strikes != (row.bends is not None)


@by_name
def test_a_row_can_strike_somewhere(row: Perturbation) -> None:
    """Every row strikes some role of a documented service, and tries few parameters there."""
    places = [(speech, role) for speech in SPEECHES.values() for role in row.strikes(speech)]

    assert places
    assert all(1 <= len(list(row.few(speech, role))) <= 24 for speech, role in places)


@by_name
def test_the_first_of_the_few_parameters_is_drawn_too(row: Perturbation) -> None:
    """A strategy draws parameters of the same names as those that are tried one by one, and they are plain JSON."""
    speech, role = next((speech, role) for speech in SPEECHES.values() for role in row.strikes(speech))
    names = [name for name, _ in next(row.few(speech, role))]

    @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    @given(row.drawn(speech, role))
    def drawn_like_it(parameters: tuple[tuple[str, object], ...]) -> None:
        assert [name for name, _ in parameters] == names
        assert json.loads(json.dumps(dict(parameters), allow_nan=False)) == dict(parameters)

    drawn_like_it()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_rows(kind: Kind) -> None:
    """There is no kind of perturbation without one."""
    assert [row for row in ROWS if row.kind is kind]


@by_name
def test_what_bends_is_not_plain(row: Perturbation) -> None:
    """A row that bends the plot makes another plot of the plain one, with each of its few parameters, and exactly one departure."""
    if row.bends is None:
        return
    speech = SPEECHES["ibmq"]

    bent = [row.bends(Plot(), dict(parameters)) for parameters in row.few(speech, row.strikes(speech)[0])]

    assert {plot.departures for plot in bent} == {1}


@by_name
def test_a_row_strikes_only_roles_that_there_are(row: Perturbation) -> None:
    """A row never strikes a role that the service does not have."""
    for speech in SPEECHES.values():
        assert set(row.strikes(speech)) <= set(speech.roles)


@by_name
def test_a_row_allows_what_it_tries_and_nothing_foreign(row: Perturbation) -> None:
    """Each of the few values is allowed, and one that no perturbation has is not."""
    for speech in SPEECHES.values():
        for role, (name, values) in product(row.strikes(speech), row.parameters.items()):
            assert all(values.allows(value) for value in values.few(speech, role)), name
            assert not any(values.allows(value) for value in (-86_401, 1.5, "nonsense", (), b"")), name


def test_the_page_is_that_of_the_table() -> None:
    """The page that is committed is the one that the table gives (`tox -e pages` writes it anew), with every row."""
    page = perturbations_page()

    assert (ROOT / "conformance" / "PERTURBATIONS.md").read_text(encoding="utf-8") == page
    assert all(f"| `{name}` |" in page for name in PERTURBATIONS)
    assert len({line.replace("\\|", "").count("|") for line in page.splitlines() if line.startswith("|")}) == 1


def test_the_page_can_be_written(tmp_path: Path) -> None:
    """`python -m qjobspec_conformance.services FILE` writes it."""
    subprocess.run([sys.executable, "-m", "qjobspec_conformance.services", tmp_path / "page.md"], check=True)

    assert (tmp_path / "page.md").read_text(encoding="utf-8") == perturbations_page()
