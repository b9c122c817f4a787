"""Each sinner is shown by the example that is committed for it, which is short, and blamed for nothing else; nobody is missing."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.sins.trials import judging

from qjobspec import requirements
from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.services import PERTURBATIONS
from qjobspec_conformance.stage import drive

from . import exceptions
from .found import Proof, Revelation, read, write
from .ground import Ground, broken
from .page import miniatures_page
from .revealing import reveals
from .sinners import Sinner, sinless, sinners
from .words import in_words

ROOT = Path(__file__).parents[2]
FOUND = read()
each_requirement = pytest.mark.parametrize("requirement", dict.fromkeys(each.breaks for each in FOUND.proofs))


@pytest.fixture(autouse=True, scope="module")
def _judging() -> Iterator[None]:
    with judging():
        yield
    gc.collect()


def _shown(sinner: Sinner, example: Example) -> History:
    with sinner.committed():
        return drive(sinner.subject, example)


@each_requirement
def test_each_sinner_breaks_its_requirement_and_nothing_else(requirement: str) -> None:
    """In the example that is committed it breaks what it is listed under, and besides only what it gives a reason for."""
    proofs = [each for each in FOUND.proofs if each.breaks == requirement]

    blamed = {each.sinner: broken(sinners()[each.sinner].subject, _of(each)) for each in proofs}

    assert blamed == {each.sinner: {requirement, *each.besides} for each in proofs}


def _of(proof: Proof) -> History:
    return _shown(sinners()[proof.sinner], proof.example)


@each_requirement
def test_the_job_without_sin_breaks_nothing_in_the_same_examples(requirement: str) -> None:
    """What is shown is the sin, and not the example."""
    examples = dict.fromkeys((each.profile, each.example) for each in FOUND.proofs if each.breaks == requirement)

    blamed = {pair: broken(sinless(pair[0]), drive(sinless(pair[0]), pair[1])) for pair in examples}

    assert set().union(*blamed.values()) == set()


def test_every_sinner_is_found() -> None:
    """Nobody is missing and nobody is listed who is gone; each row says what its sinner says of itself."""
    listed = {each.sinner: (each.breaks, each.profile) for each in FOUND.proofs}

    assert listed == {each.name: (each.breaks, each.profile) for each in sinners().values()}
    assert all(each.besides.items() <= sinners()[each.sinner].also.items() for each in FOUND.proofs)


def test_every_seed_finds_them() -> None:
    """The core, which knows no seed, finds a sinner, or what is drawn for each of ten seeds does."""
    assert {each.seeds for each in FOUND.proofs} <= {(), tuple(range(10))}


def test_the_jobs_without_sin_were_judged_with_ten_seeds() -> None:
    """Those of every profile that has sinners, by their whole core and by all that is drawn."""
    assert {each.profile for each in FOUND.innocence} == {each.profile for each in FOUND.proofs}
    assert {each.seeds for each in FOUND.innocence} == {10}
    assert all(each.core and each.drawn >= 10 for each in FOUND.innocence)


def test_every_requirement_can_be_broken() -> None:
    """Each has a sinner, but for those that say why nobody can break them."""
    assert {each.breaks for each in FOUND.proofs} == requirements().keys() - exceptions.UNBREAKABLE.keys()
    assert {requirements()[name].level for name in exceptions.UNBREAKABLE} == {"MAY"}


def test_the_names_are_one_each() -> None:
    """Nor do two of a profile read alike."""
    read_alike = Counter((each.profile, in_words(each.name)) for each in sinners().values())
    twice = [name for name, count in read_alike.items() if count > 1]

    assert twice == []


def test_proofs_are_short() -> None:
    """Nine in ten take four calls and three moves at most; the others stand in a table, with what they take."""
    longer = {
        each.sinner: (each.calls, each.moves)
        for each in FOUND.proofs
        if each.calls > exceptions.CALLS or each.moves > exceptions.MOVES
    }

    assert longer == exceptions.LONGER
    assert len(longer) <= 0.1 * len(FOUND.proofs)


def test_every_perturbation_reveals_somebody() -> None:
    """For each there is a sinner that shows under it, but for those that say why not."""
    assert [each.perturbation for each in FOUND.revelations] == sorted(PERTURBATIONS.keys() - exceptions.UNREVEALING.keys())


@pytest.mark.parametrize("revelation", FOUND.revelations, ids=lambda each: each.perturbation)
def test_it_is_the_perturbation_that_reveals(revelation: Revelation) -> None:
    """The sinner breaks its requirement with it and keeps it without; the job without sin keeps everything."""
    sinner = sinners()[revelation.sinner]
    ground = _ground(sinner.profile)

    assert revelation.perturbation in ground.perturbations(revelation.example)
    assert reveals(revelation.perturbation, sinner, revelation.example, ground)


@cache
def _ground(profile: str) -> Ground:
    return Ground(profile)


def test_what_is_found_can_be_written_and_read(tmp_path: Path) -> None:
    """The committed file is what would be written, byte for byte."""
    write(FOUND, tmp_path / "found.json")

    assert (tmp_path / "found.json").read_bytes() == (ROOT / "tests" / "kill" / "found.json").read_bytes()
    assert read(tmp_path / "found.json") == FOUND


def test_the_page_is_that_of_what_was_found() -> None:
    """The page that is committed is the one that the file gives (`tox -e pages` writes it anew)."""
    assert (ROOT / "conformance" / "MINIATURES.md").read_text(encoding="utf-8") == miniatures_page(FOUND)
