"""STREAM-15, RESOURCE-6, RESOURCE-7: cancel() closes the websocket of a stream, whose thread looks at it again seconds later."""

import time
from threading import Thread

from loopback import QUEUED, STATUS, Service, found, parameters
from websockets.sync.server import serve

server = serve(lambda peer: (peer.send("{}"), [None for _ in peer]), "127.0.0.1", 0)
Thread(target=server.serve_forever, daemon=True).start()
where = parameters(f"ws://127.0.0.1:{server.socket.getsockname()[1]}")
job = Service({STATUS: [QUEUED], "POST /jobs/job-1/cancel": [204]}).job(client_params=where)
job.stream_results(lambda *_: None)
time.sleep(2)
began, streamed = time.monotonic(), job._is_streaming()
job.cancel()
while job._is_streaming() and time.monotonic() - began < 30:
    time.sleep(0.1)
took = time.monotonic() - began
found(streamed and took > 5, f"streaming: {streamed}; after cancel() the stream went on for {took:.1f} s")
