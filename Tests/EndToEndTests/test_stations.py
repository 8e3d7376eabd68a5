"""What is written down of stations, and its effect on chargers that we did not write."""
import asyncio
import datetime

from charger import connected
from conftest import run
from ocpp.v16 import call

ACTIVITY = "mutation ($input: %s!) { %s(input: $input) { stations { chargePointId isActive inactiveReason inactiveSince } } }"
START = "mutation ($input: RemoteStartInput!) { remoteStart(input: $input) { operation { status } } }"
UPDATE = "mutation ($input: UpdateStationInput!) { updateStation(input: $input) { station { description city admission } } }"


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_nobody_charges_at_an_inactive_station(server, name):
    station = server.onboard(name)
    tag = name + "T"
    server.create_tag(tag)

    def set_active(active, **more):
        field = "activateStations" if active else "deactivateStations"
        query = ACTIVITY % (field[0].upper() + field[1:] + "Input", field)
        return server.post(query, {"input": {"ids": [station], **more}})[field]["stations"]

    async def drive():
        async with connected(server, name) as charger:
            await charger.status(1, "Available")
            [shown] = await asyncio.to_thread(set_active, False, reason="Rebuilding")
            assert (shown["isActive"], shown["inactiveReason"]) == (False, "Rebuilding") and shown["inactiveSince"]
            assert (await charger.call(call.Authorize(id_tag=tag))).id_tag_info["status"] == "Blocked"
            start = await charger.call(call.StartTransaction(connector_id=1, id_tag=tag, meter_start=0, timestamp=now()))
            assert start.id_tag_info["status"] == "Blocked" and start.transaction_id > 0
            _, answer = await asyncio.to_thread(server.post, START, {"input": {"stationId": station, "idTag": tag}}, None, True)
            [error] = answer["errors"]
            assert "inactive" in error["message"] and error["extensions"]["code"] == "BAD_USER_INPUT"
            assert charger.asked.empty()
            await charger.call(call.StopTransaction(transaction_id=start.transaction_id, meter_stop=0, timestamp=now()))

            [shown] = await asyncio.to_thread(set_active, True)
            assert (shown["isActive"], shown["inactiveReason"], shown["inactiveSince"]) == (True, None, None)
            assert (await charger.call(call.Authorize(id_tag=tag))).id_tag_info["status"] == "Accepted"
            done = await asyncio.to_thread(server.post, START, {"input": {"stationId": station, "idTag": tag}})
            assert done["remoteStart"]["operation"]["status"] == "ACCEPTED"
    run(drive())


def test_a_connected_charger_is_told_that_it_was_accepted_meanwhile(server, name):
    station = server.onboard(name, admission="PENDING")

    async def drive():
        async with connected(server, name, boot=False) as charger:
            assert (await charger.boot()).status == "Pending"
            changed = await asyncio.to_thread(
                server.post, UPDATE, {"input": {"id": station, "admission": "ACCEPTED", "description": "Gate", "city": "Bonn"}})
            assert changed["updateStation"]["station"] == {"description": "Gate", "city": "Bonn", "admission": "ACCEPTED"}
            assert (await charger.boot()).status == "Accepted"
    run(drive())


def test_an_installation_is_written_down_and_seen_by_those_who_look_after_the_station(server, name):
    id = server.onboard(name)
    update = "mutation ($input: UpdateInstallationInput!) { updateInstallation(input: $input) { station { installation { %s } } } }"
    fields = "installer installedAt fuseA phaseOrder gridLimitW notes"
    given = {"installer": "Volta", "installedAt": "2026-05-04T00:00:00Z", "fuseA": 35, "phaseOrder": "STR", "notes": "by the gate"}
    data = server.post(update % fields, {"input": {"id": id, **given}})
    assert data["updateInstallation"]["station"]["installation"] == {**given, "gridLimitW": None}
    data = server.post(update % fields, {"input": {"id": id, "notes": None, "gridLimitW": 22000}})
    assert data["updateInstallation"]["station"]["installation"] == {**given, "notes": None, "gridLimitW": 22000}
    query = "query ($id: ID!) { station(id: $id) { chargePointId installation { installer } } }"
    assert server.post(query, {"id": id}, token=server.make_user("driver"))["station"] == {"chargePointId": name, "installation": None}
    stranger = server.make_user("organization-owner", "Somebody else")
    _, answer = server.post(update % fields, {"input": {"id": id, "installer": "X"}}, token=stranger, raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    _, answer = server.post(update % fields, {"input": {"id": id, "phaseOrder": "RRR"}}, raw=True)
    assert answer["errors"]
