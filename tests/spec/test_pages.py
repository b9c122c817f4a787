"""The pages: complete, linked, well formed, and those that are committed are those that the tables give."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import pytest

import qjobspec
from qjobspec import AREAS, DOCUMENTS, PROFILES, SCHEMAS, errata, requirements, requirements_of, statements
from qjobspec._pages import __main__ as command
from qjobspec._pages import pages
from qjobspec._pages._markdown import inline, listed, prose, quoted, table

FOLDER = Path(__file__).parents[2] / "spec" / "pages"
LINK = re.compile(r"(?<!`)\]\(([^)\s]+)\)")


def _pages() -> dict[str, str]:
    return {name: text for name, text in pages().items() if name.endswith(".md")}


def _anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_committed_pages_are_those_of_the_tables() -> None:
    """No page is old, missing or left over; `tox -e pages` writes them."""
    committed = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.*")}

    assert sorted(committed) == sorted(pages())
    assert [name for name, text in pages().items() if committed[name] != text] == []


def test_the_pages_are_the_same_bytes_in_every_process() -> None:
    """Neither the order of a set nor the hash of a word shows in a page."""
    folder = str(Path(qjobspec.__file__).parents[1])
    probe = "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from qjobspec._pages import pages; "
    probe += "print(hashlib.sha256(repr(pages()).encode()).hexdigest())"

    digests = {
        subprocess.run(
            [sys.executable, "-S", "-c", probe, folder],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(digests) == 1


@pytest.mark.parametrize("name", sorted(_pages()))
def test_every_link_leads_somewhere(name: str) -> None:
    """A link to another page finds the page and the heading; one out of the pages finds a file of the specification."""
    book, broken = pages(), []
    for target in LINK.findall(book[name]):
        path, _, anchor = target.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if target.startswith("https://"):
            continue
        if there in book:
            broken += [target] if anchor and anchor not in _anchors(book[there]) else []
        elif not (FOLDER / there).exists():
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("name", sorted(_pages()))
def test_every_table_is_even(name: str) -> None:
    """The rows of a table have as many cells as its head."""
    lines = pages()[name].splitlines()
    widths = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in lines]

    uneven = [
        line
        for line, width, before in zip(lines[1:], widths[1:], widths, strict=False)
        if width and before not in {0, width}
    ]

    assert uneven == []


@pytest.mark.parametrize("name", sorted(_pages()))
def test_a_page_has_no_empty_part(name: str) -> None:
    """No heading stands right before another one of its own rank, and no line has spaces at its end."""
    text = pages()[name]

    assert re.search(r"^(#+) .*\n\n\1 ", text, re.MULTILINE) is None
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)
def test_a_profile_is_told_in_full(each: qjobspec.Profile) -> None:
    """The page of a profile has its diagram, every word, member, class and requirement, and marks what is replaced."""
    text = pages()[f"profiles/{each.name}.md"]

    kept = {one.id for one in requirements_of(each)}
    inherited = {one.id for one in requirements().values() if set(one.profiles) & set(each.lineage)}
    replaced = {gone for name in kept for gone in requirements()[name].replaces} & inherited
    assert each.machine.as_mermaid().rstrip() in text
    assert [name for name in (*each.words, *each.members) if f"`{name}" not in text] == []
    assert [name for classes in each.errors.values() for name in classes if f"`{name}`" not in text] == []
    assert set(re.findall(r"^\| \[([A-Z]+-\d+)\]", text, re.MULTILINE)) - set(errata()) == kept
    assert replaced <= set(re.findall(r"^\| ~~\[([A-Z]+-\d+)\]", text, re.MULTILINE))


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_all_its_requirements(area: str) -> None:
    """Every requirement of an area has a heading there, and its sentence."""
    text = pages()[f"areas/{area}.md"]

    mine = [each for each in requirements().values() if each.area == area]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [each.id for each in mine]
    assert [each.id for each in mine if f"> {inline(each.text)}\n" not in text] == []


def test_errata_and_coverage_are_complete() -> None:
    """Every erratum has a heading, every statement a row, every schema a link."""
    coverage = pages()["coverage.md"]

    assert re.findall(r"^## (.+)$", pages()["errata.md"], re.MULTILINE) == list(errata())
    assert re.findall(r"^## (.+)$", coverage, re.MULTILINE) == list(DOCUMENTS)
    assert len(re.findall(r"^\| `.*“", coverage, re.MULTILINE)) == len(statements())
    assert [name for name in SCHEMAS if f"[`{name}`](" not in pages()["schemas.md"]] == []


@pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)
def test_the_state_machines_are_files(each: qjobspec.Profile) -> None:
    """Each profile's machine is there as a document of its schema and as a diagram."""
    assert json.loads(pages()[f"state-machines/{each.name}.json"]) == each.machine.as_document()
    assert pages()[f"state-machines/{each.name}.mmd"] == each.machine.as_mermaid()


@pytest.mark.parametrize(
    ("function", "text", "written"),
    [
        (inline, "a `b_*c*` and *d*", r"a `b_*c*` and \*d\*"),
        (inline, "List<int> of [x](y)", r"List&lt;int> of \[x\](y)"),
        (inline, "wait_for_final_state() and __init__", r"wait_for_final_state() and \_\_init\_\_"),
        (prose, "One. Two `x`. e.g. three", "One.\nTwo `x`. e.g. three"),
        (quoted, "`a` | *b*", r"“\`a\` | \*b\*”"),
    ],
)
def test_words_are_no_markup(function: object, text: str, written: str) -> None:
    """What is not in backticks is shown as it stands, and a sentence has a line."""
    assert callable(function)
    assert function(text) == written


def test_a_pipe_in_a_cell_stays_one() -> None:
    """A table parts its cells by pipes, and shows those inside of them."""
    assert table(("a",), [("`int | None`",)]) == "| a |\n|---|\n| `int \\| None` |"
    assert table(("a",), []) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_the_command_writes_the_pages_and_takes_away_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of pages holds exactly the pages afterwards."""
    folder = tmp_path / "pages"
    first = command.main([str(folder)])
    (folder / "areas" / "weather.md").write_text("old", encoding="utf-8")

    second = command.main([str(folder)])

    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert (first, second) == (0, 0)
    assert written == set(pages())
    assert capsys.readouterr().out.count(f"{len(written)} pages in") == 2


@pytest.mark.parametrize("words", [[], ["a", "b"], ["."]])
def test_the_command_does_not_empty_just_any_folder(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that holds something else is left alone, and misuse is one line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")

    assert command.main(words) == 4
    assert (tmp_path / "mine.md").exists()
    assert capsys.readouterr().err.count("\n") == 1
