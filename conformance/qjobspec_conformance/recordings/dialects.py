"""Dialects as people write them: TOML files of the schema `dialect`, and those that come with the suite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from qjobspec import JobStatus

from ..documents.faults import Fault, faults
from ..documents.files import read as documents
from ..documents.texts import UnreadableError
from .dialect import Dialect, Except, Marked, Refusal
from .patterns import Pattern
from .problems import Flaw, Problem, ProblemsError, located
from .roles import Role
from .routes import Route

#: The dialects that come with the suite, one for each family of services.
BUNDLED: Final = ("ibmq", "runtime", "runtime-v2")

#: The methods of what only reads, which may be asked again.
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})

#: The most that is read of each list, so that each request costs little.
_MOST: Final[Mapping[str, int]] = {"route": 200, "base-urls": 50, "status": 1_000}

_UNREADABLE: Final = "a dialect is a TOML file"
_CURE: Final = "`qjobspec list schemas` leads to the schema `dialect`, and each dialect of the suite is an example"
_CURES: Final[Mapping[str, str]] = {
    "name": "a name is in small letters, with dashes",
    "api": "say the family of services whose schemas the bodies keep, or `free`",
    "base-urls": "write each as `https://host/path`, with `{word}` for what varies and no slash at the end",
    "route": "a route has role, method and path, and what the schema `dialect` allows besides",
    "job-id": "say `answered`, a JSON Pointer to the id in answers",
    "status": "say `pointer`, `case-sensitive`, `unknown` and `words`",
    "cancel-refused": "each entry is a `code`, or a `pointer` with or without a `value`",
    "volatile": "list `pointers`, `headers` or `query`",
    "secrets": "list `pointers`, `headers` or `query`",
}


def read(file: Path) -> Dialect:
    """The dialect in a file; `ProblemsError` with everything that is wrong with it."""
    try:
        written = next(documents(file))
    except UnreadableError as error:
        raise ProblemsError([Problem(file, error.reason, _UNREADABLE, error.line, error.column)]) from error
    except StopIteration as error:
        raise ProblemsError([Problem(file, "holds nothing", _UNREADABLE)]) from error
    wrong = flaws(written.document)
    if wrong:
        raise ProblemsError(located(file, written, wrong))
    return understood(written.document)


def flaws(document: Any) -> list[Flaw]:
    """Everything by which a document breaks the schema of dialects, or else contradicts itself."""
    wrong = faults(document, "dialect") or list(_contradictions(understood(document)))
    return [Flaw(each.place, each.reason, _CURES.get(str(each.place[0]), _CURE) if each.place else _CURE) for each in wrong]


def named(name: str) -> Dialect:
    """The dialect that a user calls by its name, if it comes with the suite, or else by its file."""
    return bundled(name) if name in BUNDLED else read(Path(name))


def bundled(name: str) -> Dialect:
    """The dialect of a family of services that comes with the suite."""
    with as_file(files("qjobspec_conformance") / "dialects" / f"{name}.toml") as file:
        return read(file)


def understood(document: Mapping[str, Any]) -> Dialect:
    """The dialect that a document of the schema `dialect` holds."""
    status = document["status"]
    return Dialect(
        document["name"],
        document["api"],
        tuple(map(Pattern, document["base-urls"])),
        tuple(map(_route, document["route"])),
        document["job-id"]["answered"],
        document["job-id"].get("asked"),
        status["pointer"],
        status["case-sensitive"],
        status["unknown"],
        {word: JobStatus(state) for word, state in status["words"].items()},
        tuple(_exception(each) for each in status.get("exception", ())),
        tuple(Refusal(_whole(each.get("code")), each.get("pointer", ""), each.get("value")) for each in _refusals(document)),
        _marked(document.get("volatile", {})),
        _marked(document.get("secrets", {})),
    )


def _refusals(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document.get("cancel-refused", [])
    return found


def _whole(code: float | None) -> int | None:
    return int(code) if code is not None else None


def _route(written: Mapping[str, Any]) -> Route:
    return Route(
        Role(written["role"]),
        written["method"],
        Pattern(written["path"]),
        Pattern(written["base-url"]) if "base-url" in written else None,
        {name: Pattern(text) for name, text in written.get("query", {}).items()},
        written.get("status"),
        written.get("result"),
        written.get("address"),
        written.get("job-id"),
        written.get("repeats", written["method"] in _READING),
    )


def _exception(written: Mapping[str, Any]) -> Except:
    return Except(written["word"], written["pointer"], written["value"], JobStatus(written["state"]))


def _marked(written: Mapping[str, Any]) -> Marked:
    headers = frozenset(name.lower() for name in written.get("headers", ()))
    return Marked(tuple(written.get("pointers", ())), headers, frozenset(written.get("query", ())))


def _contradictions(dialect: Dialect) -> Iterator[Fault]:
    """What no schema can say: patterns that are not read, routes that nothing reaches, words that mean two things."""
    sizes = {"route": len(dialect.routes), "base-urls": len(dialect.bases), "status": len(dialect.words)}
    yield from (Fault((kind,), f"has more than {_MOST[kind]:,} entries") for kind in sizes if sizes[kind] > _MOST[kind])
    for number, base in enumerate(dialect.bases):
        yield from (Fault(("base-urls", number), reason) for reason in base.refusals())
    for number, route in enumerate(dialect.routes):
        yield from (Fault(("route", number, "path"), reason) for reason in route.whole.refusals())
        for name, pattern in route.query.items():
            yield from (Fault(("route", number, "query", name), reason) for reason in pattern.refusals())
    yield from _unreachable(dialect)
    yield from _ambiguous(dialect)


def _unreachable(dialect: Dialect) -> Iterator[Fault]:
    before: set[tuple[str, str, frozenset[tuple[str, str]]]] = set()
    for number, route in enumerate(dialect.routes):
        query = frozenset((name, each.text) for name, each in route.query.items())
        asked = (route.method, route.whole.text, query)
        if asked in before:
            yield Fault(("route", number), "asks for what an earlier route asks for, so that nothing ever reaches it")
        before.add(asked)


def _ambiguous(dialect: Dialect) -> Iterator[Fault]:
    if dialect.is_case_sensitive:
        return
    meant: dict[str, JobStatus] = {}
    for word, state in dialect.words.items():
        if meant.setdefault(word.upper(), state) is not state:
            yield Fault(("status", "words", word), "means another state than the same word in another case")
