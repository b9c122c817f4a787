"""A campaign against the readers of recordings and dialects: `python -m tests.campaigns.mutations --count 100000 --seed 0`.

Each mutation is written into a file and used as a user would: validated, read, followed, moved to another job, replayed. Either
that works or it is refused with lines that say where, what and how to mend it. Anything else fails the campaign: another
exception, more than a few seconds, more than 512 MiB, or a canary that sings because something in the file was run. The failing
mutation is kept as a file beside a note that says how to make it again.

The work is done in a process of its own, whose memory is bounded and whose death is noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType

from tests.campaigns import canary
from tests.campaigns.corpus import DIALECTS, ROOT, life
from tests.campaigns.mutators import Mutation, mutations

from qjobspec_conformance.documents.reasons import printable
from qjobspec_conformance.recordings import dialects, reading
from qjobspec_conformance.recordings.dialect import Dialect
from qjobspec_conformance.recordings.exemplars import Exemplars
from qjobspec_conformance.recordings.problems import ProblemsError
from qjobspec_conformance.recordings.recording import Recording
from qjobspec_conformance.validating import judged

#: The seconds that one mutation may take, on a machine that does other things too; what is used and then stopped is a hang.
SECONDS = 10.0
#: The memory that all of it may take, in MiB.
MEMORY = 512
#: The letters that one line may have.
LINE = 2_000
#: The ids of the jobs to which answers are moved.
IDS = ("another", "a/b c", "é\ud800", "7", "")
VALID, REFUSED = "valid", "refused"


class HangError(BaseException):
    """A mutation took too long."""


class BrokenError(Exception):
    """A promise was not kept."""


@dataclass(frozen=True)
class Failure:
    """A mutation by which a promise was broken."""

    mutation: Mutation
    reason: str


def use(file: Path, kind: str) -> str:
    """Use a file as a user would; whether it was `VALID` or `REFUSED`, and `BrokenError` if it was neither cleanly."""
    complaints = [printable(str(each)) for answer in judged(file, kind, _known()[0]) for each in answer.complaints]
    _be_clear(complaints, file)
    try:
        if kind == "dialect":
            _speak(dialects.read(file), _life())
        else:
            _replay(reading.read(file))
    except ProblemsError as error:
        _be_clear([str(each) for each in error.problems], file)
        if not complaints:
            raise BrokenError("a reader refuses what validate calls valid") from error
        return REFUSED
    return VALID


def _replay(recording: Recording) -> None:
    for dialect in _known():
        _speak(dialect, recording)


def _speak(dialect: Dialect, recording: Recording) -> None:
    exemplars = Exemplars.of([recording], dialect)
    tape = recording.as_tape(dialect)
    for number, step in enumerate(tape.steps[:20]):
        step.exchange.response.as_bytes()
        exemplars.setup.answer(step.exchange.request, number % 3)
    for number, kind in enumerate(list(exemplars.found)[:20]):
        job = IDS[number % len(IDS)]
        answer = (
            exemplars.refusal(kind.role, kind.fault, job)
            if kind.state is None
            else exemplars.answer(kind.role, kind.state, job)
        )
        if answer is None:
            raise BrokenError(f"there is an exemplar for {kind}, and nothing is answered")
        answer.as_bytes()
    [str(each) for each in exemplars.missing()]


def _be_clear(lines: list[str], file: Path) -> None:
    for line in lines:
        if not line.startswith(str(file)) or "\n" in line or len(line) > LINE + len(str(file)):
            raise BrokenError(f"not one clear line: {line[:300]!r}")


@cache
def _known() -> tuple[Dialect, ...]:
    return tuple(dialects.read(file) for file in DIALECTS)


@cache
def _life() -> Recording:
    return reading.recorded(Path("life.yaml"), life())


# -- one after another, under watch


def examine(
    mutation: Mutation, folder: Path, told: Callable[[], list[str]], use: Callable[[Path, str], str] = use
) -> str | Failure:
    """Use one mutation; how it went."""
    file = folder / f"mutation{mutation.ending}"
    file.write_bytes(mutation.content)
    told()
    try:
        with _watch(SECONDS):
            went = use(file, mutation.kind)
    except HangError:
        return Failure(mutation, f"takes more than {SECONDS:.0f} s")
    except MemoryError:
        return Failure(mutation, f"takes more than {MEMORY} MiB")
    except Exception:  # that is what is looked for
        return Failure(mutation, traceback.format_exc(limit=-8))
    heard = told()
    return Failure(mutation, f"something was run: {heard}") if heard else went


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def keep(failure: Failure, seed: int, folder: Path) -> Path:
    """Keep a failing mutation as a file, and beside it how to make it again and what went wrong."""
    mutation = failure.mutation
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{mutation.kind}-{seed}-{mutation.number}{mutation.ending}"
    file.write_bytes(mutation.content)
    again = f"python -m tests.campaigns.mutations --seed {seed} --first {mutation.number} --count 1"
    file.with_name(f"{file.name}.txt").write_text(
        f"{mutation.way}\n{again}\n\n{failure.reason}\n", encoding="utf-8", errors="replace"
    )
    return file


# -- the worker, and who watches it


def work(seed: int, numbers: range, folder: Path) -> None:
    """Examine mutations; what is found is written to standard output as lines of JSON."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY * 2**20, MEMORY * 2**20))
    os.chdir(folder)
    _known(), _life()
    told = canary.listen(folder)
    for mutation in mutations(seed, numbers):
        _say({"begun": mutation.number})
        began = time.perf_counter()
        went = examine(mutation, folder, told)
        seconds = time.perf_counter() - began
        if isinstance(went, Failure):
            keep(went, seed, folder / "failures")
        outcome = "failed" if isinstance(went, Failure) else went
        _say({"way": mutation.way, "kind": mutation.kind, "outcome": outcome, "seconds": seconds})
    _say({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024})


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


@dataclass
class Tally:
    """What a campaign has seen so far."""

    outcomes: Counter[tuple[str, str]]
    slowest: tuple[float, int] = (0.0, -1)
    peak: int = 0
    begun: int = -1

    def take(self, told: dict[str, object]) -> None:
        """Count what a worker tells."""
        if "begun" in told:
            self.begun = int(str(told["begun"]))
        elif "peak" in told:
            self.peak = max(self.peak, int(str(told["peak"])))
        else:
            self.outcomes[str(told["way"]), str(told["outcome"])] += 1
            self.slowest = max(self.slowest, (float(str(told["seconds"])), self.begun))


def campaign(seed: int, numbers: range, failures: Path) -> tuple[Tally, list[Path]]:
    """Run a campaign; what was seen, and the files by which promises were broken."""
    tally, kept = Tally(Counter()), list[Path]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while numbers:
            died = _worker(seed, numbers, folder, tally)
            if died is None:
                break
            if tally.begun not in numbers:
                raise RuntimeError(f"the worker ended before its first mutation: {died}")
            (mutation,) = mutations(seed, range(tally.begun, tally.begun + 1))
            kept.append(keep(Failure(mutation, died), seed, failures))
            tally.outcomes[mutation.way, "failed"] += 1
            numbers = range(tally.begun + 1, numbers.stop)
        for file in sorted((folder / "failures").glob("*")):
            failures.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, failures)
            kept += [failures / file.name] if file.suffix != ".txt" else []
    return tally, kept


def _worker(seed: int, numbers: range, folder: Path, tally: Tally) -> str | None:
    words = [sys.executable, "-m", "tests.campaigns.mutations", "--seed", str(seed), "--worker", str(folder)]
    words += ["--first", str(numbers.start), "--count", str(len(numbers))]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            tally.take(json.loads(line))
        said = process.stderr.read()
    return f"the process ended with {process.returncode}: {said[-2_000:]}" if process.returncode else None


def page(seed: int, numbers: range, tally: Tally, kept: list[Path], seconds: float) -> Iterator[str]:
    """What is shown at the end."""
    yield f"seed {seed}, mutations {numbers.start:,} to {numbers.stop - 1:,}: {seconds:.0f} s"
    yield f"{'way':<10}{VALID:>9}{REFUSED:>9}{'failed':>9}"
    for way in sorted({way for way, _ in tally.outcomes}):
        yield f"{way:<10}" + "".join(f"{tally.outcomes[way, each]:>9,}" for each in (VALID, REFUSED, "failed"))
    total = [
        sum(count for (_, outcome), count in tally.outcomes.items() if outcome == each)
        for each in (VALID, REFUSED, "failed")
    ]
    yield f"{'all':<10}" + "".join(f"{each:>9,}" for each in total)
    yield f"slowest: number {tally.slowest[1]:,}, {tally.slowest[0]:.2f} s; at most {tally.peak} MiB; the canary was silent but for what failed"
    yield from (f"failed: {file}" for file in kept)


def main() -> int:
    """Read the command line, run, and answer 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.mutations")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", type=Path, default=Path("mutations-failed"))
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    if asked.worker is not None:
        work(asked.seed, numbers, asked.worker)
        return 0
    began = time.perf_counter()
    tally, kept = campaign(asked.seed, numbers, asked.failures)
    sys.stdout.writelines(f"{line}\n" for line in page(asked.seed, numbers, tally, kept, time.perf_counter() - began))
    return 1 if kept or tally.peak > MEMORY or sum(tally.outcomes.values()) != asked.count else 0


if __name__ == "__main__":
    sys.exit(main())
