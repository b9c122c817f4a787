"""A campaign against the sinners: `python -m tests.campaigns.kill` has the suite find each of them, and writes down how.

Each job that is wrong on purpose is judged by the examples of the default campaign until its requirement is broken, and nothing
else but what it cannot help; the jobs without sin are judged by all of them, and by what is drawn for ten seeds. What was found
goes to `tests/kill/found.json`, of which the tests and the page are made. `--known` begins with what is committed there, which
takes a fraction of the time; without it the shortest example is looked for anew.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import track
from tests.kill import workers
from tests.kill.exceptions import UNREVEALING
from tests.kill.found import FILE, Found, Innocence, Proof, Revelation, read, write
from tests.kill.ground import Surveyed
from tests.kill.search import SEEDS
from tests.kill.sinners import PROFILES, Sinner, sinners

from qjobspec_conformance.codes import Found as Code
from qjobspec_conformance.codes import id_of
from qjobspec_conformance.services import PERTURBATIONS

#: After so many sinners what has come is written, so that a campaign that is cut short was not in vain.
_OFTEN: Final = 20
#: What else can be asked for on the command line: the jobs without sin, and the perturbations.
_SINLESS, _ROWS = "sinless", "perturbations"
_Come = TypeVar("_Come")


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
            lengths = [plain for plain, _ in pool.map(workers.lengths, every)]
            parts = [
                (each, first)
                for each, length in zip(every, lengths, strict=True)
                for first in range(0, length, workers.SLICE)
            ]
            surveyed: dict[str, list[Surveyed]] = {each: [] for each in every}
            for (profile, _), part in zip(
                parts, self._shown("survey", pool.map(workers.survey, parts), len(parts)), strict=True
            ):
                surveyed[profile] += part
        self._surveys = dict(surveyed)
        self.blamed += [f"{name} by {profile}" for profile in every for each in surveyed[profile] for name in each.broken]

    def judge(self, profile: str) -> Innocence:
        """Judge the job without sin by the rest of its core, and by what is drawn for each seed."""
        with self._pool() as pool:
            ((plain, disturbed),) = pool.map(workers.lengths, [profile])
            parts = [(profile, first) for first in range(0, disturbed, workers.SLICE)]
            self._take(self._shown(f"{profile} disturbed", pool.map(workers.accuse, parts), len(parts)))
            seeds = [(profile, seed) for seed in SEEDS]
            drawn = self._take(self._shown(f"{profile} drawn", pool.map(workers.accuse_drawn, seeds), len(seeds)))
        return Innocence(profile, plain + disturbed, drawn, len(seeds))

    def seek(self, asked: Sequence[Sinner], known: Found) -> Iterator[workers.Sought]:
        """Look for each of them, at what is known first."""
        proofs = [(each.name, known.of(each.name)) for each in asked]
        wanted = [(name, proof.example if proof is not None else None) for name, proof in proofs]
        with self._pool() as pool:
            coming = as_completed([pool.submit(workers.seek, each) for each in wanted])
            yield from self._shown("sinners", (each.result() for each in coming), len(wanted))

    def reveal(self, proofs: Sequence[Proof]) -> Iterator[tuple[str, Revelation | None]]:
        """For each perturbation somebody whom it reveals."""
        wanted = [(name, proofs) for name in PERTURBATIONS]
        with self._pool() as pool:
            yield from self._shown("perturbations", pool.map(workers.reveal, wanted), len(wanted))

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
        return ProcessPoolExecutor(
            self._processes, mp_context=spawning, initializer=workers.begin, initargs=(self._surveys,)
        )


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
        innocence = tuple(map(campaign.judge, PROFILES))
        write(replace(read(file), innocence=() if campaign.blamed else innocence), file)
    missed += [f"a false alarm: {each}" for each in campaign.blamed]
    sys.stdout.writelines(f"{line}\n" for line in (*missed, f"{len(chosen)} sinners looked for, {len(missed)} complaints"))
    return 1 if missed else 0


def _is_wanted(sinner: Sinner, wanted: Sequence[str]) -> bool:
    return not {sinner.name, sinner.breaks, sinner.breaks.rpartition("-")[0], sinner.profile}.isdisjoint(wanted)


def _written(coming: Iterable[workers.Sought], file: Path) -> Iterator[str]:
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


def _miss(sought: workers.Sought) -> str | None:
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
