"""A job is cancelled while its results are streamed: in some of twenty trials the stream goes on for seconds (a race)."""

import time

from loopback import done, runtime_job, server, websocket


def talk(connection):
    connection.send("acknowledged")
    for _ in connection:
        pass


url, stream, went_on = server(lambda method, path: (204, "")), websocket(talk), 0
for _ in range(20):
    job = runtime_job(url, stream)
    job.stream_results(print)
    time.sleep(0.3)
    job.cancel()
    time.sleep(2)
    went_on += job._is_streaming()
    if went_on == 2:
        break
done(shows=went_on > 0, seen=f"streaming two seconds after cancel(): {went_on} times")
