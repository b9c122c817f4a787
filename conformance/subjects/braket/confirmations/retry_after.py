"""RESILIENCE-7: a task refused with 429 and `Retry-After: 3` is asked for again sooner (qiskit-braket-provider 0.27.1)."""

import sys

from loopback import Service


def pause(header):
    service = Service((429, {"x-amzn-ErrorType": "ThrottlingException", **header}), "QUEUED")
    said = service.job().status().name
    print(f"429 with {header}: asked again after {service.asked[1] - service.asked[0]:.2f} s, {said}")
    return service.asked[1] - service.asked[0]


seen = pause({"Retry-After": "3"}), pause({"x-amz-retry-after": "3000"})
sys.exit(0 if seen[0] < 2.9 <= seen[1] else 1)
