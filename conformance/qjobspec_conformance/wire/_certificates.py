"""A certificate for this machine, made by `openssl`: who is told of it trusts the loopback server, nobody else does.

This file does not know who serves with it.
"""

from __future__ import annotations

import atexit
import subprocess
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final

_REQUEST: Final = (
    *["openssl", "req", "-x509", "-nodes", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
    *(
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-addext",
        "keyUsage=digitalSignature,keyCertSign",
    ),
)


def can_be_made() -> bool:
    """Tell whether this machine has what it takes."""
    return which("openssl") is not None


@cache
def authority() -> Path:
    """Return the file of the certificate, its key beside it; both are gone when the process ends."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    made = Path(folder.name, "authority.pem")
    subprocess.run((*_REQUEST, "-out", str(made), "-keyout", str(key_of(made))), check=True, capture_output=True)  # noqa: S603 # the words are ours
    return made


def key_of(certificate: Path) -> Path:
    """Return the file of the key that belongs to a certificate."""
    return certificate.with_suffix(".key")
