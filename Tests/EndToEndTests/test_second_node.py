"""Two servers on one database: what is changed at one is honoured at the other within seconds."""
import asyncio
import os
import tempfile
import time

import pytest
from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from server import Server
from test_export_jobs import ends, file, make as export
from test_groups import GIVE, make_group
from test_sharing import SHARE
from test_webhooks import deliveries, make as webhook
from webhook import Receiver, verify
from websockets.exceptions import ConnectionClosed

SECONDS = 15
SEEN = "query ($id: ID!) { station(id: $id) { sharedLevel allowedActions } }"


@pytest.fixture(scope="module")
def nodes():
    """The first has the database; the second has a folder of its own, and the files of the first."""
    allowed = {"STATIONMASTER_WEBHOOK_HTTP": "on", "STATIONMASTER_WEBHOOK_NETWORKS": "127.0.0.0/8"}
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as one, tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as two:
        for folder in (one, two):
            os.chmod(folder, 0o755)
        first = Server(one, environment=allowed).start()
        first.token = first.make_user()
        folder = first.cluster().parent
        second = Server(two, environment=allowed | {
            "DATABASE_URL": first.connection_string(), "STATIONMASTER_SECRET_KEY_FILE": str(folder / "secret.key")})
        second.data.mkdir()
        (second.data / "files").symlink_to(folder / "files")
        second.start()
        second.token = first.token
        yield first, second
        assert second.stop() == 0, second.log.read_text()[-4000:]
        assert first.stop() == 0, first.log.read_text()[-4000:]


def soon(check, what):
    return eventually(check, what, SECONDS)


def seen(server, station, token):
    return server.post(SEEN, {"id": station}, token)["station"]


def test_a_role_within_a_group_counts_at_both_and_is_gone_at_once(nodes, name):
    first, second = nodes
    station = first.onboard(name)
    group = make_group(first, f"Depot {name}", [station])
    driver, owner = first.make_user("driver"), first.make_user("organization-owner")
    user = second.post("{ viewer { user { id } } }", token=driver)["viewer"]["user"]["id"]
    assert seen(second, station, driver)["allowedActions"] == []

    def give(role):
        first.post(GIVE, {"input": {"groupId": group, "userId": user, "role": role}}, owner)

    async def watch():
        async with GraphQLSocket(second, driver) as socket:
            await asyncio.to_thread(give, "INSTALLER")
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(socket.reading, SECONDS)

    run(watch())
    soon(lambda: "CONFIGURE_STATION" in seen(second, station, driver)["allowedActions"], "the role counts at the second")
    give(None)
    assert seen(second, station, driver)["allowedActions"] == []


def test_a_share_is_honoured_by_both(nodes, name):
    first, second = nodes
    station, organization = first.onboard(name), f"B{name}"
    borrower = first.make_user("manager", organization)
    assert seen(second, station, borrower) is None
    share = first.post(SHARE, {"s": station, "o": organization, "l": "VIEW"})["shareStation"]["share"]["id"]
    soon(lambda: seen(second, station, borrower), "the borrower sees the station at the second")
    assert seen(second, station, borrower) == {"sharedLevel": "VIEW", "allowedActions": []}
    first.post(f'mutation {{ updateShare(input: {{ id: "{share}", level: OPERATE }}) {{ share {{ id }} }} }}')
    assert seen(second, station, borrower) == {"sharedLevel": "OPERATE", "allowedActions": ["OPERATE_STATION"]}
    first.post(f'mutation {{ endShare(input: {{ id: "{share}" }}) {{ share {{ id }} }} }}')
    assert seen(second, station, borrower) is None


def test_an_export_that_is_asked_for_at_one_is_written_once_and_fetched_at_both(nodes, name):
    first, second = nodes
    first.onboard(name)
    jobs = [export(node, "stations") for node in (first, second, first, second)]
    for job in jobs:
        done = ends(second, job["id"])
        assert done == ends(first, job["id"])
        bodies = [file(node, done["downloadPath"]) for node in (first, second)]
        assert [status for status, _, _ in bodies] == [200, 200]
        assert bodies[0][1] == bodies[1][1] and name in bodies[0][1].decode()
    for node in nodes:
        assert "an export failed" not in node.log.read_text()


def test_a_webhook_that_is_made_at_one_is_told_once_of_what_happens_at_the_other(nodes, name):
    first, second = nodes
    owner, tag = first.make_user("organization-owner", f"W{name}"), f"T{name}"
    ours = dict(first=Place(first, owner), second=Place(second, owner))
    ours["first"].onboard(name)
    ours["first"].create_tag(tag)
    with Receiver() as receiver:
        id, secret = webhook(ours["first"], receiver, ["SESSION_STARTED"])

        async def charge():
            async with connected(second, name) as charger:
                started = await charger.start_transaction(1, tag, 0)
                await charger.stop_transaction(started.transaction_id, 10)

        for _ in range(3):
            run(charge())
        posts = receiver.came("SESSION_STARTED", 3)
        for headers, body in posts:
            verify(secret, headers, body)
        soon(lambda: [each["status"] for each in deliveries(ours["second"], id)] == ["DELIVERED"] * 3, "all are written down")
        assert deliveries(ours["first"], id) == deliveries(ours["second"], id)
        # Switched off at the second, it is told of nothing more.
        ours["second"].post(
            "mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { id } } }", {"input": {"id": id, "isActive": False}})
        run(charge())
        # That nothing comes can only be waited for: it would come within a second.
        time.sleep(3)
        ids = [headers["webhook-id"] for headers, _ in posts]
        assert len(set(ids)) == len(receiver.posts) == 3


def test_a_token_that_is_revoked_at_one_opens_nothing_at_the_other(nodes):
    first, second = nodes
    token = first.make_user()
    assert second.post("{ viewer { role } }", token=token)["viewer"]["role"] == "MANAGER"
    [id] = [each["id"] for each in first.post("{ viewer { tokens { id } } }", token=token)["viewer"]["tokens"]]
    first.post("mutation ($id: ID!) { revokeToken(input: { id: $id }) { viewer { role } } }", {"id": id}, token)
    soon(lambda: second.post("{ viewer { role } }", token=token, raw=True)[0] == 401, "the token is good no more")


class Place:
    """A server as somebody else asks it."""

    def __init__(self, server, token):
        self.server, self.token = server, token

    def post(self, query, variables=None):
        return self.server.post(query, variables, self.token)

    onboard, create_tag = Server.onboard, Server.create_tag
