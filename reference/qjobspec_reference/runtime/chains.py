"""Decoders in a row: the first that makes more than text of a text is the last. This file does not know what they decode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..decoding import ResultDecoder


def chained(decoders: type[Any] | Sequence[type[Any]] | None) -> type[Any]:
    """The decoder of a job that was given one, several that try in their order, or none."""
    if decoders is None:
        return ResultDecoder
    if not isinstance(decoders, Sequence):
        return decoders
    given = tuple(decoders)

    class Chain(ResultDecoder):
        """The decoders that the constructor was given."""

        @classmethod
        def decode(cls, data: str) -> Any:
            decoded: Any = data
            for decoder in given:
                decoded = decoder.decode(data)
                if not isinstance(decoded, str):
                    break
            return decoded

    return Chain
