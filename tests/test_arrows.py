"""Who may import whom. The tables are the architecture; the tests only read the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "qjobspec": ROOT / "spec" / "qjobspec",
    "qjobspec_reference": ROOT / "reference" / "qjobspec_reference",
    "qjobspec_conformance": ROOT / "conformance" / "qjobspec_conformance",
}

#: Which of our packages each of them may import.
ARROWS = {
    "qjobspec": set(),
    "qjobspec_reference": {"qjobspec"},
    "qjobspec_conformance": {"qjobspec"},
}

#: The layers of the suite from bottom to top: a module imports from its own layer and from those below.
LAYERS = (
    {"virtual", "works", "documents", "untold", "describing", "decoders", "listening", "spoiling", "zones"},
    {"wire", "recordings", "services"},
    {"credentials", "examples", "offers"},
    {"events"},
    {"exchanges"},
    {"calls", "event_documents", "phases"},
    {"happenings"},
    {"histories"},
    {"footprints"},
    {"partly"},
    {"findings", "signatures", "surfaces", "differences"},
    {"judges", "recorder", "worlds"},
    {"harnesses", "lending"},
    {"restoring"},
    {"scenes"},
    {"stage", "arguments", "core", "deep", "deviations", "situations", "studio"},
    {"service_programs", "recorded", "codes"},
    {"service_core"},
    {"quick"},
    {"verdicts"},
    {"bench"},
    {"plans"},
    {"feed"},
    {"logs"},
    {"campaign", "face", "playing"},
    {"reports"},
    {"judged"},
    {"answers"},
    {
        "plugin",
        "testing",
        "checking",
        "reading",
        "listing",
        "judging",
        "validating",
        "static",
        "doctoring",
        "replaying",
        "verifying",
        "serving",
        "recording",
        "cli",
        "__main__",
    },
)
#: The exceptions: `face.terminal` shows reports, and `cli` and `checking` are two halves of one thing.
EXCEPTIONS = {("face", "reports"), ("cli", "checking")}

#: The clients that the self-test of the wire asks, each only if it is installed.
CLIENTS = {"urllib3", "requests", "botocore", "httpx", "aiohttp", "websocket", "websockets"}

#: What each package may import besides the standard library. The specification depends on nothing.
OUTSIDE = {
    "qjobspec": set(),
    "qjobspec_reference": {"starlette", "uvicorn", "jsonschema", "referencing", "requests", "urllib3", "websocket"},
    "qjobspec_conformance": {"pytest", "hypothesis", "jsonschema", "referencing", "yaml", "click", "rich"}
    | {"jsonschema_rs", "duckdb", "vcr"}
    | CLIENTS,
}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """The (relative level, dotted name) of every import in a file, in functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module is None:
                yield from ((node.level, alias.name) for alias in node.names)
            else:
                yield node.level, node.module


@pytest.mark.parametrize("package", FOLDERS)
def test_packages_import_only_what_their_arrows_allow(package: str) -> None:
    """An absolute import of one of our packages is an arrow in the table."""
    found = {
        name.partition(".")[0] for file in FOLDERS[package].rglob("*.py") for level, name in imports(file) if level == 0
    }

    arrows = found & set(FOLDERS)

    assert arrows <= ARROWS[package]


@pytest.mark.parametrize("package", FOLDERS)
def test_packages_import_only_known_libraries(package: str) -> None:
    """Besides the standard library and our own, each package imports what its row names."""
    import sys

    found = {
        name.partition(".")[0] for file in FOLDERS[package].rglob("*.py") for level, name in imports(file) if level == 0
    }

    foreign = found - set(FOLDERS) - sys.stdlib_module_names

    assert foreign <= OUTSIDE[package]


def test_layers_of_the_suite_import_downwards() -> None:
    """No module of the suite imports one of a layer above it."""
    base = FOLDERS["qjobspec_conformance"]
    rank = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    upward = []
    for file in base.rglob("*.py"):
        parts = file.relative_to(base).with_suffix("").parts
        if parts == ("__init__",):
            continue
        for level, name in imports(file):
            depth = level - len(parts)
            target = name.partition(".")[0]
            if level and depth == 0 and rank[target] > rank[parts[0]] and (parts[0], target) not in EXCEPTIONS:
                upward.append((parts, target))

    assert upward == []


def test_every_module_of_the_suite_has_a_layer() -> None:
    """A new file is put into the table of layers."""
    base = FOLDERS["qjobspec_conformance"]

    modules = {entry.stem for entry in base.iterdir() if entry.suffix == ".py" or (entry / "__init__.py").exists()}

    assert modules - {"__init__"} == set().union(*LAYERS)


def test_the_plugin_imports_pytest_and_the_standard_library_alone() -> None:
    """The plugin is loaded into strangers' test runs, so neither it nor its package imports anything else."""
    import sys

    base = FOLDERS["qjobspec_conformance"]
    allowed = sys.stdlib_module_names | {"pytest", "__future__"}

    foreign = {
        name
        for file in ("plugin.py", "__init__.py", "works.py")
        for level, name in imports(base / file)
        if name.partition(".")[0] not in allowed and not (level == 1 and name == "works")
    }

    assert foreign == set()
