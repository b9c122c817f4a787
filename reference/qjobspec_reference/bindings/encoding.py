"""Results in the notation of the runtime APIs: values that JSON has no notation for, by type and encoded value.

This file does not know jobs. It writes NumPy's file format itself, which is a head of one line, so that NumPy is not needed.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from typing import Any

from ..service import Register, Samples


def primitive_result(made: Sequence[Samples]) -> dict[str, Any]:
    """What a sampler returns, for all of its pubs."""
    pubs = [_typed("SamplerPubResult", {"data": _data_bin(samples), "metadata": _about(samples)}) for samples in made]
    return _typed("PrimitiveResult", {"pub_results": pubs, "metadata": {"version": 2}})


def counts(samples: Samples) -> dict[str, int]:
    """How often each outcome was seen, by its bits."""
    register = samples.together()
    return {f"{outcome:0{register.bits}b}": count for outcome, count in register.counts().items()}


def _typed(name: str, value: object) -> dict[str, Any]:
    return {"__type__": name, "__value__": value}


def _about(samples: Samples) -> dict[str, Any]:
    return {"circuit_metadata": {}, "shots": samples.shots}


def _data_bin(samples: Samples) -> dict[str, Any]:
    fields = {register.name: _bits(register) for register in samples.registers}
    shape = list(samples.registers[0].shape[:-1])
    return _typed(
        "DataBin", {"field_names": list(fields), "field_types": ["BitArray"] * len(fields), "shape": shape, "fields": fields}
    )


def _bits(register: Register) -> dict[str, Any]:
    return _typed("BitArray", {"array": _array(register), "num_bits": register.bits})


def _array(register: Register) -> dict[str, Any]:
    """The bytes as NumPy writes an array of them to a file, compressed."""
    head = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {(*register.shape, register.width)}, }}"
    head += " " * (-(len(head) + 11) % 64) + "\n"
    file = b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode() + register.packed
    return _typed("ndarray", base64.b64encode(zlib.compress(file)).decode())
