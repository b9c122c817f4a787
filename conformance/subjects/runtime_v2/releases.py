"""How the releases of qiskit-ibm-runtime sign in and submit. This file does not know jobs.

The newer client asks IBM Cloud's directory for a token before all else. Here it signs in by its key, as it does itself when
the directory does not answer: what is judged is the job and its client, not `ibm_cloud_sdk_core`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qiskit_ibm_runtime import __version__

TOKEN = "token-of-the-subjects"  # noqa: S105 - no password
URL = "http://runtime-v2.test"

#: What the deviations of this release go by.
RELEASE = ".".join(__version__.split(".")[:2])
_HAS_OLD_PLATFORM = tuple(map(int, RELEASE.split("."))) < (0, 41)

#: Whose client has made the recordings: the documented release's, or the newest's.
RECORDED = "0.29" if _HAS_OLD_PLATFORM else "0.51"

#: Streams of results were removed in 0.32.
LACKS = () if tuple(map(int, RELEASE.split("."))) < (0, 32) else ("streaming",)

if _HAS_OLD_PLATFORM:
    from qiskit_ibm_runtime.api.client_parameters import ClientParameters
    from qiskit_ibm_runtime.api.clients import RuntimeClient

    _PLACE: dict[str, Any] = {"channel": "ibm_quantum", "instance": "ibm-q/open/main"}
else:
    from qiskit_ibm_runtime.api.client import RuntimeClient
    from qiskit_ibm_runtime.api.client_parameters import ClientParameters

    _PLACE = {"channel": "ibm_quantum_platform", "instance": "ibm-q/open/main", "url_resolver": lambda *_, **__: URL}


class _Parameters(ClientParameters):
    def get_auth_handler(self) -> Any:
        return super().get_auth_handler() if _HAS_OLD_PLATFORM else self._signed

    def _signed(self, request: Any) -> Any:
        request.headers.update({"Service-CRN": self.instance, "Authorization": f"apikey {self.token}"})
        return request


INSTANCE: str = _PLACE["instance"]


def _parameters(url: str = URL) -> ClientParameters:
    return _Parameters(token=TOKEN, url=url, **_PLACE)


def client() -> RuntimeClient:
    """The API client of this release."""
    return RuntimeClient(_parameters())


def needs() -> dict[str, Any]:
    """What the constructor of the job needs in this release and no longer in the newest: where its websocket leads."""
    return {"client_params": _parameters(URL.replace("http", "ws"))} if _HAS_OLD_PLATFORM else {}


def submission() -> dict[str, Any]:
    """What `program_run` takes to sample a Bell circuit, tagged."""
    common = {"program_id": "sampler", "backend_name": "reference_bell", "params": {"shots": 16}, "job_tags": ["bell"]}
    absent = dict.fromkeys(("image", "log_level", "session_id"))
    return {**common, **absent, **({"hgp": _PLACE["instance"]} if _HAS_OLD_PLATFORM else {})}


def handed_in() -> dict[str, Any]:
    """What the constructor is given of a job that was handed in, as `QiskitRuntimeService.run()` does it."""
    return {"image": submission()["image"], **({} if _HAS_OLD_PLATFORM else {"tags": submission()["job_tags"]})}


def told(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the constructor is given of what the service says of a job, as `QiskitRuntimeService.job()` does it."""
    named = said.get("program", {}).get("id", "")
    described = {"creation_date": said.get("created"), "session_id": said.get("session_id"), "tags": said.get("tags")}
    image = {} if RELEASE == "0.22" else {"image": said.get("runtime")}  # which 0.22 does not look at
    return {"program_id": named, **image, **described}
