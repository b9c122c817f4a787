"""The status word is `queued`: the state is QUEUED, and its place in the queue is dropped."""

from loopback import done, ibmq_job

job = ibmq_job("http://127.0.0.1:1", status="queued", info_queue={"status": "queued", "position": 2})
seen = job._status.name, job.queue_position()
done(shows=seen == ("QUEUED", None), seen=f"told place 2: {seen}")
