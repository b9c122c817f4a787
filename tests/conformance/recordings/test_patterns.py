"""Patterns of addresses: what fits them, which id they read, and that no pattern takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec_conformance.recordings.patterns import LONGEST, MOST, Pattern


def read(pattern: str, text: str) -> str | bool:
    """The id that a pattern reads out of a text; else whether it fits."""
    found = re.fullmatch(Pattern(pattern).expression, text)
    return found.groupdict().get("job_id") or True if found else False


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("/jobs", "/jobs", True),
        ("/jobs", "/jobs/", False),
        ("/jobs.v1", "/jobs-v1", False),
        ("/jobs/{job_id}", "/jobs/j-1", "j-1"),
        ("/jobs/{job_id}", "/jobs/a/b", False),
        ("/jobs/{job_id}", "/jobs/", False),
        ("/job-{job_id}/out", "/job-1-2/out", "1-2"),
        ("/s/{s}:close", "/s/a:close:close", True),
        ("/s/{s}:close", "/s/a:closed", False),
        ("/{a}-{job_id}", "/x-y-z", "y-z"),
        ("/{job_id}-{b}/{c}", "/x-y-z/w", "x"),
        ("/{bucket}/{+object}", "/b/o/p/q", True),
        ("/{bucket}/{+object}", "/b", False),
        ("/f/{+job_id}", "/f/a/b", "a/b"),
        ("/{job_id}/of/{job_id}", "/1/of/1", "1"),
        ("/{job_id}/of/{job_id}", "/1/of/2", False),
        ("true", "true", True),
    ],
)
def test_a_pattern_fits_and_reads_the_id(pattern: str, text: str, expected: str | bool) -> None:
    """Words stand for anything but a slash, those with a plus also for that, and one id stays the same."""
    assert read(pattern, text) == expected
    assert list(Pattern(pattern).refusals()) == []


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("/{+a}/b", "has a {+word} that is not at its end"),
        ("/{+a}/{+b}", "has a {+word} that is not at its end"),
        ("/{a}{b}", "has two words with nothing between them"),
        ("/" + "a" * MOST, "has more than 1,000 letters"),
    ],
)
def test_a_pattern_that_could_be_read_in_several_ways_is_refused(pattern: str, reason: str) -> None:
    """Each refusal says what the pattern has."""
    assert list(Pattern(pattern).refusals()) == [reason]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(["{a}", "{b}", "{job_id}", "x", "-", "/", "xy"]), min_size=1, max_size=60).map("".join),
    st.sampled_from(["x", "x/", "/x", "x-", "-", "xy", "x/-"]),
)
def test_no_pattern_takes_long(pattern: str, piece: str) -> None:
    """However pattern and address repeat themselves, comparing them is over at once."""
    if list(Pattern(pattern).refusals()):
        return
    expression = re.compile(Pattern(pattern).expression)
    text = (piece * LONGEST)[:LONGEST]

    began = time.process_time()
    expression.fullmatch(text)
    expression.fullmatch(f"{text}!")

    assert time.process_time() - began < 5


def test_it_is_known_whether_a_pattern_names_the_job() -> None:
    """Only the word `job_id` does."""
    assert Pattern("/{+job_id}").has_job_id
    assert not Pattern("/{job}").has_job_id
