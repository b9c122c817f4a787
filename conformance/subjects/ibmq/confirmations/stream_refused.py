"""A websocket is refused with 429 and `Retry-After: 4`: it is tried again after half a second (qiskit-ibmq-provider 0.20.2)."""

import time

from loopback import done, runtime_job, websocket

moments = []


def refuse(connection, request):
    """The first one is to come again in four seconds."""
    moments.append(time.monotonic())
    refused = connection.respond(429, "Too many requests.")
    refused.headers["Retry-After"] = "4"
    return refused if len(moments) == 1 else None


job = runtime_job("http://127.0.0.1:1", websocket(lambda connection: connection.send("hello"), process_request=refuse))
job.stream_results(lambda *_: None)
while job._is_streaming():
    time.sleep(0.1)
took = moments[-1] - moments[0]
done(shows=len(moments) == 2 and took < 4, seen=f"told to wait 4 s, it came again after {took:.1f} s")
