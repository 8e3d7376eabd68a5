"""The group that a person has chosen: everything shown is of it, and nothing else."""
import asyncio
import json
import urllib.error
import urllib.request

import pytest
from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from websockets.exceptions import ConnectionClosed


def make_group(server, name, stations=(), tags=(), parent=None):
    query = "mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id } } }"
    input = {"name": name, "stationIds": list(stations), "tagIds": list(tags), "parentId": parent}
    return server.post(query, {"input": input})["createGroup"]["group"]["id"]


def ask(server, group, query, token=None):
    body = json.dumps({"query": query, "extensions": {"group": group}}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or server.token}"}
    request = urllib.request.Request(f"http://127.0.0.1:{server.http_port}/graphql", body, headers)
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


EVERYTHING = """{
  stations(first: 500) { totalCount nodes { chargePointId } } connectors(first: 500) { nodes { station { chargePointId } } }
  sessions(first: 500) { nodes { station { chargePointId } } } tags(first: 500) { nodes { idTag } }
  groups { nodes { name } } operations(first: 500) { nodes { station { chargePointId } } }
  dashboard { presence { online offline unknown } } sessionTotals { count } search(text: "G") { stations { chargePointId } }
}"""


def test_a_group_and_those_below_it_are_all_that_is_seen(server, name):
    inner, outer, other = (f"{name}-{part}" for part in ("inner", "outer", "other"))
    ids = {id: server.onboard(id) for id in (inner, outer, other)}
    tag, stranger = server.create_tag(f"G{name[:8]}A"), server.create_tag(f"G{name[:8]}B")

    async def charge():
        for id in ids:
            async with connected(server, id) as charger:
                await charger.status(1, "Available")
                started = await charger.start_transaction(1, f"G{name[:8]}A", 0)
                await charger.stop_transaction(started.transaction_id, 10)

    run(charge())
    parent = make_group(server, f"Site {name}", [ids[outer]], [tag])
    make_group(server, f"Row {name}", [ids[inner]], parent=parent)
    seen = ask(server, parent, EVERYTHING)
    assert {node["chargePointId"] for node in seen["stations"]["nodes"]} == {inner, outer} and seen["stations"]["totalCount"] == 2
    for part in ("connectors", "sessions"):
        assert {node["station"]["chargePointId"] for node in seen[part]["nodes"]} == {inner, outer}, part
    assert [node["idTag"] for node in seen["tags"]["nodes"]] == [f"G{name[:8]}A"]
    assert {node["name"] for node in seen["groups"]["nodes"]} == {f"Site {name}", f"Row {name}"}
    assert seen["dashboard"]["presence"] == {"online": 0, "offline": 2, "unknown": 0} and seen["sessionTotals"]["count"] == 2
    assert ask(server, parent, f'{{ node(id: "{ids[other]}") {{ id }} own: node(id: "{ids[inner]}") {{ id }} }}') == {"node": None, "own": {"id": ids[inner]}}
    assert ask(server, parent, f'{{ node(id: "{stranger}") {{ id }} }}') == {"node": None}
    address = f"http://127.0.0.1:{server.http_port}/export/stations.csv?group={parent}"
    csv = urllib.request.urlopen(urllib.request.Request(address, headers={"Authorization": f"Bearer {server.token}"})).read().decode()
    assert inner in csv and outer in csv and other not in csv
    # A group of another organization is none.
    foreign = server.make_user(organization="Another")
    assert ask(server, parent, "{ stations { totalCount } groups { totalCount } }", token=foreign) == {"stations": {"totalCount": 0}, "groups": {"totalCount": 0}}


def test_a_subscription_tells_of_the_group_alone(server, name):
    inner, other = f"{name}-inner", f"{name}-other"
    ids = {id: server.onboard(id) for id in (inner, other)}
    group = make_group(server, f"Site {name}", [ids[inner]])

    async def watch():
        async with GraphQLSocket(server) as socket:
            subscription = await socket.subscribe("subscription { stationChanged { chargePointId presence } }", extensions={"group": group})
            for id in (other, inner):
                async with connected(server, id):
                    pass
            first = await subscription.next()
            assert first["stationChanged"]["chargePointId"] == inner

    run(watch())


def test_what_is_no_group_is_refused(server):
    body = json.dumps({"query": "{ viewer { role } }", "extensions": {"group": "x"}}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.token}"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{server.http_port}/graphql", body, headers))
    assert json.load(refused.value)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


GIVE = "mutation ($input: SetGroupRoleInput!) { setGroupRole(input: $input) { group { id } } }"
START = "mutation ($input: RemoteStartInput!) { remoteStart(input: $input) { operation { status station { chargePointId } } } }"


def test_a_driver_who_manages_a_group_starts_charges_there_and_nowhere_else(server, name):
    north, south = f"{name}-north", f"{name}-south"
    ids = {id: server.onboard(id) for id in (north, south)}
    server.create_tag(f"N{name[:8]}")
    depot = make_group(server, f"Depot {name}")
    make_group(server, f"North {name}", [ids[north]], parent=depot)
    driver, owner = server.make_user("driver"), server.make_user("organization-owner")
    user = server.post("{ viewer { user { id } } }", token=driver)["viewer"]["user"]["id"]

    def start(id):
        _, answer = server.post(START, {"input": {"stationId": ids[id], "connector": 1, "idTag": f"N{name[:8]}"}}, token=driver, raw=True)
        return answer

    async def charge():
        async with connected(server, north) as charger, connected(server, south) as other:
            for each in (charger, other):
                await each.status(1, "Preparing")
            assert (await asyncio.to_thread(start, north))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            await asyncio.to_thread(server.post, GIVE, {"input": {"groupId": depot, "userId": user, "role": "MANAGER"}}, owner)
            await asyncio.to_thread(eventually, lambda: "errors" not in start(north), "the role counts within seconds")
            action, arguments = await charger.asked.get()
            assert (action, arguments["id_tag"]) == ("RemoteStartTransaction", f"N{name[:8]}")
            assert (await asyncio.to_thread(start, south))["errors"][0]["extensions"]["code"] == "FORBIDDEN", "the tag is not the driver's"
            assert other.asked.empty()
            await asyncio.to_thread(server.post, GIVE, {"input": {"groupId": depot, "userId": user, "role": None}}, owner)
            assert "errors" in await asyncio.to_thread(start, north), "a role that was taken away counts no more at once"

    run(charge())


def test_a_persons_open_pages_come_again_at_once_when_a_role_within_a_group_is_given_or_taken(server, name):
    north, south = make_group(server, f"North {name}"), make_group(server, f"South {name}")
    driver, owner = server.make_user("driver"), server.make_user("organization-owner")
    user = server.post("{ viewer { user { id } } }", token=driver)["viewer"]["user"]["id"]

    def give(group, role):
        server.post(GIVE, {"input": {"groupId": group, "userId": user, "role": role}}, owner)

    give(north, "SUPPORT")

    async def watch():
        # Who has the same role already at another group is the same viewer to every check that looks at rights alone.
        for group, role in [(south, "SUPPORT"), (south, None)]:
            async with GraphQLSocket(server, driver) as socket, GraphQLSocket(server) as other:
                await asyncio.to_thread(give, group, role)
                with pytest.raises(ConnectionClosed):
                    await asyncio.wait_for(socket.reading, 4)
                assert not other.reading.done()

    run(watch())
