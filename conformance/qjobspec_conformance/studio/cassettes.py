"""What vcrpy takes down, as a document of the schema `recording`. This file knows vcrpy, and no other of ours does.

A client that brings connections of its own, made of those of urllib3, is recorded too: vcrpy is told of each such class.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import vcr  # type: ignore[import-untyped] # it has no types
from urllib3.connection import HTTPConnection, HTTPSConnection
from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped] # as above
from vcr.serialize import serialize  # type: ignore[import-untyped] # as above
from vcr.stubs import VCRHTTPConnection, VCRHTTPSConnection  # type: ignore[import-untyped] # as above

#: Whose connections vcrpy knows by itself.
_KNOWN: Final = ("urllib3", "vcr", "botocore")


@contextmanager
def recorded() -> Generator[Callable[[], list[dict[str, Any]]]]:
    """Every exchange that any client of this process has had since this began, whenever it is called."""
    recorder = vcr.VCR(record_mode=vcr.mode.ALL, custom_patches=tuple(_patches()))
    recorder.register_persister(_Nowhere)
    with recorder.use_cassette("recording") as cassette:

        def interactions() -> list[dict[str, Any]]:
            kept = {"requests": list(cassette.requests), "responses": list(cassette.responses)}
            return [_in_order(each) for each in serialize(kept, _AsItIs)["interactions"]]

        yield interactions


class _Nowhere:
    """Where vcrpy is to keep its cassettes. The names of parameters are those by which vcrpy passes them."""

    @staticmethod
    def load_cassette(cassette_path: str, serializer: Any) -> Any:  # noqa: ARG004 - as above
        """There is nothing to play."""
        raise CassetteNotFoundError(cassette_path)

    @staticmethod
    def save_cassette(cassette_path: str, cassette_dict: Any, serializer: Any) -> None:
        """It is for others to write."""


class _AsItIs:
    """A serializer that serializes nothing."""

    @staticmethod
    def serialize(document: Any) -> Any:
        """Give it back."""
        return document


def _in_order(interaction: dict[str, Any]) -> dict[str, Any]:
    """An exchange with its headers by name: vcrpy has them in no particular order."""
    return {
        side: {**told, "headers": dict(sorted(told["headers"].items(), key=lambda each: each[0].lower()))}
        for side, told in interaction.items()
    }


def _patches() -> Iterator[tuple[Any, str, type]]:
    for base, stub in ((HTTPConnection, VCRHTTPConnection), (HTTPSConnection, VCRHTTPSConnection)):
        for each in _made_of(base):
            if not issubclass(each, HTTPSConnection) or base is HTTPSConnection:
                named = type(f"Recorded{each.__name__}", (stub,), {"_baseclass": each})
                yield sys.modules[each.__module__], each.__name__, named


def _made_of(base: type[Any]) -> Iterator[type[Any]]:
    made: list[type[Any]] = base.__subclasses__()
    for each in made:
        if each.__module__.partition(".")[0] not in _KNOWN:
            yield each
        yield from _made_of(each)
