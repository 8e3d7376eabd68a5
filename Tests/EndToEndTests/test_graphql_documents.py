"""Documents named by their hash, the list of what may be run at all, and who may ask about the schema."""
import hashlib
import json
import urllib.parse

import pytest
from conftest import run
from graphql_socket import GraphQLSocket, Subscription
from server import Server
from test_graphql_transport import request


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def persisted(text, **more):
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(text)}}, **more}


def code(answer):
    return answer["errors"][0]["extensions"]["code"]


def test_a_document_that_was_sent_once_needs_only_its_hash(server):
    query = "query Once { viewer { role } }"
    status, _, answer = request(server, body=persisted(query))
    assert status == 404 and code(answer) == "PERSISTED_QUERY_NOT_FOUND" and answer["errors"][0]["message"] == "PersistedQueryNotFound"
    assert request(server, body=persisted(query, query=query))[2]["data"]["viewer"]
    assert request(server, body=persisted(query))[2]["data"]["viewer"]
    assert request(server, body={"documentId": f"sha256:{sha256(query)}"})[2]["data"]["viewer"]
    for parameters in ({"documentId": f"sha256:{sha256(query)}"}, {"extensions": json.dumps(persisted(query)["extensions"])}):
        assert request(server, "GET", path="/graphql?" + urllib.parse.urlencode(parameters))[2]["data"]["viewer"]
    status, _, answer = request(server, body=persisted(query, query=query + " "))
    assert status == 400 and code(answer) == "PERSISTED_QUERY_MISMATCH"


def test_hashes_work_over_sockets_and_streams_too(server):
    query = "query Socket { viewer { role } }"

    async def ask():
        async with GraphQLSocket(server) as socket:
            socket.subscriptions["x"] = Subscription()
            for payload, expected in ((persisted(query), "error"), (persisted(query, query=query), "next"), (persisted(query), "next")):
                await socket.send({"id": "x", "type": "subscribe", "payload": payload})
                message = await socket.subscriptions["x"].messages.get()
                assert message["type"] == expected, message
                if expected == "error":
                    assert message["payload"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
                else:
                    assert (await socket.subscriptions["x"].messages.get())["type"] == "complete"

    run(ask())
    import httpx
    answer = httpx.post(
        f"http://127.0.0.1:{server.http_port}/graphql", json={"documentId": f"sha256:{sha256(query)}"}, trust_env=False,
        headers={"Authorization": f"Bearer {server.token}", "Accept": "text/event-stream"})
    assert answer.text.startswith('event: next\ndata: {"data":{"viewer":{"role":"MANAGER"}}')


ROLE = "query Role {\n  viewer { role }\n}\n"
CHANGES = "subscription Changes { stationChanged { id } }"


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("strict")
    folder.chmod(0o755)
    for parent in folder.parents[:2]:
        parent.chmod(0o755)
    documents = folder / "documents"
    documents.mkdir()
    (documents / "Role.graphql").write_text(ROLE)
    (documents / "Changes.graphql").write_text(CHANGES)
    (documents / "notes.txt").write_text("no document")
    server = Server(folder, environment={
        "STATIONMASTER_GRAPHQL_DOCUMENTS": str(documents), "STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS": "true",
        "STATIONMASTER_GRAPHQL_INTROSPECTION": "operators",
        "STATIONMASTER_ADMIN_EMAIL": "admin@stationmaster.example", "STATIONMASTER_ADMIN_PASSWORD": "correct horse battery"}).start()
    server.token = server.make_user()
    server.operator = server.command("token", "create", "--email", "admin@stationmaster.example").stdout.strip()
    yield server
    assert server.stop() == 0


def test_only_documents_of_the_folder_are_run(strict_server):
    for text in (ROLE, ROLE.rstrip("\n"), CHANGES):
        status, _, answer = request(strict_server, body={"documentId": f"sha256:{sha256(text)}"}, Accept="application/json")
        assert (status, "data" in answer) == ((406, False) if text is CHANGES else (200, True)), answer
    assert request(strict_server, body={"query": ROLE})[0] == 200
    for body in ({"query": "{ viewer { role } }"}, persisted("{ viewer { role } }", query="{ viewer { role } }")):
        status, _, answer = request(strict_server, body=body)
        assert status == 403 and code(answer) == "PERSISTED_QUERY_ONLY"
    assert request(strict_server, body=persisted("{ viewer { role } }"))[0] == 404


def test_operators_may_run_and_ask_everything(strict_server):
    query = "{ viewer { role } __schema { queryType { name } } }"
    assert request(strict_server, body=persisted(query, query=query), token=strict_server.operator)[2]["data"]["__schema"]
    # Which makes it known to nobody else.
    assert code(request(strict_server, body=persisted(query))[2]) == "PERSISTED_QUERY_NOT_FOUND"


def test_a_document_that_does_not_fit_the_schema_ends_the_start_with_one_line(tmp_path):
    (tmp_path / "Broken.graphql").write_text("query Broken {\n  viewer { roel }\n}\n")
    server = Server(tmp_path, environment={"STATIONMASTER_GRAPHQL_DOCUMENTS": str(tmp_path)})
    tmp_path.chmod(0o755)
    for parent in list(tmp_path.parents)[:2]:
        parent.chmod(0o755)
    server.start(wait=False)
    assert server.process.wait(60) == 1
    lines = [line for line in server.log.read_text().splitlines() if line.startswith("stationmaster:")]
    assert len(lines) == 1 and "Broken.graphql:2:12" in lines[0] and "roel" in lines[0], server.log.read_text()


def test_who_may_not_ask_about_the_schema_is_told_so_and_helped_to_no_names(tmp_path):
    server = Server(tmp_path, environment={"STATIONMASTER_GRAPHQL_INTROSPECTION": "nobody"})
    tmp_path.chmod(0o755)
    for parent in list(tmp_path.parents)[:2]:
        parent.chmod(0o755)
    server.start()
    try:
        server.token = server.make_user()
        for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Station") { name } }'):
            status, _, answer = request(server, body={"query": query})
            assert status == 400 and "introspection" in answer["errors"][0]["message"]
        assert request(server, body={"query": "{ __typename viewer { __typename } }"})[0] == 200
        assert "did you mean" not in json.dumps(request(server, body={"query": "{ veiwer { role } }"})[2])
    finally:
        assert server.stop() == 0
