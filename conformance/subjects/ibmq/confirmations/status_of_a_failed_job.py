"""A job has failed and its results are refused: `status()` raises, and the next one knows no reason."""

from loopback import done, runtime_job, server


def answer(method, path):
    return (429, {"error": {"message": "Too many requests."}}) if path.endswith("results") else (200, {"status": "Failed"})


job = runtime_job(server(answer))
try:
    first = job.status()
except Exception as error:
    first = type(error).__name__
seen = first, job.status().name, job.error_message()
done(shows=seen == ("RequestsApiError", "ERROR", None), seen=seen)
