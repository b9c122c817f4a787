"""The service behind sockets on loopback: started, asked and stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator

import pytest

pytest.importorskip("uvicorn", reason="the service needs the extra `serve`")

from websockets.sync.client import connect

from qjobspec_reference.bindings.serving import Settings, serve, started
from qjobspec_reference.service import UnknownPlotError


def get(url: str, **headers: str) -> tuple[int, str]:
    """What is answered to whoever has a token."""
    asked = urllib.request.Request(url, headers={"X-Access-Token": "token", **headers})
    with urllib.request.urlopen(asked) as answer:
        return answer.status, answer.read().decode()


def test_each_family_has_a_port_of_its_own() -> None:
    """And object storage, and every port its own description."""
    with started(Settings()) as addresses:
        served = [json.loads(get(f"{addresses[name]}/openapi.json")[1]) for name in addresses if name != "storage"]
        jobs = get(f"{addresses['runtime']}/jobs")

    assert list(addresses) == ["ibmq", "runtime", "runtime-v2", "storage"]
    assert len(set(addresses.values())) == 4
    assert [each["info"]["title"].split(",")[0] for each in served] == [
        "The API family ibmq",
        "The API family runtime",
        "The API family runtime-v2",
    ]
    assert [each["servers"][0]["url"] for each in served] == list(addresses.values())[:3]
    assert jobs == (200, '{"jobs": [], "count": 0}')


def test_a_service_that_counts_requests_is_the_same_every_time() -> None:
    """But for its address."""

    def told() -> list[str]:
        with started(Settings(tick=0.5, is_plain=True)) as addresses:
            body = b'{"program_id": "sampler", "params": {}}'
            url = addresses["runtime-v2"] + "/jobs"
            with urllib.request.urlopen(urllib.request.Request(url, body, {"X-Access-Token": "token"})) as answer:
                answer.read()
            return [get(url)[1] for _ in range(9)]

    assert told() == told()


def test_ports_follow_the_first() -> None:
    """If it is said which."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]

    with started(Settings(port=min(port, 65_000))) as addresses:
        ports = [int(address.rpartition(":")[2]) for address in addresses.values()]

    assert ports == list(range(ports[0], ports[0] + 4))


def test_what_cannot_be_served_is_said_at_once() -> None:
    """A plot that there is not, and a port that is taken."""
    with pytest.raises(UnknownPlotError, match="no plot 'fialed'"):
        serve(Settings(plot="fialed"))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(Settings(port=taken.getsockname()[1]))


@pytest.fixture
def soon(request: pytest.FixtureRequest) -> Iterator[None]:
    """Send ourselves a signal once the service is there."""
    number: signal.Signals = request.param
    timer = threading.Timer(1.0, os.kill, (os.getpid(), number))
    timer.start()
    yield
    timer.join()


@pytest.mark.parametrize("soon", [signal.SIGINT, signal.SIGTERM], indirect=True)
def test_a_signal_stops_it_cleanly(soon: None) -> None:
    """And leaves signals as they were."""
    before = signal.getsignal(signal.SIGTERM)
    said: list[str] = []

    serve(Settings(), said.append)

    assert [line.split()[0] for line in said] == ["ibmq", "runtime", "runtime-v2", "storage"]
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_stop(number: signal.Signals) -> None:
    """And says where, at once; a request under way and a stream do not hold it up."""
    command = [sys.executable, "-m", "qjobspec_conformance", "serve", "--port", "0", "--token", "mine", "--bell"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().split() for _ in range(4)]
        answered = get(f"{lines[2][1]}/jobs", Authorization="apikey mine", **{"X-Access-Token": "mine"})
        with socket.create_connection(("127.0.0.1", int(lines[0][1].rpartition(":")[2]))) as idle:
            idle.sendall(b"GET /api/version HTTP/1.1\r\n")
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)

    assert answered[0] == 200
    assert (process.returncode, errors) == (0, "")


def test_a_stream_runs_over_a_socket() -> None:
    """From the acknowledgement to the result, in real time."""
    with started(Settings(pace=0.1, is_plain=True)) as addresses:
        body = b'{"program_id": "sampler", "params": {}}'
        asked = urllib.request.Request(addresses["runtime-v2"] + "/jobs", body, {"X-Access-Token": "token"})
        with urllib.request.urlopen(asked) as answer:
            job_id = json.load(answer)["id"]
        url = f"{addresses['runtime-v2'].replace('http', 'ws')}/stream/jobs/{job_id}"
        with connect(url, additional_headers={"X-Access-Token": "token"}) as stream:
            messages = [json.loads(message) for message in stream]

    assert messages[0]["type"] == "ack"
    assert messages[-1]["__type__"] == "PrimitiveResult"
    assert len(messages) == 6
