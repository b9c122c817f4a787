"""Secrets are taken out of what was recorded, wherever they stand, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qjobspec_conformance.recordings.dialect import Marked
from qjobspec_conformance.recordings.reading import recorded
from qjobspec_conformance.studio.scrubbing import scrubbed

NONE = Marked()


def without_secrets(listed: Marked = NONE, **request: Any) -> dict[str, Any]:
    """One exchange, scrubbed."""
    asked = {"method": "GET", "uri": "http://a.test/", "headers": {}, "body": None, **request}
    answered = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": request.pop("said", "")}}
    interactions = [{"request": {**asked, **request}, "response": answered}]
    interactions[0]["request"].pop("said", None)
    document = {"version": 1, "interactions": interactions}
    found: dict[str, Any] = scrubbed(interactions, recorded(Path(), document).exchanges, listed)[0]
    return found


def test_a_token_is_taken_out_wherever_it_stands() -> None:
    """Also where nobody would look for it; the scheme before it stays."""
    found = without_secrets(headers={"Authorization": ["Bearer s3cr3t-t0k3n"]}, said='{"echo": "you are s3cr3t-t0k3n."}')

    assert found["request"]["headers"] == {"Authorization": ["Bearer PLACEHOLDER"]}
    assert "s3cr3t" not in str(found)


def test_a_part_of_a_longer_word_is_no_secret() -> None:
    """A token that is a word is not taken out of the address."""
    found = without_secrets(headers={"X-Access-Token": ["test"]}, uri="http://a.test/tests")

    assert found["request"] == {
        "method": "GET",
        "uri": "http://a.test/tests",
        "headers": {"X-Access-Token": ["PLACEHOLDER"]},
        "body": None,
    }


def test_an_address_is_scrubbed_as_it_is_written() -> None:
    """Its parameters are quoted there."""
    found = without_secrets(uri="http://a.test/?sig=abcd%2Fefgh&x=1")

    assert found["request"]["uri"] == "http://a.test/?sig=PLACEHOLDER&x=1"


def test_what_a_dialect_lists_is_scrubbed() -> None:
    """By pointer; and a secret of a known shape without being listed."""
    found = without_secrets(
        Marked(("/owner/pin",)), said='{"owner": {"pin": "77345"}, "at": "http://b.test/o?X-Amz-Signature=0a1b2c3d"}'
    )

    assert found["response"]["body"]["string"] == (
        '{"owner": {"pin": "PLACEHOLDER"}, "at": "http://b.test/o?X-Amz-Signature=PLACEHOLDER"}'
    )


def test_what_has_no_secrets_stays_as_it_is() -> None:
    """To the letter."""
    assert without_secrets(said='{"a": 1}')["response"]["body"] == {"string": '{"a": 1}'}
