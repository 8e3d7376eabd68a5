"""The drivers' logbook, with chargers that we did not write."""
import asyncio

from charger import connected
from conftest import run

ARM = """mutation ($s: ID!, $km: Int!) { armLogbook(input: { stationId: $s, mileageKm: $km, vehicleId: "B-MW 1" }) {
    expiresAt station { chargePointId } } }"""
SESSIONS = """query ($s: ID!) { station(id: $s) { sessions { nodes { id authorization logbookStatus logbook { mileageKm vehicleId
    wasMadeBefore enteredBy { email } } logbookEntries { nodes { mileageKm isCurrent } } } } } }"""


def sessions(server, id):
    return server.post(SESSIONS, {"s": id})["station"]["sessions"]["nodes"]


def keep_logbook(server, id, rule):
    station = server.post(
        "mutation ($s: ID!, $r: LogbookRule!) { updateStation(input: { id: $s, logbookEnabled: true, logbookRule: $r })"
        " { station { logbookEnabled logbookRule } } }", {"s": id, "r": rule})
    assert station["updateStation"]["station"] == {"logbookEnabled": True, "logbookRule": rule}


def driver_with_tag(server, name):
    driver = server.make_user("driver")
    user = server.post("{ viewer { user { id } } }", token=driver)["viewer"]["user"]["id"]
    tag = f"D{name[-8:]}"
    server.create_tag(tag, userId=user)
    return driver, tag


def test_a_card_is_refused_without_an_entry_and_accepted_with_one(server, name):
    id = server.onboard(name)
    driver, tag = driver_with_tag(server, name)
    keep_logbook(server, id, "REFUSE")

    async def charge():
        async with connected(server, name) as charger:
            assert (await charger.authorize(tag))["status"] == "Blocked"
            refused = await charger.start_transaction(1, tag, 0)
            assert refused.id_tag_info["status"] == "Blocked"
            await charger.stop_transaction(refused.transaction_id, 0)
            _, answer = server.post(
                'mutation ($s: ID!, $t: String!) { remoteStart(input: { stationId: $s, idTag: $t }) { operation { id } } }',
                {"s": id, "t": tag}, raw=True)
            assert answer["errors"][0]["extensions"]["code"] == "CONFLICT" and "logbook" in answer["errors"][0]["message"]
            assert charger.asked.empty()
            armed = server.post(ARM, {"s": id, "km": 4200}, token=driver)["armLogbook"]
            assert armed["station"]["chargePointId"] == name
            # The charger answers meanwhile.
            started = await asyncio.to_thread(
                server.post, 'mutation ($s: ID!, $t: String!) { remoteStart(input: { stationId: $s, idTag: $t }) { operation { status } } }',
                {"s": id, "t": tag})
            assert started["remoteStart"]["operation"]["status"] == "ACCEPTED"
            assert (await charger.authorize(tag))["status"] == "Accepted"
            accepted = await charger.start_transaction(1, tag, 0)
            assert accepted.id_tag_info["status"] == "Accepted"
            # It is used up.
            assert (await charger.authorize(tag))["status"] == "Accepted", "the driver may stop"
            await charger.stop_transaction(accepted.transaction_id, 1000, id_tag=tag)
            assert (await charger.authorize(tag))["status"] == "Blocked"

    run(charge())
    newest, oldest = sessions(server, id)
    assert (newest["authorization"], newest["logbookStatus"]) == ("ACCEPTED", "COMPLETE")
    assert newest["logbook"]["mileageKm"] == 4200 and newest["logbook"]["wasMadeBefore"]
    assert (oldest["authorization"], oldest["logbookStatus"], oldest["logbook"]) == ("BLOCKED", "NOT_NEEDED", None)


def test_an_entry_that_is_asked_for_later_is_made_by_the_driver_and_corrected(server, name):
    id = server.onboard(name)
    driver, tag = driver_with_tag(server, name)
    keep_logbook(server, id, "ASK_LATER")

    async def charge():
        async with connected(server, name) as charger:
            started = await charger.start_transaction(1, tag, 0)
            assert started.id_tag_info["status"] == "Accepted"

    run(charge())
    [session] = sessions(server, id)
    assert session["logbookStatus"] == "MISSING"
    enter = """mutation ($s: ID!, $km: Int!) { enterLogbook(input: { sessionId: $s, mileageKm: $km, vehicleId: "B-MW 1" }) {
        session { logbookStatus } } }"""
    for token, km in ((driver, 17), (None, 1700)):
        assert server.post(enter, {"s": session["id"], "km": km}, token=token)["enterLogbook"]["session"]["logbookStatus"] == "COMPLETE"
    [session] = sessions(server, id)
    assert session["logbookEntries"]["nodes"] == [{"mileageKm": 1700, "isCurrent": True}, {"mileageKm": 17, "isCurrent": False}]
    stranger = server.make_user("driver")
    for token, variables, code in (
            (stranger, {"s": session["id"], "km": 1}, "NOT_FOUND"), (driver, {"s": session["id"], "km": -1}, "BAD_USER_INPUT")):
        _, answer = server.post(enter, variables, token=token, raw=True)
        assert answer["errors"][0]["extensions"]["code"] == code
