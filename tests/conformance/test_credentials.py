"""Which requests carry what a job signs in with, and which texts show it."""

from __future__ import annotations

import pytest

from qjobspec_conformance.credentials import Credentials
from qjobspec_conformance.wire import Request

TOKEN = "not-a-real-token"


@pytest.mark.parametrize(
    ("request_", "signed"),
    [
        (Request("GET", "https://service.test/jobs"), False),
        (Request("GET", "https://service.test/jobs", (("Accept", "text/plain"),)), False),
        (Request("GET", "https://service.test/jobs", (("Authorization", f"Bearer {TOKEN}"),)), True),
        (Request("GET", "https://service.test/jobs", (("Authorization", "Bearer another-token"),)), False),
        (Request("GET", f"https://service.test/jobs?access_token={TOKEN}"), True),
        (Request("POST", "https://service.test/login", (), f'{{"apiToken": "{TOKEN}"}}'.encode()), True),
    ],
)
def test_a_request_is_signed_with_what_was_declared(request_: Request, signed: bool) -> None:
    """Wherever it stands; credentials of somebody else are none."""
    assert Credentials([TOKEN]).signed(request_) is signed


def test_where_nothing_was_declared_any_credentials_count() -> None:
    """A header that holds secrets whatever the server is enough."""
    credentials = Credentials()

    assert credentials.signed(Request("GET", "https://service.test/", (("X-Access-Token", "some-thing-secret"),)))
    assert not credentials.signed(Request("GET", "https://service.test/"))


def test_a_text_that_shows_what_was_sent_leaks() -> None:
    """What was declared, and what a request has shown; short words are found in any text."""
    credentials = Credentials([TOKEN, "abc"])
    credentials.signed(Request("GET", "https://service.test/", (("Authorization", "Bearer another-token"),)))

    leaks = {text: credentials.in_text(text) for text in (f"401 for {TOKEN}", "bad: another-token", "Bearer abc", "")}

    assert list(leaks.values()) == [True, True, False, False]
