"""Tags from the first tap to the charger's own list, with a charger that we did not write."""
import asyncio

from charger import connected
from conftest import eventually, run

UPDATE = "mutation ($input: UpdateTagInput!) { updateTag(input: $input) { tag { isBlocked } } }"
UNKNOWN = "query ($stations: [ID!]) { unknownTags(filter: {stationIds: $stations}) { totalCount nodes { id idTag count station { chargePointId } } } }"
LIST = "query ($id: ID!) { station(id: $id) { localList { version entryCount isInStep lastSentAt } } }"
SENT = """query ($id: ID!) { operations(filter: {stationIds: [$id], kind: SEND_LOCAL_LIST}) {
  nodes { status request requestedBy { email } } } }"""


async def in_thread(function, *arguments, **more):
    return await asyncio.to_thread(function, *arguments, **more)


def unknown(server, station_id):
    return server.post(UNKNOWN, {"stations": [station_id]})["unknownTags"]["nodes"]


def local_list(server, station_id):
    return server.post(LIST, {"id": station_id})["station"]["localList"]


async def send_list(server, charger, station_id, update="FULL"):
    """Has the list sent; the requests that the charger got for it."""
    data = await in_thread(
        server.post, "mutation ($input: SendLocalListInput!) { sendLocalList(input: $input) { operation { status failure } } }",
        {"input": {"stationId": station_id, "updateType": update}})
    return data["sendLocalList"]["operation"], requests(charger)


def requests(charger):
    found = []
    while not charger.asked.empty():
        found.append(charger.asked.get_nowait())
    return found


async def next_list(charger):
    action, arguments = await asyncio.wait_for(charger.asked.get(), 30)
    assert action == "SendLocalList"
    return arguments


def test_an_unknown_tap_becomes_a_tag_and_its_refused_session_follows(server, name):
    station_id = server.onboard(name)

    async def tap():
        async with connected(server, name) as charger:
            assert (await charger.authorize(name + "t"))["status"] == "Invalid"
            started = await charger.start_transaction(1, name + "T", 0)
            assert started.id_tag_info["status"] == "Invalid" and started.transaction_id > 0
            # In the inbox by the time of the answer.
            [entry] = await in_thread(unknown, server, station_id)
            assert (entry["idTag"], entry["count"], entry["station"]["chargePointId"]) == (name + "T", 2, name)
            await charger.stop_transaction(started.transaction_id, 5, reason="DeAuthorized")

            await in_thread(server.create_tag, name + "T")
            assert await in_thread(unknown, server, station_id) == []
            assert (await charger.authorize(name + "t"))["status"] == "Accepted"
            data = await in_thread(server.post, "query ($id: ID!) { station(id: $id) { sessions { nodes { authorization idTag tag { idTag } } } } }", {"id": station_id})
            assert data["station"]["sessions"]["nodes"] == [{"authorization": "INVALID", "idTag": name + "T", "tag": {"idTag": name + "T"}}]

    run(tap())


def test_an_unknown_tag_can_be_dismissed_and_is_nobody_elses_business(server, name):
    station_id = server.onboard(name)

    async def tap():
        async with connected(server, name) as charger:
            await charger.authorize(name + "T")
        [entry] = unknown(server, station_id)
        dismiss = "mutation ($ids: [ID!]!) { dismissUnknownTags(input: {ids: $ids}) { deletedIds } }"
        stranger, driver = server.make_user("organization-owner", "Strangers " + name), server.make_user("driver")
        for token, code in ((stranger, "NOT_FOUND"), (driver, "FORBIDDEN")):
            assert server.post(UNKNOWN, token=token)["unknownTags"]["totalCount"] == 0
            _, refused = server.post(dismiss, {"ids": [entry["id"]]}, token=token, raw=True)
            assert refused["errors"][0]["extensions"]["code"] == code
        assert server.post(dismiss, {"ids": [entry["id"]]})["dismissUnknownTags"]["deletedIds"] == [entry["id"]]
        assert unknown(server, station_id) == []

    run(tap())


def test_a_blocked_tag_reaches_the_list_of_a_connected_charger_by_itself(server, name):
    station_id = server.onboard(name)
    tag_id = server.create_tag(name + "A", stationIds=[station_id])
    server.create_tag(name + "B", stationIds=[station_id])

    async def block():
        async with connected(server, name) as charger:
            charger.replies["GetConfiguration"] = {"configuration_key": [], "unknown_key": ["SendLocalListMaxLength", "LocalAuthListMaxLength"]}
            operation, sent = await send_list(server, charger, station_id)
            assert operation["status"] == "ACCEPTED"
            assert [action for action, _ in sent] == ["GetConfiguration", "SendLocalList"]
            state = await in_thread(local_list, server, station_id)
            assert state["version"] == 1 and state["isInStep"] and state["lastSentAt"]

            await in_thread(server.post, UPDATE, {"input": {"id": tag_id, "isBlocked": True}})
            change = await next_list(charger)
            assert change["list_version"] == 2 and change["update_type"] == "Differential"
            assert change["local_authorization_list"] == [{"id_tag": name + "A", "id_tag_info": {"status": "Blocked"}}]
            assert (await charger.authorize(name + "A"))["status"] == "Blocked"
            await in_thread(eventually, lambda: local_list(server, station_id)["isInStep"], "the list is in step")
            [own, asked] = (await in_thread(server.post, SENT, {"id": station_id}))["operations"]["nodes"]
            assert own == {"status": "ACCEPTED", "request": {}, "requestedBy": None}
            assert asked["request"] == {"updateType": "FULL"} and asked["requestedBy"]

        # What is deleted while the charger is away is told when it comes back.
        server.post("mutation ($ids: [ID!]!) { deleteTags(input: {ids: $ids}) { deletedIds } }", {"ids": [tag_id]})
        async with connected(server, name) as charger:
            change = await next_list(charger)
            assert change["local_authorization_list"] == [{"id_tag": name + "A"}]

    run(block())


def test_a_list_is_split_as_the_charger_says_and_refused_where_it_cannot_hold_it(server, name):
    station_id = server.onboard(name)
    for letter in "ABC":
        server.create_tag(name + letter, stationIds=[station_id])

    def limits(message, whole):
        keys = {"SendLocalListMaxLength": message, "LocalAuthListMaxLength": whole}
        return {"configuration_key": [{"key": key, "readonly": True, "value": str(value)} for key, value in keys.items()]}

    async def send():
        async with connected(server, name) as charger:
            charger.replies["GetConfiguration"] = limits(2, 100_000)
            operation, [_, *sent] = await send_list(server, charger, station_id)
            assert operation["status"] == "ACCEPTED"
            assert sent[0][1]["update_type"] == "Full" and {request["update_type"] for _, request in sent[1:]} == {"Differential"}
            assert [request["list_version"] for _, request in sent] == list(range(1, len(sent) + 1))
            assert all(len(request["local_authorization_list"]) <= 2 for _, request in sent)
            assert {entry["id_tag"] for _, request in sent for entry in request["local_authorization_list"]} >= {name + letter for letter in "ABC"}

        small = server.onboard(name + "S")
        async with connected(server, name + "S") as charger:
            server.create_tag(name + "D", stationIds=[small])
            charger.replies["GetConfiguration"] = limits(10, 0)
            operation, sent = await send_list(server, charger, small)
            assert operation["status"] == "FAILED" and "LocalAuthListMaxLength allows 0" in operation["failure"]
            assert [action for action, _ in sent] == ["GetConfiguration"]

    run(send())


def test_a_charger_that_lost_its_list_is_sent_the_whole_of_it(server, name):
    station_id = server.onboard(name)
    server.create_tag(name + "A", stationIds=[station_id])

    async def lose():
        async with connected(server, name) as charger:
            await send_list(server, charger, station_id)
            charger.replies["GetLocalListVersion"] = {"list_version": 0}
            await in_thread(
                server.post, "mutation ($id: ID) { getLocalListVersion(input: {stationId: $id}) { operation { status } } }", {"id": station_id})
            assert (await charger.asked.get())[0] == "GetLocalListVersion"
            whole = await next_list(charger)
            assert whole["update_type"] == "Full" and whole["list_version"] == 2

    run(lose())


def test_a_tag_of_the_same_parent_stops_a_charge_and_the_parent_itself_is_no_tag(server, name):
    server.onboard(name)
    for letter in "AB":
        server.create_tag(name + letter, parentIdTag=name + "P")

    async def charge():
        async with connected(server, name) as charger:
            started = await charger.start_transaction(1, name + "A", 0)
            assert started.id_tag_info == {"status": "Accepted", "parent_id_tag": name + "P"}
            # The charger compares the two parents and lets B stop.
            assert (await charger.authorize(name + "B"))["parent_id_tag"] == name + "P"
            assert (await charger.authorize(name + "P"))["status"] == "Invalid"
            stopped = await charger.stop_transaction(started.transaction_id, 100, id_tag=name + "B")
            assert stopped.id_tag_info == {"status": "Accepted", "parent_id_tag": name + "P"}
            [[status]] = await in_thread(server.sql, f"select status from sessions where transaction_id = {started.transaction_id}")
            assert status == "COMPLETED"

    run(charge())


def test_a_tag_charges_once_at_a_time_unless_it_may_more_often(server, name):
    for id in (name, name + "X"):
        server.onboard(id)
    tag_id = server.create_tag(name + "T")

    async def charge():
        async with connected(server, name) as one, connected(server, name + "X") as other:
            first = await one.start_transaction(1, name + "T", 0, timestamp="2026-01-01T00:00:00Z")
            assert first.id_tag_info["status"] == "Accepted"
            assert (await other.authorize(name + "T"))["status"] == "Accepted"
            second = await other.start_transaction(1, name + "T", 0)
            assert second.id_tag_info["status"] == "ConcurrentTx"
            # A charger that did not hear the answer hears the same again.
            again = await one.start_transaction(1, name + "T", 0, timestamp="2026-01-01T00:00:00Z")
            assert (again.transaction_id, again.id_tag_info["status"]) == (first.transaction_id, "Accepted")
            await other.stop_transaction(second.transaction_id, 0, reason="DeAuthorized")
            await in_thread(server.post, UPDATE, {"input": {"id": tag_id, "allowConcurrent": True}})
            assert (await other.start_transaction(1, name + "T", 5)).id_tag_info["status"] == "Accepted"

    run(charge())


def test_a_tag_whose_only_station_is_gone_is_valid_nowhere_until_somebody_says_otherwise(server, name):
    gone, other = server.onboard(name + "G"), server.onboard(name)
    tag = server.create_tag(name + "T", stationIds=[gone])
    seen = "query ($id: ID!) { node(id: $id) { ... on Tag { isRestrictedToStations stations { id } } } }"
    assert server.post(seen, {"id": tag})["node"] == {"isRestrictedToStations": True, "stations": [{"id": gone}]}
    server.sql(f"delete from stations where charge_point_id = '{name}G'")
    assert server.post(seen, {"id": tag})["node"] == {"isRestrictedToStations": True, "stations": []}

    async def ask():
        async with connected(server, name) as charger:
            verdicts = [(await charger.authorize(name + "T"))["status"]]
            refused = await charger.start_transaction(1, name + "T", 0)
            await charger.stop_transaction(refused.transaction_id, 0)
            _, [*_, (_, sent)] = await send_list(server, charger, other)
            assert name + "T" not in [entry["id_tag"] for entry in sent.get("local_authorization_list", [])]
            update = "mutation ($input: UpdateTagInput!) { updateTag(input: $input) { tag { isRestrictedToStations } } }"
            changed = await in_thread(server.post, update, {"input": {"id": tag, "stationIds": []}})
            assert changed["updateTag"]["tag"] == {"isRestrictedToStations": False}
            return [*verdicts, refused.id_tag_info["status"], (await charger.authorize(name + "T"))["status"]]

    assert run(ask()) == ["Invalid", "Invalid", "Accepted"]
