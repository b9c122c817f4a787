"""The service does not have the circuits any more: the members that promise something empty raise."""

import warnings

from loopback import done, ibmq_job, server

warnings.simplefilter("ignore")
job, seen = ibmq_job(server(lambda method, path: (404, {"error": {"message": "Not found."}}))), []
for member in (job.circuits, job.backend_options, job.header, job.qobj):
    try:
        seen.append(member())
    except Exception as error:
        seen.append(type(error).__name__)
done(shows=seen == ["IBMQJobApiError"] * 4, seen=seen)
