"""What people ask of stations, from the request to what really happened."""
import asyncio
import os
import tempfile

import pytest
from charger import MUTE, connected
from conftest import Server, eventually, run
from ocpp.exceptions import NotSupportedError

START = "mutation ($input: RemoteStartInput!) { remoteStart(input: $input) { operation { id status effect answer request station { chargePointId } } } }"
STOP = "mutation ($input: RemoteStopInput!) { remoteStop(input: $input) { operation { id status effect } } }"


def effect(server, id):
    return server.post("query ($id: ID!) { operation(id: $id) { effect } }", {"id": id})["operation"]["effect"]


def test_a_remote_start_and_stop_are_followed_to_their_effect(server, name):
    station_id = server.onboard(name)
    server.create_tag(name + "T")

    async def charge():
        async with connected(server, name) as charger:
            await charger.status(1, "Preparing")
            answer = await asyncio.to_thread(
                server.post, START, {"input": {"stationId": station_id, "connector": 1, "idTag": name + "T"}})
            operation = answer["remoteStart"]["operation"]
            assert operation["status"] == "ACCEPTED" and operation["answer"] == {"status": "Accepted"}
            assert operation["station"] == {"chargePointId": name}
            action, arguments = await charger.asked.get()
            assert (action, arguments) == ("RemoteStartTransaction", {"id_tag": name + "T", "connector_id": 1})
            assert await asyncio.to_thread(effect, server, operation["id"]) == "PENDING"
            started = await charger.start_transaction(1, name + "T", 0)
            await asyncio.to_thread(eventually, lambda: effect(server, operation["id"]) == "SEEN", "the start is seen")

            session = (await asyncio.to_thread(
                server.post, "query ($id: String) { station(chargePointId: $id) { sessions(first: 1) { nodes { id } } } }", {"id": name}))
            session_id = session["station"]["sessions"]["nodes"][0]["id"]
            stop = (await asyncio.to_thread(server.post, STOP, {"input": {"sessionId": session_id}}))["remoteStop"]["operation"]
            assert stop["status"] == "ACCEPTED"
            assert await charger.asked.get() == ("RemoteStopTransaction", {"transaction_id": started.transaction_id})
            await charger.stop_transaction(started.transaction_id, 10, reason="Remote")
            await asyncio.to_thread(eventually, lambda: effect(server, stop["id"]) == "SEEN", "the stop is seen")

    run(charge())


def test_a_driver_starts_with_the_own_tag_and_stops_the_own_session(server, name):
    station = server.onboard(name)
    driver = server.make_user("driver")
    server.create_tag(name + "T", userId=server.post("{ viewer { user { id } } }", token=driver)["viewer"]["user"]["id"])
    server.create_tag(name + "O")
    ids = "query ($id: String) { station(chargePointId: $id) { sessions(first: 2) { nodes { id idTag } } } }"

    async def charge():
        async with connected(server, name) as charger:
            for tag, code in [(name + "O", "FORBIDDEN"), ("NOBODYS", "FORBIDDEN"), (name + "T", None)]:
                _, answer = await asyncio.to_thread(
                    server.post, START, {"input": {"stationId": station, "connector": 1, "idTag": tag}}, driver, raw=True)
                assert code == (answer["errors"][0]["extensions"]["code"] if "errors" in answer else None), answer
            assert answer["data"]["remoteStart"]["operation"]["status"] == "ACCEPTED"
            assert await charger.asked.get() == ("RemoteStartTransaction", {"id_tag": name + "T", "connector_id": 1})
            started = await charger.start_transaction(1, name + "T", 0)
            await charger.start_transaction(2, name + "O", 0)
            sessions = await asyncio.to_thread(server.post, ids, {"id": name})
            sessions = {each["idTag"]: each["id"] for each in sessions["station"]["sessions"]["nodes"]}
            _, refused = await asyncio.to_thread(server.post, STOP, {"input": {"sessionId": sessions[name + "O"]}}, driver, raw=True)
            assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"
            stop = await asyncio.to_thread(server.post, STOP, {"input": {"sessionId": sessions[name + "T"]}}, driver)
            assert stop["remoteStop"]["operation"]["status"] == "ACCEPTED"
            assert await charger.asked.get() == ("RemoteStopTransaction", {"transaction_id": started.transaction_id})
            assert charger.asked.empty()
            await charger.stop_transaction(started.transaction_id, 10, reason="Remote")
            seen = "query ($id: ID!) { operation(id: $id) { effect } }"
            id = stop["remoteStop"]["operation"]["id"]
            await asyncio.to_thread(
                eventually, lambda: server.post(seen, {"id": id}, driver)["operation"]["effect"] == "SEEN", "the stop is seen")

    run(charge())


def test_a_refusal_is_told_as_such(server, name):
    station_id = server.onboard(name)

    async def ask():
        async with connected(server, name) as charger:
            charger.replies["RemoteStartTransaction"] = "Rejected"
            answer = await asyncio.to_thread(server.post, START, {"input": {"stationId": station_id, "idTag": "ABC"}})
            assert answer["remoteStart"]["operation"]["status"] == "REJECTED"
            assert answer["remoteStart"]["operation"]["effect"] == "NONE"

    run(ask())


def test_calls_in_both_directions_may_cross(server, name):
    """A charger that authorizes while it still owes us an answer gets its own answer first."""
    station_id = server.onboard(name)
    server.create_tag(name + "T")

    async def ask():
        async with connected(server, name) as charger:
            verdicts = []

            async def authorize_first(**arguments):
                from ocpp.v16 import call_result
                return call_result.RemoteStartTransaction(status="Accepted")

            asking = asyncio.create_task(asyncio.to_thread(
                server.post, START, {"input": {"stationId": station_id, "idTag": name + "T"}}))
            for _ in range(20):
                verdicts.append((await charger.authorize(name + "T"))["status"])
            assert set(verdicts) == {"Accepted"}
            assert (await asking)["remoteStart"]["operation"]["status"] == "ACCEPTED"

    run(ask())


def test_an_offline_charger_is_told_with_the_recorded_attempt(server, name):
    station_id = server.onboard(name)
    status, answer = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, raw=True)
    assert status == 200
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "CHARGER_OFFLINE"
    operation = server.post("query ($id: ID!) { operation(id: $id) { status kind } }", {"id": error["extensions"]["operationId"]})["operation"]
    assert operation == {"status": "FAILED", "kind": "REMOTE_START"}


def test_a_support_person_may_not_onboard_and_a_driver_may_not_operate(server, name):
    station_id = server.onboard(name)
    support, driver = server.make_user("support"), server.make_user("driver")
    _, refused = server.post(
        "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }",
        {"input": {"chargePointId": name + "X"}}, token=support, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    _, refused = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, token=driver, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_another_organization_sees_nothing(server, name):
    station_id = server.onboard(name)
    stranger = server.make_user("organization-owner", "Strangers " + name)
    assert server.post("{ stations { totalCount nodes { id } } tags { totalCount } groups { totalCount } sessions { totalCount } }", token=stranger) == {
        "stations": {"totalCount": 0, "nodes": []}, "tags": {"totalCount": 0}, "groups": {"totalCount": 0}, "sessions": {"totalCount": 0}}
    assert server.post("query ($id: ID!) { node(id: $id) { id } }", {"id": station_id}, token=stranger) == {"node": None}
    _, refused = server.post(START, {"input": {"stationId": station_id, "idTag": "ABC"}}, token=stranger, raw=True)
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"


PROFILE = {
    "profileId": 7, "purpose": "TX_DEFAULT_PROFILE", "kind": "ABSOLUTE",
    "schedule": {"unit": "A", "startAt": "2026-01-01T00:00:00Z", "periods": [{"startSeconds": 0, "limit": 16}, {"startSeconds": 60, "limit": 8.2}]}}
HASHES = {"hashAlgorithm": "SHA256", "issuerNameHash": "ab12", "issuerKeyHash": "cd34", "serialNumber": "01"}

# Mutation, its input, the message, an accepting and a refusing answer; None where the message has no status to refuse with.
OPERATIONS = [
    ("remoteStart", {"connector": 1, "idTag": "T"}, "RemoteStartTransaction", "Accepted", "Rejected"),
    ("reset", {"type": "HARD"}, "Reset", "Accepted", "Rejected"),
    ("changeAvailability", {"connector": 1, "type": "INOPERATIVE"}, "ChangeAvailability", "Scheduled", "Rejected"),
    ("unlockConnector", {"connector": 1}, "UnlockConnector", "Unlocked", "UnlockFailed"),
    ("clearCache", {}, "ClearCache", "Accepted", "Rejected"),
    ("triggerMessage", {"message": "MeterValues", "connector": 1}, "TriggerMessage", "Accepted", "NotImplemented"),
    ("extendedTriggerMessage", {"message": "LogStatusNotification"}, "ExtendedTriggerMessage", "Accepted", "Rejected"),
    ("getConfiguration", {"keys": ["A"]}, "GetConfiguration", {"configuration_key": [{"key": "A", "readonly": False, "value": "1"}]}, None),
    ("changeConfiguration", {"key": "HeartbeatInterval", "value": "60"}, "ChangeConfiguration", "RebootRequired", "NotSupported"),
    ("dataTransfer", {"vendorId": "V", "messageId": "M", "data": "x"}, "DataTransfer", {"status": "Accepted", "data": "y"}, "UnknownVendorId"),
    ("getDiagnostics", {"location": "ftp://user:word@host/"}, "GetDiagnostics", {"file_name": "d.zip"}, None),
    ("getLog", {"location": "https://host/log", "logType": "SECURITY_LOG"}, "GetLog", {"status": "Accepted", "filename": "l"}, "Rejected"),
    ("updateFirmware", {"url": "https://host/image"}, "UpdateFirmware", {}, None),
    ("sendLocalList", {}, "SendLocalList", "Accepted", "VersionMismatch"),
    ("getLocalListVersion", {}, "GetLocalListVersion", {"list_version": 3}, None),
    ("setChargingProfile", {"connector": 1, "profile": PROFILE}, "SetChargingProfile", "Accepted", "NotSupported"),
    ("clearChargingProfile", {"purpose": "TX_DEFAULT_PROFILE", "stackLevel": 0}, "ClearChargingProfile", "Accepted", "Unknown"),
    ("getCompositeSchedule", {"connector": 1, "durationSeconds": 60, "unit": "A"}, "GetCompositeSchedule", "Accepted", "Rejected"),
    ("installCertificate", {"type": "MANUFACTURER_ROOT_CERTIFICATE", "certificate": "-----BEGIN CERTIFICATE-----"}, "InstallCertificate", "Accepted", "Failed"),
    ("deleteCertificate", HASHES, "DeleteCertificate", "Accepted", "NotFound"),
    ("getInstalledCertificateIds", {"type": "CENTRAL_SYSTEM_ROOT_CERTIFICATE"}, "GetInstalledCertificateIds", "Accepted", "NotFound"),
]
SHOWN = "id kind status effect answer failure request station { chargePointId }"


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def ask(server, mutation, input):
    """One mutation; its payload."""
    type = mutation[0].upper() + mutation[1:] + "Input"
    query = f"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ operation {{ {SHOWN} }} operations {{ {SHOWN} }} }} }}"
    return server.post(query, {"input": input})[mutation]


def refused(server, mutation, input):
    """The error of a mutation that is one."""
    type = mutation[0].upper() + mutation[1:] + "Input"
    _, answer = server.post(f"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ operation {{ id }} }} }}", {"input": input}, raw=True)
    return answer["errors"][0]["extensions"]


@pytest.mark.parametrize("mutation, input, message, accepting, refusing", OPERATIONS, ids=[row[0] for row in OPERATIONS])
def test_each_operation_shows_the_answer_as_it_came(server, name, mutation, input, message, accepting, refusing):
    """The charger checks each of our frames against the standard's schemas, and answers a bad one with an error."""
    station_id = server.onboard(name)

    async def everything():
        async with connected(server, name) as charger:
            charger.replies[message] = accepting
            operation = (await asyncio.to_thread(ask, server, mutation, {"stationId": station_id, **input}))["operation"]
            assert operation["status"] == "ACCEPTED", operation
            fields = accepting if isinstance(accepting, dict) else {"status": accepting}
            assert operation["answer"].keys() == {camel(key) for key in fields}
            # How long a list may be is asked before the first one.
            while (asked := (await charger.asked.get())[0]) != message:
                assert (message, asked) == ("SendLocalList", "GetConfiguration")
            assert operation["station"] == {"chargePointId": name} and "word" not in str(operation["request"])

            if refusing:
                charger.replies[message] = refusing
                operation = (await asyncio.to_thread(ask, server, mutation, {"stationId": station_id, **input}))["operation"]
                assert (operation["status"], operation["effect"]) == ("REJECTED", "NONE")
                assert operation["answer"] == {"status": refusing}

            charger.replies[message] = NotSupportedError("not here")
            operation = (await asyncio.to_thread(ask, server, mutation, {"stationId": station_id, **input}))["operation"]
            assert (operation["status"], operation["effect"]) == ("FAILED", "NONE")
            assert operation["answer"] == {"errorCode": "NotSupported", "errorDescription": "not here"}

    run(everything())
    extensions = refused(server, mutation, {"stationId": station_id, **input})
    assert extensions["code"] == "CHARGER_OFFLINE"
    row = server.post("query ($id: ID!) { operation(id: $id) { status answer } }", {"id": extensions["operationId"]})["operation"]
    assert row == {"status": "FAILED", "answer": None}


@pytest.fixture(scope="module")
def impatient():
    """A server that does not wait long for answers."""
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={"STATIONMASTER_CALL_TIMEOUT": "1s"}).start()
        server.token = server.make_user()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


def test_each_operation_times_out_without_an_error(impatient, name):
    async def mute(number, row):
        mutation, input, message, _, _ = row
        id = f"{name}-{number}"
        station_id = await asyncio.to_thread(impatient.onboard, id)
        async with connected(impatient, id) as charger:
            charger.replies[message] = MUTE
            operation = (await asyncio.to_thread(ask, impatient, mutation, {"stationId": station_id, **input}))["operation"]
            assert (operation["status"], operation["effect"], operation["answer"]) == ("TIMED_OUT", "NONE", None), operation

    async def everybody():
        await asyncio.gather(*(mute(number, row) for number, row in enumerate(OPERATIONS)))

    run(everybody())


def test_a_call_whose_turn_does_not_come_expires_and_is_never_sent(name):
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={"STATIONMASTER_CALL_TIMEOUT": "90s"}).start()
        server.token = server.make_user()
        station_id = server.onboard(name)

        async def wait():
            async with connected(server, name) as charger:
                charger.replies["ClearCache"] = MUTE
                first = (await asyncio.to_thread(ask, server, "clearCache", {"stationId": station_id, "wait": False}))["operation"]
                assert first["status"] in ("QUEUED", "SENT")
                assert (await charger.asked.get())[0] == "ClearCache"
                second = (await asyncio.to_thread(ask, server, "reset", {"stationId": station_id, "type": "SOFT", "wait": False}))["operation"]
                status = lambda id: server.post("query ($id: ID!) { operation(id: $id) { status } }", {"id": id})["operation"]["status"]
                await asyncio.to_thread(eventually, lambda: status(second["id"]) == "EXPIRED", "the second expires", 75)
                assert status(first["id"]) == "SENT" and charger.asked.empty()

        run(wait())
        server.kill()
        server.start()
        # What was under way when the server was killed does not stay so for ever.
        rows = server.post("{ operations { nodes { kind status failure } } }")["operations"]["nodes"]
        assert [row["status"] for row in rows] == ["EXPIRED", "FAILED"], rows
        assert server.stop() == 0


def test_many_stations_are_asked_at_once_with_an_outcome_each(impatient, name):
    ids = [f"{name}-{number}" for number in range(5)]
    station_ids = [impatient.onboard(id) for id in ids]
    replies = ["Accepted", "Rejected", MUTE, NotSupportedError("no")]

    async def everybody():
        async with (connected(impatient, ids[0]) as a, connected(impatient, ids[1]) as b, connected(impatient, ids[2]) as c,
                    connected(impatient, ids[3]) as d):
            for charger, reply in zip((a, b, c, d), replies):
                charger.replies["ClearCache"] = reply
            payload = await asyncio.to_thread(ask, impatient, "clearCache", {"stationIds": station_ids})
            assert payload["operation"] is None
            assert [(row["station"]["chargePointId"], row["status"]) for row in payload["operations"]] == list(
                zip(ids, ["ACCEPTED", "REJECTED", "TIMED_OUT", "FAILED", "FAILED"]))
            assert payload["operations"][4]["failure"] == "The charger is offline."

    run(everybody())
    listed = impatient.post(
        "query ($ids: [ID!]) { operations(filter: { stationIds: $ids, status: FAILED }) { totalCount nodes { requestedBy { email } } } }",
        {"ids": station_ids})["operations"]
    assert listed["totalCount"] == 2 and all(row["requestedBy"] for row in listed["nodes"])


def test_input_names_one_station_or_many(server, name):
    station_id = server.onboard(name)
    assert refused(server, "clearCache", {}) == {"code": "BAD_USER_INPUT", "field": "stationId"}
    assert refused(server, "clearCache", {"stationId": station_id, "stationIds": [station_id]}) == {"code": "BAD_USER_INPUT", "field": "stationIds"}


def test_a_reset_is_followed_until_the_charger_is_back(server, name):
    station_id = server.onboard(name)

    async def reset():
        async with connected(server, name):
            operation = (await asyncio.to_thread(ask, server, "reset", {"stationId": station_id, "type": "SOFT"}))["operation"]
            assert (operation["status"], operation["effect"]) == ("ACCEPTED", "PENDING")
        async with connected(server, name):
            await asyncio.to_thread(eventually, lambda: effect(server, operation["id"]) == "SEEN", "the charger is seen to be back")

    run(reset())


def test_a_new_authorization_key_is_good_beside_the_old_one_until_it_has_connected(server, name):
    old, new = "old-password-1234", bytes(range(65, 85)).decode()
    station_id = server.onboard(name, old)

    async def change():
        async with connected(server, name, old) as charger:
            payload = await asyncio.to_thread(
                ask, server, "changeConfiguration", {"stationId": station_id, "key": "AuthorizationKey", "value": new.encode().hex()})
            operation = payload["operation"]
            assert operation["status"] == "ACCEPTED" and operation["request"] == {"key": "AuthorizationKey", "value": "***"}
            assert await charger.asked.get() == ("ChangeConfiguration", {"key": "AuthorizationKey", "value": new.encode().hex()})
            frames = str(server.debug(name))
            assert "AuthorizationKey" in frames and new.encode().hex() not in frames
        async with connected(server, name, old):
            assert effect(server, operation["id"]) == "PENDING"
        async with connected(server, name, new):
            await asyncio.to_thread(eventually, lambda: effect(server, operation["id"]) == "SEEN", "the new key has connected")
        with pytest.raises(Exception, match="401"):
            async with server.socket(name, old):
                pass
        async with connected(server, name, new):
            pass

    run(change())


def test_a_local_list_holds_the_tags_that_are_valid_there_and_then_only_what_changed(server, name):
    station_id, elsewhere = server.onboard(name), server.onboard(name + "X")
    server.create_tag(name + "A", stationIds=[station_id], parentIdTag="P", expiresAt="2099-01-01T00:00:00Z")
    server.create_tag(name + "B", stationIds=[station_id], isBlocked=True)
    server.create_tag(name + "C", stationIds=[elsewhere])

    async def send():
        async with connected(server, name) as charger:
            assert (await asyncio.to_thread(ask, server, "sendLocalList", {"stationId": station_id}))["operation"]["status"] == "ACCEPTED"
            assert (await charger.asked.get())[0] == "GetConfiguration"
            _, full = await charger.asked.get()
            mine = {entry["id_tag"]: entry["id_tag_info"] for entry in full["local_authorization_list"] if entry["id_tag"].startswith(name)}
            assert full["update_type"] == "Full" and full["list_version"] == 1
            assert mine == {name + "A": {"status": "Accepted", "expiry_date": "2099-01-01T00:00:00Z", "parent_id_tag": "P"}, name + "B": {"status": "Blocked"}}
            await asyncio.to_thread(server.create_tag, name + "D", stationIds=[station_id])
            # Sent by itself soon after, unless it is asked for before that.
            payload = await asyncio.to_thread(ask, server, "sendLocalList", {"stationId": station_id, "updateType": "DIFFERENTIAL"})
            assert payload["operation"]["status"] in ("ACCEPTED", "FAILED")
            _, difference = await charger.asked.get()
            assert difference["list_version"] == 2 and difference["update_type"] == "Differential"
            assert {entry["id_tag"] for entry in difference["local_authorization_list"]} == {name + "D"}

            charger.replies["SendLocalList"] = "VersionMismatch"
            for expected in ("REJECTED", "FAILED"):
                payload = await asyncio.to_thread(ask, server, "sendLocalList", {"stationId": station_id, "updateType": "DIFFERENTIAL"})
                assert payload["operation"]["status"] == expected
            assert "FULL" in payload["operation"]["failure"]

    run(send())


def test_a_diagnostics_upload_is_followed_to_its_end(server, name):
    from ocpp.v16 import call
    station_id = server.onboard(name)

    async def upload():
        async with connected(server, name) as charger:
            for end, expected in (("UploadFailed", "MISSED"), ("Uploaded", "SEEN")):
                charger.replies["GetDiagnostics"] = {"file_name": "d.zip"}
                operation = (await asyncio.to_thread(ask, server, "getDiagnostics", {"stationId": station_id, "location": "ftp://host/"}))["operation"]
                for status in ("Uploading", end):
                    assert operation["effect"] == "PENDING"
                    await charger.call(call.DiagnosticsStatusNotification(status=status))
                await asyncio.to_thread(eventually, lambda: effect(server, operation["id"]) == expected, "the end is seen")

    run(upload())
