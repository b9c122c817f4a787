"""What vcrpy takes down, as a document of the schema `recording`. This file knows vcrpy, and no other of ours does.

A client that brings connections of its own, made of those of urllib3, is recorded too: vcrpy is told of each such class.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
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
def recorded() -> Generator[list[dict[str, Any]]]:
    """Every exchange that any client of this process has meanwhile, in a list that is filled when it is over."""
    kept = _Kept()
    recorder = vcr.VCR(record_mode="all", custom_patches=tuple(_patches()))
    recorder.register_persister(kept)
    with recorder.use_cassette("recording"):
        yield kept.interactions


class _Kept:  # the names of parameters are those by which vcrpy passes them
    """Where vcrpy puts what it has recorded: nowhere, until somebody writes it."""

    def __init__(self) -> None:
        self.interactions: list[dict[str, Any]] = []

    def load_cassette(self, cassette_path: str, serializer: Any) -> Any:
        """There is nothing to play."""
        raise CassetteNotFoundError(cassette_path)

    def save_cassette(self, cassette_path: str, cassette_dict: Any, serializer: Any) -> None:
        """Keep it as vcrpy would have written it."""
        self.interactions[:] = serialize(cassette_dict, _AsItIs)["interactions"]


class _AsItIs:
    """A serializer that serializes nothing."""

    @staticmethod
    def serialize(document: Any) -> Any:
        """Give it back."""
        return document


def _patches() -> Iterator[tuple[Any, str, type]]:
    for base, stub in ((HTTPConnection, VCRHTTPConnection), (HTTPSConnection, VCRHTTPSConnection)):
        for each in _made_of(base):
            if not issubclass(each, HTTPSConnection) or base is HTTPSConnection:
                named = type(f"Recorded{each.__name__}", (stub,), {"_baseclass": each})
                yield sys.modules[each.__module__], each.__name__, named


def _made_of(base: type) -> Iterator[type]:
    for each in base.__subclasses__():
        if each.__module__.partition(".")[0] not in _KNOWN:
            yield each
        yield from _made_of(each)
