"""A campaign against the sinners: `python -m tests.campaigns.kill` has the suite find each of them, and writes down how.

Each job that is wrong on purpose is judged by the examples of the default campaign until its requirement is broken, and nothing
else but what it cannot help; the jobs without sin are judged by all of them, and by what is drawn for ten seeds. What was found
goes to `tests/kill/found.json`, of which the tests and the page are made. `--known` begins with what is committed there, which
takes a fraction of the time; without it the shortest example is looked for anew.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import track
from tests.kill.exceptions import UNREVEALING
from tests.kill.found import FILE, Found, Innocence, Proof, Revelation, read, write
from tests.kill.ground import Ground, Surveyed, broken
from tests.kill.revealing import revelation
from tests.kill.search import SEEDS, Search, drawn_for
from tests.kill.sinners import PROFILES, Sinner, sinners
from tests.sins.trials import judging

from qjobspec_conformance.codes import Found as Code
from qjobspec_conformance.codes import id_of
from qjobspec_conformance.examples import Example
from qjobspec_conformance.services import PERTURBATIONS
from qjobspec_conformance.stage import drive

#: How many examples of a survey are run at a time.
_SLICE: Final = 200
#: After so many sinners what has come is written, so that a campaign that is cut short was not in vain.
_OFTEN: Final = 20
#: What else can be asked for on the command line: the jobs without sin, and the perturbations.
_SINLESS, _ROWS = "sinless", "perturbations"
_Come = TypeVar("_Come")


@dataclass(frozen=True)
class Sought:
    """What has come of the search for one sinner."""

    sinner: str
    example: Example | None
    #: What is broken there besides.
    besides: frozenset[str]
    runs: int
    seeds: tuple[int, ...] = ()


# -- in the workers


_held = ExitStack()
_surveys: dict[str, Sequence[Surveyed]] = {}


def _begin(surveys: dict[str, Sequence[Surveyed]]) -> None:
    """Put in place what a campaign puts around its runs, for as long as this process lives."""
    _surveys.update(surveys)
    _held.enter_context(judging())


@cache
def _ground(profile: str) -> Ground:
    ground = Ground(profile)
    if profile in _surveys:
        ground.know(_surveys[profile])
    gc.freeze()
    return ground


def _survey(part: tuple[str, int]) -> list[Surveyed]:
    profile, first = part
    ground = _ground(profile)
    surveyed = list(ground.survey(ground.plain[first : first + _SLICE]))
    gc.collect()
    return surveyed


def _lengths(profile: str) -> tuple[int, int]:
    ground = _ground(profile)
    return len(ground.plain), len(ground.disturbed) if profile in _surveys else 0


def _accuse(part: tuple[str, int]) -> tuple[int, list[str]]:
    """What a job without sin is wrongly blamed for, in a part of the disturbed core."""
    profile, first = part
    ground = _ground(profile)
    return _blamed(ground, ground.disturbed[first : first + _SLICE])


def _accuse_drawn(part: tuple[str, int]) -> tuple[int, list[str]]:
    """The same, among what is drawn for a seed."""
    profile, seed = part
    ground = _ground(profile)
    return _blamed(ground, drawn_for(ground.subject, ground.offered, seed))


def _blamed(ground: Ground, examples: Sequence[Example]) -> tuple[int, list[str]]:
    found = ((name, each) for each in examples for name in broken(ground.subject, drive(ground.subject, each)))
    blamed = [id_of(Code(name, ground.subject.profile.name, example)) for name, example in found]
    gc.collect()
    return len(examples), blamed


def _seek(asked: tuple[str, Example | None]) -> Sought:
    name, known = asked
    sinner = sinners()[name]
    search = Search(sinner, _ground(sinner.profile))
    search.run(known)
    seeds = () if search.example is not None else tuple(seed for seed in SEEDS if _is_drawn(search, seed))
    gc.collect()
    return Sought(name, search.example, search.besides, search.runs, seeds)


def _is_drawn(search: Search, seed: int) -> bool:
    drawn = Search(search.sinner, search.ground)
    drawn.run_drawn(seed)
    if drawn.example is not None and (search.example is None or drawn.example.size < search.example.size):
        search.example, search.besides = drawn.example, drawn.besides
    return drawn.example is not None


def _reveal(asked: tuple[str, Sequence[Proof]]) -> tuple[str, Revelation | None]:
    perturbation, proofs = asked
    found = revelation(perturbation, proofs, _ground)
    gc.collect()
    return perturbation, found


# -- in the process that was asked


class Campaign:
    """One campaign under way, over so many processes."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._console = Console(stderr=True)
        #: What jobs without sin were blamed for, as ids.
        self.blamed: list[str] = []
        self._surveys: dict[str, Sequence[Surveyed]] = {}

    def survey(self, profiles: Iterable[str]) -> None:
        """See what the jobs without sin of these profiles make of the core, and that they keep everything."""
        with self._pool() as pool:
            every = list(profiles)
            lengths = [plain for plain, _ in pool.map(_lengths, every)]
            parts = [
                (each, first) for each, length in zip(every, lengths, strict=True) for first in range(0, length, _SLICE)
            ]
            surveyed: dict[str, list[Surveyed]] = {each: [] for each in every}
            for (profile, _), part in zip(parts, self._shown("survey", pool.map(_survey, parts), len(parts)), strict=True):
                surveyed[profile] += part
        self._surveys = dict(surveyed)
        self.blamed += [f"{name} by {profile}" for profile in every for each in surveyed[profile] for name in each.broken]

    def judge(self, profile: str) -> Innocence:
        """Judge the job without sin by the rest of its core, and by what is drawn for each seed."""
        with self._pool() as pool:
            ((plain, disturbed),) = pool.map(_lengths, [profile])
            parts = [(profile, first) for first in range(0, disturbed, _SLICE)]
            self._take(self._shown(f"{profile} disturbed", pool.map(_accuse, parts), len(parts)))
            seeds = [(profile, seed) for seed in SEEDS]
            drawn = self._take(self._shown(f"{profile} drawn", pool.map(_accuse_drawn, seeds), len(seeds)))
        return Innocence(profile, plain + disturbed, drawn, len(seeds))

    def seek(self, asked: Sequence[Sinner], known: Found) -> Iterator[Sought]:
        """Look for each of them, at what is known first."""
        proofs = [(each.name, known.of(each.name)) for each in asked]
        wanted = [(name, proof.example if proof is not None else None) for name, proof in proofs]
        with self._pool() as pool:
            coming = as_completed([pool.submit(_seek, each) for each in wanted])
            yield from self._shown("sinners", (each.result() for each in coming), len(wanted))

    def reveal(self, proofs: Sequence[Proof]) -> Iterator[tuple[str, Revelation | None]]:
        """For each perturbation somebody whom it reveals."""
        wanted = [(name, proofs) for name in PERTURBATIONS]
        with self._pool() as pool:
            yield from self._shown("perturbations", pool.map(_reveal, wanted), len(wanted))

    def _take(self, blamed: Iterable[tuple[int, Sequence[str]]]) -> int:
        total = 0
        for count, each in blamed:
            total += count
            self.blamed += each
        return total

    def _shown(self, what: str, coming: Iterator[_Come], total: int) -> Iterator[_Come]:
        yield from track(coming, what, total=total, console=self._console)

    def _pool(self) -> ProcessPoolExecutor:
        spawning = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, mp_context=spawning, initializer=_begin, initargs=(self._surveys,))


def main() -> int:
    """Read the command line, run, write what was found, and answer 1 if anything was not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.kill")
    parser.add_argument(
        "wanted", nargs="*", help=f"sinners, requirements, areas or profiles, {_SINLESS} or {_ROWS}; all if none"
    )
    parser.add_argument("--known", action="store_true", help="begin with what found.json says")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--file", type=Path, default=FILE, help="what to write, together with what it says of others")
    asked = parser.parse_args()
    chosen = [each for each in sinners().values() if not asked.wanted or _is_wanted(each, asked.wanted)]
    extra = {_SINLESS, _ROWS}.intersection(asked.wanted or (_SINLESS, _ROWS))
    campaign, file = Campaign(asked.processes), asked.file
    campaign.survey(PROFILES if extra else dict.fromkeys(each.profile for each in chosen))
    missed = list(_written(campaign.seek(chosen, read(file) if asked.known else Found()), file))
    if _ROWS in extra:
        revealed = list(campaign.reveal(read(file).proofs))
        write(replace(read(file), revelations=tuple(each for _, each in revealed if each is not None)), file)
        missed += [f"reveals nobody: {name}" for name, each in revealed if each is None and name not in UNREVEALING]
    if _SINLESS in extra:
        write(replace(read(file), innocence=tuple(map(campaign.judge, PROFILES))), file)
    missed += [f"a false alarm: {each}" for each in campaign.blamed]
    sys.stdout.writelines(f"{line}\n" for line in (*missed, f"{len(chosen)} sinners looked for, {len(missed)} complaints"))
    return 1 if missed else 0


def _is_wanted(sinner: Sinner, wanted: Sequence[str]) -> bool:
    return not {sinner.name, sinner.breaks, sinner.breaks.rpartition("-")[0], sinner.profile}.isdisjoint(wanted)


def _written(coming: Iterable[Sought], file: Path) -> Iterator[str]:
    """Write what comes, together with what stands for others, and tell what does not come."""
    names = set(sinners())
    committed = read(file)
    proofs = {each.sinner: each for each in committed.proofs if each.sinner in names}
    for number, sought in enumerate(coming, start=1):
        sinner = sinners()[sought.sinner]
        proofs.pop(sinner.name, None)
        if (line := _miss(sought)) is not None:
            yield line
        elif sought.example is not None:
            besides = {name: reason for name, reason in sinner.also.items() if name in sought.besides}
            proof = Proof(sinner.name, sinner.breaks, sinner.profile, sought.example, besides, sought.seeds)
            proofs[sinner.name] = proof
        if not number % _OFTEN:
            write(replace(committed, proofs=tuple(proofs.values())), file)
    write(replace(committed, proofs=tuple(proofs.values())), file)


def _miss(sought: Sought) -> str | None:
    if sought.example is None:
        return f"not found: {sought.sinner}, in {sought.runs:,} examples"
    if sought.seeds and len(sought.seeds) < len(SEEDS):
        return f"not found by every seed: {sought.sinner}, by {sought.seeds}"
    sinner = sinners()[sought.sinner]
    if unexplained := sought.besides - sinner.also.keys():
        shown = id_of(Code(sinner.breaks, sinner.profile, sought.example))
        return f"breaks {', '.join(sorted(unexplained))} besides: {sinner.name}, {shown}"
    return None


if __name__ == "__main__":
    sys.exit(main())
