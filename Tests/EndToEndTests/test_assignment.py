"""Stations that change their account while they are connected."""
import asyncio

from charger import connected
from conftest import eventually, run

CLAIM = """mutation ($input: ClaimStationInput!) { claimStation(input: $input) { station { id chargePointId presence } } }"""
REMOVE = "mutation ($input: RemoveStationInput!) { removeStation(input: $input) { station { removedAt isActive } } }"
STATIONS = "query ($id: String!) { stations(filter: {chargePointId: $id}) { nodes { id presence } } }"
SESSION = """query ($id: ID!) { station(id: $id) { removedAt
    sessions { nodes { status energyWh connector { number } station { id } } } } }"""


def give_code(server, station, code, token):
    server.post(
        "mutation ($items: [InventoryItemInput!]!) { updateInventory(input: {items: $items}) { stations { id } } }",
        {"items": [{"stationId": station, "accessCode": code}]}, token)


def test_a_claimed_charger_comes_back_to_its_new_owner_and_leaves_its_sessions_with_the_old(server, name):
    owner, other = server.make_user("organization-owner"), server.make_user("organization-owner", "Elsewhere")
    station = server.onboard(name, "a-long-password")
    give_code(server, station, "code on the door", owner)
    tag = "TAG" + name[-8:]
    server.create_tag(tag)

    async def story():
        async with connected(server, name, "a-long-password") as charger:
            await charger.status(1, "Charging")
            started = await charger.start_transaction(1, tag, 1_000)
            await charger.meter(1, started.transaction_id, 2_500)
            for wrong in ({"accessCode": "another code"}, {"chargePointId": "NOBODY-HAS-IT"}):
                _, answer = await asyncio.to_thread(
                    server.post, CLAIM, {"input": {"chargePointId": name, "accessCode": "code on the door", **wrong}}, other, True)
                assert [e["message"] for e in answer["errors"]] == ["the charge point id and the access code do not belong together"]
            claimed = await asyncio.to_thread(
                server.post, CLAIM, {"input": {"chargePointId": name, "accessCode": "code on the door"}}, other)
            await asyncio.wait_for(charger._connection.wait_closed(), 30)
            return claimed["claimStation"]["station"]["id"]

    moved = run(story())
    assert moved != station
    assert server.post(STATIONS, {"id": name}, owner)["stations"]["nodes"] == []

    async def again():
        async with connected(server, name, "a-long-password") as charger:
            await charger.status(1, "Available")
            return await asyncio.to_thread(
                eventually, lambda: server.post(STATIONS, {"id": name}, other)["stations"]["nodes"][0]["presence"] == "ONLINE",
                "the new owner sees it online")

    assert run(again())
    left = server.post(SESSION, {"id": station}, owner)["station"]
    assert left["removedAt"] and left["sessions"]["nodes"] == [
        {"status": "ESTIMATED", "energyWh": 1_500, "connector": {"number": 1}, "station": {"id": station}}]
    assert server.post(SESSION, {"id": station}, other)["station"] is None
    assert server.post(SESSION, {"id": moved}, other)["station"]["sessions"]["nodes"] == []
    assert server.post(SESSION, {"id": moved}, owner)["station"] is None


def test_a_removed_charger_is_cut_off_and_unknown(server, name):
    station = server.onboard(name, "a-long-password")

    async def story():
        async with connected(server, name, "a-long-password") as charger:
            removed = await asyncio.to_thread(server.post, REMOVE, {"input": {"id": station}})
            await asyncio.wait_for(charger._connection.wait_closed(), 30)
            return removed["removeStation"]["station"]

    removed = run(story())
    assert removed["removedAt"] and removed["isActive"] is False

    async def refused():
        from websockets.exceptions import InvalidStatus
        try:
            async with server.socket(name, "a-long-password"):
                return None
        except InvalidStatus as error:
            return error.response.status_code

    assert run(refused()) == 404
    server.onboard(name)
    assert len(server.post(STATIONS, {"id": name})["stations"]["nodes"]) == 1
