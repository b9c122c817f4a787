"""What a class and its objects offer is read from them, and nothing of theirs is run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from enum import Enum, IntEnum, StrEnum
from typing import Any

import pytest

from qjobspec import JobStatus, Name, profile
from qjobspec_conformance.offers import Offer, class_offer, constructor_offer, default_text, offers, value_text

AER, V1 = profile("aer-job"), profile("jobv1")


def _method(*parameters: tuple[str, str | None]) -> Offer:
    return Offer("method", parameters)


def _logged(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        raise AssertionError

    return call


class _Callable:
    def __call__(self, timeout: float | None = None) -> None:
        raise AssertionError


class _Gives:
    def __get__(self, job: object, owner: type) -> object:
        raise AssertionError


class Every:
    """A member of every make."""

    __slots__ = ("slot",)

    def plain(self, timeout: float | None = None) -> None: ...

    @_logged
    def wrapped(self, timeout: float | None = None) -> None: ...

    @functools.lru_cache  # noqa: B019 - it is never called
    def cached(self, wait: float = 5.0) -> None: ...

    @functools.singledispatchmethod
    def dispatched(self, job: object) -> None: ...

    @classmethod
    def of_the_class(cls, wait: int = 5) -> None: ...

    @staticmethod
    def of_nobody(wait: int = 5, /) -> None: ...

    async def awaited(self, *, timeout: float) -> None: ...

    def anything(*arguments: object, **named: object) -> None: ...

    def nothing() -> None: ...  # type: ignore[misc]

    partial = functools.partialmethod(plain, 1.0)
    odd_partial = functools.partialmethod(classmethod(lambda cls: None))  # type: ignore[type-var]
    called = _Callable()
    builtin = min
    in_c = str.upper

    @property
    def read(self) -> None:
        raise AssertionError

    @functools.cached_property
    def read_once(self) -> None:
        raise AssertionError

    read_by_the_class = classmethod(property(read))  # type: ignore[arg-type, var-annotated]
    gives = _Gives()
    number = 1
    thing = object()


@pytest.mark.parametrize(
    ("name", "offer"),
    [
        ("plain", _method(("timeout", "None"))),
        ("wrapped", _method(("timeout", "None"))),
        ("cached", _method(("wait", "5"))),
        ("dispatched", _method(("job", None))),
        ("of_the_class", _method(("wait", "5"))),
        ("of_nobody", _method(("wait, /", "5"))),
        ("awaited", _method(("*, timeout", None))),
        ("anything", _method(("*arguments", None), ("**named", None))),
        ("nothing", _method()),
        ("partial", _method()),
        ("odd_partial", Offer("method")),
        ("called", _method(("timeout", "None"))),
        ("builtin", Offer("method")),
        ("in_c", _method()),
        ("read", Offer("attribute")),
        ("read_once", Offer("attribute")),
        ("read_by_the_class", Offer("attribute")),
        ("slot", Offer("attribute")),
        ("gives", Offer("unknown")),
        ("number", Offer("attribute", value="1")),
        ("thing", Offer("attribute")),
        ("absent", None),
        ("mro", None),
    ],
)
def test_each_make_of_member_is_told_apart(name: str, offer: Offer | None) -> None:
    """Methods lose the job that they are handed, descriptors are not asked, and the class of the class has no say."""
    assert class_offer(Every, name) == offer


def test_an_object_may_have_members_of_its_own() -> None:
    """A function on the object itself takes no job, and only constants show their value."""

    class Job:
        version = 1

        def __init__(self) -> None:
            self.status = lambda refresh=False: None
            self.job_id = "job-1"

    found = offers(Job(), V1)

    assert found == {
        "job_id": Offer("attribute"),
        "status": _method(("refresh", "False")),
        "version": Offer("attribute", value="1"),
    }


class _Initialised:
    def __init__(self, backend: object, *, job_id: str = "") -> None: ...


class _New:
    def __new__(cls, backend: object) -> _New:
        raise AssertionError


class _Error(Exception): ...


@pytest.mark.parametrize(
    ("job_class", "parameters"),
    [
        (_Initialised, (("backend", None), ("*, job_id", "''"))),
        (_New, (("backend", None),)),
        (_Gives, ()),
        (_Error, (("*args", None), ("**kwargs", None))),
    ],
)
def test_a_constructor_is_what_the_class_says_of_it(job_class: type, parameters: tuple[tuple[str, str | None], ...]) -> None:
    """`__init__` is asked before `__new__`, and a class with neither takes nothing."""
    assert constructor_offer(job_class, AER) == {"__init__": Offer("method", parameters)}
    assert constructor_offer(job_class, V1) == {}


class _Colour(Enum):
    RED = 1


class _Word(StrEnum):
    DONE = "DONE"


class _Number(IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    ("default", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (0.5, "0.5"),
        (False, "False"),
        (None, "None"),
        ("", "''"),
        (_Word.DONE, "'DONE'"),
        (_Colour.RED, "_Colour.RED"),
        (JobStatus, "JobStatus"),
        (Name("JobStatus"), "JobStatus"),
        (min, "min"),
        (default_text, "default_text"),
        (object(), "<object>"),
    ],
)
def test_a_default_is_told_as_text_without_an_address(default: object, text: str) -> None:
    """The same default has the same text in every run, and a class has that of its name."""
    assert default_text(default) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (1.0, "1.0"),
        (True, "True"),
        (_Number.ONE, "1"),
        (("DONE", "CANCELLED"), "('DONE', 'CANCELLED')"),
        ((_Word.DONE,), "('DONE',)"),
        (["DONE"], "['DONE']"),
        ((object(),), None),
        ({}, None),
    ],
)
def test_a_value_is_told_if_it_is_plain(value: object, text: str | None) -> None:
    """Words of an enumeration are the text that they equal; what is not plain is not looked at."""
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("offer", "fits"),
    [
        (_method(), False),
        (_method(("timeout", "None")), True),
        (_method(("*, timeout", "None"), ("*, wait", "5")), True),
        (_method(("seconds", "None")), False),
        (_method(("timeout, /", "None")), False),
        (_method(("**rest", None)), True),
        (Offer("method", None), True),
    ],
)
def test_a_method_takes_what_can_be_passed_by_its_name(offer: Offer, fits: bool) -> None:
    """Of a signature that cannot be read, it is taken for granted."""
    assert offer.takes(["timeout"]) is fits
