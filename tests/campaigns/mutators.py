"""Ways to break a file: bytes that flip, and what somebody who means harm would write. Each is a pure function of its dice."""

from __future__ import annotations

import base64
import copy
import json
import random
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.campaigns.canary import FILE, PAYLOADS
from tests.campaigns.corpus import Seed, seeds, written

#: Values that fit nowhere, or hardly: wrong types, sizes, letters, and numbers.
HOSTILE: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1.5, 1e308, float("inf"), float("nan"), 10**30, [], {}, [[]], {"": ""}, "", " ", "\x00", "\x1b[31m",
    "\ud800", "\u202e", "\n", "\r\n", "a\r\nSet-Cookie: x=1", "é", "😀", "null", "~", "<<", "1e999", "2024-99-99", "0x1F",
    "x" * 70_000, "💥" * 9_000, ["x"] * 3_000, {f"k{n}": n for n in range(2_000)}, [[[[[[[[[[1]]]]]]]]]],
    "http://[::1", "http://a:99999999/x", "http://h/%zz%00%ff", "http://h/" + "a/" * 2_000, "http://h/" + "x" * 9_000,
    "https://\u2100.example/x", "ws://" + "a" * 5_000, "http://h/?" + "a=1&" * 3_000, "javascript:alert(1)", "file:///etc/passwd",
)  # fmt: skip

#: Routes, words and pointers by which matching could take for ever.
SLOW: Final = (
    "/" + "{a}x" * 40, "/" + "{a}x{b}/" * 30 + "y", "/{+a}/{+b}/{+c}", "/{a}{b}{c}", "/(a+)+$", "/(.*)*x", "/[", "/{+a}x",
    "/" + "{a}-" * 12 + "{job_id}", "/{job_id}/{job_id}/{job_id}", "/{job_id}x{job_id}x{job_id}", "/" + "x" * 5_000,
    "/" + "{w}/" * 400, "/{+job_id}", "/jobs/{job_id}" + "{a}" * 60, "/*" * 90, "/*" * 5_000, "/" + "0" * 5_000, "/~1~0~1", "",
)  # fmt: skip

#: Bodies that are worth a look: nested, compressed a thousandfold, hardly JSON, and full of what looks like secrets.
BODIES: Final = (
    "[" * 100_000, '{"a":' * 50_000, "[" * 900 + "]" * 900, '{"id": %s}' % ("9" * 5_000), '{"id": "\\ud800", "status": "RUNNING"}',
    '\ufeff{"id": "j-1"}', "\ufeffj-1", '{"id": 1, "id": "j-1"}', '{"url": "http://h/jobs/j-1\\n"}', '{"status": {"status": []}}',
    "j-1", '"j-1"', "NaN", '{"id": Infinity}', "eyJ" * 9_000 + "." + "eyJ" * 9_000, "Bearer " * 9_000, "?sig=" * 9_000, "://a:" * 9_000,
    "-----BEGIN " * 5_000, "secret " * 9_000, '{"token": "%s"}' % ("fake" * 900), '{"token": "%s"}' % ("a" * 79 + "1"), "{" * 60, "\x00",
)  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """A file that is probably wrong: which of a campaign it is, how it was made, and its bytes."""

    number: int
    way: str
    kind: str
    ending: str
    content: bytes


def mutations(seed: int, numbers: range) -> Iterator[Mutation]:
    """The mutations with these numbers; each depends on the seed and on its own number alone."""
    corpus = seeds()
    for number in numbers:
        dice = random.Random(f"{seed}:{number}")
        start = dice.choice(corpus)
        way = dice.choice(tuple(WAYS))
        content = WAYS[way](dice, start)
        content = _flipped(dice, content) if dice.random() < 0.1 else content  # two kinds of harm at once
        yield Mutation(number, way, start.kind, start.ending, content)


_WORD: Final = re.compile(r"[\w-]+")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# -- harm to bytes, whatever they mean


def _flipped(dice: random.Random, content: bytes) -> bytes:
    changed = bytearray(content or b" ")
    for _ in range(dice.choice((1, 1, 2, 6))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def flip(dice: random.Random, seed: Seed) -> bytes:
    """Some bits are turned over."""
    return _flipped(dice, _bytes(seed.text))


def truncate(dice: random.Random, seed: Seed) -> bytes:
    """The file ends early, or begins late."""
    content = _bytes(seed.text)
    at = dice.randrange(len(content))
    return content[:at] if dice.random() < 0.7 else content[at:]


def cut(dice: random.Random, seed: Seed) -> bytes:
    """A piece is missing, or stands there often."""
    content = _bytes(seed.text)
    start = dice.randrange(len(content))
    end = min(len(content), start + dice.randint(1, 200))
    return content[:start] + content[start:end] * dice.choice((0, 0, 2, 50)) + content[end:]


def stray(dice: random.Random, seed: Seed) -> bytes:
    """Bytes stand where they do not belong."""
    content = _bytes(seed.text)
    at = dice.choice((0, len(content), dice.randrange(len(content))))
    alien = dice.choice(
        (
            b"\x00",
            b"\x00" * 500,
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xed\xa0\x80",
            b"\x1b[2J",
            b"\t",
            b"\r",
            b"\xc2\x85",
            b"\x80",
        )
    )
    return content[:at] + alien + content[at:]


def encode(dice: random.Random, seed: Seed) -> bytes:
    """The text is written in another encoding."""
    return seed.text.encode(dice.choice(("utf-16", "utf-32", "utf-16-le", "utf-7", "cp037")), "replace")


def paste(dice: random.Random, seed: Seed) -> bytes:
    """A line of another file stands in this one."""
    lines = seed.text.split("\n")
    other = dice.choice(seeds_by_text()).split("\n")
    lines.insert(dice.randrange(len(lines)), dice.choice(other))
    return _bytes("\n".join(lines))


def seeds_by_text() -> tuple[str, ...]:
    """The texts of all seeds."""
    return _TEXTS


_TEXTS: Final = tuple(seed.text for seed in seeds())


# -- harm to what is written


def nest(dice: random.Random, seed: Seed) -> bytes:
    """Something is nested without end."""
    depth = dice.choice((99, 101, 200, 5_000, 60_000))
    opening, closing = dice.choice(
        (("[", "]"), ("{a: ", "}"), ('{"a":', "}"), ("- ", ""), ("? ", ""), ("[[a]]\n", ""), ("!!seq [", "]"))
    )
    deep = opening * depth + "1" + closing * dice.choice((0, depth))
    return _bytes(_placed(dice, seed, deep))


def number(dice: random.Random, seed: Seed) -> bytes:
    """A number is larger than anybody can read, or hardly one."""
    huge = dice.choice(
        (
            "9" * 5_000,
            "1e999999999",
            "-" * 50 + "1",
            "0x" + "f" * 5_000,
            "1_" * 4_000 + "1",
            "0b" + "1" * 9_000,
            "1:" * 999 + "1",
            ".nan",
            "-.inf",
        )
    )
    return _bytes(_placed(dice, seed, huge))


def tag(dice: random.Random, seed: Seed) -> bytes:
    """A tag asks for something to be run, or for a type that is no plain data."""
    other = (
        "!!binary '*'",
        "!!set {a, b}",
        "!!omap [a: 1]",
        "!!timestamp x",
        "!!int x",
        "!!float x",
        "!!bool x",
        "!!merge x",
        "!x y",
        "!<> y",
    )
    return _bytes(_placed(dice, seed, dice.choice((*PAYLOADS, *PAYLOADS, *other))))


def alias(dice: random.Random, seed: Seed) -> bytes:
    """Aliases repeat one another, themselves, or nothing."""
    width, depth = dice.choice(((9, 9), (2, 60), (1, 90), (50, 3)))
    bomb = "[&a0 [x, y], " + ", ".join(f"&a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth)) + "]"
    long = f"[&a {'x' * 50_000}, {', '.join(['*a'] * 3_000)}]"
    others = (
        "&a [*a]",
        "*nobody",
        "{<<: {a: 1}}",
        "{<<: *a}",
        "&a &b c",
        "[&a {b: 1}, {<<: *a}]",
        "{? [a] : b}",
        "{*a : b}",
        "&a",
        "&" + "a" * 9_000 + " 1",
    )
    return _bytes(_placed(dice, seed, dice.choice((bomb, bomb, long, *others))))


def repeat(dice: random.Random, seed: Seed) -> bytes:
    """An interaction of a recording is an alias of another, very often; in another file there are documents one after another."""
    if (seed.kind, seed.ending) != ("recording", ".yaml"):
        return _bytes("\n".join([seed.text] * dice.randint(2, 4)))
    document = copy.deepcopy(seed.document)
    first = document["interactions"][0]
    first["response"] = _response(dice.choice(BODIES))
    one = json.dumps(first, ensure_ascii=False)
    return _bytes(f"version: 1\ninteractions: [&a {one}{', *a' * dice.choice((3, 300, 9_000))}]\n")


def prologue(dice: random.Random, seed: Seed) -> bytes:
    """The file begins with what only its format knows."""
    first = dice.choice(("%YAML 9.9\n---\n", "%TAG ! tag:yaml.org,2002:python/\n---\n!object/apply:os.system ['touch " + FILE + "']\n",
                         "---\n...\n---\n", "# " + "x" * 90_000 + "\n", "\n" * 50_000, "--- |\n", "[[[a]]]\n", "[a.b.c.d]\n", '"" = 1\n', "//\n", "'''\n"))  # fmt: skip
    return _bytes(first + seed.text)


def _placed(dice: random.Random, seed: Seed, value: str) -> str:
    """The text with `value` where some value stands; or nothing but it, under a name."""
    places = [at for at, letter in enumerate(seed.text) if letter in ":=" and seed.text[at + 1 : at + 2] == " "]
    if not places or dice.random() < 0.15:
        return {".json": f'{{"a": {value}}}', ".yaml": f"a: {value}\n", ".toml": f"a = {value}\n"}[seed.ending]
    at = dice.choice(places) + 1
    end = seed.text.find("\n", at)
    tail = "," if seed.text[at:end].rstrip().endswith(",") else ""
    return f"{seed.text[:at]} {value}{tail}{seed.text[end:]}"


# -- harm to what it means


def replace(dice: random.Random, seed: Seed) -> bytes:
    """Values are replaced by what does not fit."""
    return _changed(dice, seed, lambda: dice.choice(HOSTILE))


def reword(dice: random.Random, seed: Seed) -> bytes:
    """Ids, words and addresses say something else, of the right type: much of it is valid, and is used."""
    strange = (
        "j-2",
        "a/b",
        "%2F",
        "\u202e",
        "COMPLETED",
        "completed",
        "\u0131",
        "ß",
        "{job_id}",
        "/id",
        "/*/*",
        "/",
        "7",
        "*",
        "http://h/Jobs/j-1",
        "é" * 300,
    )
    document = copy.deepcopy(seed.document)
    places = [(inside, key) for inside, key, value in _places(document) if isinstance(value, str)]
    for inside, key in dice.sample(places, min(len(places), dice.randint(1, 3))):
        old = inside[key]
        part = dice.choice(_WORD.findall(old) or [old])
        inside[key] = old.replace(part, dice.choice(strange), dice.choice((1, 1, -1)))
    return _bytes(written(document, seed.ending))


def remove(dice: random.Random, seed: Seed) -> bytes:
    """Members are missing."""
    return _changed(dice, seed, None)


def enlarge(dice: random.Random, seed: Seed) -> bytes:
    """There are names that nobody knows, some of them enormous."""
    document = copy.deepcopy(seed.document)
    objects = [here for _, _, here in _places(document) if isinstance(here, dict)] + [document]
    name = dice.choice(
        ("x" * 100_000, "", "\x00", "a.b", '"', "\n", "é", "__proto__", "__class__", "~1", "$ref", "💥" * 20_000)
    )
    dice.choice(objects)[name] = dice.choice((1, {"$ref": "http://h/x"}, [1] * 5_000))
    return _bytes(written(document, seed.ending))


def slow(dice: random.Random, seed: Seed) -> bytes:
    """A route, a pointer or a word is one by which matching could take for ever; a recording has addresses for them."""
    document = copy.deepcopy(seed.document)
    if seed.kind == "recording":
        for each in document["interactions"]:
            each["request"]["uri"] = "http://server.example" + dice.choice(
                ("/" + "x" * 3_900, "/x" * 1_900, "/a-" * 1_000, "/%41" * 900, "?" + "a" * 9_000)
            )
        return _bytes(written(document, seed.ending))
    for _ in range(dice.randint(1, 4)):
        route = dice.choice(document["route"])
        route[dice.choice(("path", "path", "status", "result", "address", "base-url"))] = dice.choice(SLOW)
    dice.choice((document["job-id"], document["status"]))[dice.choice(("answered", "pointer"))] = dice.choice(SLOW)
    document["base-urls"].append("http://{server}" + dice.choice(SLOW))
    if dice.random() < 0.1:
        document["route"] *= dice.choice((3, 40))
    return _bytes(written(document, seed.ending))


def body(dice: random.Random, seed: Seed) -> bytes:
    """A body is compressed a thousandfold, nested, hardly JSON, or full of what looks like secrets."""
    if seed.kind == "dialect":
        return slow(dice, seed)
    document = copy.deepcopy(seed.document)
    for each in document["interactions"]:
        if dice.random() < 0.6:
            each["response"] = _compressed(dice) if dice.random() < 0.3 else _response(dice.choice(BODIES))
        if dice.random() < 0.3:
            each["request"]["body"] = dice.choice(BODIES)
        if dice.random() < 0.3:
            each["request"]["headers"] = {"Content-Type": [dice.choice(("application/x-www-form-urlencoded", "\ud800", ""))]}
    return _bytes(written(document, seed.ending))


def _response(text: str) -> dict[str, Any]:
    return {
        "status": {"code": 200, "message": "OK"},
        "headers": {"X": ["é\ud800" if len(text) % 9 == 0 else "é"]},
        "body": {"string": text},
    }


def _compressed(dice: random.Random) -> dict[str, Any]:
    packing = zlib.compressobj(9, zlib.DEFLATED, dice.choice((31, 15, -15)))
    letters = dice.choice((b"[],", b" ", b"a", b'{"id":"j-1"}'))
    content = packing.compress(letters * dice.choice((10, 1_000, 400_000))) + packing.flush()
    kept = content[: dice.choice((len(content), len(content) // 2))]
    headers = {"Content-Encoding": [dice.choice(("gzip", "deflate", "br", "zstd", "gzip, gzip", "identity", "x" * 5_000))]}
    return {
        "status": {"code": dice.choice((200, 204, 404)), "message": None},
        "headers": headers,
        "body": {"base64_string": base64.b64encode(kept).decode()},
    }


def _changed(dice: random.Random, seed: Seed, value: Callable[[], Any] | None) -> bytes:
    document = copy.deepcopy(seed.document)
    for _ in range(dice.randint(1, 3)):
        places = [(inside, key) for inside, key, _ in _places(document)]
        if not places:
            break
        inside, key = dice.choice(places)
        if value is None:
            del inside[key]
        else:
            inside[key] = copy.deepcopy(value())
    return _bytes(written(document, seed.ending))


def _places(document: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every member and item: what holds it, its name or number, and itself."""
    waiting = [document]
    while waiting:
        here = waiting.pop()
        for key, value in [*here.items()] if isinstance(here, dict) else [*enumerate(here)]:
            yield here, key, value
            if isinstance(value, dict | list) and len(value) < 500:
                waiting.append(value)


WAYS: Final[Mapping[str, Callable[[random.Random, Seed], bytes]]] = {
    each.__name__: each
    for each in (flip, truncate, cut, stray, encode, paste, nest, number, tag, alias, repeat, prologue, replace, reword, reword, remove, enlarge, slow, body)
}  # fmt: skip
