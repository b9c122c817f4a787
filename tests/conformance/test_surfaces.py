"""What a class shows of its jobs without making one, and what may hide behind that."""

from __future__ import annotations

import inspect

import pytest

from qjobspec import profile
from qjobspec_conformance.offers import Offer
from qjobspec_conformance.surfaces import surface

V1 = profile("jobv1")


class _Base(dict[str, object]):  # its base is written in C and has no source
    also: str

    def _keep(this, backend: object) -> None:  # noqa: N805
        this.backend, this._job_id = backend, "job-1"


class Shows(_Base):
    """A class of which a part is only annotated or assigned."""

    _text = """
of which a part does not stand as deep as the rest"""

    version: int

    def __init__(self) -> None:
        self._keep(None)
        self.tags: list[str] = []
        other = Shows()
        other.lost = 1  # type: ignore[attr-defined]

    class _Inner:
        def __init__(self) -> None:
            self.inner = 1


def test_a_surface_has_what_is_annotated_and_what_is_assigned() -> None:
    """Names without a value on the class are offered too, whether they are called nobody can say; private ones are not."""
    found = surface(Shows, V1)

    names = {name for name, offer in found.offers.items() if offer == Offer("unknown")}
    assert names == {"version", "also", "backend", "tags"}
    assert (found.hides_members, found.hides_attributes) == (None, None)


def test_a_surface_says_what_may_hide_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that answers for every name, and one whose source cannot be read, may have more than is seen."""
    answers = type("Answers", (), {"__getattr__": lambda self, name: None})
    answers_all = type("AnswersAll", (), {"__getattribute__": lambda self, name: None})

    assert surface(answers, V1).hides_members == "the class has a `__getattr__`"
    assert surface(answers_all, V1).hides_members == "the class has a `__getattribute__`"
    assert surface(answers_all, V1).hides_attributes == "the source of AnswersAll is not there to be read"

    monkeypatch.setattr(inspect, "getsource", lambda _: "class (:")
    assert surface(Shows, V1).hides_attributes == "the source of Shows is not there to be read"
    monkeypatch.setattr(inspect, "getsource", lambda _: "")
    assert surface(Shows, V1).hides_attributes is None
