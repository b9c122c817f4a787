"""A service sends a result whose text is `_poison_pill`: the stream is over for its callback, and the next result is lost."""

import time

from loopback import done, runtime_job, websocket


def talk(connection):
    """A greeting, and three results."""
    for message in ("hello", '"first"', "_poison_pill", '"third"'):
        connection.send(message)


job, heard = runtime_job("http://127.0.0.1:1", websocket(talk)), []
job.stream_results(lambda _, result: heard.append(result))
while job._is_streaming():
    time.sleep(0.1)
time.sleep(0.5)
done(shows=heard == ["first"], seen=heard)
