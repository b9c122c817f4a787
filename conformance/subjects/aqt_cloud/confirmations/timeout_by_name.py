"""`result()` takes its timeout by name alone, so that `result(1)` is a TypeError (qiskit-aqt-provider 2.0.1)."""

from inspect import signature

from loopback import DONE, Service, found, tell

job = Service(DONE).job()
by_position, by_name = tell(lambda: job.result(1)), tell(lambda: job.result(timeout=1))
found(
    by_position == "TypeError" and by_name == "Result",
    f"result{signature(job.result)}; result(1): {by_position}; result(timeout=1): {by_name}",
)
