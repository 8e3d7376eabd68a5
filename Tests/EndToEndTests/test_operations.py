"""Remote start and stop, from the request to what really happened."""
import asyncio

from charger import connected
from conftest import eventually, run

START = "mutation ($input: RemoteStartInput!) { remoteStart(input: $input) { operation { id status effect answer request station { chargePointId } } } }"
STOP = "mutation ($input: RemoteStopInput!) { remoteStop(input: $input) { operation { id status effect } } }"


def effect(server, id):
    return server.post("query ($id: ID!) { operation(id: $id) { effect } }", {"id": id})["operation"]["effect"]


def test_a_remote_start_and_stop_are_followed_to_their_effect(server, name):
    station_id = server.onboard(name)
    server.create_tag(name + "T")

    async def charge():
        async with connected(server, name) as charger:
            await charger.status(1, "Preparing")
            answer = await asyncio.to_thread(
                server.post, START, {"input": {"stationId": station_id, "connector": 1, "idTag": name + "T"}})
            operation = answer["remoteStart"]["operation"]
            assert operation["status"] == "ACCEPTED" and operation["answer"] == {"status": "Accepted"}
            assert operation["station"] == {"chargePointId": name}
            action, arguments = await charger.asked.get()
            assert (action, arguments) == ("RemoteStartTransaction", {"id_tag": name + "T", "connector_id": 1})
            assert await asyncio.to_thread(effect, server, operation["id"]) == "PENDING"
            started = await charger.start_transaction(1, name + "T", 0)
            await asyncio.to_thread(eventually, lambda: effect(server, operation["id"]) == "SEEN", "the start is seen")

            session = (await asyncio.to_thread(
                server.post, "query ($id: String) { station(chargePointId: $id) { sessions(first: 1) { nodes { id } } } }", {"id": name}))
            session_id = session["station"]["sessions"]["nodes"][0]["id"]
            stop = (await asyncio.to_thread(server.post, STOP, {"input": {"sessionId": session_id}}))["remoteStop"]["operation"]
            assert stop["status"] == "ACCEPTED"
            assert await charger.asked.get() == ("RemoteStopTransaction", {"transaction_id": started.transaction_id})
            await charger.stop_transaction(started.transaction_id, 10, reason="Remote")
            await asyncio.to_thread(eventually, lambda: effect(server, stop["id"]) == "SEEN", "the stop is seen")

    run(charge())


def test_a_refusal_is_told_as_such(server, name):
    station_id = server.onboard(name)

    async def ask():
        async with connected(server, name) as charger:
            charger.replies["RemoteStartTransaction"] = "Rejected"
            answer = await asyncio.to_thread(server.post, START, {"input": {"stationId": station_id, "idTag": "ABC"}})
            assert answer["remoteStart"]["operation"]["status"] == "REJECTED"
            assert answer["remoteStart"]["operation"]["effect"] == "NONE"

    run(ask())


def test_calls_in_both_directions_may_cross(server, name):
    """A charger that authorizes while it still owes us an answer gets its own answer first."""
    station_id = server.onboard(name)
    server.create_tag(name + "T")

    async def ask():
        async with connected(server, name) as charger:
            verdicts = []

            async def authorize_first(**arguments):
                from ocpp.v16 import call_result
                return call_result.RemoteStartTransaction(status="Accepted")

            asking = asyncio.create_task(asyncio.to_thread(
                server.post, START, {"input": {"stationId": station_id, "idTag": name + "T"}}))
            for _ in range(20):
                verdicts.append((await charger.authorize(name + "T"))["status"])
            assert set(verdicts) == {"Accepted"}
            assert (await asking)["remoteStart"]["operation"]["status"] == "ACCEPTED"

    run(ask())


def test_an_offline_charger_is_told_with_the_recorded_attempt(server, name):
    station_id = server.onboard(name)
    status, answer = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, raw=True)
    assert status == 294
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "CHARGER_OFFLINE"
    operation = server.post("query ($id: ID!) { operation(id: $id) { status kind } }", {"id": error["extensions"]["operationId"]})["operation"]
    assert operation == {"status": "FAILED", "kind": "REMOTE_START"}


def test_a_support_person_may_not_onboard_and_a_driver_may_not_operate(server, name):
    station_id = server.onboard(name)
    support, driver = server.make_user("support"), server.make_user("driver")
    _, refused = server.post(
        "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }",
        {"input": {"chargePointId": name + "X"}}, token=support, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    _, refused = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, token=driver, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_another_organization_sees_nothing(server, name):
    station_id = server.onboard(name)
    stranger = server.make_user("organization-owner", "Strangers " + name)
    assert server.post("{ stations { totalCount nodes { id } } tags { totalCount } groups { totalCount } sessions { totalCount } }", token=stranger) == {
        "stations": {"totalCount": 0, "nodes": []}, "tags": {"totalCount": 0}, "groups": {"totalCount": 0}, "sessions": {"totalCount": 0}}
    assert server.post("query ($id: ID!) { node(id: $id) { id } }", {"id": station_id}, token=stranger) == {"node": None}
    _, refused = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, token=stranger, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"
