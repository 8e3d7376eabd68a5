"""Who may connect, and what everybody else is told before the upgrade."""
import json

import pytest
import websockets.exceptions
from charger import connected, now
from conftest import eventually, run


async def refusal(server, id, password=None, **more):
    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        async with server.socket(id, password, **more):
            pass
    return refused.value.response


def test_an_unknown_id_is_answered_404(server):
    assert run(refusal(server, "NOBODY-KNOWS-ME")).status_code == 404


def test_bad_credentials_are_answered_401(server, name):
    server.onboard(name, "a-long-password")
    for password in (None, "another-password"):
        response = run(refusal(server, name, password))
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Basic")


def test_the_sub_protocol_is_chosen_from_those_offered(server, name):
    server.onboard(name)

    async def offer(subprotocols):
        async with server.socket(name, subprotocols=subprotocols) as socket:
            chosen = socket.subprotocol
            await socket.send(json.dumps([2, "1", "Heartbeat", {}]))
            return chosen, json.loads(await socket.recv())[0]

    assert run(offer(["ocpp2.0.1", "ocpp1.6"])) == ("ocpp1.6", 3)
    # Some devices never offer one: they are taken as ocpp1.6.
    assert run(offer([])) == (None, 3)


def test_only_unknown_sub_protocols_get_a_handshake_and_then_a_close(server, name):
    server.onboard(name)

    async def offer():
        async with server.socket(name, subprotocols=["ocpp9.9"]) as socket:
            assert socket.subprotocol is None
            await socket.wait_closed()
            return socket.close_code

    assert run(offer()) == 1002


def test_a_percent_encoded_id_is_decoded(server, name):
    id = name + " Ä"
    server.onboard(id)

    async def heartbeat():
        from urllib.parse import quote
        async with server.socket(quote(id)) as socket:
            await socket.send(json.dumps([2, "1", "Heartbeat", {}]))
            return json.loads(await socket.recv())[0]

    assert run(heartbeat()) == 3


def test_the_newest_connection_wins_and_the_end_of_the_old_one_does_not_mark_it_offline(server, name):
    server.onboard(name, "a-long-password")

    def presence():
        return server.post('query ($id: String) { station(chargePointId: $id) { presence } }', {"id": name})["station"]["presence"]

    async def twice():
        async with server.socket(name, "a-long-password") as old:
            async with connected(server, name, "a-long-password") as new:
                await old.wait_closed()
                assert (await new.status(1, "Available")) is not None
                assert presence() == "ONLINE"
            await wait_offline()

    async def wait_offline():
        import asyncio
        while presence() != "OFFLINE":
            await asyncio.sleep(0.05)

    run(twice())


@pytest.mark.parametrize(
    "frame, code",
    [
        ('[2,"1","NoSuchAction",{}]', "NotImplemented"),
        ('[2,"1","StartTransaction",{"connectorId":"x"}]', None),
        ('[2,"1","Authorize",{}]', "OccurenceConstraintViolation"),
        ("not json", None),
        ("{}", None),
        ('[2,"1","Authorize",' + "[" * 10_000 + "]" * 10_000 + "]", None),
    ])
def test_a_bad_frame_is_refused_and_harms_nobody(server, name, frame, code):
    server.onboard(name)

    async def send():
        async with server.socket(name) as socket:
            await socket.send(frame)
            answer = json.loads(await socket.recv())
            assert answer[0] == 4 and (code is None or answer[2] == code), answer
            await socket.send(json.dumps([2, "2", "StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": now()}]))
            assert json.loads(await socket.recv()) == [3, "2", {}]

    run(send())


def test_text_that_is_not_utf8_ends_the_connection_with_1007(server, name):
    server.onboard(name)

    async def send():
        async with server.socket(name) as socket:
            await socket.send(b"\xff\xfe", text=True)
            await socket.wait_closed()
            return socket.close_code

    assert run(send()) == 1007


def test_a_message_over_the_limit_ends_the_connection_with_1009(server, name):
    server.onboard(name)

    async def send():
        async with server.socket(name) as socket:
            await socket.send("x" * (300 << 10))
            await socket.wait_closed()
            return socket.close_code

    assert run(send()) == 1009


def test_an_owner_is_told_why_a_new_charger_does_not_come_and_strangers_are_not(server, name):
    id = server.onboard(name, "a-long-password")
    stranger = server.make_user("organization-owner", "Strangers at the door")
    slip = name.lower().replace("cp", "cp-")

    def hints(token=None):
        return server.post(
            "query ($id: ID) { onboardingHints(stationId: $id) { triedId reason count address station { chargePointId } } }",
            {"id": id}, token)["onboardingHints"]

    for _ in range(2):
        assert run(refusal(server, name, "another-password")).status_code == 401
    assert run(refusal(server, slip, "a-long-password")).status_code == 404
    assert run(refusal(server, f"{name}/{name}", "a-long-password")).status_code == 404
    found = {hint["reason"]: hint for hint in hints()}
    assert set(found) == {"WRONG_PASSWORD", "UNKNOWN_ID", "WRONG_PATH"}
    assert found["WRONG_PASSWORD"]["count"] == 2 and found["WRONG_PASSWORD"]["address"] == "127.0.0.1"
    assert found["UNKNOWN_ID"]["triedId"] == slip and found["UNKNOWN_ID"]["address"] is None
    assert all(hint["station"]["chargePointId"] == name for hint in found.values())
    assert hints(stranger) == []

    async def come():
        async with server.socket(name, "a-long-password"):
            eventually(lambda: hints() == [], "a station that is here needs no hints")

    run(come())
