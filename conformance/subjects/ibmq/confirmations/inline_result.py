"""A job that is done, as a list tells it, whose Qobj and result stand in its record: nothing finds them there."""

import warnings

from loopback import JOB, RESULT, done, ibmq_job, server

warnings.simplefilter("ignore")
told = {"status": "COMPLETED", "kind": "q-object", "clientInfo": {"name": "qiskit", "version": "1"}}
record = {**JOB, **told, "qObjectResult": RESULT, "qObject": {"type": "QASM", "qobj_id": "q", "experiments": []}}
job, seen = ibmq_job(server(lambda method, path: (200, record)), status="COMPLETED", kind="q-object"), []
for member in (job.result, job.qobj, job.circuits, job.header, job.backend_options):
    try:
        seen.append(member())
    except Exception as error:
        seen.append(repr(error))
lost = all(each == "KeyError('type')" for each in seen[1:])
done(shows="IBMQJobApiError" in seen[0] and "qObjectResult" in seen[0] and lost, seen=seen)
