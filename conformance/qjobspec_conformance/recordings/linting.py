"""What is wrong with a recording whose form is right: secrets that were left in it, and what its dialect does not explain.

Nothing that stands in a body or a header is shown, because it could be a secret. This file does not know how files are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from qjobspec import JobStatus

from ..documents.faults import faults
from ..documents.texts import Place, pointer
from . import families, reading, secrets
from .dialect import Dialect, Marked
from .exchanges import Exchange, Request, Response, meaning
from .following import Step, follow
from .pointers import first
from .problems import Flaw
from .recording import Recording
from .roles import FINAL, Role

#: Codes of answers with content that the server was asked for.
_CONTENT: Final = range(200, 300)

_UNKNOWN: Final = "give the dialect a route for it, or leave it out when recording"
_UNLISTED: Final = "list it under [status.words] in the dialect"
_UNENDED: Final = "record until the job has ended, or mend the routes of the dialect"
_BROKEN: Final = 'say `api = "free"` in the dialect if the server speaks otherwise, and else record it again'


def flaws(document: Any, dialect: Dialect | None = None) -> list[Flaw]:
    """Everything that is wrong with a document that should be a recording: its form, or else what it holds."""
    return reading.flaws(document) or list(lint(reading.recorded(Path(), document), document, dialect))


def lint(recording: Recording, document: Mapping[str, Any], dialect: Dialect | None = None) -> Iterator[Flaw]:
    """What is wrong with a recording that `document` holds; without a dialect only the secrets that any server has."""
    places = [_Places(each, number) for number, each in enumerate(document["interactions"])]
    listed = Marked() if dialect is None else dialect.secrets
    for exchange, place in zip(recording.exchanges, places, strict=True):
        yield from _secrets(exchange, place, listed)
    if dialect is not None:
        steps = list(follow(recording.exchanges, dialect))
        for step, place in zip(steps, places, strict=True):
            yield from _unexplained(step, place, dialect)
        yield from _broken(steps, places, dialect)
        yield from _unended(steps)


class _Places:
    """Where the parts of an interaction stand."""

    def __init__(self, written: Mapping[str, Any], number: int) -> None:
        here: Place = ("interactions", number)
        self.address: Place = (*here, "request", "uri")
        self.question: Place = (*here, "request")
        self.answer: Place = (*here, "response")
        self.asked: Place = (*here, "request", "body")
        self.answered: Place = (*here, "response", "content" if "content" in written["response"] else "body")


def _secrets(exchange: Exchange, at: _Places, listed: Marked) -> Iterator[Flaw]:
    request, response = exchange.request, exchange.response
    for place, headers in ((at.question, request.headers), (at.answer, response.headers)):
        yield from (_secret((*place, "headers", name), said) for name, said in secrets.in_headers(headers, listed))
    found = list(secrets.in_address(request.url, listed)) or list(secrets.by_shape(request.url))
    yield from (_secret(at.address, said) for said in found)
    for place, content, document in (
        (at.asked, request.body, request.document),
        (at.answered, response.content, response.document),
    ):
        said = [*secrets.in_document(document, listed)] or [*secrets.by_shape(content.decode("utf-8", "replace"))]
        yield from (_secret(place, each) for each in said)


def _secret(place: Place, said: str) -> Flaw:
    return Flaw(place, said, secrets.CURE)


def _unexplained(step: Step, at: _Places, dialect: Dialect) -> Iterator[Flaw]:
    if step.route is None:
        yield Flaw(
            at.address, f"is asked by {step.exchange.request.method}, which fits no route of {dialect.name}", _UNKNOWN
        )
    elif step.word is not None and step.told is None:
        yield Flaw(at.answered, f"says {step.word[:40]!r} of the job, a word that {dialect.name} does not list", _UNLISTED)


def _unended(steps: list[Step]) -> Iterator[Flaw]:
    said = {step.job_id: step.state for step in steps if step.state is not None}
    if not said:
        yield Flaw(("interactions",), "tells of no job how far it is", _UNENDED)
    elif not FINAL & set(said.values()):
        yield Flaw(("interactions",), f"ends while its job is {' and '.join(map(str, said.values()))}", _UNENDED)


def _broken(steps: list[Step], places: list[_Places], dialect: Dialect) -> Iterator[Flaw]:
    """The bodies that break the schemas of their family; what is said often is held against them once."""
    known: dict[tuple[str, bytes], list[str]] = {}
    for step, at in zip(steps, places, strict=True):
        for place, name, content, document in _ruled(step, at, dialect.api):
            if (name, content) not in known:
                known[name, content] = [
                    _said(name, each.place, reading.discreet(each, document)) for each in faults(document, name)
                ]
            yield from (Flaw(place, said, _BROKEN) for said in known[name, content])


def _said(name: str, place: Place, reason: str) -> str:
    return f"breaks the schema {name} at {pointer(place) or 'its root'}: {reason}"


def _ruled(step: Step, at: _Places, family: str) -> Iterator[tuple[Place, str, bytes, Any]]:
    """The bodies of an exchange for which there is a schema."""
    request, response = step.exchange.request, step.exchange.response
    if step.role is None:
        return
    role = Role.TAGS if step.role is Role.NAME and first(request.document, "/tags") is not None else step.role
    asked, answered, refused = families.asked(family, role), families.answered(family, role), families.refused(family)
    if asked is not None:
        yield at.asked, asked, request.body, request.document
    if response.code in _CONTENT and answered is not None and (response.body or not _is_bodiless(response, request)):
        failed = step.role is Role.RESULT and step.state in FINAL - {JobStatus.DONE}
        yield at.answered, (refused if failed and refused else answered), response.content, _document(response, step)
    if not response.is_success and refused is not None and first(response.document, "/error") is not None:
        yield at.answered, refused, response.content, first(response.document, families.REFUSED_AT[family])


def _is_bodiless(response: Response, request: Request) -> bool:
    return response.is_bodiless or request.method == "HEAD"


def _document(response: Response, step: Step) -> Any:
    is_text = step.role in families.TEXTUAL
    return response.content.decode("utf-8", "replace") if is_text else meaning(response.content)
