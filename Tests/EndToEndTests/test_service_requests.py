"""Requests of people, with what a charger that we did not write has said."""
import asyncio
import time

from charger import connected
from conftest import run
from graphql_socket import GraphQLSocket
from test_reservations import at

CREATE = "mutation ($input: CreateServiceRequestInput!) { createServiceRequest(input: $input) { serviceRequest { id state } } }"
ATTACH = """mutation ($input: AttachServiceRequestLogInput!) { attachServiceRequestLog(input: $input) {
    serviceRequest { logs { text messages isCut } } } }"""
STATE = "mutation ($input: ChangeServiceRequestStateInput!) { changeServiceRequestState(input: $input) { serviceRequest { state } } }"
CHANGED = "subscription { serviceRequestChanged { id state lastComment { text state } station { chargePointId } } }"
SHOW = "query ($id: ID!) { serviceRequest(id: $id) { subject comments { nodes { text state user { email } } } logs { text } } }"


def test_a_driver_asks_and_is_answered_with_what_the_charger_said(server, name):
    station = server.onboard(name)
    driver, support, other = server.make_user("driver"), server.make_user("support"), server.make_user("driver")

    async def story():
        async with connected(server, name) as charger, GraphQLSocket(server, driver) as api:
            told = await api.subscribe(CHANGED)
            asked = await asyncio.to_thread(
                server.post, CREATE, {"input": {"stationId": station, "subject": "Cable", "text": "It is torn"}}, driver)
            id = asked["createServiceRequest"]["serviceRequest"]["id"]
            assert (await told.next())["serviceRequestChanged"]["lastComment"]["text"] == "It is torn"
            await charger.status(1, "Faulted", "GroundFailure")

            attached = []

            def is_attached():
                answer = server.post(ATTACH, {"input": {"id": id, "log": {"from": at(-600), "to": at(60)}}}, support)
                attached[:] = answer["attachServiceRequestLog"]["serviceRequest"]["logs"]
                return "GroundFailure" in attached[-1]["text"]
            # What was just said is recorded some seconds later.
            await asyncio.to_thread(_patiently, is_attached)
            lines = attached[-1]["text"].split("\n")
            assert len(lines) == attached[-1]["messages"] and not attached[-1]["isCut"]
            assert lines == sorted(lines) and any("RECEIVED" in line and "BootNotification" in line for line in lines)

            await asyncio.to_thread(server.post, STATE, {"input": {"id": id, "state": "SOLVED", "text": "Replaced"}}, support)
            await told.until(lambda data: data["serviceRequestChanged"]["lastComment"] == {"text": "Replaced", "state": "SOLVED"})
            shown = await asyncio.to_thread(server.post, SHOW, {"id": id}, driver)
            assert [comment["text"] for comment in shown["serviceRequest"]["comments"]["nodes"]] == ["It is torn", "Replaced"]
            assert shown["serviceRequest"]["logs"] == []
            assert (await asyncio.to_thread(server.post, SHOW, {"id": id}, other))["serviceRequest"] is None
            _, refused = await asyncio.to_thread(
                server.post, ATTACH, {"input": {"id": id, "log": {"from": at(-600), "to": at(60)}}}, driver, True)
            assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"

    run(story())


def _patiently(check):
    """Few tries, since each attaches a log."""
    for _ in range(8):
        if check():
            return
        time.sleep(2)
    raise AssertionError("the recording has what the charger said")
