"""`result()` takes no timeout: the option `query_timeout_seconds` of the backend bounds it (qiskit-aqt-provider 1.15.0)."""

from inspect import signature

from loopback import QUEUED, Service, found, tell

service = Service(QUEUED)
bounded = service.job(query_timeout_seconds=2)
by_name, by_option = tell(lambda: bounded.result(timeout=1)), tell(bounded.result)
found(
    by_name == "TypeError" and by_option == "JobTimeoutError" and not signature(bounded.result).parameters,
    f"result{signature(bounded.result)}; result(timeout=1): {by_name}; result() with query_timeout_seconds=2: {by_option}",
)
