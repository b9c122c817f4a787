"""The id of what was found: it holds the example, and says clearly when it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from qjobspec import profile
from qjobspec_conformance.codes import CodeError, Found, found_of, id_of
from qjobspec_conformance.core import core
from qjobspec_conformance.deep import examples
from qjobspec_conformance.examples import Example, Origin, Program, Recorded, Step
from qjobspec_conformance.services import SPEECHES, ClockStep, Plot

IBMQ = profile("ibmq-job")


@given(examples(IBMQ, frozenset(IBMQ.members), frozenset(), SPEECHES["ibmq"]))
@settings(max_examples=100, deadline=None, database=None)
def test_an_id_stands_for_the_example_that_it_was_made_of(example: Example) -> None:
    """Whatever is drawn comes back as it was."""
    found = Found("STATUS-2", "ibmq-job", example)

    assert found_of(id_of(found)) == found


@pytest.mark.parametrize(
    "example",
    [
        Example(Recorded("done.yaml"), Program(((Step("status", after=0.3),),))),
        Example(Plot(clock=(ClockStep(1.0, -3600.0),)), Program(((Step("status"),),)), (0, 1), Origin.RUN),
        Example(Plot(), Program(((), (Step("status", spoils=True),))), (), Origin.CONSTRUCTED, (("tags", ("bell", "ä")),)),
    ],
)
def test_so_does_one_that_is_not_drawn(example: Example) -> None:
    """A recording, a job that its user has made, a schedule, a second that is no quarter, a word that nobody knows."""
    found = Found("RESILIENCE-1", "runtime-job-v2", example)

    assert found_of(id_of(found)) == found


def test_every_example_of_a_core_has_an_id_of_its_own_that_can_be_pasted() -> None:
    """Of fewer than eighty characters, and of those that no shell takes for anything."""
    every = list(core(profile("aer-job"), profile("aer-job").members, frozenset()))
    ids = {id_of(Found("RESULT-4", "aer-job", example)) for example in every}

    assert len(ids) == len(every)
    assert max(map(len, ids)) < 80
    assert all(each.replace(".", "").replace("-", "").replace("_", "").isalnum() for each in ids)


GOOD = id_of(Found("STATUS-2", "job", Example(Plot(), Program(((Step("status"),),)))))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "STATUS-2",
            "STATUS-2.",
            "STATUS-99." + GOOD[9:],
            "STATUS-3." + GOOD[9:],
            GOOD[:-2],
            GOOD + "AAAA",
            "STATUS-2.é",
        ),
        *("STATUS-2." + "_" * 400, "STATUS-2.AAD" + "_" * 3000, "STATUS-2." + "Q" * 4000),
    ],
)
def test_what_is_no_id_is_told_in_a_line(text: str) -> None:
    """Cut off, misspelt, of another requirement, or nothing at all."""
    with pytest.raises(CodeError, match=r"is no id of this release: part of it is missing or misspelt.*$"):
        found_of(text)
