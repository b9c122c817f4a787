"""Two hundred clients at once, ten thousand jobs: `python -m tests.campaigns.many_clients --clients 200 --jobs 10000`.

Each client submits a job, asks for its status until it has ended, cancels every seventh on the way, and fetches the result
of what succeeded, over real sockets on loopback. Afterwards every job is accounted for, on both sides: what each client saw is a
life that the machine of the specification allows, it ends as the service says, and no result is another job's or too short.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from qjobspec import JOB_MACHINE, WORDS, JobStatus, state_of

#: What the jobs of the campaign do, in turn.
PLOTS = (
    "done",
    "done",
    "failed",
    "done",
    "cancelled-by-the-service",
    "done",
    "ran-too-long",
    "cancel-too-late",
    "cancel-refused",
)

#: Every so-manieth job is cancelled by its client.
CANCELLED = 7

SHOTS = 16


@dataclass
class Seen:
    """What a client saw of a job."""

    number: int
    plot: str
    job_id: str = ""
    states: list[JobStatus] = field(default_factory=list[JobStatus])
    shots: int | None = None
    is_cancelled: bool = False
    polls: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a campaign found: figures, and whatever is wrong."""

    figures: Mapping[str, Any]
    wrong: list[str]


async def _live(client: httpx2.AsyncClient, seen: Seen) -> None:
    """Take one job from its submission to its result."""
    params = {"plot": seen.plot, "shots": SHOTS}
    answer = await client.post("/jobs", json={"program_id": "sampler", "params": params})
    seen.job_id = answer.raise_for_status().json()["id"]
    while not seen.states or seen.states[-1] not in JOB_MACHINE.finals:
        if seen.states and seen.number % CANCELLED == 0 and not seen.is_cancelled:
            seen.is_cancelled = (await client.post(f"/jobs/{seen.job_id}/cancel")).status_code == 204
        state = (await client.get(f"/jobs/{seen.job_id}?exclude_params=true")).raise_for_status().json()["state"]
        known = state_of(state["status"], WORDS["runtime-v2"])
        assert known is not None, state
        seen.states.append(JobStatus.ERROR if state.get("reasonCode") == 1305 else known)
        seen.polls += 1
        await asyncio.sleep(0.1)
    if seen.states[-1] is JobStatus.DONE:
        result = (await client.get(f"/jobs/{seen.job_id}/results")).raise_for_status().json()
        (pub,) = result["__value__"]["pub_results"]
        seen.shots = pub["__value__"]["metadata"]["shots"]


def _connected(url: str, context: ssl.SSLContext) -> httpx2.AsyncClient:
    """A client with connections of its own; the context is only there because to make one takes long."""
    return httpx2.AsyncClient(base_url=url, headers={"X-Access-Token": "token"}, timeout=60, verify=context)


async def _client(client: httpx2.AsyncClient, numbers: Iterator[int], all_seen: list[Seen]) -> None:
    async with client:
        for number in numbers:
            seen = Seen(number, PLOTS[number % len(PLOTS)])
            all_seen.append(seen)
            await _live(client, seen)


async def _all(url: str, clients: int, jobs: int) -> tuple[list[Seen], list[Any]]:
    """All that was seen, and the histories that the service has."""
    numbers, all_seen, context = iter(range(jobs)), list[Seen](), ssl.create_default_context()
    await asyncio.gather(*(_client(_connected(url, context), numbers, all_seen) for _ in range(clients)))
    async with _connected(url, context) as client:
        pages = [f"/jobs?limit=200&offset={offset}&exclude_params=true" for offset in range(0, jobs + 1, 200)]
        listed = [(await client.get(page)).json()["jobs"] for page in pages]
        histories = [(await client.get(f"/control/jobs/{each['id']}")).json() for each in itertools.chain(*listed)]
    return all_seen, histories


def campaign(clients: int, jobs: int, pace: float = 0.4) -> Outcome:
    """Run a campaign on a service of its own."""
    with _served("--port", "0", "--slots", str(clients), "--pace", str(pace), "--bell") as url:
        began = time.monotonic()
        all_seen, histories = asyncio.run(_all(url, clients, jobs))
        seconds = time.monotonic() - began
    figures = {
        "clients": clients,
        "jobs": len(all_seen),
        "polls": sum(seen.polls for seen in all_seen),
        "seconds": round(seconds, 1),
        "ends": Counter(seen.states[-1].value for seen in all_seen),
    }
    return Outcome(figures, [*_wrong(all_seen, {each["id"]: each["history"] for each in histories}, jobs)])


@contextmanager
def _served(*options: str) -> Iterator[str]:
    """The address of a service in a process of its own, which stops cleanly when it is told to."""
    command = [sys.executable, "-m", "qjobspec_conformance", "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        addresses = dict(process.stdout.readline().split() for _ in range(4))
        try:
            yield addresses["runtime-v2"]
        finally:
            process.terminate()
    assert process.returncode == 0, process.returncode


def _wrong(all_seen: list[Seen], histories: Mapping[str, Any], jobs: int) -> Iterator[str]:
    if len(all_seen) != jobs or {seen.job_id for seen in all_seen} != histories.keys():
        yield f"{jobs} jobs were to be submitted, {len(all_seen)} were, and the service has {len(histories)}"
    for seen in all_seen:
        told = [JOB_MACHINE.initial, *seen.states]
        if not all(JOB_MACHINE.may_follow(*pair) for pair in itertools.pairwise(told)):
            yield f"{seen.job_id} was seen as {seen.states}"
        end = _END[histories.get(seen.job_id, [{"step": "queued"}])[-1]["step"]]
        if end is not seen.states[-1]:
            yield f"{seen.job_id} was seen to end as {seen.states[-1]}, and ended as {end}"
        if (seen.shots == SHOTS) is not (end is JobStatus.DONE):
            yield f"{seen.job_id} is {end} and had a result of {seen.shots} shots"
        if seen.is_cancelled and seen.plot != "cancel-too-late" and end is not JobStatus.CANCELLED:
            yield f"{seen.job_id} was cancelled and ended as {end}"


_END = {
    "completed": JobStatus.DONE,
    "failed": JobStatus.ERROR,
    "ran-too-long": JobStatus.ERROR,
    "cancelled": JobStatus.CANCELLED,
    "queued": JobStatus.QUEUED,
}


def main() -> int:
    """Run a campaign, and print its figures and whatever is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=10_000)
    said = parser.parse_args()
    outcome = campaign(said.clients, said.jobs)
    print(json.dumps({**outcome.figures, "wrong": outcome.wrong}))  # noqa: T201
    return int(bool(outcome.wrong))


if __name__ == "__main__":
    raise SystemExit(main())
