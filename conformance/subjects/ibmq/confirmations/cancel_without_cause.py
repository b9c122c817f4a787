"""cancel() and logs() are refused: their errors do not keep what caused them (qiskit-ibmq-provider 0.20.2)."""

from loopback import done, runtime_job, server

url, seen = server(lambda method, path: (200, {"status": "Running"}) if path == "/jobs/job-1" else (403, "Forbidden.")), []
for call in (runtime_job(url).cancel, runtime_job(url).logs):
    try:
        call()
    except Exception as error:
        seen.append((type(error).__name__, str(error), error.__cause__))
lost = [each[0] == "QiskitRuntimeError" and each[2] is None for each in seen]
done(shows=lost == [True, True], seen="; ".join(f"{name} ({text}) from {cause}" for name, text, cause in seen))
