"""Judge the real job classes of an environment anew: `python -m tests.subjects.judging ENVIRONMENT [--keep] [--quick]`.

Each is checked at the default settings, run once more in real time over real sockets, and each script that confirms what is declared
of it is run. What is broken has to be what is declared, whatever is not exercised; `--keep` writes the report that is kept. With
`--quick` a slice of each is checked in seconds, and nothing else is done: what is broken then has to be among what is declared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from .registry import FOLDER, Subject, subjects

#: How long a check of one subject takes at most on two cores, in seconds; more is said, and is no failure.
_LONG = 60.0

#: Where the recordings of live services lie, which are not ours to keep.
_LIVE = Path(os.environ.get("QJOBSPEC_RECORDINGS", FOLDER.parents[2] / "shared" / "recordings"))
#: Where the events of a history hold what came over the wire and what was made of it.
_BODY = "content"


def judged(subject: Subject, report: Path, *, quick: bool = False) -> Iterator[str]:
    """Judge it, and write its report; gives what is wrong with that, in lines."""
    began = time.monotonic()
    words = [sys.executable, "-m", "qjobspec_conformance", "check", subject.harness, "--report", str(report)]
    words += ["--quick"] * quick
    ran = subprocess.run(words, check=False, stdout=subprocess.PIPE, text=True, cwd=FOLDER.parents[1])
    took = time.monotonic() - began
    if not report.exists():
        yield f"no report came of it, exit code {ran.returncode}"
        return
    said = json.loads(report.read_text(encoding="utf-8"))
    counts = ", ".join(f"{count} {what}" for what, count in said["counts"].items())
    print(f"{subject.title}: {said['conclusion']}, {counts}; {took:.0f} s{' (long)' if took > _LONG else ''}", flush=True)
    yield from _against_what_is_declared(subject, said, quick=quick)


def _against_what_is_declared(subject: Subject, said: dict[str, Any], *, quick: bool) -> Iterator[str]:
    ruled = {each["requirement"]: each["ruling"] for each in said["verdicts"]}
    declared = subject.declarations(said["profile"])
    yield from (
        f"{name} is broken, and not declared"
        for name, ruling in ruled.items()
        if ruling == "broken" and name not in declared
    )
    kept = () if quick else declared
    yield from (f"{name} is declared, and {ruled[name]}" for name in kept if ruled[name] != "broken")


def compared(subject: Subject) -> Iterator[str]:
    """Run it in real time over real sockets, if a service runs its jobs."""
    if subject.exemplars == "in process":
        return
    ran = _run("-m", "tests.subjects.real_time", subject.harness)
    print(ran.stdout, end="", flush=True)
    if ran.returncode:
        yield f"in real time it does otherwise: {ran.stderr.strip().rpartition(chr(10))[2]}"


def confirmed(subject: Subject) -> Iterator[str]:
    """Run each script that confirms what is declared of it."""
    declared = subject.declarations()
    for script in sorted({file for name in declared if (file := subject.confirmation(name)) is not None}):
        ran = _run(str(script))
        print(f"  {script.stem}: {'confirmed' if not ran.returncode else 'NOT CONFIRMED'}", flush=True)
        if ran.returncode:
            yield f"{script.name} does not show it any more: {(ran.stderr or ran.stdout).strip().rpartition(chr(10))[2]}"


def keep(subject: Subject, report: Any) -> None:
    """Write the report that is kept; of a live service it holds no bodies, which are not ours to keep."""
    kept = subject.folder / subject.report
    kept.parent.mkdir(exist_ok=True)
    document = _without_bodies(report) if subject.exemplars == "live" else report
    kept.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


def _without_bodies(report: Any) -> Any:
    if isinstance(report, dict):
        return {key: _without_bodies(value) for key, value in report.items() if key != _BODY}
    return [_without_bodies(each) for each in report] if isinstance(report, list) else report


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], check=False, capture_output=True, text=True, cwd=FOLDER.parents[1], timeout=600
    )


def main() -> int:
    """Judge them; 0 if everything is as declared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment")
    parser.add_argument("--keep", action="store_true", help="write the reports that are kept")
    parser.add_argument("--quick", action="store_true", help="check a slice of each, and do nothing else")
    chosen = parser.parse_args()
    wrong: list[str] = []
    for subject in (each for each in subjects() if each.environment == chosen.environment):
        if subject.exemplars == "live" and not _LIVE.is_dir():
            print(f"{subject.title}: SKIPPED, since {_LIVE} is not there; QJOBSPEC_RECORDINGS names its folder", flush=True)
            continue
        with TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            found = list(judged(subject, report, quick=chosen.quick))
            found += [] if chosen.quick else [*compared(subject), *confirmed(subject)]
            if chosen.keep and not chosen.quick and report.exists():
                keep(subject, json.loads(report.read_text("utf-8")))
        wrong += [f"{subject.title}: {line}" for line in found]
    for line in wrong:
        Console(stderr=True).print(line, style="red", markup=False, highlight=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
