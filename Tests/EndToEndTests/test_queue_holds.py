"""What is held for the next in a queue is held at the charger as well: ReserveNow, and CancelReservation once it is over."""
import asyncio
import contextlib

import pytest
from charger import MUTE, call, connected, now
from conftest import eventually, run
from ocpp.exceptions import NotSupportedError

SETTINGS = "mutation ($id: ID!) { updateStation(input: {id: $id, secondSeating: true, seatHoldMinutes: 5}) { station { id } } }"
JOIN = "mutation ($input: QueueInput!) { joinQueue(input: $input) { station { id } } }"
LEAVE = "mutation ($input: QueueInput!) { leaveQueue(input: $input) { station { id } } }"
QUEUE = """query ($id: ID!) { station(id: $id) { queue { status connectorNumber heldConnectorNumber chargerHold isOwn tag { idTag }
    user { id } reservation { status reason reservationId idTag } } } }"""


class Waiting:
    """A station at which two wait, whose tags are A and B with the name behind them."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.station = server.onboard(name)
        self.tokens, self.people = [], []
        for letter in "AB":
            token = server.make_user("driver")
            self.tokens.append(token)
            self.people.append(server.post("{ viewer { user { id } } }", token=token)["viewer"]["user"]["id"])
            server.create_tag(letter + name, userId=self.people[-1])
        server.post(SETTINGS, {"id": self.station})

    def queue(self, token=None):
        return self.server.post(QUEUE, {"id": self.station}, token)["station"]["queue"]

    def join(self, person, **more):
        self.server.post(JOIN, {"input": {"stationId": self.station, **more}}, self.tokens[person])

    def leave(self, person):
        self.server.post(LEAVE, {"input": {"stationId": self.station}}, self.tokens[person])

    def refusal(self, document, token=None, **more):
        _, answer = self.server.post(document, {"input": {"stationId": self.station, **more}}, token, raw=True)
        return answer["errors"][0]["extensions"]["code"]

    async def is_held(self, where, position=0):
        await asyncio.to_thread(
            eventually, lambda: len(q := self.queue()) > position and q[position]["status"] == "HELD" and q[position]["chargerHold"] == where,
            f"the connector is held: {where}")

    @contextlib.asynccontextmanager
    async def turn(self, reply="Accepted"):
        """Both wait, the connector becomes free, and the charger answers so to what it is asked then."""
        async with connected(self.server, self.name) as charger:
            await charger.status(1, "Charging")
            for person in (0, 1):
                await asyncio.to_thread(self.join, person)
            charger.replies["ReserveNow"] = reply
            await charger.status(1, "Available")
            yield charger


async def asked(charger, action, within=20):
    """The next request of that kind."""
    async with asyncio.timeout(within):
        while True:
            found, arguments = await charger.asked.get()
            if found == action:
                return arguments


async def not_asked(charger, action, within=4):
    with pytest.raises(TimeoutError):
        await asked(charger, action, within)


@pytest.fixture
def waiting(server, name):
    return Waiting(server, name)


def test_the_charger_holds_the_connector_for_the_tag_whose_start_uses_it(waiting, name):
    async def story():
        async with waiting.turn() as charger:
            request = await asked(charger, "ReserveNow")
            assert (request["connector_id"], request["id_tag"]) == (1, "A" + name)
            await waiting.is_held("HELD")
            await charger.status(1, "Reserved")
            # Held once, not twice: what the charger shows as reserved is no connector less, and none more.
            await charger.status(2, "Available")
            await waiting.is_held("HELD", position=1)
            second = await asked(charger, "ReserveNow")
            assert (second["connector_id"], second["id_tag"]) == (2, "B" + name)
            places = await asyncio.to_thread(waiting.queue)
            assert [p["heldConnectorNumber"] for p in places] == [1, 2]
            assert places[0]["reservation"] == {
                "status": "ACTIVE", "reason": None, "reservationId": request["reservation_id"], "idTag": "A" + name}
            # Each sees the own reservation alone.
            seen = await asyncio.to_thread(waiting.queue, waiting.tokens[1])
            assert [(p["reservation"] is None, p["tag"] is None) for p in seen] == [(True, True), (False, False)]
            started = await charger.call(call.StartTransaction(
                connector_id=1, id_tag="A" + name, meter_start=0, timestamp=now(), reservation_id=request["reservation_id"]))
            assert started.id_tag_info["status"] == "Accepted"
            assert [p["heldConnectorNumber"] for p in await asyncio.to_thread(waiting.queue)] == [2]
            await not_asked(charger, "CancelReservation")

    run(story())
    rows = waiting.server.sql(f"SELECT v.status FROM reservations v JOIN stations s ON s.id = v.station_id WHERE s.charge_point_id = '{name}' ORDER BY v.id")
    assert rows == [["USED"], ["ACTIVE"]]


@pytest.mark.parametrize(("reply", "reason"), [("Rejected", "REJECTED"), (NotSupportedError(), "NOT_SUPPORTED")])
def test_a_charger_that_refuses_leaves_the_hold_to_the_server(waiting, name, reply, reason):
    async def story():
        async with waiting.turn(reply) as charger:
            await asked(charger, "ReserveNow")

            def is_refused():
                place = waiting.queue()[0]
                return place["reservation"] and (place["chargerHold"], place["reservation"]["status"], place["reservation"]["reason"]) == (
                    "BOOKS_ONLY", "REFUSED", reason)
            await asyncio.to_thread(eventually, is_refused, "it is held in the books")
            assert (await charger.authorize("B" + name))["status"] == "Blocked"
            assert (await charger.authorize("A" + name))["status"] == "Accepted"
            await not_asked(charger, "ReserveNow")
            await asyncio.to_thread(waiting.leave, 0)
            assert (await asked(charger, "ReserveNow"))["id_tag"] == "B" + name
            # What was refused is not taken back.
            await not_asked(charger, "CancelReservation", within=2)

    run(story())


def test_who_leaves_has_it_released_and_the_next_one_is_asked_for(waiting, name):
    async def story():
        async with waiting.turn() as charger:
            first = await asked(charger, "ReserveNow")
            await waiting.is_held("HELD")
            await charger.status(1, "Reserved")
            await asyncio.to_thread(waiting.leave, 0)
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == first["reservation_id"]
            await charger.status(1, "Available")
            second = await asked(charger, "ReserveNow")
            assert second["id_tag"] == "B" + name and second["reservation_id"] != first["reservation_id"]
            await waiting.is_held("HELD")

    run(story())


@pytest.mark.parametrize("is_at_the_charger_too", [False, True])
def test_who_does_not_come_has_it_released_also_when_its_time_is_over_there(waiting, name, is_at_the_charger_too):
    async def story():
        async with waiting.turn() as charger:
            first = await asked(charger, "ReserveNow")
            await waiting.is_held("HELD")
            # As five minutes later.
            if is_at_the_charger_too:
                waiting.server.sql(f"UPDATE reservations SET expires_at = now() WHERE number = {first['reservation_id']}")
            waiting.server.sql(f"""UPDATE queue_places q SET held_until = now() FROM stations s
                WHERE s.id = q.station_id AND s.charge_point_id = '{name}' AND q.status = 'HELD'""")
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == first["reservation_id"]
            assert (await asked(charger, "ReserveNow"))["id_tag"] == "B" + name
            await waiting.is_held("HELD")
            assert len(await asyncio.to_thread(waiting.queue)) == 1

    run(story())
    states = waiting.server.sql(f"SELECT q.status FROM queue_places q JOIN stations s ON s.id = q.station_id WHERE s.charge_point_id = '{name}' ORDER BY q.id")
    assert states == [["NO_SHOW"], ["HELD"]]


def test_a_charger_that_was_away_when_it_ended_releases_it_when_it_is_back(waiting, name):
    async def story():
        async with waiting.turn() as charger:
            first = await asked(charger, "ReserveNow")
            await waiting.is_held("HELD")
        await asyncio.to_thread(waiting.leave, 0)
        # Rounds go by while the charger is away: none of them may count the release as done.
        await asyncio.sleep(3)
        async with connected(waiting.server, name) as charger:
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == first["reservation_id"]
            assert (await asked(charger, "ReserveNow"))["id_tag"] == "B" + name

    run(story())


def test_a_server_that_was_killed_asks_for_nothing_twice_and_forgets_nothing(own_server, name):
    server = own_server
    waiting = Waiting(server, name)

    async def story():
        # The charger may or may not hold it: its answer is lost.
        async with waiting.turn(MUTE) as charger:
            first = await asked(charger, "ReserveNow")
            await waiting.is_held("ASKED")
            server.kill()
        server.start()
        async with connected(server, name) as charger:
            await not_asked(charger, "ReserveNow")
            await waiting.is_held("ASKED")
            charger.replies["CancelReservation"] = MUTE
            await asyncio.to_thread(waiting.leave, 0)
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == first["reservation_id"]
            server.kill()
        # Nobody knows whether it was released, so that it is asked for again; then it is the next one's.
        server.start()
        async with connected(server, name) as charger:
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == first["reservation_id"]
            assert (await asked(charger, "ReserveNow"))["id_tag"] == "B" + name
            await waiting.is_held("HELD")
            server.kill()
        # What the charger holds it holds, and the start uses it.
        server.start()
        async with connected(server, name) as charger:
            await waiting.is_held("HELD")
            assert (await charger.start_transaction(1, "B" + name, 0)).id_tag_info["status"] == "Accepted"
            await not_asked(charger, "CancelReservation")

    run(story(), 240)
    rows = server.sql("SELECT status FROM reservations ORDER BY id")
    assert rows == [["CANCELLED"], ["USED"]]


def test_one_waits_for_a_connector_with_a_tag_and_staff_puts_others_there(waiting, server, name):
    async def story():
        token, person = waiting.tokens[0], waiting.people[0]
        server.create_tag("Z" + name, userId=person)
        async with connected(server, name) as charger:
            for connector in (1, 2):
                await charger.status(connector, "Charging")
            assert await asyncio.to_thread(waiting.refusal, JOIN, token, connector=3) == "BAD_USER_INPUT"
            assert await asyncio.to_thread(waiting.refusal, JOIN, token, idTag="B" + name) == "NOT_FOUND"
            assert await asyncio.to_thread(waiting.refusal, JOIN, token, userId=waiting.people[1]) == "NOT_FOUND"
            assert await asyncio.to_thread(waiting.refusal, JOIN, userId=person, idTag="B" + name) == "BAD_USER_INPUT"
            await asyncio.to_thread(waiting.join, 0, connector=2, idTag="Z" + name)
            # A manager for the other one, by the tag alone.
            await asyncio.to_thread(server.post, JOIN, {"input": {"stationId": waiting.station, "idTag": "B" + name}})
            places = await asyncio.to_thread(waiting.queue)
            assert [(p["connectorNumber"], p["tag"]["idTag"], p["user"]["id"]) for p in places] == [
                (2, "Z" + name, person), (None, "B" + name, waiting.people[1])]
            await charger.status(1, "Available")
            assert (await asked(charger, "ReserveNow"))["id_tag"] == "B" + name
            await charger.status(2, "Available")
            request = await asked(charger, "ReserveNow")
            assert (request["connector_id"], request["id_tag"]) == (2, "Z" + name)
            # Others do not start at a connector that somebody waited for.
            server.create_tag("C" + name)
            await charger.status(3, "Available")
            assert (await charger.authorize("C" + name))["status"] == "Accepted"
            assert (await charger.start_transaction(2, "C" + name, 0)).id_tag_info["status"] == "Blocked"
            assert (await charger.start_transaction(3, "C" + name, 0)).id_tag_info["status"] == "Accepted"
            assert await asyncio.to_thread(waiting.refusal, LEAVE, waiting.tokens[1], userId=person) == "NOT_FOUND"
            await asyncio.to_thread(server.post, LEAVE, {"input": {"stationId": waiting.station, "userId": waiting.people[1]}})
            assert (await asked(charger, "CancelReservation"))["reservation_id"] != request["reservation_id"]

    run(story())
