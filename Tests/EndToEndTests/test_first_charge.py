"""The whole path once: a charger that we did not write charges, and everything shows it."""
import asyncio

from charger import connected
from conftest import run
from graphql_socket import GraphQLSocket

BIG_QUERY = """query ($text: String) { stations(filter: { text: $text }, first: 50) { nodes { chargePointId presence connectors { number status }
  sessions(first: 5) { nodes { energyWh startedAt tag { idTag groups { name } } } } groups { name } } } }"""


def station(server, name):
    nodes = server.post(BIG_QUERY, {"text": name})["stations"]["nodes"]
    return next(node for node in nodes if node["chargePointId"] == name)


async def in_thread(function, *arguments):
    return await asyncio.to_thread(function, *arguments)


def test_a_charge_is_seen_during_and_after_it(server, name):
    station_id = server.onboard(name, "a-long-password")
    tag_id = server.create_tag(name + "T")
    server.create_group("Group " + name, stationIds=[station_id], tagIds=[tag_id])
    assert station(server, name)["presence"] == "UNKNOWN"

    async def charge():
        async with connected(server, name, "a-long-password") as charger:
            await charger.status(0, "Available")
            await charger.status(1, "Available")
            assert (await in_thread(station, server, name))["connectors"] == [{"number": 1, "status": "AVAILABLE"}]
            await charger.status(1, "Preparing")
            assert (await charger.authorize((name + "t").lower()))["status"] == "Accepted"
            started = await charger.start_transaction(1, name + "T", 1_000)
            assert started.id_tag_info["status"] == "Accepted" and started.transaction_id > 0
            await charger.status(1, "Charging")
            await charger.meter(1, started.transaction_id, 1_500, power=7_200)

            seen = await in_thread(station, server, name)
            assert seen["presence"] == "ONLINE"
            assert seen["connectors"] == [{"number": 1, "status": "CHARGING"}]
            assert seen["groups"] == [{"name": "Group " + name}]
            [session] = seen["sessions"]["nodes"]
            assert session["energyWh"] == 500
            assert session["tag"] == {"idTag": name + "T", "groups": [{"name": "Group " + name}]}

            stopped = await charger.stop_transaction(started.transaction_id, 3_250, name + "T")
            assert stopped.id_tag_info["status"] == "Accepted"
            await charger.status(1, "Available")
            return started.transaction_id

    transaction_id = run(charge())
    seen = station(server, name)
    assert seen["connectors"] == [{"number": 1, "status": "AVAILABLE"}]
    assert seen["sessions"]["nodes"][0]["energyWh"] == 2_250
    [[status, energy]] = server.sql(f"select status, energy_wh from sessions where transaction_id = {transaction_id}")
    assert (status, float(energy)) == ("COMPLETED", 2_250)
    values = server.sql(
        "select k.measurand, m.value from meter_values m join sample_kinds k on k.id = m.kind_id "
        f"join sessions s on s.id = m.session_id where s.transaction_id = {transaction_id} order by 1")
    assert [(m, float(v)) for m, v in values] == [("Energy.Active.Import.Register", 1_500), ("Power.Active.Import", 7_200)]


def test_a_subscriber_sees_the_charge_live(server, name):
    station_id = server.onboard(name)
    server.create_tag(name + "T")

    async def charge():
        async with GraphQLSocket(server) as api:
            connectors = await api.subscribe(
                "subscription ($ids: [ID!]) { connectorChanged(stationIds: $ids) { number status powerW isStale station { chargePointId } } }",
                {"ids": [station_id]})
            sessions = await api.subscribe(
                "subscription ($ids: [ID!]) { sessionChanged(stationIds: $ids) { id status energyWh idTag } }", {"ids": [station_id]})
            presence = await api.subscribe(
                "subscription ($ids: [ID!]) { stationChanged(stationIds: $ids) { chargePointId presence } }", {"ids": [station_id]})
            async with connected(server, name) as charger:
                await presence.until(lambda d: d["stationChanged"]["presence"] == "ONLINE")
                await charger.status(1, "Preparing")
                seen = await connectors.until(lambda d: d["connectorChanged"]["status"] == "PREPARING")
                assert seen["connectorChanged"]["station"] == {"chargePointId": name}
                started = await charger.start_transaction(1, name + "T", 0)
                session = (await sessions.until(lambda d: d["sessionChanged"]["status"] == "ACTIVE"))["sessionChanged"]
                values = await api.subscribe(
                    "subscription ($id: ID!) { meterValueAdded(sessionId: $id) { value unit measurand } }", {"id": session["id"]})
                await charger.meter(1, started.transaction_id, 700, power=11_000)
                assert (await sessions.next())["sessionChanged"]["energyWh"] == 700
                await connectors.until(lambda d: d["connectorChanged"]["powerW"] == 11_000)
                both = [(await values.next())["meterValueAdded"], (await values.next())["meterValueAdded"]]
                assert {(v["measurand"], v["value"], v["unit"]) for v in both} == {
                    ("Energy.Active.Import.Register", 700, "Wh"), ("Power.Active.Import", 11_000, "W")}
                await charger.stop_transaction(started.transaction_id, 900)
                ended = await sessions.until(lambda d: d["sessionChanged"]["status"] == "COMPLETED")
                assert ended["sessionChanged"]["energyWh"] == 900
            await presence.until(lambda d: d["stationChanged"]["presence"] == "OFFLINE")

    run(charge())


def test_a_retry_gets_the_same_answer_and_doubles_nothing(server, name):
    server.onboard(name)
    server.create_tag(name + "T")

    async def charge():
        async with connected(server, name) as charger:
            first = await charger.start_transaction(1, name + "T", 10, "2026-01-01T10:00:00Z")
            again = await charger.start_transaction(1, name + "T", 10, "2026-01-01T10:00:00Z")
            assert (again.transaction_id, again.id_tag_info) == (first.transaction_id, first.id_tag_info)
            await charger.meter(1, first.transaction_id, 20, timestamp="2026-01-01T10:01:00Z")
            await charger.meter(1, first.transaction_id, 20, timestamp="2026-01-01T10:01:00Z")
            await charger.stop_transaction(first.transaction_id, 30, timestamp="2026-01-01T10:02:00Z")
            await charger.stop_transaction(first.transaction_id, 30, timestamp="2026-01-01T10:02:00Z")
            return first.transaction_id

    transaction_id = run(charge())
    assert server.sql(
        "select count(*) from sessions s join stations t on t.id = s.station_id "
        f"where t.charge_point_id = '{name}'") == [["1"]]
    assert server.sql(
        "select kind, count(*) from session_facts f join sessions s on s.id = f.session_id "
        f"where s.transaction_id = {transaction_id} group by 1 order by 1") == [["START", "1"], ["STOP", "1"]]
    assert server.sql(
        f"select count(*) from meter_values m join sessions s on s.id = m.session_id where s.transaction_id = {transaction_id}") == [["1"]]


def test_tags_get_the_verdict_that_they_deserve(server, name):
    server.onboard(name)
    server.create_tag(name + "B", isBlocked=True)
    server.create_tag(name + "E", expiresAt="2020-01-01T00:00:00Z")
    server.create_tag(name + "C")

    async def ask():
        async with connected(server, name) as charger:
            verdicts = {tag: (await charger.authorize(tag))["status"] for tag in (name + "B", name + "E", name + "C", "NOBODY")}
            assert list(verdicts.values()) == ["Blocked", "Expired", "Accepted", "Invalid"]
            first = await charger.start_transaction(1, name + "C", 0)
            assert first.id_tag_info["status"] == "Accepted"
            # Authorize never says ConcurrentTx; a second start does, and is recorded all the same.
            assert (await charger.authorize(name + "C"))["status"] == "Accepted"
            second = await charger.start_transaction(2, name + "C", 0)
            assert second.id_tag_info["status"] == "ConcurrentTx" and second.transaction_id > 0
            assert (await charger.authorize("x" * 20))["status"] == "Invalid"

    run(ask())
