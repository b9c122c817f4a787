"""The forms in which recorders write bodies, and the bytes that they mean.

vcrpy writes `string` (text, or binary in YAML), once wrote `base64_string` for JSON, bare text for requests, and what
aiohttp was given to write as JSON. Nothing here fails on what the schema `recording` accepts.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from ..documents.yaml_text import Base64


def as_bytes(written: Any) -> bytes:
    """The bytes of a body in any of its forms."""
    if written is None:
        return b""
    if isinstance(written, Base64):
        return base64.b64decode(written)
    if isinstance(written, str):
        return written.encode("utf-8", "surrogatepass")
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass")


def asked(written: Any) -> bytes:
    """The bytes of a request's body, which stands there without a name."""
    return answered(written) if isinstance(written, dict) and "base64_string" in written else as_bytes(written)


def answered(written: dict[str, Any]) -> bytes:
    """The bytes of a response's body by its name; nothing where the client could not read one."""
    if "base64_string" in written:
        return base64.b64decode(written["base64_string"])
    return as_bytes(written.get("string"))
