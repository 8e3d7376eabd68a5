"""The flight recorder: what passed is found again, also after the server was killed, and a replay shows what was."""
import asyncio
import datetime
import json

from charger import Charger
from conftest import eventually, run

MESSAGES = """
query ($id: ID!, $filter: OcppMessageFilter, $after: String) {
  ocppMessages(stationId: $id, filter: $filter, first: 5, after: $after) {
    nodes { id direction action messageId payload receivedAt station { chargePointId } } pageInfo { hasNextPage endCursor } } }
"""


def moment():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


def messages(server, station, **filter):
    found, after = [], None
    while True:
        page = server.post(MESSAGES, {"id": station, "filter": filter, "after": after})["ocppMessages"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


def replay(server, name, at, *arguments):
    lines = server.command("replay", "--charge-point", name, "--at", at, "--json", *arguments).stdout.splitlines()
    return [json.loads(line) for line in lines]


async def charge(server, name, tag):
    """A charge up to its first value; what was true when."""
    moments = {}
    async with server.socket(name) as socket:
        charger = Charger(name, socket)
        listening = asyncio.create_task(charger.start())
        await charger.boot()
        await charger.status(1, "Available")
        moments["available"] = moment()
        await charger.authorize(tag)
        await charger.status(1, "Preparing")
        moments["preparing"] = moment()
        started = await charger.start_transaction(1, tag, 1000)
        await charger.status(1, "Charging")
        await charger.meter(1, started.transaction_id, 1500, power=7000)
        moments["charging"] = moment()
        # Until what was recorded is written.
        await asyncio.to_thread(eventually, lambda: recorded(server, name) >= 14, "the recording is written")
        live = await asyncio.to_thread(server.debug, name)
        listening.cancel()
        return moments, started.transaction_id, live


def recorded(server, name):
    [[frames]] = server.sql(
        f"SELECT coalesce(sum(r.frames), 0) FROM recordings r JOIN stations s ON s.id = r.station_id WHERE s.charge_point_id = '{name}'")
    return int(frames)


def test_a_recording_survives_the_death_of_the_server_and_is_replayed(own_server, name):
    server = own_server
    station = server.onboard(name)
    tag = name[:12] + "T"
    server.create_tag(tag)
    moments, transaction, live = run(charge(server, name, tag))
    assert live["connectors"][0]["status"] == "CHARGING"
    server.kill()

    [available] = replay(server, name, moments["available"])
    assert available["doubt"] is None and available["differences"] == 0
    [connector] = available["state"]["connectors"]
    assert (connector["status"], connector["transactionId"]) == ("AVAILABLE", None)
    lines = replay(server, name, moments["preparing"], "--until", moments["charging"], "--step")
    [connector] = lines[0]["state"]["connectors"]
    assert connector["status"] == "PREPARING"
    received = [line["action"] for line in lines if line.get("kind") == "received"]
    assert received == ["StartTransaction", "StatusNotification", "MeterValues"]
    [connector] = lines[-1]["connectors"]
    assert (connector["status"], connector["transactionId"], connector["powerW"]) == ("CHARGING", transaction, 7000)
    # What the replay arrives at is what the debug page showed at the time.
    for member in ("connectors", "station", "repeatedStarts", "illegalMoves"):
        assert lines[-1][member] == live[member], member

    text = server.command("replay", "--charge-point", name, "--at", moments["charging"]).stdout
    assert "<- received StartTransaction" in text and '"status":"CHARGING"' in text
    assert "no charge point" in server.command("replay", "--charge-point", "NOBODY", "--at", moments["charging"], check=False).stderr

    server.start()
    found = messages(server, station)
    assert len(found) == 14 and len({m["id"] for m in found}) == 14
    assert found == sorted(found, key=lambda m: m["receivedAt"], reverse=True)
    assert found[-1]["action"] == "BootNotification" and found[-1]["station"]["chargePointId"] == name
    [start] = messages(server, station, action="StartTransaction")
    assert json.loads(start["payload"])[3]["idTag"] == tag
    assert [m["direction"] for m in messages(server, station, messageId=start["messageId"])] == ["SENT", "RECEIVED"]
    assert messages(server, station, to=moments["available"])[0]["direction"] == "SENT"
    assert len(messages(server, station, text='"Preparing"')) == 1


def test_the_debug_page_shows_a_past_moment(server, name):
    server.onboard(name)
    tag = name[:12] + "T"
    server.create_tag(tag)
    moments, _, _ = run(charge(server, name, tag))
    status, body = server.ops(f"/debug/actors/{name}?at={moments['preparing']}")
    past = json.loads(body)
    assert status == 200 and past["state"]["connectors"][0]["status"] == "PREPARING"
    assert past["entries"][-1]["kind"] == "sent"
    status, page = server.ops(f"/debug/actors/{name}?at={moments['preparing']}", {"Accept": "text/html"})
    assert status == 200 and "PREPARING" in page and "http-equiv=\"refresh\"" not in page
    assert server.ops(f"/debug/actors/{name}?at=yesterday")[0] == 400
    assert server.ops(f"/debug/actors/NOBODY?at={moments['preparing']}")[0] == 404


def test_a_key_is_in_no_recording(server, name):
    station = server.onboard(name)
    secret = "00112233445566778899aabbccddeeff00112233"

    async def work():
        async with server.socket(name) as socket:
            charger = Charger(name, socket)
            listening = asyncio.create_task(charger.start())
            await charger.boot()
            await asyncio.to_thread(
                server.post,
                "mutation ($input: ChangeConfigurationInput!) { changeConfiguration(input: $input) { operation { status } } }",
                {"input": {"stationId": station, "key": "AuthorizationKey", "value": secret}})
            await charger.asked.get()
            listening.cancel()
    run(work())
    [call] = eventually(lambda: messages(server, station, action="CALL"), "the call is recorded")
    assert "AuthorizationKey" in call["payload"] and "***" in call["payload"]
    assert messages(server, station, text=secret) == []
