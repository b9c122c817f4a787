"""The wall clock is set back by an hour: result(timeout=2) asks on and on (qiskit-ibmq-provider 0.20.2)."""

import threading
import time

from loopback import JOB, done, ibmq_job, server, websocket
from qiskit.providers.ibmq.managed import ManagedJob


def wait(asked, result):
    url = server(lambda *_: (asked.append(round(time.monotonic() - began, 1)) or 200, {**JOB, "status": "QUEUED"}))
    try:
        result(ibmq_job(url, websocket(lambda _: time.sleep(1.5))))  # no websocket after that: the client asks by HTTP
    except Exception as error:
        asked.append(type(error).__name__)


def alone(job):
    job.result(timeout=2, wait=0.5)


def managed(job):
    ManagedJob(0, 1, job).result(timeout=2)  # waits five seconds between two questions


real, began, told = time.time, time.monotonic(), [[], [], []]
wait(told[0], alone)
began = time.monotonic()
time.time = lambda: real() - (3600 if time.monotonic() - began > 1 else 0)  # what a machine does that finds the right time
waits = [threading.Thread(target=wait, args=each, daemon=True) for each in ((told[1], alone), (told[2], managed))]
for each in waits:
    each.start()
waits[0].join(9)
shows = told[0][-1] == "IBMQJobTimeoutError" and all(each.is_alive() for each in waits) and len(told[1]) > len(told[0]) + 5
done(shows=shows, seen=f"asked at {told[0]}; with the clock set back at {told[1]}, a ManagedJob at {told[2]}, and on")
