"""vcrpy's cassettes, in YAML or JSON, as recordings.

Reading is linear in the size of the file: ten thousand exchanges of 2.7 kB take some four seconds of a slow core, most of
them for the schema. That is paid once for a session, so nothing is cached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..documents.faults import Fault, faults
from ..documents.files import Written
from ..documents.files import read as documents
from ..documents.reasons import shown
from ..documents.texts import Place, UnreadableError
from .bodies import answered, asked
from .exchanges import Exchange, Headers, Request, Response
from .problems import Flaw, Problem, ProblemsError, located
from .recording import Provenance, Recording

#: How a fault is mended, by the name that the place has at the top of the document.
_CURES: Final[Mapping[str, str]] = {
    "version": "only `version: 1` of vcrpy's format is read",
    "provenance": "say kind, from, when, scenario and client, or leave the whole of it out",
    "interactions": "record it again, or write it as vcrpy does",
}
_CURE: Final = "a recording is `version: 1` and a list of `interactions`, as vcrpy writes it"
_LARGE: Final = "record fewer of them into one file"
_UNREADABLE: Final = "a recording is a vcrpy cassette in YAML or JSON"

#: How many bytes the compressed bodies of a file may unfold to: so many times what they are, and this many more.
_TIMES: Final = 20
_FREE: Final = 16_000_000

#: The codes of answers that never have a body.
_BODILESS: Final = frozenset({204, 304})


def read(file: Path) -> Recording:
    """The recording in a file; `ProblemsError` with everything that is wrong with it."""
    try:
        found = list(documents(file))
    except UnreadableError as error:
        raise ProblemsError([Problem(file, error.reason, _UNREADABLE, error.line, error.column)]) from error
    if len(found) != 1:
        raise ProblemsError([Problem(file, f"holds {len(found)} documents", "write each recording into a file of its own")])
    return understood(file, found[0])


def understood(file: Path, written: Written) -> Recording:
    """The recording that a document holds; `ProblemsError` with everything that is wrong with its form."""
    wrong = flaws(written.document)
    if wrong:
        raise ProblemsError(located(file, written, wrong))
    return recorded(file, written.document)


def flaws(document: Any) -> list[Flaw]:
    """Everything by which a document breaks the schema of recordings, or else by which its bodies are too large."""
    wrong = [_flaw(each, document) for each in faults(document, "recording")]
    return wrong or list(_unfolding(document["interactions"]))


def recorded(file: Path, document: Mapping[str, Any]) -> Recording:
    """The recording that a document of the schema `recording` holds."""
    exchanges = (_exchange(each, number) for number, each in enumerate(document["interactions"]))
    return Recording(file, tuple(exchanges), _provenance(document.get("provenance")))


def discreet(fault: Fault, document: Any) -> str:
    """Why a place is at fault, without what stands there: it could be a secret."""
    value = shown(_at(document, fault.place))
    return f"the value{fault.reason[len(value) :]}" if fault.reason.startswith(value) else fault.reason


def _flaw(fault: Fault, document: Any) -> Flaw:
    reason = discreet(fault, document) if fault.place[:1] == ("interactions",) else fault.reason
    return Flaw(fault.place, reason, _CURES.get(str(fault.place[0]), _CURE) if fault.place else _CURE)


def _unfolding(interactions: list[Any]) -> Iterator[Flaw]:
    """The first body with which those of a file unfold to too much."""
    allowed = _FREE
    for number, written in enumerate(interactions):
        if any(name.lower() == "content-encoding" for name in written["response"]["headers"]):
            response = _exchange(written, number).response
            allowed += _TIMES * len(response.body) - len(response.content)
        if allowed < 0:
            yield Flaw(("interactions", number, "response"), "with it the compressed bodies unfold to too much", _LARGE)
            return


def _at(document: Any, place: Place) -> Any:
    for step in place:
        document = document[step]
    return document


def _exchange(written: Mapping[str, Any], number: int) -> Exchange:
    question, answer = written["request"], written["response"]
    headers = tuple(_headers(question["headers"]))
    request = Request(question["method"], question["uri"], headers, asked(question["body"]))
    return Exchange(request, _response(answer, request.method), number)


def _response(written: Mapping[str, Any], method: str) -> Response:
    headers: Headers = tuple(_headers(written["headers"]))
    if "status_code" in written:  # as vcrpy before version 6 wrote for httpx
        code, phrase, body = written["status_code"], "", asked(written["content"])
    else:
        code, phrase = written["status"]["code"], written["status"]["message"] or ""
        body = answered(written["body"])
    return Response(int(code), phrase, headers, body, is_bodiless=not body and (method == "HEAD" or code in _BODILESS))


def _headers(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, values in written.items():
        yield from ((name, value) for value in ([values] if isinstance(values, str) else values))


def _provenance(written: Mapping[str, Any] | None) -> Provenance | None:
    if written is None:
        return None
    client = (written["client"]["name"], written["client"]["version"]) if "client" in written else None
    return Provenance(written["kind"], written["from"], written["when"], written["scenario"], client)
