"""RESILIENCE-1: an answer that is no JSON comes out as a JSONDecodeError, an AttributeError or a ValueError (azure-quantum 3.13.0)."""

import sys

from azure.core.exceptions import AzureError
from loopback import Service

seen = {}
for what, service in {
    "an empty record": Service("Executing", ""),
    "a result of Microsoft's format, v2, that is empty": Service("Succeeded", result=" "),
    "a result of Microsoft's format, v2, that is HTML": Service("Succeeded", result="<html></html>"),
    "a result of Microsoft's format, v1, that is HTML": Service(
        "Succeeded", result="<html></html>", form="microsoft.quantum-results.v1"
    ),
    "a result of IonQ's format that is HTML": Service("Succeeded", result="<html></html>", form="ionq.quantum-results.v1"),
    "a result of Quantinuum's format that is HTML": Service(
        "Succeeded", result="<html></html>", form="honeywell.quantum-results.v1"
    ),
}.items():
    try:
        seen[what] = service.job().result(timeout=1)
    except Exception as error:
        seen[what] = error
    print(f"{what}: result() came to {seen[what]!r}")
sys.exit(0 if all(isinstance(each, Exception) and not isinstance(each, AzureError) for each in seen.values()) else 1)
