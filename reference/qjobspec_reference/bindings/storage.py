"""Object storage: who has a signed address that has not expired may put there or get from there, and nobody asks who it is.

This file does not know jobs: an object is bytes by a name.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from .answers import Refused

#: For how many seconds an address is good.
EXPIRES: Final = 600

#: The bucket that all objects lie in.
BUCKET: Final = "jobs"

_WRITTEN: Final = "%Y%m%dT%H%M%SZ"


@dataclass
class Storage:
    """The objects, and the key that addresses are signed with."""

    key: bytes
    expires: float = EXPIRES
    _objects: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def address(self, host: str, method: str, name: str, moment: float) -> str:
        """An address at which anybody may do `method` with the object `name` until it expires."""
        date = datetime.fromtimestamp(moment, UTC).strftime(_WRITTEN)
        query = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": date,
            "X-Amz-Expires": str(int(self.expires)),
            "X-Amz-Signature": self._signature(method, name, date),
        }
        return f"{host}/{BUCKET}/{name}?{urlencode(query)}"

    def permit(self, method: str, bucket: str, name: str, query: Mapping[str, str], moment: float) -> None:
        """Do nothing if an address is good; a refusal (403) if it was not signed here or has expired."""
        date = query.get("X-Amz-Date", "")
        signed = self._signature(method, name, date).encode()
        if bucket != BUCKET or not hmac.compare_digest(signed, query.get("X-Amz-Signature", "").encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "The signature does not match.", "SignatureDoesNotMatch")
        until = datetime.strptime(date, _WRITTEN).replace(tzinfo=UTC) + timedelta(seconds=self.expires + 1)
        if moment > until.timestamp():
            raise Refused(HTTPStatus.FORBIDDEN, "Request has expired.", "AccessDenied")

    def put(self, name: str, content: bytes) -> None:
        """Keep an object."""
        self._objects[name] = content

    def get(self, name: str) -> bytes:
        """An object; a refusal (404) if there is none."""
        if name not in self._objects:
            raise Refused(HTTPStatus.NOT_FOUND, "The specified key does not exist.", "NoSuchKey")
        return self._objects[name]

    def forget(self, name: str) -> None:
        """Throw an object away, if there is one."""
        self._objects.pop(name, None)

    def _signature(self, method: str, name: str, date: str) -> str:
        return hmac.new(self.key, f"{method}\n{name}\n{date}".encode(), hashlib.sha256).hexdigest()
