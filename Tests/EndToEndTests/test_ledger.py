"""Money cases: what a session is and why, whatever the charger repeats, loses or tells too late."""
import asyncio
import datetime
import json

from charger import connected, now
from conftest import run
from server import eventually

SESSIONS = """
    query ($id: String) {
      station(chargePointId: $id) {
        sessions { nodes {
          transactionId status energyWh meterStartWh meterBaselineWh meterStopWh startedAt stoppedAt stopReason authorization
          facts { nodes { kind transactionId meterWh occurredAt receivedAt reason messageId details } }
        } }
      }
    }"""


def sessions(server, name):
    """Oldest first."""
    return server.post(SESSIONS, {"id": name})["station"]["sessions"]["nodes"][::-1]


def only_session(server, name):
    [session] = sessions(server, name)
    return session, [fact["kind"] for fact in session["facts"]["nodes"]]


def ago(minutes):
    time = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def prepared(server, name, **more):
    server.onboard(name)
    tag = name.upper()
    server.create_tag(tag, **more)
    return tag


async def exchange(socket, id, action, payload):
    """One raw call, so that the message id is ours to choose; calls of the server are declined meanwhile."""
    await socket.send(json.dumps([2, id, action, payload]))
    while True:
        frame = json.loads(await asyncio.wait_for(socket.recv(), 40))
        if frame[0] == 2:
            await socket.send(json.dumps([4, frame[1], "NotImplemented", "", {}]))
        elif frame[1] == id:
            assert frame[0] == 3, frame
            return frame[2]


def start_payload(tag, meter=1000, at=None):
    return {"connectorId": 1, "idTag": tag, "meterStart": meter, "timestamp": at or now()}


def test_a_start_that_comes_again_under_a_new_message_id_hears_the_same_and_is_one_session(server, name):
    tag = prepared(server, name)
    start = start_payload(tag)

    async def charge():
        answers = []
        for number in range(3):
            # Over the same connection, and over another one.
            async with server.socket(name) as socket:
                answers.append(await exchange(socket, f"a{number}", "StartTransaction", start))
                answers.append(await exchange(socket, f"b{number}", "StartTransaction", start))
        return answers

    answers = run(charge())
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["idTagInfo"]["status"] == "Accepted"
    session, kinds = only_session(server, name)
    assert kinds == ["START"]
    assert session["facts"]["nodes"][0]["messageId"] == "a0"


def test_a_stop_without_our_number_after_an_offline_start_completes_the_session(server, name):
    tag = prepared(server, name)

    async def charge():
        async with connected(server, name) as charger:
            start = await charger.start_transaction(1, tag, 1000, timestamp=ago(60))
            await charger.meter(1, -1, 1500, timestamp=ago(40))
            stop = await charger.stop_transaction(-1, 3000, id_tag=tag, timestamp=ago(30))
            return start, stop

    start, stop = run(charge())
    assert stop.id_tag_info["status"] == "Accepted"
    session, kinds = only_session(server, name)
    assert (session["transactionId"], session["status"], session["energyWh"]) == (str(start.transaction_id), "COMPLETED", 2000)
    assert kinds == ["START", "STOP"]
    assert session["facts"]["nodes"][1]["transactionId"] == "-1"


def test_a_stop_that_comes_before_its_start_completes_it(server, name):
    tag = prepared(server, name)
    started, stopped = ago(60), ago(30)

    async def charge():
        async with connected(server, name) as charger:
            await charger.stop_transaction(-1, 3000, id_tag=tag, timestamp=stopped)
            start = await charger.start_transaction(1, tag, 1000, timestamp=started)
            again = await charger.start_transaction(1, tag, 1000, timestamp=started)
            # A new charge meets no ghost of the old one.
            following = await charger.start_transaction(1, tag, 3000)
            return start, again, following

    start, again, following = run(charge())
    assert start.transaction_id == again.transaction_id != following.transaction_id
    assert following.id_tag_info["status"] == "Accepted"
    first, second = sessions(server, name)
    assert (first["status"], first["energyWh"], first["stopReason"]) == ("COMPLETED", 2000, "Local")
    assert second["status"] == "ACTIVE"
    assert [fact["kind"] for fact in first["facts"]["nodes"] if fact["kind"] != "ESTIMATE"] == ["STOP", "START"]


def test_of_two_stops_the_first_stands_and_the_second_is_noted(server, name):
    tag = prepared(server, name)

    async def charge():
        async with connected(server, name) as charger:
            start = await charger.start_transaction(1, tag, 1000)
            await charger.stop_transaction(start.transaction_id, 3000)
            # Offline and rebooted, it sends another.
        async with connected(server, name) as charger:
            await charger.stop_transaction(start.transaction_id, 9000, reason="Reboot")

    run(charge())
    session, kinds = only_session(server, name)
    assert (session["status"], session["energyWh"], session["stopReason"]) == ("COMPLETED", 2000, "Local")
    assert kinds == ["START", "STOP", "SECOND_STOP"]
    second = session["facts"]["nodes"][2]
    assert (second["meterWh"], second["reason"]) == (9000, "Reboot")


def test_a_stop_after_an_estimate_replaces_it(server, name):
    tag = prepared(server, name)

    async def charge():
        async with connected(server, name) as charger:
            lost = await charger.start_transaction(1, tag, 1000, timestamp=ago(60))
            await charger.meter(1, lost.transaction_id, 1800, timestamp=ago(50))
            following = await charger.start_transaction(1, tag, 3000, timestamp=ago(10))
            assert following.id_tag_info["status"] == "Accepted"
            estimated, _ = sessions(server, name)
            assert (estimated["status"], estimated["energyWh"]) == ("ESTIMATED", 800)
            assert estimated["facts"]["nodes"][-1]["reason"] == "ANOTHER_START"
            await charger.stop_transaction(lost.transaction_id, 3000, timestamp=ago(20), reason="PowerLoss")

    run(charge())
    session, following = sessions(server, name)
    assert (session["status"], session["energyWh"], session["stopReason"]) == ("COMPLETED", 2000, "PowerLoss")
    assert [fact["kind"] for fact in session["facts"]["nodes"]] == ["START", "ESTIMATE", "LATE_STOP"]
    assert following["status"] == "ACTIVE"


def test_a_lifetime_register_after_a_start_at_zero_is_no_energy_of_the_session(server, name):
    """Complaint 12: offline, the charger began at 0, and told its meter's register later. It repeats what it is not sure of."""
    tag = prepared(server, name)
    started, first, second, stopped = ago(60), ago(59), ago(40), ago(30)

    async def charge():
        for _ in range(2):
            async with connected(server, name) as charger:
                start = await charger.start_transaction(1, tag, 0, timestamp=started)
                await charger.meter(1, start.transaction_id, 5_000_000, timestamp=first)
                await charger.meter(1, start.transaction_id, 5_001_500, timestamp=second)
        async with connected(server, name) as charger:
            for _ in range(2):
                await charger.stop_transaction(start.transaction_id, 5_002_000, timestamp=stopped)
            # A live one whose register is told by its stop alone.
            live = await charger.start_transaction(1, tag, 0)
            assert live.id_tag_info["status"] == "Accepted"
            await charger.stop_transaction(live.transaction_id, 5_002_000)

    run(charge())
    offline, live = sessions(server, name)
    assert (offline["status"], offline["energyWh"]) == ("COMPLETED", 2000)
    assert (offline["meterStartWh"], offline["meterBaselineWh"], offline["meterStopWh"]) == (0, 5_000_000, 5_002_000)
    facts = {fact["kind"]: fact for fact in offline["facts"]["nodes"]}
    assert list(facts) == ["START", "BASELINE", "STOP"]
    assert (facts["BASELINE"]["meterWh"], facts["BASELINE"]["occurredAt"]) == (5_000_000, first)
    assert facts["BASELINE"]["details"] == {"note": "the register is further above the start than a connector can have given since"}
    assert len({fact["messageId"] for fact in facts.values()}) == 3
    assert (live["status"], live["energyWh"], live["meterBaselineWh"]) == ("COMPLETED", 0, 5_002_000)
    assert {fact["kind"] for fact in live["facts"]["nodes"]} == {"START", "STOP", "BASELINE"}


def test_what_a_session_is_worth_survives_a_kill_between_stop_and_answer(own_server, name):
    server = own_server
    tag = prepared(server, name)
    stop = {"meterStop": 3000, "timestamp": now(), "idTag": tag, "reason": "Local"}

    async def charge():
        async with server.socket(name) as socket:
            start = await exchange(socket, "1", "StartTransaction", start_payload(tag))
            stop["transactionId"] = start["transactionId"]
            await socket.send(json.dumps([2, "2", "StopTransaction", stop]))
            # Committed, and the answer is not read by anybody.
            await asyncio.to_thread(
                eventually, lambda: server.sql("select count(*) from session_facts where kind = 'STOP'") == [["1"]], "the stop is committed")
            server.kill()
        server.start()
        async with server.socket(name) as socket:
            return await exchange(socket, "7", "StopTransaction", stop)

    assert run(charge())["idTagInfo"]["status"] == "Accepted"
    session, kinds = only_session(server, name)
    assert (session["status"], session["energyWh"]) == ("COMPLETED", 2000)
    assert kinds == ["START", "STOP"]
    assert session["facts"]["nodes"][1]["messageId"] == "2"


def test_facts_are_seen_by_nobody_who_does_not_see_their_session(server, name):
    tag = prepared(server, name)

    async def charge():
        async with connected(server, name) as charger:
            await charger.start_transaction(1, tag, 1000)

    run(charge())
    for role, organization in [("driver", "Test"), ("organization_owner", "Elsewhere")]:
        token = server.make_user(role, organization)
        data = server.post("{ sessions(first: 100) { nodes { facts { totalCount } } } }", token=token)
        assert data["sessions"]["nodes"] == []


def test_what_was_told_before_a_gap_is_asked_for_after_it(server, name):
    server.onboard(name)

    async def come_back():
        async with connected(server, name) as charger:
            for connector in (0, 1, 2):
                await charger.status(connector, "Available")
        async with connected(server, name, boot=False) as charger:
            charger.replies["TriggerMessage"] = "Accepted"
            await charger.authorize("nobody")
            action, arguments = await asyncio.wait_for(charger.asked.get(), 40)
            assert (action, arguments) == ("TriggerMessage", {"requested_message": "StatusNotification"})
            await charger.status(0, "Available")
            await charger.status(1, "Charging")
            return await asyncio.wait_for(charger.asked.get(), 40)

    assert run(come_back()) == ("TriggerMessage", {"requested_message": "StatusNotification", "connector_id": 2})
