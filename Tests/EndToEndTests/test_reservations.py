"""Connectors that are kept free, from the request to the end, with a charger that we did not write."""
import asyncio
import contextlib
import datetime

from charger import MUTE, connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from ocpp.v16 import call

RESERVE = """mutation ($input: ReserveNowInput!) { reserveNow(input: $input) {
    operation { id status effect answer kind } reservation { id reservationId status reason connector { number } tag { idTag } } } }"""
CANCEL = "mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { operation { id status kind } reservation { id status reason } } }"
SHOW = """query ($id: ID!) { reservation(id: $id) { status reason reservationId idTag expiresAt session { transactionId reservation { id } }
    operation { effect } connector { reservation { id } } } }"""


def at(seconds):
    """So many seconds from now."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Lot:
    """A station with a tag that may charge there, whose connectors are reserved."""

    def __init__(self, server, name):
        self.server = server
        self.tag = name + "T"
        self.station = server.onboard(name)
        server.create_tag(self.tag)

    async def post(self, query, **input):
        answer = await asyncio.to_thread(self.server.post, query, {"input": input})
        [payload] = answer.values()
        return payload

    async def reserve(self, charger, connector=1, seconds=600, told=True, **more):
        payload = await self.post(
            RESERVE, **{"stationId": self.station, "connector": connector, "idTag": self.tag, "expiresAt": at(seconds), **more})
        if told:
            assert await charger.status(connector, "Reserved") is not None
        return payload

    async def refusal(self, query, **input):
        _, answer = await asyncio.to_thread(self.server.post, query, {"input": input}, None, True)
        [error] = answer["errors"]
        return error

    async def shows(self, id):
        return (await asyncio.to_thread(self.server.post, SHOW, {"id": id}))["reservation"]

    async def becomes(self, id, status, reason=None):
        def is_so():
            shown = self.server.post(SHOW, {"id": id})["reservation"]
            return (shown["status"], shown["reason"]) == (status, reason)
        await asyncio.to_thread(eventually, is_so, f"the reservation is {status}")

    @staticmethod
    async def start(charger, connector, tag, number):
        return await charger.call(
            call.StartTransaction(connector_id=connector, id_tag=tag, meter_start=0, timestamp=at(0), reservation_id=number))


def test_an_accepted_reservation_is_seen_and_used_by_the_start_that_carries_it(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            await charger.status(1, "Available")
            made = await lot.reserve(charger)
            reservation, number = made["reservation"]["id"], made["reservation"]["reservationId"]
            assert made["operation"]["kind"] == "RESERVE_NOW" and made["operation"]["answer"] == {"status": "Accepted"}
            assert made["reservation"]["status"] == "ACTIVE" and made["reservation"]["tag"] == {"idTag": lot.tag}
            assert made["reservation"]["connector"] == {"number": 1}
            action, arguments = await charger.asked.get()
            assert (action, arguments["reservation_id"], arguments["id_tag"], arguments["connector_id"]) == ("ReserveNow", number, lot.tag, 1)
            await asyncio.to_thread(
                eventually, lambda: server.post(SHOW, {"id": reservation})["reservation"]["operation"]["effect"] == "SEEN", "it is seen")
            shown = await lot.shows(reservation)
            assert shown["connector"]["reservation"] == {"id": reservation} and shown["session"] is None

            # A stranger is judged by the tag alone, and a refused start uses nothing up.
            assert (await lot.start(charger, 1, "STRANGER", number)).id_tag_info["status"] == "Invalid"
            assert (await lot.shows(reservation))["status"] == "ACTIVE"

            started = await lot.start(charger, 1, lot.tag, number)
            assert started.id_tag_info["status"] == "Accepted"
            shown = await lot.shows(reservation)
            assert shown["status"] == "USED" and shown["reason"] is None
            assert shown["session"] == {"transactionId": str(started.transaction_id), "reservation": {"id": reservation}}
            assert shown["connector"]["reservation"] is None
            error = await lot.refusal(CANCEL, reservationId=reservation)
            assert error["extensions"]["code"] == "CONFLICT" and "USED" in error["message"]

    run(drive())


def test_a_start_without_the_number_uses_the_reservation_of_its_tag(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            made = await lot.reserve(charger)
            await charger.start_transaction(1, lot.tag, 0)
            assert (await lot.shows(made["reservation"]["id"]))["status"] == "USED"

    run(drive())


def test_nobody_comes_and_it_is_a_no_show(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            made = await lot.reserve(charger, seconds=2)
            await lot.becomes(made["reservation"]["id"], "EXPIRED", "NO_SHOW")
            # The connector is free again.
            again = await lot.reserve(charger)
            assert again["reservation"]["status"] == "ACTIVE"

    run(drive())


def test_a_cancelled_reservation_is_over_also_where_the_station_does_not_know_it(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            for answer, status, reason in [("Accepted", "ACCEPTED", None), ("Rejected", "REJECTED", "UNKNOWN_TO_STATION")]:
                made = await lot.reserve(charger)
                charger.replies["CancelReservation"] = answer
                cancelled = await lot.post(CANCEL, reservationId=made["reservation"]["id"])
                assert cancelled["operation"]["kind"] == "CANCEL_RESERVATION" and cancelled["operation"]["status"] == status
                assert cancelled["reservation"] == {"id": made["reservation"]["id"], "status": "CANCELLED", "reason": reason}

    run(drive())


def test_a_fault_of_its_connector_or_the_end_of_service_ends_it(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            for connector, status, code in [(1, "Faulted", "GroundFailure"), (1, "Unavailable", "NoError"), (0, "Faulted", "InternalError")]:
                made = await lot.reserve(charger)
                await charger.status(2, "Faulted", "GroundFailure")
                assert (await lot.shows(made["reservation"]["id"]))["status"] == "ACTIVE"
                await charger.status(connector, status, code)
                shown = await lot.shows(made["reservation"]["id"])
                assert (shown["status"], shown["reason"]) == ("CANCELLED", status.upper())

    run(drive())


def test_a_replacement_has_the_same_number_and_a_second_reservation_is_a_conflict(server, name):
    lot = Lot(server, name)
    server.create_tag(name + "U")

    async def drive():
        async with connected(server, name) as charger:
            made = await lot.reserve(charger)
            id, number = made["reservation"]["id"], made["reservation"]["reservationId"]
            await charger.asked.get()
            asked = {"stationId": lot.station, "connector": 1, "idTag": name + "U", "expiresAt": at(1200)}
            error = await lot.refusal(RESERVE, **asked)
            assert error["extensions"]["code"] == "CONFLICT" and f"the reservation {number}" in error["message"]
            replaced = await lot.post(RESERVE, **asked, reservationId=id)
            assert replaced["reservation"] == {
                "id": id, "reservationId": number, "status": "ACTIVE", "reason": None, "connector": {"number": 1}, "tag": {"idTag": name + "U"}}
            _, arguments = await charger.asked.get()
            assert (arguments["reservation_id"], arguments["id_tag"]) == (number, name + "U")

            charger.replies["ReserveNow"] = "Rejected"
            refused = await lot.post(RESERVE, **{**asked, "idTag": lot.tag}, reservationId=id)
            assert refused["operation"]["status"] == "REJECTED" and refused["reservation"]["tag"] == {"idTag": name + "U"}

    run(drive())


def test_a_refusal_is_kept_and_connector_0_is_not_asked_of_stations_that_do_not_reserve_it(server, name):
    lot = Lot(server, name)

    async def drive():
        async with connected(server, name) as charger:
            charger.replies["ReserveNow"] = "Occupied"
            made = await lot.reserve(charger, told=False)
            assert (made["operation"]["status"], made["operation"]["effect"]) == ("REJECTED", "NONE")
            assert (made["reservation"]["status"], made["reservation"]["reason"]) == ("REFUSED", "OCCUPIED")

            charger.replies["GetConfiguration"] = {
                "configuration_key": [{"key": "ReserveConnectorZeroSupported", "readonly": True, "value": "false"}]}
            await lot.post("mutation ($input: GetConfigurationInput!) { getConfiguration(input: $input) { operation { status } } }", stationId=lot.station)
            error = await lot.refusal(RESERVE, stationId=lot.station, connector=0, idTag=lot.tag, expiresAt=at(60))
            assert error["extensions"]["code"] == "BAD_USER_INPUT" and "ReserveConnectorZeroSupported" in error["message"]

    run(drive())


def test_every_step_is_told_to_who_may_see_it_and_to_nobody_else(server, name):
    lot = Lot(server, name)
    stranger = server.make_user(organization="Other")
    changes = "subscription { reservationChanged { id status reason session { transactionId } station { chargePointId } } }"

    async def drive():
        async with connected(server, name) as charger, GraphQLSocket(server) as api, GraphQLSocket(server, stranger) as other:
            told, elsewhere = await api.subscribe(changes), await other.subscribe(changes)
            used = await lot.reserve(charger)
            started = await lot.start(charger, 1, lot.tag, used["reservation"]["reservationId"])
            await charger.call(call.StopTransaction(transaction_id=started.transaction_id, meter_stop=0, timestamp=at(0)))
            charger.replies["ReserveNow"] = "Rejected"
            await lot.reserve(charger, told=False)
            charger.replies["ReserveNow"] = "Accepted"
            cancelled = await lot.reserve(charger)
            await lot.post(CANCEL, reservationId=cancelled["reservation"]["id"])
            await lot.reserve(charger)
            await charger.status(1, "Faulted", "GroundFailure")
            await lot.reserve(charger, connector=2, seconds=2)

            def mine(data):
                return data["reservationChanged"]["station"]["chargePointId"] == name

            heard = [(await told.until(mine))["reservationChanged"] for _ in range(13)]
            assert [(change["status"], change["reason"]) for change in heard] == [
                ("REQUESTED", None), ("ACTIVE", None), ("USED", None),
                ("REQUESTED", None), ("REFUSED", "REJECTED"),
                ("REQUESTED", None), ("ACTIVE", None), ("CANCELLED", None),
                ("REQUESTED", None), ("ACTIVE", None), ("CANCELLED", "FAULTED"),
                ("REQUESTED", None), ("ACTIVE", None),
            ]
            assert heard[2]["session"] == {"transactionId": str(started.transaction_id)}
            no_show = (await told.until(mine))["reservationChanged"]
            assert (no_show["status"], no_show["reason"]) == ("EXPIRED", "NO_SHOW")
            assert elsewhere.messages.empty()

    run(drive())


def test_a_reservation_outlives_the_server_and_the_connection(own_server, name):
    server = own_server
    lot = Lot(server, name)

    async def reserve():
        async with connected(server, name) as charger:
            made = await lot.reserve(charger)
            # This one is in doubt: the server dies while the charger is being asked.
            charger.replies["ReserveNow"] = MUTE
            asking = asyncio.create_task(lot.reserve(charger, connector=2, told=False, idTag="LATER"))
            while (await charger.asked.get())[1].get("connector_id") != 2:
                pass
            await asyncio.to_thread(server.kill)
            with contextlib.suppress(Exception):
                await asking
            return made["reservation"]

    reservation = run(reserve())
    server.start()
    [pending] = server.post("{ reservations(filter: { status: REQUESTED }) { nodes { id idTag reservationId } } }")["reservations"]["nodes"]
    assert pending["idTag"] == "LATER"
    server.create_tag("LATER")

    async def use():
        async with connected(server, name) as charger:
            assert (await lot.shows(reservation["id"]))["status"] == "ACTIVE"
            for connector, tag, held in [(1, lot.tag, reservation), (2, "LATER", pending)]:
                started = await lot.start(charger, connector, tag, held["reservationId"])
                assert started.id_tag_info["status"] == "Accepted"
                assert (await lot.shows(held["id"]))["status"] == "USED"

    run(use())
