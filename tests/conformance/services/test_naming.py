"""The ids of jobs that are handed in have the form of those that the service has given."""

from __future__ import annotations

from itertools import islice

import pytest

from qjobspec_conformance.services.naming import ids_like


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ("job-1", ["job-2", "job-3"]),
        ("9", ["10", "11"]),
        ("job", ["job-2", "job-3"]),
        (
            "617a1f8b-59d4-435d-aa33-695433d7199e",
            ["617a1f8b-59d4-435d-aa33-695433d7200e", "617a1f8b-59d4-435d-aa33-695433d7201e"],
        ),
        ("arn:aws:braket:eu-1:12:quantum-task/9a1c", ["arn:aws:braket:eu-1:12:quantum-task/9a2c"]),
        ("cn6n8x7q00jt0000c0de", ["cn6n8x7q00jt0000c1de"]),
    ],
)
def test_ids_count_up_where_they_have_digits(first: str, others: list[str]) -> None:
    """The first is the service's own; what stands between the digits stays, so that whoever reads one reads all."""
    assert list(islice(ids_like(first), len(others) + 1)) == [first, *others]
