"""The record of a job that is done holds its result, and no `clientInfo`: status() asks for the record until it is too deep."""

from loopback import JOB, RESULT, done, ibmq_job, server

asked = []
record = {**JOB, "status": "COMPLETED", "kind": "q-object", "qObjectResult": RESULT}


def answer(method: str, path: str) -> tuple[int, object]:
    """The same whatever is asked."""
    asked.append(path)
    return 200, record


job = ibmq_job(server(answer), kind="q-object")
try:
    seen = job.status()
except RecursionError as error:
    seen = error
done(shows=isinstance(seen, RecursionError) and len(asked) > 100, seen=f"{seen!r} after {len(asked)} requests")
