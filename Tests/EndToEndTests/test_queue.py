"""Second seating: drivers queue at a busy station, and a connector that becomes free is held for the next one."""
import asyncio
import re

from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket

JOIN = "mutation ($id: ID!) { joinQueue(input: {stationId: $id}) { station { queue { position status heldUntil isOwn user { email } } } } }"
LEAVE = "mutation ($id: ID!) { leaveQueue(input: {stationId: $id}) { station { queue { position } } } }"
QUEUE = "query ($id: ID!) { node(id: $id) { ... on Station { queue { position status heldUntil isOwn user { email } } } } }"
SETTINGS = """mutation ($id: ID!) { updateStation(input: {id: $id, secondSeating: true, seatHoldMinutes: 5}) {
    station { secondSeating seatHoldMinutes } } }"""
CHANGED = "subscription { queueChanged { chargePointId queue { status isOwn user { email } } } }"
TOLD = "{ notifications { nodes { kind detail station { chargePointId } } } }"
MAILED = "mutation { saveNotificationPreference(input: {kind: SEAT_HELD, isShown: true, isMailed: true}) { notificationPreferences { kinds { kind } } } }"


def driver(server, tag):
    """A driver with a tag, and the token."""
    token = server.make_user("driver")
    me = server.post("{ viewer { user { id email } } }", token=token)["viewer"]["user"]
    server.create_tag(tag, userId=me["id"])
    return token, me["email"]


def queue(server, station, token=None):
    return server.post(QUEUE, {"id": station}, token)["node"]["queue"]


def told(server, name, token):
    nodes = server.post(TOLD, token=token)["notifications"]["nodes"]
    return [node for node in nodes if node["kind"] == "SEAT_HELD" and node["station"]["chargePointId"] == name]


def refused(server, document, station, token):
    _, answer = server.post(document, {"id": station}, token, raw=True)
    return answer["errors"][0]["extensions"]["code"]


def held(server, station, position=1):
    return eventually(
        lambda: (places := queue(server, station)) and len(places) >= position and places[position - 1]["status"] == "HELD" and places,
        "a connector is held")


def test_the_next_one_is_told_and_others_are_refused_until_the_tap(own_server, name):
    server = own_server
    station = server.onboard(name)
    (first, email), (second, _) = driver(server, "A" + name), driver(server, "B" + name)
    server.create_tag("C" + name)
    server.post(MAILED, token=first)

    async def story():
        async with connected(server, name) as charger:
            await charger.status(1, "Available")
            assert refused(server, JOIN, station, first) == "CONFLICT"
            assert server.post(SETTINGS, {"id": station})["updateStation"]["station"] == {"secondSeating": True, "seatHoldMinutes": 5}
            assert refused(server, JOIN, station, first) == "CONFLICT"  # It is free.
            await charger.status(1, "Charging")
            busy = await charger.start_transaction(1, "C" + name, 0)
            nobody = server.make_user("driver")
            assert refused(server, JOIN, station, nobody) == "BAD_USER_INPUT"
            stranger = server.make_user("driver", organization="Elsewhere " + name)
            assert refused(server, JOIN, station, stranger) == "NOT_FOUND"

            for token in (first, second, first):
                await asyncio.to_thread(server.post, JOIN, {"id": station}, token)
            seen = queue(server, station, second)
            assert [(p["position"], p["isOwn"], p["user"] is None) for p in seen] == [(1, False, True), (2, True, False)]
            assert queue(server, station)[0]["user"]["email"] == email
            assert server.post(QUEUE, {"id": station}, stranger)["node"] is None

            await charger.stop_transaction(busy.transaction_id, 100)
            await charger.status(1, "Finishing")
            await charger.status(1, "Available")
            await asyncio.to_thread(held, server, station)
            await asyncio.to_thread(eventually, lambda: told(server, name, first), "the first is told")
            assert not told(server, name, second)
            assert [p["status"] for p in queue(server, station)] == ["HELD", "WAITING"]

            for tag in ("B", "C"):
                assert (await charger.authorize(tag + name))["status"] == "Blocked"
            assert (await charger.authorize("A" + name))["status"] == "Accepted"
            await charger.status(1, "Preparing")
            assert (await charger.start_transaction(1, "C" + name, 100)).id_tag_info["status"] == "Blocked"

        # What is held stays so when the server begins anew.
        server.kill()
        server.start()
        assert [p["status"] for p in queue(server, station)] == ["HELD", "WAITING"]
        async with connected(server, name) as charger:
            refusal = server.sql(f"SELECT transaction_id FROM sessions s JOIN stations t ON t.id = s.station_id WHERE t.charge_point_id = '{name}' AND s.status = 'ACTIVE'")
            for [transaction] in refusal:
                await charger.stop_transaction(int(transaction), 100)
            await charger.status(1, "Preparing")
            assert (await charger.authorize("C" + name))["status"] == "Blocked"
            started = await charger.start_transaction(1, "A" + name, 100)
            assert started.id_tag_info["status"] == "Accepted"
            assert [(p["position"], p["status"]) for p in queue(server, station)] == [(1, "WAITING")]

            def mailed():
                return any(re.search(f"{name}: a connector is free and held", file.read_text()) for file in server.folder.rglob("*.eml"))
            await asyncio.to_thread(eventually, mailed, "the mail", 90)
            await asyncio.to_thread(server.post, LEAVE, {"id": station}, second)
            assert queue(server, station) == [] and refused(server, LEAVE, station, second) == "NOT_FOUND"

    run(story(), 240)
    [[status]] = server.sql("SELECT status FROM queue_places WHERE session_id IS NOT NULL")
    assert status == "SERVED"


def test_who_does_not_come_loses_the_turn_to_the_next_one(server, name):
    station = server.onboard(name)
    (first, _), (second, _) = driver(server, "A" + name), driver(server, "B" + name)
    server.post(SETTINGS, {"id": station})

    async def story():
        stranger = server.make_user("driver", organization="Elsewhere " + name)
        async with connected(server, name) as charger, GraphQLSocket(server, second) as api, \
                GraphQLSocket(server, stranger) as other:
            changes, elsewhere = [await socket.subscribe(CHANGED) for socket in (api, other)]

            async def become(*places):
                """Both drivers have the same rights; each hears which place is the own one."""
                await changes.until(lambda data: [
                    (p["status"], p["isOwn"], p["user"] is not None) for p in data["queueChanged"]["queue"]] == list(places))

            await charger.status(1, "Charging")
            for token in (first, second):
                await asyncio.to_thread(server.post, JOIN, {"id": station}, token)
            await become(("WAITING", False, False), ("WAITING", True, True))
            await charger.status(1, "Available")
            await asyncio.to_thread(held, server, station)
            await become(("HELD", False, False), ("WAITING", True, True))
            # As five minutes later.
            server.sql(f"""UPDATE queue_places q SET held_until = now() FROM stations s
                WHERE s.id = q.station_id AND s.charge_point_id = '{name}' AND q.status = 'HELD'""")
            await asyncio.to_thread(eventually, lambda: len(queue(server, station)) == 1, "the first is out")
            await asyncio.to_thread(held, server, station)
            await asyncio.to_thread(eventually, lambda: told(server, name, second), "the second is told")
            assert (await charger.authorize("A" + name))["status"] == "Blocked"
            assert (await charger.authorize("B" + name))["status"] == "Accepted"
            await asyncio.to_thread(server.post, LEAVE, {"id": station}, second)
            assert (await charger.authorize("A" + name))["status"] == "Accepted"
            await become()
            assert elsewhere.messages.empty()

    run(story())
    statuses = server.sql(f"""SELECT q.status FROM queue_places q JOIN stations s ON s.id = q.station_id
        WHERE s.charge_point_id = '{name}' ORDER BY q.id""")
    assert statuses == [["NO_SHOW"], ["LEFT"]]
