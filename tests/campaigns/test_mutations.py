"""The campaign against the readers: a slice of it runs with every test run, and it is shown that it would notice harm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from tests.campaigns import canary, mutations
from tests.campaigns.corpus import ROOT, seeds
from tests.campaigns.mutators import WAYS, Mutation
from tests.campaigns.mutators import mutations as mutated

PAYLOAD = Mutation(7, "tag", "recording", ".yaml", b"a: 1\n")


def silent() -> list[str]:
    """A canary that hears nothing."""
    return []


def test_a_slice_of_the_campaign_keeps_every_promise(tmp_path: Path) -> None:
    """Fifteen hundred mutations: each loads or is refused clearly, in bounded time and memory, and nothing is run."""
    command = [
        sys.executable,
        "-m",
        "tests.campaigns.mutations",
        "--count",
        "1500",
        "--seed",
        "1",
        "--failures",
        str(tmp_path),
    ]

    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "seed 1, mutations 0 to 1,499" in told.stdout
    total = next(line for line in told.stdout.splitlines() if line.startswith("all ")).split()
    valid, refused, failed = (int(each.replace(",", "")) for each in total[1:])
    assert failed == 0
    assert valid > 100
    assert valid + refused == 1500


def test_a_seed_means_the_same_mutations_everywhere() -> None:
    """Each depends on the seed and its number alone."""
    first = list(mutated(3, range(40)))

    assert list(mutated(3, range(30, 40))) == first[30:]
    assert list(mutated(4, range(40))) != first
    assert Counter(each.way for each in mutated(0, range(800))).keys() == WAYS.keys()


def test_what_mutations_begin_with_is_right(tmp_path: Path) -> None:
    """So that it is the mutation that is refused."""
    for number, seed in enumerate(seeds()):
        file = tmp_path / f"{number}{seed.ending}"
        file.write_text(seed.text, encoding="utf-8")
        reader = mutations.reading.read if seed.kind == "recording" else mutations.dialects.read
        assert reader(file)


@pytest.mark.parametrize("payload", canary.PAYLOADS[:-1])
def test_the_payloads_are_live(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loader that is not safe makes or finds what each of them asks for; the suite's reader refuses each by its tag."""
    monkeypatch.chdir(tmp_path)
    canary.heard.clear()

    made = yaml.unsafe_load(payload)

    sang = [*canary.heard, *(["file"] if (tmp_path / canary.FILE).exists() else [])]
    assert sang or made is canary.sing or made is canary
    file = tmp_path / "a.yaml"
    file.write_text(f"a: {payload}\n", encoding="utf-8")
    with pytest.raises(mutations.ProblemsError, match="is no plain data"):
        mutations.reading.read(file)
    canary.heard.clear()


def test_the_canary_hears_what_a_reader_must_not_do(tmp_path: Path) -> None:
    """In a process of its own, because who listens does so for good."""
    code = """
import os, socket, subprocess, sys
from pathlib import Path
from tests.campaigns import canary
told = canary.listen(Path(sys.argv[1]))
assert told() == []
Path(canary.__file__).read_bytes()
assert told() == []
for harm in (lambda: os.system("true"), lambda: subprocess.run(["true"]), lambda: open("x", "w").close(), lambda: socket.socket(),
             lambda: Path(canary.FILE).touch(), canary.sing):
    harm()
    assert told(), harm
    assert told() == []
"""
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr


def test_a_reader_that_fails_is_noticed(tmp_path: Path) -> None:
    """By an exception, by the time it takes, by the memory, and by what it runs; and the file is kept with how to make it again."""

    def raises(file: Path, kind: str) -> str:
        raise KeyError(kind)

    def fills(file: Path, kind: str) -> str:
        raise MemoryError

    failure = mutations.examine(PAYLOAD, tmp_path, silent, raises)

    assert isinstance(failure, mutations.Failure)
    kept = mutations.keep(failure, 5, tmp_path / "failures")
    assert kept.read_bytes() == PAYLOAD.content
    note = kept.with_name(f"{kept.name}.txt").read_text(encoding="utf-8")
    assert "python -m tests.campaigns.mutations --seed 5 --first 7 --count 1" in note
    assert "KeyError: 'recording'" in note
    full = mutations.examine(PAYLOAD, tmp_path, silent, fills)
    assert isinstance(full, mutations.Failure)
    assert full.reason == "takes more than 512 MiB"
    ran = mutations.examine(PAYLOAD, tmp_path, lambda: ["os.system"], lambda file, kind: mutations.VALID)
    assert isinstance(ran, mutations.Failure)
    assert ran.reason == "something was run: ['os.system']"


def test_a_reader_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some seconds, and that is a failure."""
    monkeypatch.setattr(mutations, "SECONDS", 0.2)

    def hangs(file: Path, kind: str) -> str:
        while True:
            time.monotonic()

    failure = mutations.examine(PAYLOAD, tmp_path, silent, hangs)

    assert isinstance(failure, mutations.Failure)
    assert failure.reason.startswith("takes more than")


@pytest.mark.parametrize("line", ["elsewhere: wrong", "{file}: two\nlines", "{file}: " + "x" * 3_000])
def test_a_complaint_that_is_not_one_clear_line_is_noticed(line: str, tmp_path: Path) -> None:
    """Short, on one line, and beginning with the file."""
    file = tmp_path / "a.yaml"

    with pytest.raises(mutations.BrokenError, match="not one clear line"):
        mutations._be_clear([line.replace("{file}", str(file))], file)


def test_a_worker_that_dies_is_noticed_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation at which it died is kept, and the next worker begins behind it."""
    begun: list[range] = []

    def dies_once(seed: int, numbers: range, folder: Path, tally: mutations.Tally) -> str | None:
        begun.append(numbers)
        tally.take({"begun": numbers.start + 2})
        return "the process ended with -9" if len(begun) == 1 else None

    monkeypatch.setattr(mutations, "_worker", dies_once)

    tally, kept = mutations.campaign(0, range(10, 20), tmp_path)

    assert begun == [range(10, 20), range(13, 20)]
    assert [file.stem.rpartition("-")[2] for file in kept] == ["12"]
    assert "failed" in {outcome for _, outcome in tally.outcomes}
    monkeypatch.setattr(mutations, "_worker", lambda *_: "no such module")
    with pytest.raises(RuntimeError, match="ended before its first mutation"):
        mutations.campaign(0, range(5), tmp_path)
