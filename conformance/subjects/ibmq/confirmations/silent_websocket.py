"""The websocket falls silent after it was opened, pings too, and the job ends: the wait goes on for minutes."""

import time

from loopback import JOB, done, ibmq_job, server, silent_websocket

job = ibmq_job(server(lambda method, path: (200, {**JOB, "status": "COMPLETED"})), silent_websocket())
began = time.monotonic()
job.wait_for_final_state()
took = time.monotonic() - began
done(shows=took > 60, seen=f"the job had ended before; wait_for_final_state() took {took:.0f} s")
