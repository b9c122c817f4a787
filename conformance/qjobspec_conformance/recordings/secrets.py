"""Secrets that were left in a recording: in headers, in addresses, in bodies, and anywhere by their shape.

What is found is told by its place and its length, and never shown. This file does not know which values a dialect lists: it
is given them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from .dialect import Marked
from .exchanges import Headers
from .pointers import found

#: Headers that hold secrets whatever the server, in lower case.
HEADERS: Final = frozenset(
    {
        "api-key",
        "apikey",
        "authorization",
        "cookie",
        "ocp-apim-subscription-key",
        "proxy-authorization",
        "set-cookie",
        "x-access-token",
        "x-amz-security-token",
        "x-api-key",
        "x-api-token",
        "x-auth-token",
        "x-ms-authorization-auxiliary",
        "x-ms-quantum-api-key",
    }
)

#: Parameters of addresses that hold secrets, as `_plain` writes names.
PARAMETERS: Final = frozenset(
    {
        "accesstoken",
        "apikey",
        "apitoken",
        "authtoken",
        "clientsecret",
        "idtoken",
        "password",
        "refreshtoken",
        "secret",
        "sig",
        "signature",
        "token",
        "xamzcredential",
        "xamzsecuritytoken",
        "xamzsignature",
        "xgoogcredential",
        "xgoogsignature",
    }
)

#: Fields of bodies that hold secrets, as `_plain` writes names.
FIELDS: Final = frozenset({*PARAMETERS, "authorization", "clientassertion", "privatekey", "secretaccesskey"}) - {"signature"}

#: What secrets look like, wherever they stand; every repetition has a bound, so that looking takes linear time.
SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "a JSON web token": re.compile(r"eyJ[\w-]{8,400}\.eyJ[\w-]{8,400}"),
    "a bearer's token": re.compile(r"\b[Bb]earer ([\w.~+/-]{16,400})"),
    "a key of Amazon": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of GitHub": re.compile(r"\bgh[pousr]_[0-9A-Za-z]{36}"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
    "an address with a password": re.compile(r"://[^/\s:@\"']{1,60}:([^/\s@\"']{4,200})@"),
    "an address with a signature": re.compile(
        r"[?&](?:sig|x-amz-(?:signature|security-token|credential)|x-goog-(?:signature|credential))=([^&\s\"'\\<>]{4,400})",
        re.IGNORECASE,
    ),
}

#: The shape that is only the beginning of a secret.
_BEGINS: Final = "a private key"

#: A value of fewer letters hides nothing.
_FEWEST: Final = 4

_SCHEME: Final = re.compile(r"(?:bearer|basic|apikey|token|sharedaccesssignature)\s+", re.IGNORECASE)

#: What stands where a secret was: words with a telling one among them, or nothing but marks.
_WORDS: Final = re.compile(r"\W*[a-z](?:[a-z _-]*[a-z])?\W*", re.IGNORECASE)
_TELLING: Final = re.compile(
    "placeholder|redacted|scrubbed|removed|filtered|masked|hidden|fake|dummy|example|sanitized|secret", re.IGNORECASE
)
_MARKS: Final = re.compile(r"[*x.0<>-]+", re.IGNORECASE)

#: What is longer is a secret even if it is made of words.
_LONGEST: Final = 80

#: How each is mended.
CURE: Final = "replace it by PLACEHOLDER before it is recorded, and revoke it"


def in_headers(headers: Headers, listed: Marked) -> Iterator[tuple[str, str]]:
    """The names of headers that hold a secret, each with what to say of it."""
    for name, value in headers:
        if any(values_in_headers(((name, value),), listed)):
            yield name, _said("", value)
        else:
            yield from ((name, reason) for reason in by_shape(value))


def in_address(url: str, listed: Marked) -> Iterator[str]:
    """What to say of the parameters of an address that hold a secret, and of a password in it."""
    for name, value in _of_address(url, listed):
        yield _said("its password " if name is None else f"its parameter {name!r} ", value)


def in_document(document: Any, listed: Marked) -> Iterator[str]:
    """What to say of the fields of a body that hold a secret: those that are listed, and those with a telling name."""
    yield from sorted({_said(f"its field {name!r} ", value) for name, value in _of_document(document, listed)})


def by_shape(text: str) -> Iterator[str]:
    """What to say of a text in which something looks like a secret, once for each shape."""
    told: set[str] = set()
    for shape, value in _of_shape(text):
        if shape not in told:
            yield f"holds what looks like {shape} ({len(value)} letters)"
        told.add(shape)


# The secrets themselves, for who takes them out


def values_in_headers(headers: Headers, listed: Marked) -> Iterator[str]:
    """The secrets in headers that hold some, without the name of a scheme before them."""
    for name, value in headers:
        if name.lower() in HEADERS | listed.headers:
            bare = _of_cookie(value) if "cookie" in name.lower() else _SCHEME.sub("", value.strip(), count=1)
            if _is_secret(bare):
                yield bare


def values_in_address(url: str, listed: Marked) -> Iterator[str]:
    """The secrets in an address."""
    return (value for _, value in _of_address(url, listed))


def values_in_document(document: Any, listed: Marked) -> Iterator[str]:
    """The secrets in the fields of a body."""
    return (value for _, value in _of_document(document, listed))


def values_by_shape(text: str) -> Iterator[str]:
    """The secrets in a text that look like some; not that of which only the beginning is known."""
    return (value for shape, value in _of_shape(text) if shape != _BEGINS)


def _of_address(url: str, listed: Marked) -> Iterator[tuple[str | None, str]]:
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query)
        password = parts.password
    except ValueError:
        return
    names = {each.lower() for each in listed.query}
    for name, value in query:
        if (name.lower() in names or _plain(name) in PARAMETERS) and _is_secret(value):
            yield name, value
    if password is not None and _is_secret(password):
        yield None, password


def _of_document(document: Any, listed: Marked) -> Iterator[tuple[str, str]]:
    for pointer in listed.pointers:
        for _, value in found(document, pointer):
            if isinstance(value, str) and _is_secret(value):
                yield pointer, value
    for name, value in _fields(document):
        if _plain(name) in FIELDS and not any(each.endswith(f"/{name}") for each in listed.pointers) and _is_secret(value):
            yield name, value


def _of_shape(text: str) -> Iterator[tuple[str, str]]:
    for shape, pattern in SHAPES.items():
        for match in pattern.finditer(text):
            value = match[match.lastindex or 0]
            if not _is_placeholder(value):
                yield shape, value


def _said(what: str, value: str) -> str:
    return f"{what}holds a secret ({len(value)} letters)"


def _is_secret(value: str) -> bool:
    bare = _SCHEME.sub("", value.strip(), count=1)
    return len(bare) >= _FEWEST and not _is_placeholder(bare)


def _is_placeholder(value: str) -> bool:
    if _MARKS.fullmatch(value):
        return True
    return len(value) <= _LONGEST and _WORDS.fullmatch(value) is not None and _TELLING.search(value) is not None


def _of_cookie(value: str) -> str:
    return value.partition(";")[0].rpartition("=")[2]


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _fields(document: Any) -> Iterator[tuple[str, str]]:
    """Every field of text in a document, however deep."""
    waiting = [document]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield from ((name, value) for name, value in here.items() if isinstance(value, str))
        if isinstance(here, dict | list):
            waiting += here.values() if isinstance(here, dict) else here
