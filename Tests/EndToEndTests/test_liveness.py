"""Chargers that go mute, do not answer, are not who they say, or have a bad link, and what operators see of it."""
import asyncio
import contextlib
import json
import os
import tempfile
import time

import pytest
import websockets.exceptions
from charger import MUTE, connected, now
from conftest import run
from server import Server, eventually

TOKEN = {"Authorization": "Bearer ops-secret"}


@pytest.fixture(scope="module")
def nervous():
    """A server that pings every second and waits a second for answers."""
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(
            folder, environment={
                "STATIONMASTER_PING_INTERVAL": "1s", "STATIONMASTER_CALL_TIMEOUT": "1s", "STATIONMASTER_OPS_TOKEN": "ops-secret"}).start()
        server.token = server.make_user()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


def station(server, id, fields):
    return server.post(f"query ($id: String) {{ station(chargePointId: $id) {{ {fields} }} }}", {"id": id})["station"]


def findings(server, id):
    return {found["kind"]: found for found in station(server, id, "connectionFindings { kind since lastAt count detail }")["connectionFindings"]}


async def until(check, what, patience=30):
    return await asyncio.to_thread(eventually, check, what, patience)


def debug(server, id):
    return json.loads(server.ops(f"/debug/actors/{id}", TOKEN)[1])


async def be_mute(server, id):
    """Does the handshake and one status, then neither reads nor writes, as a charger does whose modem has lost the network."""
    import base64
    reader, writer = await asyncio.open_connection("127.0.0.1", server.http_port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write((
        f"GET /ocpp/{id} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n").encode())
    await reader.readuntil(b"\r\n\r\n")
    payload = json.dumps([2, "1", "StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"}]).encode()
    writer.write(bytes([0x81, 0x80 | len(payload), 0, 0, 0, 0]) + payload)
    await reader.readexactly(10)
    return writer


def test_a_mute_charger_is_offline_within_three_ping_intervals_and_its_status_is_stale(nervous, name):
    nervous.onboard(name)

    async def go():
        writer = await be_mute(nervous, name)
        assert (await asyncio.to_thread(station, nervous, name, "presence"))["presence"] == "ONLINE"
        began = time.monotonic()
        await until(lambda: station(nervous, name, "presence")["presence"] == "OFFLINE", "the mute charger is offline")
        assert time.monotonic() - began < 4
        assert station(nervous, name, "connectors { status isStale }")["connectors"] == [{"status": "AVAILABLE", "isStale": True}]
        writer.close()

    run(go())


def test_a_charger_that_sends_heartbeats_but_answers_nothing_is_named_and_made_to_connect_again(nervous, name):
    id = nervous.onboard(name)
    ask = "mutation ($input: TriggerMessageInput!) { triggerMessage(input: $input) { operation { status } } }"

    async def go():
        async with connected(nervous, name) as charger:
            charger.replies["TriggerMessage"] = MUTE
            for _ in range(3):
                answer = await asyncio.to_thread(nervous.post, ask, {"input": {"stationId": id, "message": "Heartbeat"}})
                assert answer["triggerMessage"]["operation"]["status"] == "TIMED_OUT"
            await charger._connection.wait_closed()
            assert charger._connection.close_code == 1008
        found = findings(nervous, name)["NOT_ANSWERING"]
        assert found["detail"] == "3 calls in a row"
        async with connected(nervous, name):
            assert station(nervous, name, "presence")["presence"] == "ONLINE"

    run(go())


def test_a_second_socket_without_credentials_is_turned_away_and_named(nervous, name):
    nervous.onboard(name)

    async def go():
        async with connected(nervous, name) as charger:
            async with nervous.socket(name, local_addr=("127.0.0.2", 0)) as thief:
                await thief.wait_closed()
                assert thief.close_code == 1008
            await charger.status(1, "Available")
        found = findings(nervous, name)["CONTESTED"]
        assert "127.0.0.2" in found["detail"] and found["count"] == 1
        refusal = station(nervous, name, "lastRefusal { reason at count address }")["lastRefusal"]
        assert (refusal["reason"], refusal["address"]) == ("CONTESTED", "127.0.0.2")
        assert debug(nervous, name)["findings"][0]["kind"] == "CONTESTED"

    run(go())


def test_why_a_handshake_was_refused_is_told_to_the_organization_and_to_nobody_else(nervous, name):
    nervous.onboard(name, "a-long-password")
    fields = "lastRefusal { reason count address detail }"

    async def fail(password, **more):
        with contextlib.suppress(websockets.exceptions.WebSocketException):
            async with nervous.socket(name, password, **more) as socket:
                await socket.wait_closed()

    run(fail(None))
    assert station(nervous, name, fields)["lastRefusal"] == {"reason": "NO_PASSWORD", "count": 1, "address": "127.0.0.1", "detail": None}
    run(fail("wrong-password"))
    assert station(nervous, name, fields)["lastRefusal"]["reason"] == "WRONG_PASSWORD"
    run(fail("a-long-password", subprotocols=["ocpp2.0.1"]))
    assert station(nervous, name, fields)["lastRefusal"]["detail"] == "ocpp2.0.1 is offered; ocpp1.6 is spoken here"
    driver = nervous.make_user("driver")
    query = "query ($id: String) { station(chargePointId: $id) { connectionFindings { kind } lastRefusal { reason } } }"
    assert nervous.post(query, {"id": name}, token=driver)["station"] == {"connectionFindings": [], "lastRefusal": None}
    stranger = nervous.make_user(organization="Elsewhere")
    assert nervous.post(query, {"id": name}, token=stranger)["station"] is None


def test_unknown_ids_are_shown_to_operators(nervous, name):
    async def knock():
        with pytest.raises(websockets.exceptions.InvalidStatus):
            async with nervous.socket(f"NOBODY-{name}"):
                pass

    run(knock())
    unknown = json.loads(nervous.ops("/debug/actors", TOKEN)[1])["unknownIds"]
    assert f"NOBODY-{name}" in [entry["id"] for entry in unknown]


# The fault switch.

def test_the_fault_switch_needs_the_token_and_a_charger_that_is_named_as_one_under_test(server, nervous, name):
    nervous.onboard(name)
    server.onboard(name)
    good = {"testCharger": name, "seconds": 5, "rules": [{"direction": "inbound", "effect": "drop", "every": 1}]}
    assert switch(server, name, good)[0] == 403
    assert switch(nervous, name, good, headers={})[0] == 401
    assert switch(nervous, name, good | {"testCharger": "another"})[0] == 400
    assert switch(nervous, "nobody", good)[0] == 404
    assert switch(nervous, name, good)[0] == 200


def switch(server, id, body, headers=TOKEN):
    import urllib.error
    import urllib.request
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.ops_port}/debug/actors/{id}/faults", json.dumps(body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_start_that_the_link_duplicates_is_one_session(nervous, name):
    nervous.onboard(name)
    nervous.create_tag(f"T{name}")

    async def go():
        async with connected(nervous, name) as charger:
            await asyncio.to_thread(switch, nervous, name, {
                "testCharger": name, "seconds": 60, "rules": [
                    {"direction": "inbound", "effect": "duplicate", "every": 1},
                    {"direction": "outbound", "effect": "delay", "milliseconds": 200, "every": 1}]})
            started = await charger.start_transaction(1, f"T{name}", 100)
            await charger.meter(1, started.transaction_id, 200)
            seen = await asyncio.to_thread(debug, nervous, name)
            assert seen["faults"]["rules"][0]["struck"] == 2 and seen["counters"]["repeatedFrames"] == 2
            await charger.stop_transaction(started.transaction_id, 300)
        return started.transaction_id

    transaction = run(go())
    sessions = station(nervous, name, "sessions { totalCount nodes { transactionId energyWh } }")["sessions"]
    assert sessions == {"totalCount": 1, "nodes": [{"transactionId": str(transaction), "energyWh": 200}]}


# Compression.

@pytest.mark.parametrize("window", [9, 12, 15])
def test_a_charger_that_offers_deflate_charges_with_it(server, name, window):
    from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
    server.onboard(name)
    server.create_tag(f"T{name}")

    async def go():
        deflate = ClientPerMessageDeflateFactory(server_max_window_bits=window, client_max_window_bits=window)
        async with server.socket(name, compression=None, extensions=[deflate]) as socket:
            assert "server_no_context_takeover" in socket.response.headers["Sec-WebSocket-Extensions"]
            assert "client_no_context_takeover" in socket.response.headers["Sec-WebSocket-Extensions"]
            values = [{"value": str(n), "measurand": "Voltage", "phase": f"L{1 + n % 3}"} for n in range(100)]
            for number in range(3):
                await socket.send(json.dumps([2, f"m{number}", "MeterValues", {"connectorId": 1, "meterValue": [{"timestamp": now(), "sampledValue": values}]}]))
                while (answer := json.loads(await socket.recv()))[0] == 2:
                    await socket.send(json.dumps([4, answer[1], "NotImplemented", "", {}]))
                assert answer == [3, f"m{number}", {}]

    run(go())


def test_a_long_call_of_ours_comes_compressed(server, name):
    from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
    id = server.onboard(name)
    mutation = "mutation ($input: DataTransferInput!) { dataTransfer(input: $input) { operation { id } } }"

    async def go():
        async with server.socket(name, compression=None, extensions=[ClientPerMessageDeflateFactory()]) as socket:
            sizes = []
            decode = socket.protocol.extensions[0].decode
            socket.protocol.extensions[0].decode = lambda frame, **more: (sizes.append((frame.rsv1, len(frame.data))), decode(frame, **more))[1]
            # What is asked before the connection is attached finds nobody.
            online = "query ($id: ID) { station(id: $id) { presence } }"
            await asyncio.to_thread(
                eventually, lambda: server.post(online, {"id": id})["station"]["presence"] == "ONLINE", "the charger is online")
            await asyncio.to_thread(
                server.post, mutation, {"input": {"stationId": id, "vendorId": "Acme", "data": "charge " * 200, "wait": False}})
            while True:
                call = json.loads(await socket.recv())
                if call[2] == "DataTransfer":
                    break
            assert call[3]["data"] == "charge " * 200
            assert any(rsv1 and size < 200 for rsv1, size in sizes), sizes

    run(go())


# Stopping and starting again.

def test_an_effect_that_is_waited_for_survives_a_kill(own_server, name):
    id = own_server.onboard(name)
    mutation = """mutation ($input: ChangeAvailabilityInput!) { changeAvailability(input: $input) { operation { id effect } } }"""

    def effect(operation):
        return own_server.post("query ($id: ID!) { operation(id: $id) { effect } }", {"id": operation})["operation"]["effect"]

    async def ask():
        async with connected(own_server, name) as charger:
            charger.replies["ChangeAvailability"] = "Scheduled"
            await charger.status(1, "Charging")
            answer = await asyncio.to_thread(
                own_server.post, mutation, {"input": {"stationId": id, "connector": 1, "type": "INOPERATIVE"}})
            assert answer["changeAvailability"]["operation"]["effect"] == "PENDING"
            return answer["changeAvailability"]["operation"]["id"]

    operation = run(ask())
    own_server.kill()
    own_server.start()
    assert effect(operation) == "PENDING"

    async def go_on():
        async with connected(own_server, name) as charger:
            await charger.status(1, "Unavailable")
            await until(lambda: effect(operation) == "SEEN", "the effect is seen")

    run(go_on())


def test_a_server_that_stops_says_1001_to_all_and_not_to_all_at_once(own_server):
    async def go():
        ids = [f"DRAIN-{number}" for number in range(12)]
        for id in ids:
            own_server.onboard(id)
        async with contextlib.AsyncExitStack() as stack:
            sockets = [await stack.enter_async_context(own_server.socket(id)) for id in ids]
            for socket in sockets:
                await socket.send(json.dumps([2, "1", "Heartbeat", {}]))
                await socket.recv()
            ends = []

            async def ended(socket):
                await socket.wait_closed()
                ends.append(time.monotonic())

            waiting = [asyncio.create_task(ended(socket)) for socket in sockets]
            stopped = asyncio.create_task(asyncio.to_thread(own_server.stop))
            await asyncio.gather(*waiting)
            assert await stopped == 0
            assert {socket.close_code for socket in sockets} == {1001}
            assert 0.3 < max(ends) - min(ends) < 5

    run(go())
    assert own_server.start()
    offline = own_server.post("{ stations(filter: {presence: ONLINE}) { totalCount } }")
    assert offline["stations"]["totalCount"] == 0
