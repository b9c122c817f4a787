"""RESULT-4: to_dict() raises for the Result of a failed or cancelled task, which holds None (qiskit-braket-provider 0.27.1)."""

import sys

from loopback import Service


def told(result):
    try:
        return f"to_dict() has {len(result.to_dict()['results'])} result"
    except AttributeError as error:
        return f"to_dict() raised {error!r}"


seen = {}
for word in ("COMPLETED", "FAILED", "CANCELLED"):
    job = Service(word).job()
    first, second = job.result(), job.result()
    seen[word] = told(first)
    held = [type(each).__name__ for each in first.results]
    print(f"{word}: success {first.success}, results {held}; {told(first)}; the same object again: {second is first}")
    print(f"{word}: the two Results are equal by ==: {first == second}, by their attributes: {vars(first) == vars(second)}")
raised = ["'NoneType' object has no attribute 'to_dict'" in seen[word] for word in seen]
sys.exit(0 if raised == [False, True, True] else 1)
