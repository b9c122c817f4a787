"""What reading recordings costs: seconds and memory for ever larger cassettes, which should grow in proportion.

`python benchmarks/recordings.py [EXCHANGES…]`; processor time of this process, so that a loaded machine tells the same.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from qjobspec_conformance.recordings import dialects, linting, reading
from qjobspec_conformance.recordings.exemplars import Exemplars

_Found = TypeVar("_Found")
BODY = {
    "id": "j-1",
    "backend": "b",
    "created": "2024-09-02T09:30:11.123Z",
    "program": {"id": "sampler"},
    "tags": ["x" * 20] * 60,
}


def main() -> None:
    dialect = dialects.bundled("runtime-v2")
    print(f"{'exchanges':>10}{'MB':>7}{'read':>8}{'follow':>8}{'lint':>8}{'MiB':>7}   s for 1,000")
    for count in [int(each) for each in sys.argv[1:]] or [1_000, 3_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "a.yaml"
            document = cassette(count)
            file.write_text(yaml.dump(document, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)), encoding="utf-8")
            recording, read = timed(lambda file=file: reading.read(file))
            _, follow = timed(lambda recording=recording: Exemplars.of([recording], dialect))
            _, lint = timed(lambda both=(recording, document): list(linting.lint(*both, dialect)))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            size = file.stat().st_size / 1e6
        each = (read + follow + lint) / count * 1_000
        print(f"{count:>10,}{size:>7.1f}{read:>8.2f}{follow:>8.2f}{lint:>8.2f}{peak:>7}   {each:.2f}")


def cassette(count: int) -> dict[str, object]:
    return {"version": 1, "interactions": [_poll(number, count) for number in range(count)]}


def _poll(number: int, count: int) -> dict[str, object]:
    state = {"status": "Completed" if number == count - 1 else "Running"}
    body = json.dumps({**BODY, "state": state, "estimated_running_time_seconds": number})
    headers = {f"x-header-{each}": ["a value of some length"] for each in range(8)}
    return {
        "request": {"method": "GET", "uri": "http://server.example/jobs/j-1", "headers": headers, "body": None},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": headers, "body": {"string": body}},
    }


def timed(work: Callable[[], _Found]) -> tuple[_Found, float]:
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


if __name__ == "__main__":
    main()
