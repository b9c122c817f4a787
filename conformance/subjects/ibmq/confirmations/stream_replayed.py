"""A websocket drops and the server sends again what it had sent: the callback gets it twice."""

import time

from loopback import done, runtime_job, websocket

connections = []


def talk(connection):
    connections.append(connection)
    connection.send("acknowledged")
    connection.send('{"iteration": 1}')
    if len(connections) == 1:
        connection.close(1011)
    else:
        connection.send('{"iteration": 2}')
        connection.close(1000)


told = []
runtime_job("http://127.0.0.1:1", websocket(talk)).stream_results(lambda job_id, result: told.append(result))
time.sleep(3)
done(shows=told == [{"iteration": 1}, {"iteration": 1}, {"iteration": 2}], seen=told)
