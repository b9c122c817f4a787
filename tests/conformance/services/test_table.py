"""The table of perturbations: its form, its trace to the requirements, and its parameters."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec import requirements
from qjobspec_conformance.services import PERTURBATIONS, SPEECHES, Kind, Perturbation, Plot

ROWS = list(PERTURBATIONS.values())
by_name = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@by_name
def test_a_row_names_requirements_that_exist(row: Perturbation) -> None:
    """Every row exercises at least one requirement, and every id it names is one."""
    assert row.exercises
    assert set(row.exercises) <= requirements().keys()


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


@pytest.mark.parametrize("name", [name for name, each in requirements().items() if "service" in each.needs])
def test_what_needs_a_service_is_exercised(name: str) -> None:
    """Every requirement that needs a service has a row that exists to exercise it."""
    assert [row.name for row in ROWS if name in row.exercises]


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


@settings(max_examples=50, database=None, deadline=None, derandomize=True)
@given(st.sampled_from(ROWS), st.sampled_from(list(SPEECHES.values())))
def test_a_row_strikes_only_roles_that_there_are(row: Perturbation, speech: object) -> None:
    """A row never strikes a role that the service does not have."""
    from qjobspec_conformance.services import Speech

    assert isinstance(speech, Speech)
    assert set(row.strikes(speech)) <= set(speech.roles)
