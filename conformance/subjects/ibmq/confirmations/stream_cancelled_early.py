"""STREAM-8: a stream that is cancelled before its websocket is open goes on, and calls back, in some of fifty trials (a race)."""

import sys
import time

from loopback import done, runtime_job, server, websocket

sys.setswitchinterval(1e-6)  # threads give way to each other more often
HEARD = []


def talk(connection):
    connection.send("acknowledged")
    for _ in range(3):
        time.sleep(0.05)
        connection.send('{"iteration": 1}')


url, stream = server(lambda method, path: (204, "")), websocket(talk)
for trial in range(50):
    job = runtime_job(url, stream)
    job.stream_results(lambda job_id, interim, trial=trial: HEARD.append(trial))
    job.cancel_result_streaming()
time.sleep(3)
done(shows=bool(HEARD), seen=f"called back after cancel_result_streaming() in {len(set(HEARD))} of 50 trials")
