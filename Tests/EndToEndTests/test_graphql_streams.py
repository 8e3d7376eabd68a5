"""GraphQL over server-sent events, and what becomes of clients that go away or do not read."""
import asyncio
import contextlib
import hashlib
import json
import os
import re
import subprocess
import threading
import time

import httpx
import httpx_sse
from charger import connected
from conftest import eventually, run
from event_stream import EventStream
from graphql_socket import GraphQLSocket

CHANGES = "subscription ($ids: [ID!]) { connectorChanged(stationIds: $ids) { number status } }"


def subscribers(server):
    return server.debug()["subscriptions"]["subscribers"]


async def count_subscribers(server, check):
    while not check((await asyncio.to_thread(server.debug))["subscriptions"]["subscribers"]):
        await asyncio.sleep(0.01)


def stream(server, query, variables=None, method="POST"):
    """What a client that we did not write makes of it: pairs of event and data."""
    parameters = {"query": query, "variables": variables or {}}
    fields = {"Authorization": f"Bearer {server.token}"}
    if method == "GET":
        more = {"params": {"query": query, "variables": json.dumps(variables or {})}}
    else:
        more = {"json": parameters}
    with httpx.Client(trust_env=False, timeout=60) as client:
        with httpx_sse.connect_sse(client, method, f"http://127.0.0.1:{server.http_port}/graphql", headers=fields, **more) as source:
            assert source.response.status_code == 200, source.response.read()
            for event in source.iter_sse():
                yield event.event, event.data
                if event.event == "complete":
                    return


def test_queries_and_mutations_are_one_event_and_an_end(server):
    for method in ("POST", "GET"):
        [(first, data), last] = stream(server, "{ viewer { role } }", method=method)
        assert first == "next" and json.loads(data)["data"] == {"viewer": {"role": "MANAGER"}} and last == ("complete", "")
    [(_, data), _] = stream(server, 'mutation { createGroup(input: {name: "streamed"}) { group { name } } }')
    assert json.loads(data)["data"] == {"createGroup": {"group": {"name": "streamed"}}}


def test_an_operation_that_is_refused_is_told_in_the_stream(server):
    for query in ("{", "{ noSuchField }", 'subscription { sessionChanged(sessionId: "nonsense") { id } }', "subscription { noSuchThing }"):
        [(first, data), (last, _)] = stream(server, query)
        assert (first, last) == ("next", "complete") and json.loads(data)["errors"] and "data" not in json.loads(data)


def test_a_stream_needs_a_token_like_everything_else(server):
    source = EventStream(server, CHANGES, token="wrong")
    assert source.head()[0] == 401
    source.close()


def test_a_subscription_needs_a_client_that_takes_a_stream(server):
    answer = httpx.post(
        f"http://127.0.0.1:{server.http_port}/graphql", json={"query": CHANGES}, trust_env=False,
        headers={"Authorization": f"Bearer {server.token}", "Accept": "application/json"})
    assert answer.status_code == 406


def listeners_besides_subscriptions(server):
    """Parts of the server listen to events too."""
    state = server.debug()
    return state["eventBus"]["subscribers"] - state["subscriptions"]["sources"]


def test_a_subscription_streams_until_the_client_goes_away(server, name):
    station = server.onboard(name)
    before = subscribers(server)
    others = listeners_besides_subscriptions(server)

    async def watch():
        sources = [EventStream(server, CHANGES, {"ids": [station]}) for _ in range(2)]
        for source in sources:
            status, fields = await asyncio.to_thread(source.head)
            assert status == 200 and fields["content-type"].startswith("text/event-stream")
        await count_subscribers(server, lambda n: n == before + 2)
        async with connected(server, name) as charger:
            await charger.status(1, "Charging")
            for source in sources:
                events = source.events()
                while True:
                    kind, data = await asyncio.to_thread(next, events)
                    assert kind == "next"
                    if json.loads(data)["data"]["connectorChanged"] == {"number": 1, "status": "CHARGING"}:
                        break
        for source in sources:
            source.close()
        await count_subscribers(server, lambda n: n == before)

    run(watch())
    assert listeners_besides_subscriptions(server) == others


def test_a_quiet_stream_is_kept_alive_with_comments(server, name):
    source = EventStream(server, CHANGES, {"ids": [server.onboard(name)]})
    source.head()
    lines = source.lines()
    started = time.monotonic()
    assert [next(lines) for _ in range(4)] == [":", "", ":", ""]
    assert 10 < time.monotonic() - started < 25
    source.close()


def test_a_stream_ends_with_the_reason_when_its_token_is_revoked(server, name):
    token = server.make_user()
    source = EventStream(server, "subscription { stationChanged { id } }", token=token)
    source.head()
    eventually(lambda: subscribers(server) > 0, "it has joined")
    digest = hashlib.sha256(token.encode()).hexdigest()
    server.sql(f"update api_tokens set revoked_at = now() where token_hash = '\\x{digest}'")
    [(first, data), last] = source.events()
    assert first == "next" and json.loads(data)["errors"][0]["extensions"]["code"] == "FORBIDDEN" and last == ("complete", "")
    source.close()


def test_a_shutdown_ends_streams_with_the_reason_and_does_not_wait(own_server):
    source = EventStream(own_server, "subscription { stationChanged { id } }")
    source.head()
    eventually(lambda: subscribers(own_server) == 1, "it has joined")
    started = time.monotonic()
    assert own_server.stop() == 0
    assert time.monotonic() - started < 10
    [(first, data), last] = source.events()
    assert first == "next" and "going down" in json.loads(data)["errors"][0]["message"] and last == ("complete", "")
    source.close()


# -- clients that do not read

# About 50 kB for each event.
LONG = "subscription ($ids: [ID!]) { connectorChanged(stationIds: $ids) { number status %s } }" % " ".join(
    f"{'x' * 190}{number}: isStale" for number in range(250))


def resident(server):
    status = open(f"/proc/{server.process.pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def many_changes(server, name, count, last="Faulted"):
    async with connected(server, name) as charger:
        for number in range(count):
            await charger.status(1, "Charging" if number % 2 else "Available")
        await charger.status(1, last)


def open_files(server):
    """Connections are among them."""
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def test_a_stream_that_is_not_read_is_dropped_and_slows_nobody(server, name):
    station = server.onboard(name)
    before, files = subscribers(server), open_files(server)
    stuck = [EventStream(server, LONG, {"ids": [station]}, receive_buffer=4_096) for _ in range(10)]
    quick = EventStream(server, LONG, {"ids": [station]})
    eventually(lambda: subscribers(server) == before + 11, "all have joined")
    memory = resident(server)
    quick.head()
    seen = []

    def read():
        for _, data in quick.events():
            seen.append(json.loads(data)["data"]["connectorChanged"]["status"])
            if seen[-1] == "UNAVAILABLE":
                return

    reading = threading.Thread(target=read)
    reading.start()
    run(many_changes(server, name, 120))
    eventually(lambda: subscribers(server) == before + 1, "those that did not read have been dropped")
    # One that reads on in time learns why there is no more, the others find their connection closed.
    stuck[0].head()
    events = list(stuck[0].events())
    assert json.loads(events[-2][1])["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED" and events[-1] == ("complete", "")
    assert len(events) < 120
    run(many_changes(server, name, 200, "Unavailable"))
    reading.join(60)
    assert seen[-1] == "UNAVAILABLE" and len(seen) >= 322
    assert resident(server) - memory < 60
    stuck[0].close()
    quick.close()
    eventually(lambda: open_files(server) <= files, "their connections are closed")
    for source in stuck[1:]:
        source.close()


def test_a_socket_that_is_not_read_is_dropped_with_a_reason_and_slows_nobody(server, name):
    station = server.onboard(name)
    before = subscribers(server)

    async def watch():
        from websockets.asyncio.client import connect
        url = f"ws://127.0.0.1:{server.http_port}/graphql"
        ask = json.dumps({"id": "slow", "type": "subscribe", "payload": {"query": LONG, "variables": {"ids": [station]}}})
        async with contextlib.AsyncExitStack() as stack:
            quick = [await stack.enter_async_context(GraphQLSocket(server)) for _ in range(20)]
            # One that takes nothing in before it is asked to.
            slow = await stack.enter_async_context(connect(url, subprotocols=["graphql-transport-ws"], proxy=None, max_queue=1, max_size=None))
            await slow.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {server.token}"}}))
            assert json.loads(await slow.recv())["type"] == "connection_ack"
            await slow.send(ask)
            subscriptions = []
            for socket in quick:
                from graphql_socket import Subscription
                subscriptions.append(socket.subscriptions.setdefault("q", Subscription()))
                await socket.send({"id": "q", "type": "subscribe", "payload": {"query": LONG, "variables": {"ids": [station]}}})
            await count_subscribers(server, lambda n: n == before + 21)
            started = time.monotonic()
            changes = asyncio.create_task(many_changes(server, name, 300))
            for subscription in subscriptions:
                await subscription.until(lambda data: data["connectorChanged"]["status"] == "FAULTED")
            await changes
            took = time.monotonic() - started
            await count_subscribers(server, lambda n: n == before + 20)
            kinds = []
            while not kinds or kinds[-1]["type"] != "error":
                kinds.append(json.loads(await asyncio.wait_for(slow.recv(), 30)))
            assert kinds[-1]["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED" and kinds[-1]["id"] == "slow"
            # The socket lives on; only the subscription is over.
            await slow.send(json.dumps({"type": "ping"}))
            assert json.loads(await slow.recv()) == {"type": "pong"}
            return took

    assert run(watch()) < 60


# -- clients that go away


@contextlib.contextmanager
def locked(server, table):
    """Lets no statement read the table for the time of the block."""
    holder = subprocess.Popen(
        ["psql", "--no-psqlrc", "-qAt", server.connection_string()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        holder.stdin.write(f"begin; lock table {table} in access exclusive mode; select 'locked';\n")
        holder.stdin.flush()
        assert holder.stdout.readline().strip() == "locked"
        yield
    finally:
        holder.stdin.close()
        holder.wait(30)


def waiting_statements(server):
    [[count]] = server.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'stationmaster'")
    return int(count)


def ask_and_leave(server, query, close):
    import socket
    body = json.dumps({"query": query}).encode()
    connection = socket.create_connection(("127.0.0.1", server.http_port), 30)
    connection.sendall(
        f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    eventually(lambda: waiting_statements(server) == 1, "the statement waits for the lock")
    close(connection)


def test_the_statement_of_a_client_that_goes_away_is_stopped_in_postgresql(server):
    import socket
    import struct
    server.create_group("slow")
    files = open_files(server)

    def reset(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with locked(server, "groups"):
        for close in (lambda connection: connection.close(), reset):
            ask_and_leave(server, "{ groups(first: 1) { nodes { name } } }", close)
            started = time.monotonic()
            eventually(lambda: waiting_statements(server) == 0, "the statement is gone")
            assert time.monotonic() - started < 5
        assert server.post("{ viewer { role } }")["viewer"]
    eventually(lambda: server.debug()["postgres"]["inFlight"] == 0, "nothing is under way")
    eventually(lambda: open_files(server) <= files, "nothing is left open")
    assert server.post("{ groups(first: 1) { totalCount } }")["groups"]["totalCount"] >= 1


def test_a_mutation_is_carried_through_though_its_client_has_gone(server):
    with locked(server, "groups"):
        ask_and_leave(server, 'mutation { createGroup(input: {name: "left alone"}) { group { id } } }', lambda connection: connection.close())
        time.sleep(1)
        assert waiting_statements(server) == 1
    eventually(lambda: server.sql("select count(*) from groups where name = 'left alone'") == [["1"]], "the group is there")


def test_completing_a_query_over_the_socket_stops_its_statement(server):
    async def leave():
        async with GraphQLSocket(server) as socket:
            from graphql_socket import Subscription
            socket.subscriptions["q"] = Subscription()
            await socket.send({"id": "q", "type": "subscribe", "payload": {"query": "{ groups(first: 2) { nodes { name } } }"}})
            while await asyncio.to_thread(waiting_statements, server) != 1:
                await asyncio.sleep(0.01)
            await socket.send({"id": "q", "type": "complete"})
            while await asyncio.to_thread(waiting_statements, server) != 0:
                await asyncio.sleep(0.01)
            assert socket.subscriptions["q"].messages.empty()

    with locked(server, "groups"):
        run(leave())
