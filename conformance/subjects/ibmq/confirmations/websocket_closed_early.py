"""The websocket is closed with 1000 while the job is queued: `result()` raises a TypeError."""

import json

from loopback import JOB, done, ibmq_job, server, websocket


def talk(connection):
    connection.recv()
    connection.send(json.dumps({"type": "authenticated"}))
    connection.send(json.dumps({"type": "job-status", "data": {"id": "job-1", "status": "QUEUED"}}))
    connection.close(1000)


asked = []
url = server(lambda method, path: (asked.append(path) or 200, {**JOB, "status": "QUEUED"}))
try:
    seen = ibmq_job(url, websocket(talk)).result()
except Exception as error:
    seen = error
done(shows=isinstance(seen, TypeError) and len(asked) > 1, seen=f"{seen!r}, after asking {asked} without a pause")
