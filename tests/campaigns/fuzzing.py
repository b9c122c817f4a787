"""Requests that schemathesis makes from the descriptions of the service: `python -m tests.campaigns.fuzzing --requests 5000`.

Half of them are about jobs that there are. No answer may be a server error, have a code or a body that its description does not
have; and nothing is taken that its description refuses.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qjobspec_reference.bindings import ROUTES, STORAGE, Clock, Office, Storage, apps
from qjobspec_reference.bindings.schemas import checker
from qjobspec_reference.service import PLOTS, Order, Service, bell

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

#: Where every family has its own name for a backend and who pays.
NAMES = {"backend": "reference_bell", "device": "reference_bell", "what": "properties", "program": "sampler"}


def fuzz(family: str, requests: int, number: int = 0) -> Counter[int]:
    """Make about so many requests of an API family, and say how often each code was answered; an `AssertionError` if one is wrong."""
    office = Office(
        Service(program=bell, slots=100),
        Clock.counting(1_700_000_000.0, 0.01),
        {name: f"http://{name}.test" for name in (*ROUTES, STORAGE)},
        Storage(b"key"),
    )
    description = schemathesis.openapi.from_asgi("/openapi.json", apps(office)[family])
    ids = _jobs(office, family)
    operations = [each.ok() for each in description.get_all_operations()]
    routes = {(re.sub(":path", "", each.path), each.method.lower()): each for each in ROUTES[family]}
    codes: Counter[int] = Counter()
    for operation in operations:
        asks = routes[operation.path, operation.method].asks
        wrong = checker(asks) if asks is not None else lambda _body: None
        _ask(operation, wrong, ids, math.ceil(requests / len(operations)), number, codes)
    return codes


def _jobs(office: Office, family: str) -> list[str]:
    """A job of every plot, some of them at their end."""
    ids = []
    for plot in PLOTS.values():
        order = Order(family, "reference_bell", inputs={}, tags=("a",))
        ids.append(office.service.submit(order, plot, 1_699_999_990.0).job_id)
    return ids


def _ask(
    operation: Any, wrong: Callable[[Any], str | None], ids: list[str], examples: int, number: int, codes: Counter[int]
) -> None:
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in _modes(operation)))

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, known=st.booleans(), job_id=st.sampled_from(ids))
    def asked(case: Any, known: bool, job_id: str) -> None:
        if known:
            _name(case.path_parameters, job_id)
        response = case.call_and_validate(headers={"X-Access-Token": "token"}, checks=CHECKS)
        codes[response.status_code] += 1
        assert response.status_code >= 400 or wrong(case.body) is None, (case.as_curl_command(), wrong(case.body))

    asked()


def _modes(operation: Any) -> Iterable[Any]:
    yield schemathesis.GenerationMode.POSITIVE
    if operation.body or operation.query:
        yield schemathesis.GenerationMode.NEGATIVE


def _name(parameters: Mapping[str, Any], job_id: str) -> None:
    for name in parameters:
        parameters[name] = {**NAMES, "job_id": job_id}.get(name, parameters[name])  # type: ignore[index]


def main() -> None:
    """Fuzz all families and print what was answered."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    said = parser.parse_args()
    for family in ROUTES:
        began = time.monotonic()
        codes = fuzz(family, said.requests // len(ROUTES), said.seed)
        figures = {
            "family": family,
            "requests": codes.total(),
            "seconds": round(time.monotonic() - began, 1),
            "codes": codes,
        }
        sys.stdout.write(f"{json.dumps(figures)}\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
