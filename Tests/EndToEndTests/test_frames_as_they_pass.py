"""Frames told as they pass: by a charger made with `ocpp`, over `graphql-transport-ws`."""
import asyncio
import json

import pytest
from charger import Charger
from conftest import eventually, run
from graphql_socket import GraphQLSocket, Subscription
from ocpp.v16 import call
from test_recorder import messages

PASSING = """
subscription ($stations: [ID!]!, $filter: OcppMessageFilter) {
  ocppMessageAdded(stationIds: $stations, filter: $filter) {
    direction action messageId payload size receivedAt generation isProblem station { chargePointId } } }
"""


async def frame(subscription):
    return (await subscription.next())["ocppMessageAdded"]


def test_frames_of_the_named_station_are_told_at_once_and_masked(server, name):
    station, other = server.onboard(name), server.onboard(name + "-2")

    async def pass_by():
        async with GraphQLSocket(server) as socket, server.socket(name) as first, server.socket(name + "-2") as second:
            frames = await socket.subscribe(PASSING, {"stations": [station]})
            problems = await socket.subscribe(PASSING, {"stations": [station, other], "filter": {"problemsOnly": True}})
            chargers = Charger(name, first), Charger(name + "-2", second)
            listening = [asyncio.create_task(charger.start()) for charger in chargers]
            await chargers[1].boot()
            await chargers[0].boot()
            asked, answered = await frame(frames), await frame(frames)
            assert (asked["direction"], asked["action"], asked["station"]) == ("RECEIVED", "BootNotification", {"chargePointId": name})
            assert json.loads(asked["payload"])[:3] == [2, asked["messageId"], "BootNotification"]
            assert asked["size"] == len(asked["payload"].encode())
            assert (answered["direction"], answered["action"], answered["messageId"]) == ("SENT", "CALLRESULT", asked["messageId"])
            assert json.loads(answered["payload"])[2]["status"] == "Accepted"

            await chargers[0].call(call.DataTransfer(vendor_id="v", data=json.dumps({"a": 1})))
            await chargers[1].status(1, "Faulted", "GroundFailure")
            problem = await frame(problems)
            while problem["action"] != "StatusNotification":
                problem = await frame(problems)
            assert problem["station"] == {"chargePointId": name + "-2"} and problem["isProblem"] is True
            for task in listening:
                task.cancel()
            return [asked, answered]

    told = run(pass_by())
    # The recording has the same frames, a little later.
    recorded = eventually(lambda: [m for m in messages(server, station) if m["messageId"] == told[0]["messageId"]], "the recording is written")
    assert sorted(m["payload"] for m in recorded) == sorted(m["payload"] for m in told)


def test_a_long_frame_is_told_without_what_it_says(server, name):
    station = server.onboard(name)

    async def pass_by():
        async with GraphQLSocket(server) as socket, server.socket(name) as connection:
            frames = await socket.subscribe(PASSING, {"stations": [station], "filter": {"direction": "RECEIVED"}})
            await connection.send(json.dumps([2, "long", "DataTransfer", {"vendorId": "v", "data": "x" * 70_000}]))
            return await frame(frames)

    told = run(pass_by())
    assert told["action"] == "DataTransfer" and told["size"] > 70_000
    assert told["payload"] is None and told["messageId"] is None and told["isProblem"] is None


@pytest.mark.parametrize("role", ["driver", "support"])
def test_who_may_not_read_recordings_is_not_told(server, name, role):
    station = server.onboard(name)
    stranger = server.make_user(role) if role == "driver" else server.make_user(role, organization=f"Org {name}")

    async def ask():
        async with GraphQLSocket(server, stranger) as socket:
            id = "x"
            refused = socket.subscriptions[id] = Subscription()
            await socket.send({"id": id, "type": "subscribe", "payload": {"query": PASSING, "variables": {"stations": [station]}}})
            return await refused.messages.get()

    message = run(ask())
    assert message["type"] == "error" and message["payload"][0]["extensions"]["code"] == "NOT_FOUND"
