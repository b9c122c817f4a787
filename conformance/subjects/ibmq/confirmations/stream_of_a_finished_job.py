"""A job has ended and was never asked for its status: `stream_results()` does not say that it has finished."""

from loopback import done, runtime_job, server, websocket

job = runtime_job(
    server(lambda method, path: (200, {"status": "Completed"})), websocket(lambda connection: connection.recv())
)
try:
    job.stream_results(print)
    seen = "accepted"
except Exception as error:
    seen = repr(error)
job._ws_client.disconnect()
print(job.status())
done(shows=seen == "accepted", seen=seen)
