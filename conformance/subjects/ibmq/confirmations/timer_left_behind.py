"""A websocket is silent to the end of the timeout: a timer is left behind and keeps the program (qiskit-ibmq-provider 0.20.2)."""

import threading
import time

from loopback import JOB, RESULT, done, ibmq_job, server, silent_websocket
from qiskit.providers.ibmq.managed import ManagedJob


def answer(method, path):
    told = {"url": f"{url}/stored"} if path.endswith("resultDownloadUrl") else {**JOB, "status": "COMPLETED"}
    return 200, RESULT if path == "/stored" else told


def wait(job):
    seen.append(job.result(timeout=9).success)  # the timer closes the websocket; its reader looks up after ten seconds


url, seen = server(answer), []
jobs = [ibmq_job(url, silent_websocket()), ManagedJob(0, 1, ibmq_job(url, silent_websocket()))]
waits = [threading.Thread(target=wait, args=(job,)) for job in jobs]
for each in waits:
    each.start()
for each in waits:
    each.join()
ended = time.monotonic()
left = [each for each in threading.enumerate() if isinstance(each, threading.Timer) and not each.daemon]
for each in left:
    each.join()  # as the program does at its end
took = time.monotonic() - ended
done(shows=len(left) == 2 and took > 1, seen=f"results {seen}; {len(left)} timers then kept the program for {took:.1f} s")
