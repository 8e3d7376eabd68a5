"""GraphQL over HTTP and over WebSocket, as their protocols have it."""
import asyncio
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request

import pytest
from conftest import run
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


def request(server, method="POST", body=None, path="/graphql", token=None, **headers):
    fields = {"Content-Type": "application/json", "Authorization": f"Bearer {server.token if token is None else token}"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {name: value for name, value in fields.items() if value}
    body = json.dumps(body).encode() if isinstance(body, dict) else body
    call = urllib.request.Request(f"http://127.0.0.1:{server.http_port}{path}", body, fields, method=method)
    try:
        with urllib.request.urlopen(call, timeout=60) as response:
            return response.status, response.headers, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.headers, json.load(error)


MODERN = "application/graphql-response+json"


def test_a_good_request_is_answered_in_the_media_type_asked_for(server):
    for accept in ("application/json", MODERN):
        status, headers, answer = request(server, body={"query": "{ viewer { role } }"}, Accept=accept)
        assert (status, headers["Content-Type"].split(";")[0]) == (200, accept)
        assert answer["data"] == {"viewer": {"role": "MANAGER"}} and "errors" not in answer
        assert 0 < answer["extensions"]["cost"]["estimated"] < answer["extensions"]["cost"]["allowed"]


@pytest.mark.parametrize("query", ["{", "{ noSuchField }", "query ($x: Nothing) { viewer { role } }"])
def test_a_bad_request_is_400_in_the_newer_media_type_and_200_in_the_older(server, query):
    for accept, expected in (("application/json", 200), (MODERN, 400)):
        status, headers, answer = request(server, body={"query": query}, Accept=accept)
        assert status == expected and answer["errors"] and "data" not in answer
        assert headers["Content-Type"].split(";")[0] == accept


def test_a_partial_result_is_a_success_in_either_media_type(server):
    query = "{ viewer { role } stations(first: 100000) { totalCount } }"
    for accept, expected in (("application/json", 200), (MODERN, 200), (None, 200)):
        status, headers, answer = request(server, body={"query": query}, **({"Accept": accept} if accept else {}))
        assert status == expected and answer["errors"] and "data" in answer, answer
        assert headers["Content-Type"].split(";")[0] == (accept or MODERN)


def test_an_answer_in_a_form_that_nobody_asked_for_is_not_made(server):
    assert request(server, body={"query": "{ viewer { role } }"}, Accept="text/html")[0] == 406
    status, headers, _ = request(server, body={"query": "{ viewer { role } }"}, Accept="text/html, application/json;q=0.1, */*;q=0")
    assert status == 200 and headers["Content-Type"].startswith("application/json")
    assert headers["Cache-Control"] == "no-store" and "Accept" in headers["Vary"]


def test_variables_are_coerced_and_refused_with_the_reason(server):
    query = "query ($first: Int!) { stations(first: $first) { totalCount } }"
    assert "data" in request(server, body={"query": query, "variables": {"first": 1}})[2]
    for variables in ({}, {"first": "one"}, {"first": 2**40}):
        assert "$first" in request(server, body={"query": query, "variables": variables})[2]["errors"][0]["message"]


def test_a_body_that_is_no_request_is_told_so(server):
    for body in (b"", b"nonsense", b"\xff", b"[" * 100_000, b'{"query": "{ viewer { role } } # \xff"}'):
        status, _, answer = request(server, body=body, Accept=MODERN)
        assert status == 400 and answer["errors"], body[:10]
    for body in (b"[]", b"{}", b"{\"query\": 1}", b'{"query": "{ viewer { role } }", "variables": []}'):
        status, _, answer = request(server, body=body, Accept="application/json")
        assert status == 400 and answer["errors"], body[:10]
    status, _, answer = request(server, body=b" " * (2 << 20))
    assert status == 413 and answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_other_content_types_are_refused_so_that_a_form_of_another_site_cannot_ask(server):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=latin1", ""):
        assert request(server, body={"query": "{ viewer { role } }"}, Content_Type=kind)[0] == 415


def test_get_answers_queries_and_refuses_mutations(server):
    path = "/graphql?" + urllib.parse.urlencode({"query": "query ($n: Int) { stations(first: $n) { nodes { id } } }", "variables": '{"n": 1}'})
    assert request(server, "GET", path=path)[0] == 200
    path = "/graphql?" + urllib.parse.urlencode({"query": 'mutation { createGroup(input: {name: "by GET"}) { group { id } } }'})
    for accept in (MODERN, "text/event-stream"):
        status, headers, _ = request(server, "GET", path=path, Accept=accept)
        assert status == 405 and headers["Allow"] == "POST"
    assert server.sql("select count(*) from groups where name = 'by GET'") == [["0"]]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_told_which_there_are(server, method):
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=60)
    connection.request(method, "/graphql", headers={"Authorization": f"Bearer {server.token}", "Origin": "https://evil.example"})
    response = connection.getresponse()
    response.read()
    assert response.status == (204 if method == "OPTIONS" else 405) and response.headers["Allow"] == "GET, POST, OPTIONS"
    assert not [name for name in response.headers if name.lower().startswith("access-control-")]
    # The connection is good for the next request.
    connection.request("GET", "/graphql?query=%7Bviewer%7Brole%7D%7D", headers={"Authorization": f"Bearer {server.token}"})
    assert connection.getresponse().status == 200
    connection.close()


def test_without_a_good_token_nothing_is_answered(server):
    for token in ("", "sm_wrong", "x" * 10_000):
        status, headers, answer = request(server, body={"query": "{ __typename }"}, token=token)
        assert status == 401 and answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_hostile_documents_are_refused_before_work(server):
    deep = "{ stations { nodes { " + "groups { parent { " * 200 + "id" + " } }" * 200 + " } } }"
    wide = "{" + " ".join(f"a{n}: viewer {{ role }}" for n in range(20_000)) + "}"
    page = "{ stations(first: 100000) { nodes { id } } }"
    for query in (deep, wide, page):
        _, _, answer = request(server, body={"query": query})
        assert answer["errors"], query[:80]


def test_clients_can_load_the_schema(server):
    query = """{ __schema { queryType { name } mutationType { name } subscriptionType { name }
      types { kind name fields(includeDeprecated: true) { name args { name type { kind name ofType { name } } defaultValue }
        type { kind name ofType { kind name ofType { kind name } } } } inputFields { name } interfaces { name }
        enumValues { name description } possibleTypes { name } } directives { name locations args { name } } } }"""
    schema = server.post(query)["__schema"]
    names = {t["name"] for t in schema["types"]}
    assert {"Station", "Session", "Node", "ConnectorStatus", "DateTime", "__Type"} <= names


def test_field_errors_have_paths_and_codes(server):
    _, _, answer = request(server, body={
        "query": 'mutation { bad: createTag(input: {idTag: "this tag is far too long for OCPP"}) { tag { id } } }'})
    [error] = answer["errors"]
    assert error["path"] == ["bad"] and error["extensions"]["code"] == "BAD_USER_INPUT" and error["extensions"]["field"] == "idTag"
    server.create_group("twice")
    _, _, answer = request(server, body={"query": 'mutation { createGroup(input: {name: "Twice"}) { group { id } } }'})
    assert answer["errors"][0]["extensions"]["code"] == "CONFLICT"


# -- graphql-transport-ws


async def talk(server, *messages, init=True):
    """Sends messages and returns what came until the server closed, or the answers to as many as were sent."""
    async with connect(f"ws://127.0.0.1:{server.http_port}/graphql", subprotocols=["graphql-transport-ws"], proxy=None) as socket:
        if init:
            await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {server.token}"}}))
            assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        for message in messages:
            await socket.send(message if isinstance(message, str) else json.dumps(message))
        answers = []
        try:
            while len(answers) < 100:
                answers.append(json.loads(await asyncio.wait_for(socket.recv(), 15)))
                if answers[-1]["type"] in ("complete", "error", "pong"):
                    return answers, None
        except ConnectionClosed:
            return answers, socket.close_code


SUBSCRIBE = {"id": "1", "type": "subscribe", "payload": {"query": "subscription { stationChanged { id } }"}}


@pytest.mark.parametrize(
    "messages, init, code",
    [
        (["no json"], True, 4400), (["[]"], True, 4400), ([{"type": "nonsense"}], True, 4400), ([{"type": "subscribe"}], True, 4400),
        ([SUBSCRIBE], False, 4401),
        ([{"type": "connection_init", "payload": {"authorization": "Bearer wrong"}}], False, 4403),
        ([{"type": "connection_init"}], False, 4403),
        ([SUBSCRIBE, SUBSCRIBE], True, 4409),
        ([{"type": "connection_init"}], True, 4429),
    ])
def test_protocol_errors_close_with_their_code(server, messages, init, code):
    assert run(talk(server, *messages, init=init))[1] == code


def test_a_socket_that_never_initialises_is_closed_with_4408(server):
    async def wait():
        async with connect(f"ws://127.0.0.1:{server.http_port}/graphql", subprotocols=["graphql-transport-ws"], proxy=None) as socket:
            await asyncio.wait_for(socket.wait_closed(), 30)
            return socket.close_code

    assert run(wait()) == 4408


def test_queries_over_the_socket_are_answered_and_completed(server):
    ask = {"id": "q", "type": "subscribe", "payload": {"query": "{ viewer { role } }"}}
    result, end = run(talk(server, ask))[0]
    assert (result["id"], result["type"], result["payload"]["data"]) == ("q", "next", {"viewer": {"role": "MANAGER"}})
    assert end == {"id": "q", "type": "complete"}


def test_a_trace_is_for_those_who_may_see_it(server):
    ask = {"query": "{ viewer { user { email } } }", "extensions": {"trace": True}}
    assert "trace" not in request(server, body=ask)[2]["extensions"]


def test_a_bad_operation_gets_an_error_message_and_the_socket_lives(server):
    bad = {"id": "b", "type": "subscribe", "payload": {"query": "subscription { noSuchThing }"}}
    [answer] = run(talk(server, bad))[0]
    assert answer["type"] == "error" and answer["id"] == "b" and isinstance(answer["payload"], list) and answer["payload"][0]["message"]
    unknown = {"id": "u", "type": "subscribe", "payload": {"query": 'subscription { sessionChanged(sessionId: "nonsense") { id } }'}}
    answers = run(talk(server, unknown))[0]
    assert answers[-1]["type"] in ("error", "complete")


def test_ping_is_answered_with_pong(server):
    assert run(talk(server, {"type": "ping", "payload": {"x": 1}}))[0] == [{"type": "pong", "payload": {"x": 1}}]


@pytest.mark.parametrize("offered", [["graphql-ws"], None])
def test_another_sub_protocol_is_not_acceptable(server, offered):
    async def offer():
        async with connect(f"ws://127.0.0.1:{server.http_port}/graphql", subprotocols=offered, proxy=None) as socket:
            assert socket.subprotocol is None
            await asyncio.wait_for(socket.wait_closed(), 30)
            return socket.close_code

    assert run(offer()) == 4406


def test_an_id_is_free_again_when_its_operation_has_ended(server):
    async def twice():
        async with connect(f"ws://127.0.0.1:{server.http_port}/graphql", subprotocols=["graphql-transport-ws"], proxy=None) as socket:
            await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {server.token}"}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            for _ in range(2):
                await socket.send(json.dumps({"id": "q", "type": "subscribe", "payload": {"query": "{ viewer { role } }"}}))
                assert [json.loads(await socket.recv())["type"] for _ in range(2)] == ["next", "complete"]
            for _ in range(2):
                await socket.send(json.dumps(SUBSCRIBE))
                await socket.send(json.dumps({"id": "1", "type": "complete"}))
            await socket.send(json.dumps({"type": "ping"}))
            assert json.loads(await socket.recv()) == {"type": "pong"}

    run(twice())


def test_one_execution_serves_all_who_ask_the_same(server, name):
    from graphql_socket import GraphQLSocket
    from charger import connected
    station_id = server.onboard(name)

    async def share():
        before = server.debug()["subscriptions"]
        query = "subscription ($ids: [ID!]) { stationChanged(stationIds: $ids) { chargePointId presence } }"
        async with GraphQLSocket(server) as first, GraphQLSocket(server) as second:
            one = await first.subscribe(query, {"ids": [station_id]})
            id = "shared"
            from graphql_socket import Subscription
            two = second.subscriptions[id] = Subscription()
            await second.send({"id": id, "type": "subscribe", "payload": {"query": query, "variables": {"ids": [station_id]}}})
            while (await asyncio.to_thread(server.debug))["subscriptions"]["subscribers"] < before["subscribers"] + 2:
                await asyncio.sleep(0.01)
            assert (await asyncio.to_thread(server.debug))["subscriptions"]["sources"] == before["sources"] + 1
            async with connected(server, name):
                expected = {"stationChanged": {"chargePointId": name, "presence": "ONLINE"}}
                await one.until(lambda d: d == expected)
                await two.until(lambda d: d == expected)
        while (await asyncio.to_thread(server.debug))["subscriptions"]["sources"] > before["sources"]:
            await asyncio.sleep(0.01)

    run(share())
