"""Every connection of a stream breaks: after six the stream is given up, and a new stream_results() opens no other."""

import time

from loopback import done, runtime_job, websocket

opened = []


def breaks(connection):
    """A connection that ends as it begins."""
    opened.append(connection)
    connection.close(1011)


job, counts = runtime_job("http://127.0.0.1:1", websocket(breaks)), []
job._ws_client.BACKOFF_MAX = 0.1  # it need not take long
for _ in range(2):
    job.stream_results(lambda *_: None)
    while job._is_streaming():
        time.sleep(0.1)
    counts.append(len(opened))
done(
    shows=counts == [6, 6], seen=f"{counts[0]} connections, and {counts[1] - counts[0]} more after another stream_results()"
)
