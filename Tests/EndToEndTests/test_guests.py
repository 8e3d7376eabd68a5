"""What people do at a station that is lent to them besides charging, with chargers that we did not write."""
import asyncio
import secrets

import pytest
from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from ocpp.v16 import call
from test_reservations import CANCEL, RESERVE, at

SHARE = """mutation ($s: ID!, $o: String!, $l: ShareLevel!, $e: DateTime) {
    shareStation(input: {stationId: $s, organization: $o, level: $l, endsAt: $e}) { share { id } } }"""
TAG = "mutation ($t: String!, $u: ID) { createTag(input: { idTag: $t, userId: $u }) { tag { id } } }"
SEEN = "{ reservations(first: 50) { nodes { id status idTag parentIdTag createdBy { email } tag { idTag } station { chargePointId } } } }"
TOLD = "{ notifications(first: 50) { nodes { kind station { chargePointId } } } }"
LIST = "mutation ($s: ID!) { sendLocalList(input: { stationId: $s, updateType: FULL }) { operation { status failure } } }"


@pytest.fixture
def lent(server, name):
    """A station of Test for a driver of another organization with a tag; and somebody of a third to whom it is lent as well."""
    class Lent:
        organization, third = f"B{name}", f"C{name}"
        manager, driver = server.make_user("manager", organization), server.make_user("driver", organization)
        stranger = server.make_user("manager", third)
        station = server.onboard(name)
        tag = f"G{secrets.token_hex(4)}"

        @staticmethod
        def of(rows):
            return [row for row in rows["nodes"] if row["station"] and row["station"]["chargePointId"] == name]

        @classmethod
        def reservations(cls, token=None):
            return cls.of(server.post(SEEN, token=token)["reservations"])

        @classmethod
        def told(cls, token):
            return [row["kind"] for row in cls.of(server.post(TOLD, token=token)["notifications"])]

        @classmethod
        def lend(cls, level, organization=None, until=None):
            return server.post(
                SHARE, {"s": cls.station, "o": organization or cls.organization, "l": level, "e": until})["shareStation"]["share"]["id"]

        @classmethod
        def sees(cls, token):
            return server.post("query ($id: ID!) { station(id: $id) { id } }", {"id": cls.station}, token=token)["station"] is not None

        @classmethod
        def ask(cls, query, token, **input):
            """The payload, or the error."""
            _, answer = server.post(query, {"input": input}, token=token, raw=True)
            if "errors" in answer:
                return answer["errors"][0]["extensions"]["code"], answer["errors"][0]["message"]
            [payload] = answer["data"].values()
            return payload

        @classmethod
        def reserve(cls, token, connector=1, tag=None, seconds=600, **more):
            return cls.ask(
                RESERVE, token, stationId=cls.station, connector=connector, idTag=tag or cls.tag, expiresAt=at(seconds), **more)

    driver = server.post("{ viewer { user { id } } }", token=Lent.driver)["viewer"]["user"]["id"]
    server.post(TAG, {"t": Lent.tag, "u": driver}, token=Lent.manager)
    return Lent


def change(server, mutation):
    server.post(f"mutation {{ {mutation} {{ share {{ level endedAt }} }} }}")


async def asked(charger, action):
    """The next request of this kind."""
    while True:
        got, arguments = await asyncio.wait_for(charger.asked.get(), 30)
        if got == action:
            return arguments


def test_a_guest_reserves_a_lent_station_for_a_tag_of_their_own_and_charges(server, name, lent):
    share, own = lent.lend("VIEW"), f"O{name[-8:]}"
    lent.lend("CHARGE", lent.third)
    server.create_tag(own)
    for token in (lent.driver, lent.stranger):
        eventually(lambda: lent.sees(token), "the borrower sees the station")

    async def drive():
        async with connected(server, name) as charger, GraphQLSocket(server, lent.driver) as api, GraphQLSocket(server, lent.stranger) as other:
            changes = "subscription { reservationChanged { status idTag station { chargePointId } } }"
            told, elsewhere = await api.subscribe(changes), await other.subscribe(changes)
            await charger.status(1, "Available")
            assert (await asyncio.to_thread(lent.reserve, lent.driver))[0] == "NOT_FOUND", "it is lent to be looked at"
            await asyncio.to_thread(change, server, f'updateShare(input: {{ id: "{share}", level: CHARGE }})')
            for refused, more in ((own, {}), (lent.tag, {"parentIdTag": own})):
                assert (await asyncio.to_thread(lambda: lent.reserve(lent.driver, tag=refused, **more)))[0] == "BAD_USER_INPUT"
            assert charger.asked.empty()
            made = await asyncio.to_thread(lent.reserve, lent.driver)
            assert (made["operation"]["status"], made["reservation"]["status"]) == ("ACCEPTED", "ACTIVE")
            request = await asked(charger, "ReserveNow")
            number = made["reservation"]["reservationId"]
            assert (request["id_tag"], request["connector_id"], request["reservation_id"]) == (lent.tag, 1, number)
            await charger.status(1, "Reserved")

            [mine] = await asyncio.to_thread(lent.reservations, lent.driver)
            assert mine["createdBy"] and mine["tag"] == {"idTag": lent.tag}
            [owners] = await asyncio.to_thread(lent.reservations)
            assert (owners["idTag"], owners["createdBy"], owners["tag"]) == (lent.tag, None, None)
            assert await asyncio.to_thread(lent.reservations, lent.stranger) == []
            code, message = await asyncio.to_thread(lambda: lent.reserve(lent.stranger, tag=lent.tag))
            assert code == "BAD_USER_INPUT" and str(number) not in message
            id = made["reservation"]["id"]
            assert (await asyncio.to_thread(lambda: lent.ask(CANCEL, lent.stranger, reservationId=id)))[0] == "NOT_FOUND"
            cancelled = await asyncio.to_thread(lambda: lent.ask(CANCEL, lent.driver, reservationId=id))
            assert cancelled["operation"]["status"] == "ACCEPTED"
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == number

            made = await asyncio.to_thread(lent.reserve, lent.driver)
            started = await charger.call(call.StartTransaction(
                connector_id=1, id_tag=lent.tag, meter_start=0, timestamp=at(0), reservation_id=made["reservation"]["reservationId"]))
            assert started.id_tag_info["status"] == "Accepted"
            statuses = [row["status"] for row in await asyncio.to_thread(lent.reservations, lent.driver)]
            assert sorted(statuses) == ["CANCELLED", "USED"]
            heard = [(await told.until(lambda _: True))["reservationChanged"] for _ in range(6)]
            assert [each["status"] for each in heard] == ["REQUESTED", "ACTIVE", "CANCELLED", "REQUESTED", "ACTIVE", "USED"]
            assert elsewhere.messages.empty()
            await charger.stop_transaction(started.transaction_id, 2000, id_tag=lent.tag)
            await asyncio.to_thread(eventually, lambda: "SESSION_ENDED" in lent.told(lent.driver), "the guest is told of the session")
            await charger.status(1, "Faulted", "GroundFailure")
            await asyncio.to_thread(
                eventually, lambda: "CONNECTOR_FAULTED" in lent.told(server.token), "the owner's people are told of the fault")
            assert await asyncio.to_thread(lent.told, lent.driver) == ["SESSION_ENDED"]
            for token in (lent.manager, lent.stranger):
                assert await asyncio.to_thread(lent.told, token) == []

    run(drive())


@pytest.mark.parametrize("how", ["ended", "lowered", "over"])
def test_what_is_reserved_is_given_up_with_the_share(server, name, lent, how):
    share = lent.lend("CHARGE", until=at(8) if how == "over" else None)
    eventually(lambda: lent.sees(lent.driver), "the borrower sees the station")

    async def drive():
        async with connected(server, name) as charger:
            made = await asyncio.to_thread(lent.reserve, lent.driver)
            assert made["reservation"]["status"] == "ACTIVE"
            if how == "ended":
                await asyncio.to_thread(change, server, f'endShare(input: {{ id: "{share}" }})')
            elif how == "lowered":
                await asyncio.to_thread(change, server, f'updateShare(input: {{ id: "{share}", level: VIEW }})')
            assert (await asked(charger, "CancelReservation"))["reservation_id"] == made["reservation"]["reservationId"]
            await asyncio.to_thread(eventually, lambda: lent.reservations()[0]["status"] == "CANCELLED", "it is given up")
            # Who is nobody's guest any more may reserve nowhere.
            assert (await asyncio.to_thread(lent.reserve, lent.driver))[0] == ("NOT_FOUND" if how == "lowered" else "FORBIDDEN")

    run(drive())

    def told():
        return server.post("{ notifications(first: 9) { nodes { kind } } }", token=lent.driver)["notifications"]["nodes"]
    eventually(told, "the guest is told")
    assert told() == [{"kind": "RESERVATION_CANCELLED"}]


@pytest.mark.parametrize("how", ["ended", "lowered"])
def test_a_guests_tag_is_on_the_local_list_for_as_long_as_the_share_lasts(server, name, lent, how):
    end = "2040-01-01T00:00:00Z"
    share = lent.lend("CHARGE", until=end)

    async def drive():
        async with connected(server, name) as charger:
            charger.replies["GetConfiguration"] = {"configuration_key": [], "unknown_key": []}
            assert (await asyncio.to_thread(server.post, LIST, {"s": lent.station}))["sendLocalList"]["operation"]["status"] == "ACCEPTED"
            sent = await asked(charger, "SendLocalList")
            [guest] = [entry for entry in sent["local_authorization_list"] if entry["id_tag"] == lent.tag]
            assert guest["id_tag_info"] == {"status": "Accepted", "expiry_date": end}
            assert (await charger.authorize(lent.tag))["expiry_date"] == end
            new = f"N{secrets.token_hex(4)}"
            await asyncio.to_thread(server.post, TAG, {"t": new}, lent.manager)
            while new not in [entry["id_tag"] for entry in (await asked(charger, "SendLocalList"))["local_authorization_list"]]:
                pass
            await asyncio.to_thread(
                change, server, f'endShare(input: {{ id: "{share}" }})' if how == "ended"
                else f'updateShare(input: {{ id: "{share}", level: VIEW }})')
            gone = set()
            while gone != {lent.tag, new}:
                update = await asked(charger, "SendLocalList")
                gone |= {entry["id_tag"] for entry in update["local_authorization_list"] if "id_tag_info" not in entry} & {lent.tag, new}
            assert (await charger.authorize(lent.tag))["status"] == "Invalid"

    run(drive())
