"""RESILIENCE-7: a websocket refused with 429 and `Retry-After: 4` is tried again after half a second (0.22.0 and 0.29.1)."""

import time
from threading import Thread

from loopback import Service, found, parameters
from websockets.sync.server import serve

moments = []


def refuse(connection, request):
    moments.append(time.monotonic())
    refused = connection.respond(429, "Too many requests.")
    refused.headers["Retry-After"] = "4"
    return refused if len(moments) == 1 else None


server = serve(lambda peer: peer.send("{}"), "127.0.0.1", 0, process_request=refuse)
Thread(target=server.serve_forever, daemon=True).start()
job = Service({}).job(client_params=parameters(f"ws://127.0.0.1:{server.socket.getsockname()[1]}"))
job.stream_results(lambda *_: None)
time.sleep(6)
took = moments[1] - moments[0] if len(moments) > 1 else 6
found(took < 4, f"told to wait 4 s, it came again after {took:.1f} s")
