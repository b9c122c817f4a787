"""What all tests of jobs at services share: the sample, driven."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed

from .sample import Sample


@pytest.fixture(scope="session")
def sample() -> Subject:
    """The sample, with its dialect and recordings read."""
    return subject(Sample)


@pytest.fixture(scope="module", autouse=True)
def _cut_off() -> Iterator[None]:
    """Keep the wire and virtual time in place, which is quicker than to put them there for each run."""
    with patched(), installed():
        yield
