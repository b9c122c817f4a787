"""Which requirements the perturbations exist to exercise, and which ones none of them has to."""

from __future__ import annotations

from itertools import chain

import pytest

from qjobspec import PROFILES, requirements_of
from qjobspec_conformance.services import PERTURBATIONS, Perturbation

SERVED = ("ibmq-job", "managed-job", "runtime-job", "runtime-job-v2")
OURS = {each.id for name in SERVED for each in requirements_of(PROFILES[name])}

#: Why no perturbation exists for the sake of a requirement of a job at a service.
WITHOUT = {
    "the class alone decides: its members, its constructor, what it makes of arguments and callbacks": """
        MEMBER-1 MEMBER-2 MEMBER-3 MEMBER-4 CONSTRUCTOR-1 CONSTRUCTOR-3 CONSTRUCTOR-4 CONSTRUCTOR-6 CONSTRUCTOR-7
        CONSTRUCTOR-9
        IDENTITY-4 IDENTITY-5 IDENTITY-7 SUBMIT-8 SUBMIT-10 SUBMIT-12 CANCEL-8 CANCEL-11 PREDICATE-5 WAIT-1 ERROR-9
        METADATA-5 METADATA-14 METADATA-27 TAG-6 TAG-7 REFRESH-2 REFRESH-3 RESULT-22 RESULT-23 RESULT-24 STREAM-1 STREAM-7
        STREAM-9 STREAM-18 CALLBACK-1 CALLBACK-2 CALLBACK-4 CALLBACK-7 CALLBACK-8 SET-1 SET-2 SET-3 SET-4
    """,
    "whether a request is sent at all, or to whom, shows in every plot": """
        CONSTRUCTOR-2 CONSTRUCTOR-8 RESOURCE-4 USAGE-4
    """,
    "a job's own life shows it, undisturbed: every phase, word and outcome stands in the core": """
        STATUS-4 STATUS-5 STATUS-6 STATUS-7 STATUS-10 STATUS-17 PREDICATE-1 PREDICATE-2 PREDICATE-3 PREDICATE-4 PREDICATE-7
        RESULT-15 RESULT-27 ERROR-2 ERROR-4 ERROR-6 WAIT-3 WAIT-8 CALLBACK-3 CANCEL-3 CANCEL-9 STREAM-5 STREAM-12 STREAM-16
        STREAM-17 SET-9
    """,
    "what an undisturbed service tells is told": """
        IDENTITY-1 IDENTITY-2 IDENTITY-3 IDENTITY-8 METADATA-7 METADATA-8 METADATA-9 METADATA-11 METADATA-12 METADATA-16
        METADATA-17 METADATA-18 METADATA-23 METADATA-24 METADATA-25 LOG-1 LOG-2 REFRESH-1 RESULT-29 TAG-2 TAG-3 TAG-4 SET-10
    """,
    "what users do to what they were given shows it": "METADATA-28 RESULT-28 TAG-10",
    "the order of threads and loops shows it, whatever the service does": "CONCURRENCY-1 CONCURRENCY-3",
}
EXCUSED = {name: reason for reason, names in WITHOUT.items() for name in names.split()}


def test_every_requirement_that_a_service_can_break_is_exercised() -> None:
    """Each requirement of a job at a service is named by a row of the table, or stands above with the reason why not."""
    exercised = set(chain.from_iterable(row.exercises for row in PERTURBATIONS.values()))

    assert OURS - exercised - EXCUSED.keys() == set()
    assert EXCUSED.keys() & exercised == set(), "an excuse that nobody needs any more"


def test_every_excuse_is_for_one_requirement_of_a_service() -> None:
    """No excuse is given twice, or for what no job at a service has to keep."""
    names = " ".join(WITHOUT.values()).split()

    assert len(names) == len(set(names))
    assert set(names) - OURS == set()


@pytest.mark.parametrize("row", PERTURBATIONS.values(), ids=lambda row: row.name)
def test_a_row_exercises_what_a_job_at_a_service_has_to_keep(row: Perturbation) -> None:
    """Every row names at least one requirement, none twice, and each is one of a service's job."""
    assert row.exercises
    assert len(row.exercises) == len(set(row.exercises))
    assert set(row.exercises) <= OURS


def test_what_needs_a_service_has_no_excuse() -> None:
    """A sentence that speaks of services alone is exercised by a perturbation."""
    alone = {each.id for name in SERVED for each in requirements_of(PROFILES[name]) if "service" in each.needs}

    assert alone
    assert alone & EXCUSED.keys() == set()
