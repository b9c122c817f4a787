"""The websocket falls silent after it was opened, pings too, and the job ends: the wait goes on for minutes."""

import socket
import threading
import time

from loopback import JOB, done, ibmq_job, server
from websockets.server import ServerProtocol

listening = socket.create_server(("127.0.0.1", 0))


def open_and_be_silent():
    while True:
        connection, _ = listening.accept()
        protocol = ServerProtocol()
        protocol.receive_data(connection.recv(65536))
        protocol.send_response(protocol.accept(protocol.events_received()[0]))
        connection.sendall(b"".join(protocol.data_to_send()))
        kept.append(connection)


kept = []
threading.Thread(target=open_and_be_silent, daemon=True).start()
job = ibmq_job(
    server(lambda method, path: (200, {**JOB, "status": "COMPLETED"})), f"ws://127.0.0.1:{listening.getsockname()[1]}"
)
began = time.monotonic()
job.wait_for_final_state()
took = time.monotonic() - began
done(shows=took > 60, seen=f"the job had ended before; wait_for_final_state() took {took:.0f} s")
