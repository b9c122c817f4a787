"""A further argument, and a further field of the record, is an attribute with an underscore behind (qiskit-ibmq-provider 0.20.2)."""

from loopback import JOB, done, ibmq_job, server

job = ibmq_job(server(lambda method, path: (200, {**JOB, "status": "QUEUED", "flavour": "sweet"})), colour="green")
job.refresh()
seen = {name: getattr(job, name, "not defined") for name in ("colour", "colour_", "flavour", "flavour_")}
done(shows=list(seen.values()) == ["not defined", "green", "not defined", "sweet"], seen=f"given colour and flavour: {seen}")
