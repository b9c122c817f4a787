"""Places in a document: found, put, taken away, without changing the document."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec_conformance.services.pointers import ABSENT, find, put, take

DOCUMENT: dict[str, Any] = {"a": {"b": [1, {"c": None}]}, "x/y": 1, "m~n": 2, "": 3}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", DOCUMENT),
        ("/a/b/0", 1),
        ("/a/b/1/c", None),
        ("/x~1y", 1),
        ("/m~0n", 2),
        ("/", 3),
        ("/a/b/2", ABSENT),
        ("/a/b/-1", ABSENT),
        ("/a/b/c", ABSENT),
        ("/a/b/0/c", ABSENT),
        ("/nothing", ABSENT),
    ],
)
def test_a_place_is_found(pointer: str, found: object) -> None:
    """By the rules of RFC 6901; what is not there is ABSENT, which is not null."""
    assert find(DOCUMENT, pointer) is found or find(DOCUMENT, pointer) == found
    assert repr(ABSENT) == "ABSENT"


@pytest.mark.parametrize("pointer", ["/a/b/0", "/a/b/1/c", "/x~1y", "/m~0n", "/", "/new", "/a/new/deep", "/a/b/1/d/e"])
def test_what_is_put_is_found(pointer: str) -> None:
    """The changed document has the value, the given one is as it was."""
    before = deepcopy(DOCUMENT)

    after = put(DOCUMENT, pointer, "value")

    assert find(after, pointer) == "value"
    assert before == DOCUMENT


def test_the_whole_can_be_put() -> None:
    """The empty pointer is the document."""
    assert put(DOCUMENT, "", 7) == 7


@pytest.mark.parametrize("pointer", ["/a/b/1/c", "/x~1y", "/a", "/m~0n"])
def test_what_is_taken_is_absent(pointer: str) -> None:
    """Only that field is gone."""
    before = deepcopy(DOCUMENT)

    after = take(DOCUMENT, pointer)

    assert find(after, pointer) is ABSENT
    assert put(after, pointer, find(DOCUMENT, pointer)) == before == DOCUMENT


@pytest.mark.parametrize("pointer", ["", "/nothing", "/a/nothing/deep", "/a/b/0", "/x~1y/z"])
def test_what_is_no_field_is_not_taken(pointer: str) -> None:
    """The document is the same one: not the whole, not an item of a list, not what is not there."""
    assert take(DOCUMENT, pointer) is DOCUMENT


@settings(max_examples=100, database=None, deadline=None, derandomize=True)
@given(
    st.recursive(st.none() | st.integers(), lambda inner: st.dictionaries(st.text("/~a0", max_size=3), inner)),
    st.text("/~a01"),
)
def test_no_pointer_fails(document: Any, pointer: str) -> None:
    """Whatever the text, there is an answer."""
    find(document, pointer)
    take(document, pointer)
    put(document, pointer, 7)
