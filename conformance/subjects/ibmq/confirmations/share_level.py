"""The service tells a share level: `share_level()` warns and returns 'none' (qiskit-ibmq-provider 0.20.2)."""

import warnings

from loopback import JOB, done, ibmq_job, server

record = {**JOB, "status": "QUEUED", "shareLevel": "project"}
job = ibmq_job(server(lambda method, path: (200, record)), share_level="project")
job.refresh()
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    level = job.share_level()
said = [str(each.message) for each in warned]
done(
    shows=level == "none" and "no longer supported" in str(said),
    seen=f"the record says project, share_level() is {level!r}; {said}",
)
