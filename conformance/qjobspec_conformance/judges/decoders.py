"""Which decoder a call was given, and which one has made what it gave.

A decoder of the suite leaves its name in what it makes, beside the text that it was given. This file does not know any
requirement, nor how the job's own decoders write.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..calls import Call
from ..decoders import decoded
from ..events import Value
from ..examples import Decoder
from ..histories import History


@dataclass(frozen=True, slots=True)
class Mark:
    """What a decoder of the suite has left: its name, and the text that it was given, as histories hold it."""

    decoder: str
    text: object


def given_decoder(call: Call) -> Decoder | None:
    """The decoder of the suite that a call, or the constructor, was given; `None` if it was given none."""
    given = call.argument("decoder") or call.argument("result_decoder")
    return given if isinstance(given, Decoder) else None


def chosen_decoder(history: History, call: Call) -> Decoder | None:
    """The decoder of the suite that `call` was given, or else its job; `None` for the usual one of its class."""
    given = call.argument("decoder") or dict(history.example.given).get("result_decoder")
    return given if isinstance(given, Decoder) else None


def mark(value: Value | None) -> Mark | None:
    """What the decoder of the suite has left that has made `value`; `None` if none of them has made it."""
    data = value.data if value is not None else None
    if not isinstance(data, dict) or data.keys() != decoded("", "").keys():
        return None
    return Mark(str(data["decoder"]), data["text"])
