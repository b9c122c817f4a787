"""STREAM-14, TIMEOUT-4: result(timeout=0) of a job that is done gives up, and leaves a websocket streaming (until 0.24)."""

from threading import Thread

from loopback import DONE, STATUS, Service, found, parameters
from websockets.sync.server import serve

server = serve(lambda peer: (peer.send("{}"), [None for _ in peer]), "127.0.0.1", 0)
Thread(target=server.serve_forever, daemon=True).start()
where = parameters(f"ws://127.0.0.1:{server.socket.getsockname()[1]}")
job = Service({STATUS: [DONE]}).job(client_params=where)
seen = []
for call in (lambda: job.result(timeout=0), lambda: job.stream_results(print)):
    try:
        call()
    except Exception as error:
        seen.append(f"{type(error).__name__}: {error}")
found(len(seen) == 2, f"of a job that is done: {seen}")
