"""The record of a job has `kind: null`: the constructor takes it, and whatever refreshes raises a ValueError."""

from loopback import JOB, done, ibmq_job, server

record = {**JOB, "status": "COMPLETED", "kind": None}
seen = []
for member in ("refresh", "time_per_step", "queue_info"):
    job = ibmq_job(server(lambda method, path: (200, record)), kind=None)
    try:
        seen.append(getattr(job, member)())
    except Exception as error:
        seen.append(error)
done(shows=all(isinstance(each, ValueError) for each in seen), seen=seen)
