"""A service whose clock goes on by a second with each request, behind applications without sockets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.testclient import TestClient

from qjobspec_reference.bindings import ROUTES, STORAGE, Clock, Office, Storage, apps
from qjobspec_reference.service import Service, bell

BASE = "/api/Network/ibm-q/Groups/open/Projects/main"
EPOCH = 1_700_000_000.0


class Desk:
    """One service, and a client for each of its applications."""

    def __init__(self, **said: Any) -> None:
        addresses = {name: f"http://{name}.test" for name in (*ROUTES, STORAGE)}
        service = Service(program=bell, slots=said.pop("slots", 1))
        clock = Clock.counting(EPOCH, said.pop("tick", 1.0))
        self.office = Office(service, clock, addresses, Storage(b"key", said.pop("expires", 600)), **said)
        self.apps = apps(self.office)
        self.clients = {name: self.client(name, {"X-Access-Token": "token"}) for name in ROUTES}
        self.storage = self.client(STORAGE)

    def client(self, name: str, headers: Mapping[str, str] | None = None) -> TestClient:
        """A client of one application."""
        return TestClient(
            self.apps[name], headers=dict(headers or {}), base_url=f"http://{name}.test", raise_server_exceptions=False
        )

    def submit(self, family: str, plot: str = "done", **said: Any) -> str:
        """A new job that has its input."""
        if family == "ibmq":
            return self._uploaded(plot, **said)
        body = {"program_id": "sampler", "params": {"plot": plot, **said}, "backend": "reference_bell"}
        hub = {"hub": "h", "group": "g", "project": "p"} if family == "runtime" else {}
        answer = self.clients[family].post("/jobs", json={**body, **hub})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def created(self, plot: str = "done", **said: Any) -> Any:
        """What is answered when a job of ibmq is created."""
        body = {"backend": {"name": "reference_bell"}, "allowObjectStorage": True, "liveDataEnabled": None, **said}
        return self.clients["ibmq"].post(f"{BASE}/Jobs", json={**body, "tags": [*said.get("tags", []), f"plot:{plot}"]})

    def _uploaded(self, plot: str, inputs: Any = None, **said: Any) -> str:
        created = self.created(plot, **said).json()
        put = self.storage.put(
            created["objectStorageInfo"]["uploadUrl"], json=inputs or {"qobj_id": "q", "config": {"shots": 8}}
        )
        assert put.status_code == 200, put.text
        told = self.clients["ibmq"].post(f"{BASE}/Jobs/{created['id']}/jobDataUploaded")
        assert told.status_code == 200, told.text
        return str(created["id"])

    def pass_by(self, seconds: int) -> None:
        """Let time go on."""
        for _ in range(seconds):
            self.office.clock.now()
