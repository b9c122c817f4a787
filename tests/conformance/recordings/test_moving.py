"""Answers are moved to the job at hand, and every other byte stays as it was recorded."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance.recordings.made import BASE, dialect

from qjobspec_conformance.recordings.exchanges import Response
from qjobspec_conformance.recordings.moving import moved
from qjobspec_conformance.recordings.pointers import found

SPOKEN = dialect(
    {"role": "result-url", "method": "GET", "path": "/jobs/{job_id}/url", "address": "/urls/*"},
    {"role": "result-download", "method": "GET", "path": "/out/{job_id}/o"},
)
ROUTE = SPOKEN.routes[0]
WHOLE = dialect({"role": "submit", "method": "POST", "path": "/jobs"}, job_id={"answered": ""})


def body(text: str, new: str = "n", old: str = "j-1", spoken: Any = SPOKEN) -> str:
    """The body of an answer about one job as it would be about another."""
    return moved(Response(200, body=text.encode("utf-8", "surrogatepass")), ROUTE, (old, new), spoken).body.decode(
        "utf-8", "surrogatepass"
    )


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ('{"id": "j-1"}', "n", '{"id": "n"}'),
        ('{"id":"j-1","other":"j-1"}', "n", '{"id":"n","other":"j-1"}'),
        ('{"id": "\\u006a-1"}', "n", '{"id": "n"}'),
        ('\ufeff{"id": "j-1"}', "n", '\ufeff{"id": "n"}'),
        ('{"id": "j-1", "id": "j-1"}', "n", '{"id": "j-1", "id": "n"}'),
        ('{"id": ["j-1"]}', "n", '{"id": ["j-1"]}'),
        ('{"id": "j-2"}', "n", '{"id": "j-2"}'),
        ('{"id": "j-1"}', 'a"b\\', '{"id": "a\\"b\\\\"}'),
        ('{"id": "j-1"}', "\ud800", '{"id": "\\ud800"}'),
        ("j-1", "n", "j-1"),
        ("text of j-1", "n", "text of j-1"),
        ("\ufefftext of {j-1}]", "n", "\ufefftext of {j-1}]"),
        ("", "n", ""),
        ("   ", "n", "   "),
    ],
)
def test_the_id_is_changed_where_it_stands_and_nowhere_else(before: str, new: str, after: str) -> None:
    """At the pointer of the dialect; what is no JSON stays."""
    assert body(before, new) == after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ('{"id": 7}', "12", '{"id": 12}'),
        ('{"id": 7}', "012", '{"id": "012"}'),
        ('{"id": 7}', "x", '{"id": "x"}'),
        ('{"id": 7}', "0", '{"id": 0}'),
        ('{"id": true}', "x", '{"id": true}'),
    ],
)
def test_a_number_stays_a_number_if_it_can(before: str, new: str, after: str) -> None:
    """Some servers count their jobs."""
    assert body(before, new, old="7") == after


@pytest.mark.parametrize(("before", "after"), [("j-1", "n"), ('"j-1"', '"n"'), ("j-1\n", "j-1\n"), ("j-10", "j-10")])
def test_the_whole_body_may_be_the_id(before: str, after: str) -> None:
    """As JSON or as bare text."""
    assert body(before, spoken=WHOLE) == after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        (f"{BASE}/jobs/j-1", "a b/c", f"{BASE}/jobs/a%20b%2Fc"),
        (f"{BASE}/out/j-1/o?sig=j-1", "n", f"{BASE}/out/n/o?sig=j-1"),
        (f"{BASE}/jobs/j-10", "n", f"{BASE}/jobs/j-10"),
        ("https://elsewhere.example/j-1", "n", "https://elsewhere.example/j-1"),
        ("/jobs/j-1", "n", "/jobs/j-1"),
        (f"{BASE}/jobs/{'x' * 9_000}", "n", f"{BASE}/jobs/{'x' * 9_000}"),
    ],
)
def test_addresses_that_are_told_name_the_new_job(before: str, new: str, after: str) -> None:
    """Where the routes read an id out of them: at the pointer for addresses, and in headers."""
    told = json.dumps({"urls": [before, 1], "else": before})

    assert json.loads(body(told, new)) == {"urls": [after, 1], "else": before}
    headers = moved(Response(200, headers=(("Location", before), ("X", "j-1"))), ROUTE, ("j-1", new), SPOKEN).headers
    assert headers == (("Location", after), ("X", "j-1"))


def test_an_address_in_which_the_id_is_no_word_of_its_own_stays() -> None:
    """An id of one letter can be part of an escape; what would break the address is left alone."""
    told = '{"urls": ["http:\\/\\/server.example\\/jobs\\/n\\n"]}'

    assert body(told, new="\ud800x", old="n\n") == told
    assert (
        body('{"urls": ["http://server.example/jobs/\\u00e9"]}', old="é")
        == '{"urls": ["http://server.example/jobs/\\u00e9"]}'
    )
    assert (
        body('{"urls": ["http://server.example/jobs/u\\u0075"]}', old="uu")
        == '{"urls": ["http://server.example/jobs/u\\u0075"]}'
    )
    assert (
        body('{"urls": ["http:\\u002f/server.example/jobs/u"]}', old="u")
        == '{"urls": ["http:\\u002f/server.example/jobs/u"]}'
    )


def test_an_id_that_looks_like_part_of_an_escape_breaks_nothing() -> None:
    """Changing the letter in an escape would leave no JSON; the next place is tried."""
    told = '{"urls": ["http:\\u002f\\u002fserver.example/jobs/u"], "x": 1}'

    assert body(told, "n", "u") == told
    told = '{"urls": ["http://server.ex\\u0061mple/jobs/u"]}'
    assert body(told, "x", "u") == '{"urls": ["http://server.ex\\u0061mple/jobs/x"]}'


def test_an_answer_that_is_compressed_is_sent_plain_once_it_is_changed() -> None:
    """And stays as it is if there was nothing to change."""
    header = (("Content-Encoding", "gzip"), ("A", "b"))
    about, other = (
        Response(200, headers=header, body=gzip.compress(text, mtime=0)) for text in (b'{"id": "j-1"}', b'{"id": "x"}')
    )

    changed = moved(about, ROUTE, ("j-1", "n"), SPOKEN)

    assert (changed.headers, changed.body) == ((("A", "b"),), b'{"id": "n"}')
    assert moved(other, ROUTE, ("j-1", "n"), SPOKEN).body == other.body


def test_bytes_that_are_no_text_stay() -> None:
    """And so does an answer that is moved to the job that it is about."""
    response = Response(200, body=b"\xffj-1")

    assert moved(response, ROUTE, ("j-1", "n"), SPOKEN).body == b"\xffj-1"
    assert moved(response, ROUTE, ("j-1", "j-1"), SPOKEN) is response


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("j-1"),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["id", "urls", "a", ""]), each, max_size=3),
    max_leaves=12,
)


@settings(deadline=None, max_examples=200)
@given(JSON, st.text(max_size=5), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_moving_there_and_back_is_nothing(document: Any, new: str, indent: Any, ascii_only: bool) -> None:
    """Every byte is there again, and between the two only the ids differ."""
    text = json.dumps({"id": "j-1", "rest": document}, indent=indent, ensure_ascii=ascii_only)
    spoken = f"n{new}"  # no number, which would not come back as text

    there = body(text, spoken)

    assert json.loads(there) == {"id": spoken, "rest": document}
    assert body(there, "j-1", spoken) == text


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", [()]),
        ("/a/*/b", [("a", 0, "b"), ("a", 2, "b")]),
        ("/a/1", [("a", 1)]),
        ("/a/01", []),
        ("/a/9", []),
        ("/a/99999999999", []),
        ("/*", [("a",), ("x/~",), ("*",)]),
        ("/x~1~0", [("x/~",)]),
        ("/a/b", []),
        ("/none/x", []),
        ("/a" * 5_000, []),
    ],
)
def test_pointers_lead_to_every_place_that_they_mean(pointer: str, expected: list[Any]) -> None:
    """A star is every item and every field, in the order of the document."""
    document = {"a": [{"b": 1}, 2, {"b": 3}], "x/~": 4, "*": 5}

    assert [place for place, _ in found(document, pointer)] == expected
