"""A station that one organization lends to another, with a charger that we did not write."""
import asyncio
import json
import secrets

import pytest
from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from websockets.exceptions import ConnectionClosed

SHARE = """mutation ($s: ID!, $o: String!, $l: ShareLevel!) { shareStation(input: { stationId: $s, organization: $o, level: $l }) {
    share { id level organizationName } } }"""
STATION = """query ($id: String!) { station(chargePointId: $id) { id isShared sharedBy iccid connectors { number status }
    shares { organizationName level } sessions { nodes { idTag status note tag { alias } costs { total { amount } } } } } }"""


@pytest.fixture
def lent(server, name):
    """A station of the organization Test, and people of two others: one to whom it will be lent, one to whom it will not."""
    class Lent:
        organization, third = f"B{name}", f"C{name}"
        manager, stranger = server.make_user("manager", organization), server.make_user("manager", third)
        station = server.onboard(name)
        tag = f"G{secrets.token_hex(4)}"

        @staticmethod
        def seen_by(token):
            return server.post(STATION, {"id": name}, token=token)["station"]

        @classmethod
        def lend(cls, level):
            return server.post(SHARE, {"s": cls.station, "o": cls.organization, "l": level})["shareStation"]["share"]

    server.post(
        'mutation ($t: String!) { createTag(input: { idTag: $t, alias: "Guest of B" }) { tag { id } } }', {"t": Lent.tag},
        token=Lent.manager)
    return Lent


def change(server, mutation, token=None):
    return server.post(f"mutation {{ {mutation} {{ share {{ level endedAt }} }} }}", token=token)


def test_a_guest_charges_at_a_lent_station_until_it_is_lent_no_more(server, name, lent):
    async def charge():
        async with connected(server, name) as charger:
            await charger.status(1, "Available")
            assert (await charger.authorize(lent.tag))["status"] == "Invalid"
            assert await asyncio.to_thread(lent.seen_by, lent.manager) is None
            share = await asyncio.to_thread(lent.lend, "VIEW")
            # The server remembers for a few seconds who somebody is.
            await asyncio.to_thread(eventually, lambda: lent.seen_by(lent.manager), "the borrower sees the station")
            assert (await charger.authorize(lent.tag))["status"] == "Invalid", "it is lent to be looked at"
            await asyncio.to_thread(change, server, f'updateShare(input: {{ id: "{share["id"]}", level: CHARGE }})')
            assert (await charger.authorize(lent.tag))["status"] == "Accepted"
            started = await charger.start_transaction(1, lent.tag, 1000)
            assert started.id_tag_info["status"] == "Accepted"
            await charger.meter(1, started.transaction_id, 1500, power=7000)
            running = {"idTag": lent.tag, "status": "ACTIVE", "note": None, "costs": None}
            seen = await asyncio.to_thread(lent.seen_by, lent.manager)
            assert (seen["isShared"], seen["sharedBy"], seen["shares"]) == (True, "Test", [])
            assert seen["sessions"]["nodes"] == [running | {"tag": {"alias": "Guest of B"}}]
            own = await asyncio.to_thread(lent.seen_by, None)
            assert (own["isShared"], own["sharedBy"]) == (False, None)
            assert own["shares"] == [{"organizationName": lent.organization, "level": "CHARGE"}]
            assert own["sessions"]["nodes"] == [running | {"tag": None}]
            assert await asyncio.to_thread(lent.seen_by, lent.stranger) is None
            await charger.stop_transaction(started.transaction_id, 4000, id_tag=lent.tag)

            ended = await asyncio.to_thread(change, server, f'endShare(input: {{ id: "{share["id"]}" }})')
            assert ended["endShare"]["share"]["endedAt"]
            assert await asyncio.to_thread(lent.seen_by, lent.manager) is None
            assert (await charger.authorize(lent.tag))["status"] == "Invalid"
            refused = await charger.start_transaction(1, lent.tag, 4000)
            assert refused.id_tag_info["status"] == "Invalid"
            await charger.stop_transaction(refused.transaction_id, 4000)

    run(charge())
    sessions = server.post("{ sessions { totalCount } }", token=lent.manager)["sessions"]
    assert sessions["totalCount"] == 0
    [refused, charged] = lent.seen_by(None)["sessions"]["nodes"]
    assert (charged["status"], charged["idTag"]) == ("COMPLETED", lent.tag)


def test_what_is_watched_at_a_lent_station_ends_with_the_share(server, name, lent):
    other = server.onboard(f"{name}-2")
    lent.lend("VIEW")
    kept = server.post(SHARE, {"s": other, "o": lent.organization, "l": "VIEW"})["shareStation"]["share"]
    eventually(lambda: lent.seen_by(lent.manager), "the borrower sees the station")
    [share] = server.post("query ($id: ID!) { station(id: $id) { shares { id } } }", {"id": lent.station})["station"]["shares"]

    async def watch():
        async with connected(server, name) as charger, GraphQLSocket(server, lent.manager) as socket:
            watched = await socket.subscribe(
                "subscription ($ids: [ID!]) { connectorChanged(stationIds: $ids) { status station { chargePointId } } }",
                {"ids": [lent.station]})
            await charger.status(1, "Preparing")
            heard = await watched.until(lambda data: data["connectorChanged"]["status"] == "PREPARING")
            assert heard["connectorChanged"]["station"]["chargePointId"] == name
            await asyncio.to_thread(change, server, f'endShare(input: {{ id: "{share["id"]}" }})')
            message = await asyncio.wait_for(watched.messages.get(), 10)
            assert message["type"] == "error" and "There is no" in json.dumps(message["payload"]), message
            # With the last share the whole socket is to come again.
            await asyncio.to_thread(change, server, f'endShare(input: {{ id: "{kept["id"]}" }})')
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(socket.reading, 20)

    run(watch())


def test_who_may_operate_a_lent_station_starts_it_with_tags_of_their_own_and_stops_those_alone(server, name, lent):
    own = f"O{name[-8:]}"
    server.create_tag(own)
    share = lent.lend("OPERATE")
    eventually(lambda: lent.seen_by(lent.manager), "the borrower sees the station")

    def ask(mutation, token=lent.manager):
        _, answer = server.post(f"mutation {{ {mutation} {{ operation {{ id status }} }} }}", token=token, raw=True)
        if "errors" in answer:
            return answer["errors"][0]["extensions"]["code"]
        [payload] = answer["data"].values()
        return payload["operation"]["status"]

    def start(tag):
        return ask(f'remoteStart(input: {{ stationId: "{lent.station}", connector: 1, idTag: "{tag}" }})')

    def sessions():
        return {s["idTag"]: s["id"] for s in server.post("{ sessions(first: 20) { nodes { id idTag } } }")["sessions"]["nodes"]}

    async def operate():
        async with connected(server, name) as charger:
            assert await asyncio.to_thread(start, lent.tag) == "ACCEPTED"
            assert await charger.asked.get() == ("RemoteStartTransaction", {"connector_id": 1, "id_tag": lent.tag})
            guest = await charger.start_transaction(1, lent.tag, 0)
            owners = await charger.start_transaction(2, own, 0)
            for refused in (own, "nobodys"):
                assert await asyncio.to_thread(start, refused) == "NOT_FOUND"
            found = await asyncio.to_thread(sessions)
            assert await asyncio.to_thread(ask, f'remoteStop(input: {{ sessionId: "{found[own]}" }})') == "NOT_FOUND"
            assert await asyncio.to_thread(ask, f'remoteStop(input: {{ sessionId: "{found[lent.tag]}" }})') == "ACCEPTED"
            assert (await charger.asked.get())[1] == {"transaction_id": guest.transaction_id}
            setting = f'changeConfiguration(input: {{ stationId: "{lent.station}", key: "HeartbeatInterval", value: "60" }})'
            assert await asyncio.to_thread(ask, setting) == "NOT_FOUND", "it is set up by its owner"
            reset = f'reset(input: {{ stationId: "{lent.station}", type: SOFT }})'
            assert await asyncio.to_thread(ask, reset, lent.stranger) == "NOT_FOUND"
            await asyncio.to_thread(change, server, f'updateShare(input: {{ id: "{share["id"]}", level: CHARGE }})')
            assert await asyncio.to_thread(ask, reset) == "NOT_FOUND"
            assert charger.asked.empty()
            for started in (guest, owners):
                await charger.stop_transaction(started.transaction_id, 1000)

    run(operate())
    mine = server.post("{ operations(first: 20) { nodes { kind requestedBy { email } station { chargePointId } } } }")
    asked = [o for o in mine["operations"]["nodes"] if o["station"]["chargePointId"] == name]
    assert [o["kind"] for o in asked if o["requestedBy"] is None] == ["REMOTE_STOP", "REMOTE_START"], "by somebody else's people"
