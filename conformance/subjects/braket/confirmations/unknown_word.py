"""RESILIENCE-4: result() goes on at a word that nobody knows until a known one ends it (qiskit-braket-provider 0.27.1)."""

import sys

from loopback import Service

service = Service("PAUSED", "PAUSED", "PAUSED", "PAUSED", "COMPLETED")
try:
    said = f"returned a Result, success {service.job().result().success}"
except Exception as error:
    said = f"raised {error!r}"
print(f"the service said PAUSED 4 times, then COMPLETED; result() asked {len(service.asked)} times and {said}")
sys.exit(0 if len(service.asked) > 4 and said == "returned a Result, success True" else 1)
