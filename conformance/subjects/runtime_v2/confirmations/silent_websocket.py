"""WAIT-11, RESULT-3: a wait asks nobody while its websocket is open, though the job is done (until 0.24)."""

import time
from threading import Thread

from loopback import DONE, STATUS, Service, found, parameters
from websockets.sync.server import serve

server = serve(lambda peer: (peer.send("{}"), time.sleep(20)), "127.0.0.1", 0)
Thread(target=server.serve_forever, daemon=True).start()
service = Service({STATUS: [DONE]})
job = service.job(client_params=parameters(f"ws://127.0.0.1:{server.socket.getsockname()[1]}"))
waiting = Thread(target=job.wait_for_final_state, daemon=True)
waiting.start()
waiting.join(5)
found(
    waiting.is_alive(),
    f"5 s after the job was done it waits: {waiting.is_alive()}, and has asked {len(service.asked)} times",
)
