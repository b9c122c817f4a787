"""`qjobspec spec` and `qjobspec list`: whatever has a name is found by it, and every table can be narrowed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.conformance.commands import Command

from qjobspec import (
    AREAS,
    DOCUMENTS,
    PROFILES,
    SCHEMAS,
    errata,
    erratum_document,
    profile_document,
    requirement_document,
    requirements,
    requirements_of,
    schema,
    statements,
)
from qjobspec_conformance.__main__ import command

ORDER = "PYTHONHASHSEED"
PROBE = """
import sys
sys.argv[0] = "qjobspec"
from qjobspec_conformance.__main__ import main
code = main()
foreign = {"hypothesis", "jsonschema", "yaml", "qjobspec_conformance.virtual", "qjobspec_conformance.campaign"} & set(sys.modules)
sys.stderr.write(f"{code} {sorted(foreign)}")
"""


def test_without_a_name_there_is_an_overview(run: Command) -> None:
    """`qjobspec spec` names every profile and area, and the commands that go on from there."""
    page = run("spec").out

    assert [name for name in (*PROFILES, *AREAS) if f"  {name} " not in page] == []
    assert f"{len(requirements())} requirements" in page
    assert "qjobspec validate FILE" in page


def test_the_overview_is_data_too(run: Command) -> None:
    """`qjobspec spec --json` counts what there is."""
    document = run("spec", "--json").document

    assert document["schemas"] == list(SCHEMAS)
    assert document["areas"].keys() == set(AREAS)
    assert (document["requirements"], document["errata"]) == (len(requirements()), len(errata()))


def test_names_are_unlike_each_other() -> None:
    """No name stands for two things, so that `qjobspec spec NAME` is never in doubt."""
    names = [*requirements(), *errata(), *PROFILES, *AREAS, *SCHEMAS]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("area", AREAS)
def test_a_requirement_is_shown_with_its_errata(area: str, run: Command) -> None:
    """A requirement is printed with its reason, what it needs, and the errata that name it."""
    for each in (each for each in requirements().values() if each.area == area):
        page = run("spec", each.id).out
        told = {one.id for one in errata().values() if each.id in one.requirements}

        assert page.startswith(f"{each.id}  {each.level}  ")
        assert all(part in page for part in (each.text, each.rationale, *each.needs))
        assert [name for name in told if f"erratum {name}: " not in page] == []


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_is_shown_in_full(name: str, run: Command) -> None:
    """A profile is printed with its states, words, members, errors and callbacks."""
    each = PROFILES[name]

    page = run("spec", name).out

    assert [state for state in each.machine.states if f"  {state.value} " not in page] == []
    assert [word for word in each.words if f"  {word} " not in page] == []
    assert [str(member) for member in each.members.values() if f"  {member}" not in page] == []
    assert [role for role, classes in each.errors.items() if f"  {role.value} " not in page or classes[0] not in page] == []
    assert [str(callback) for callback in each.callbacks.values() if str(callback) not in page] == []
    assert f"qjobspec list --profile {name}" in page


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_shown_with_its_sentences(area: str, run: Command) -> None:
    """An area is printed with every requirement in it, and as documents of these."""
    mine = [each for each in requirements().values() if each.area == area]

    page, documents = run("spec", area).out, run("spec", area, "--json").document

    assert [each.id for each in mine if f"{each.id} " not in page] == []
    assert documents == [requirement_document(each) for each in mine]


def test_an_erratum_is_shown(run: Command) -> None:
    """An erratum is printed with what is said, what holds and why."""
    for each in errata().values():
        page = run("spec", each.id).out

        assert all(part in page for part in (each.what, f"Holds: {each.reading}", each.why))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_as_it_is(name: str, run: Command) -> None:
    """A schema is its own document, by its name or its file."""
    assert run("spec", name).document == schema(name)
    assert run("spec", f"{name}.json", "--json").document == schema(name)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("RESULT-4", requirement_document(requirements()["RESULT-4"])),
        ("result-4", requirement_document(requirements()["RESULT-4"])),
        ("aer-job", profile_document(PROFILES["aer-job"])),
        ("e-1", erratum_document(errata()["E-1"])),
    ],
)
def test_everything_is_a_document_too(name: str, document: object, run: Command) -> None:
    """`--json` gives the document of the specification, whatever the case of an id."""
    assert run("spec", name, "--json").document == document


def test_a_profile_can_be_drawn(run: Command) -> None:
    """`--mermaid` prints the state machine and nothing else."""
    assert run("spec", "aer-job", "--mermaid").out == PROFILES["aer-job"].machine.as_mermaid()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("spec", "aerjob"), "nothing is called 'aerjob'; did you mean aer-job"),
        (("spec", "STATUS-999"), "no requirement 'STATUS-999'; did you mean STATUS-9"),
        (("spec", "%%%"), "nothing is called '%%%'; `qjobspec spec` shows what there is"),
        (("spec", "RESULT-1", "--mermaid"), "--mermaid draws a profile; there are: job, "),
        (("spec", "--mermaid"), "--mermaid draws a profile; there are: job, "),
        (("list", "jobs"), "Invalid value for '[TABLE]'"),
        (("list", "--profile", "aerjob"), "no profile 'aerjob'; did you mean aer-job"),
        (("list", "--area", "statuses"), "no area 'statuses'; did you mean status"),
        (("list", "--text", "("), "--text '(' is no regular expression: "),
        (("list", "profiles", "--level", "MUST"), "profiles cannot be narrowed by --level"),
        (("list", "schemas", "--area", "tags"), "schemas cannot be narrowed by --area"),
    ],
)
def test_misuse_is_one_line_with_a_cure(words: tuple[str, ...], line: str, run: Command) -> None:
    """A name that there is not is answered by the nearest ones, and the exit code is 4."""
    told = run(*words)

    assert told.code == 4
    assert told.out == ""
    assert told.err.startswith(f"qjobspec: {line}")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("requirements", list(requirements())),
        ("profiles", list(PROFILES)),
        ("schemas", list(SCHEMAS)),
        ("errata", list(errata())),
        ("statements", list(DOCUMENTS)),
    ],
)
def test_every_table_is_shown_whole(table: str, names: list[str], run: Command) -> None:
    """A table that is not narrowed has every row."""
    page = run("list", table).out

    assert [name for name in names if name not in page] == []


def test_requirements_are_the_default(run: Command) -> None:
    """`qjobspec list` is `qjobspec list requirements`, as documents if asked."""
    documents = run("list", "--json").document

    assert documents == [requirement_document(each) for each in requirements().values()]
    assert run("list", "requirements", "--json").document == documents


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_narrows_to_what_its_jobs_keep(name: str, run: Command) -> None:
    """`--profile` shows inherited sentences too, and none that is replaced."""
    found = [each["id"] for each in run("list", "--profile", name, "--json").document]

    assert found == [each.id for each in requirements_of(PROFILES[name])]


def test_areas_and_levels_add_up(run: Command) -> None:
    """An option that is repeated widens, different options narrow each other."""
    found = run("list", "--area", "tags", "--area", "queue", "--level", "MUST", "--json").document

    assert [each["id"] for each in found] == [
        each.id for each in requirements().values() if each.area in {"tags", "queue"} and each.level == "MUST"
    ]


def test_text_is_looked_for_in_any_case(run: Command) -> None:
    """`--text` is a regular expression on what a row shows."""
    found = run("list", "--text", r"QUEUE_POSITION\(\)", "--json").document

    assert found
    assert all("queue_position()" in each["text"] for each in found)


def test_errata_and_statements_are_narrowed_by_what_they_are_about(run: Command) -> None:
    """A profile stands for its document, an area and a level for the requirements that are named."""
    aer = run("list", "errata", "--profile", "aer-job", "--json").document
    timeouts = run("list", "statements", "--area", "timeout", "--json").document
    said = run("list", "statements", "--profile", "aer-job", "--json").document

    assert [each["id"] for each in aer] == [each.id for each in errata().values() if "AerJob" in each.documents]
    assert all(any(requirements()[name].area == "timeout" for name in each["requirements"]) for each in timeouts)
    assert len(said) == len([each for each in statements() if each.document == "AerJob"])


@pytest.mark.parametrize("words", [["spec"], ["spec", "aer-job"], ["list"], ["list", "errata"], ["--help"]])
def test_reading_needs_no_engine(words: list[str]) -> None:
    """Neither Hypothesis nor virtual time nor a validator is imported to read."""
    done = subprocess.run([sys.executable, "-c", PROBE, *words], capture_output=True, text=True, check=False, timeout=60)

    assert done.stderr == "0 []"


@pytest.mark.parametrize(("given", "taken"), [({}, "0"), ({ORDER: "random"}, "0"), ({ORDER: "7"}, "7")])
def test_the_command_puts_sets_of_words_in_one_order(given: dict[str, str], taken: str) -> None:
    """A client may send them: two runs of one command are then the same to the byte, unless their user says otherwise."""
    inherited = {name: value for name, value in os.environ.items() if name != ORDER}
    seeing = f"import os, sys\nfrom qjobspec_conformance.__main__ import command\ncommand()\nsys.stderr.write(os.environ[{ORDER!r}])"
    words = [sys.executable, "-c", seeing, "list"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env={**inherited, **given})

    assert done.stderr == taken


def test_where_a_process_cannot_be_replaced_another_runs_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell of Windows goes on as soon as the first one ends."""
    begun: list[tuple[list[str], str]] = []
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.delenv(ORDER, raising=False)
    monkeypatch.setattr(subprocess, "call", lambda words, env: begun.append((words, env[ORDER])) or 3)

    assert command() == 3
    assert begun == [([sys.executable, *sys.orig_argv[1:]], "0")]
