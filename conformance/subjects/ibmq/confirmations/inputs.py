"""What a user does to `inputs` shows when they are asked for again."""

from loopback import done, runtime_job

job = runtime_job("http://127.0.0.1:1", params={"shots": 16})
job.inputs.clear()
done(shows=job.inputs == {}, seen=f"submitted with shots=16, inputs are now {job.inputs}")
