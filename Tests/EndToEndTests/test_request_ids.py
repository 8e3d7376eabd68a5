"""Every request has an id, by which the log, the answer and a person know it."""
import json
import re
import urllib.error
import urllib.request

from conftest import eventually, run
from websockets.asyncio.client import connect

QUERY = "{ tags { nodes { idTag } } }"


def break_tags(server):
    """A tag as no tag can be, on which every question for it fails."""
    server.create_tag("BROKEN")
    server.sql("alter table tags alter column id_tag drop not null; alter table tags disable trigger user; update tags set id_tag = null")


def ask(server, headers=None, path="/graphql", body=None):
    """Status, the answer's X-Request-Id and its text."""
    headers = {"Authorization": f"Bearer {server.token}", **(headers or {})}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"http://127.0.0.1:{server.http_port}{path}", body and json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.headers["X-Request-Id"], response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["X-Request-Id"], error.read().decode()


def lines_of(server, request_id):
    return eventually(
        lambda: [line for line in server.log.read_text().splitlines() if f"requestId={request_id}" in line], f"{request_id} is in the log")


def test_a_failure_is_found_in_the_log_by_the_id_that_the_client_sent(own_server):
    break_tags(own_server)
    status, told, body = ask(own_server, {"X-Request-Id": "seen-by-person.1"}, body={"query": QUERY})
    [error] = json.loads(body)["errors"]
    assert (status, told, error["extensions"]) == (200, "seen-by-person.1", {"code": "INTERNAL", "requestId": "seen-by-person.1"}), body
    assert "a field failed" in lines_of(own_server, told)[0]

    # What could be taken for another line or member of the log is not used.
    _, told, body = ask(own_server, {"X-Request-Id": "a b=c"}, body={"query": QUERY})
    assert re.fullmatch("[0-9a-f]{16}", told) and json.loads(body)["errors"][0]["extensions"]["requestId"] == told
    assert lines_of(own_server, told)

    # Files, exports, what is nowhere, and GraphQL that does not fit have one too; those that are none of ours name no id in errors.
    for path in ["/files/uploads/x", "/export/tags.csv", "/nowhere"]:
        assert ask(own_server, {"X-Request-Id": "other"}, path)[1] == "other", path
    assert ask(own_server, body={"query": "{ nothing }"})[1]


def test_a_column_that_is_missing_is_an_internal_error_with_one_line_that_says_which(own_server):
    own_server.sql("alter table tags rename column alias to gone")
    told = []
    for _ in range(3):
        _, request_id, body = ask(own_server, body={"query": "{ tags { nodes { alias } } }"})
        [error] = json.loads(body)["errors"]
        assert error["extensions"] == {"code": "INTERNAL", "requestId": request_id}, body
        told.append(request_id)
    [line] = [line for line in lines_of(own_server, told[0]) if "refused a statement" in line]
    assert "sqlState=42703" in line and "alias" in line
    assert own_server.log.read_text().count("the database refused a statement of the server") == 1


def test_an_operation_over_a_web_socket_has_one_too(own_server):
    break_tags(own_server)

    async def scenario():
        url = f"ws://127.0.0.1:{own_server.http_port}/graphql"
        async with connect(url, subprotocols=["graphql-transport-ws"], proxy=None) as socket:
            await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {own_server.token}"}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            payload = {"query": QUERY, "extensions": {"requestId": "by-socket"}}
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            return json.loads(await socket.recv())
    [error] = run(scenario())["payload"]["errors"]
    assert error["extensions"]["requestId"] == "by-socket"
    assert "a field failed" in lines_of(own_server, "by-socket")[0]


def test_who_asks_is_told_in_their_language(server):
    german = {"Accept-Language": "de-AT, en;q=0.5"}
    _, _, body = ask(server, german, body={"query": "{ stations(first: -1) { nodes { id } } }"})
    assert json.loads(body)["errors"][0]["message"].startswith("first ist -1; erlaubt ist 0 bis")
    assert ask(server, german, "/files/uploads/x")[2] == "Unter dieser Adresse gibt es nichts.\n"
    assert ask(server, german, "/export/tags.csv?nothing=1")[2].startswith("nothing ist kein Filter von tags; es gibt ")
