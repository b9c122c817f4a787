"""An answer is 200 without a body: a JSONDecodeError reaches the user."""

from json import JSONDecodeError

from loopback import done, ibmq_job, server

job, seen = ibmq_job(server(lambda method, path: (200, ""))), []
for call in (lambda: job.update_name("renamed"), lambda: job.update_tags(["new"]), job.refresh):
    try:
        seen.append(call())
    except Exception as error:
        seen.append(error)
done(shows=all(isinstance(each, JSONDecodeError) for each in seen), seen=seen)
