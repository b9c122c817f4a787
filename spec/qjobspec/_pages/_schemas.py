"""The page of the schemas: which there are, what they describe, and how many documents show it."""

from __future__ import annotations

from .._schemas import SCHEMA_VERSION, SCHEMAS, examples, schema
from ._markdown import code, inline, link, page, sentences, table

_FOLDER = f"../qjobspec/schemas/{SCHEMA_VERSION}"


def schemas_page() -> str:
    """Our own documents first, then what the services of each family and their clients say to each other."""
    families = list(dict.fromkeys(name.rpartition("/")[0] for name in SCHEMAS))
    return page(
        "# Schemas",
        "JSON Schema 2020-12.\n"
        "Every schema is shown by good documents and by bad ones, which are named for what is wrong with them.\n"
        "`qjobspec validate FILE` holds a file against the schema that it names or looks like.",
        *(block for family in families for block in _family(family)),
    )


def _family(family: str) -> tuple[str, str]:
    names = [name for name in SCHEMAS if name.rpartition("/")[0] == family]
    title = f"## The API of `{family}`" if family else "## Documents of our own"
    return title, table(("schema", "describes", "good", "bad"), map(_row, names))


def _row(name: str) -> tuple[str, ...]:
    found = schema(name)
    shown = (link(str(len(examples(name, kind))), f"{_FOLDER}/examples/{name}/{kind}") for kind in ("good", "bad"))
    return (link(code(name), f"{_FOLDER}/{name}.json"), inline(sentences(found["description"])[0]), *shown)
