"""The word is PENDING_IN_QUEUE: the callback is told no place, nor that it has changed (qiskit-ibmq-provider 0.20.2)."""

import json
import time

from loopback import JOB, done, ibmq_job, server, websocket


def talk(connection):
    connection.recv()
    connection.send('{"type": "authenticated"}')
    for status, place in ((word, 13), (word, 12), ("COMPLETED", None)):
        told = {"id": "job-1", "status": status, "infoQueue": {"status": "QUEUED", "position": place}}
        connection.send(json.dumps({"type": "job-status", "data": told}))
        time.sleep(1)


url, seen = server(lambda method, path: (200, {**JOB, "status": "COMPLETED"})), {}
for word in ("QUEUED", "PENDING_IN_QUEUE"):  # the service may say either for a job that is in the queue
    places = seen[word] = []
    job = ibmq_job(url, websocket(talk))
    job.wait_for_final_state(
        callback=lambda *_, queue_info, places=places: places.append(queue_info and queue_info.position)
    )
done(
    shows=seen == {"QUEUED": [13, 12], "PENDING_IN_QUEUE": [None]},
    seen=f"places 13 and 12, and the callback was told {seen}",
)
