"""A result has `date: null`: `result()` raises a TypeError."""

from loopback import JOB, done, ibmq_job, server

RESULT = {"backend_name": "machine", "backend_version": "1", "qobj_id": "1", "job_id": "job-1", "success": True}


def answer(method, path):
    if path.endswith("resultDownloadUrl"):
        return 200, {"url": f"{url}/stored"}
    return 200, {**RESULT, "results": [], "date": None} if path == "/stored" else {**JOB, "status": "COMPLETED"}


url = server(answer)
try:
    seen = ibmq_job(url).result()
except Exception as error:
    seen = error
done(shows=isinstance(seen, TypeError), seen=repr(seen))
