"""The record says no mode: `scheduling_mode()` is 'fairshare' once the job runs (qiskit-ibmq-provider 0.20.2)."""

from loopback import JOB, done, ibmq_job, server

seen = {}
for word in ("QUEUED", "RUNNING", "COMPLETED"):
    record = {**JOB, "status": word}
    seen[word] = ibmq_job(server(lambda method, path, record=record: (200, record))).scheduling_mode()
done(
    shows=seen == {"QUEUED": None, "RUNNING": "fairshare", "COMPLETED": "fairshare"}, seen=f"no record has a runMode: {seen}"
)
