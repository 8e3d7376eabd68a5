"""Other systems are told of what happens, by webhooks, with a charger and a receiver that we did not write."""
import asyncio
import json
import os
import tempfile

import pytest
from charger import connected
from conftest import eventually, run
from server import Server
from webhook import Receiver, verify

CREATE = """mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { id isActive events } } }"""
UPDATE = """mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { secret webhook { id name isActive url } } }"""
LIST = """{ webhooks { nodes { id failingSince deliveries { totalCount nodes { id event status attempts responseCode failure
    nextAttemptAt deliveredAt } } } } }"""
ALL = ["SESSION_STARTED", "SESSION_ENDED", "CONNECTOR_FAULTED", "TAG_REFUSED"]


@pytest.fixture(scope="module")
def own():
    """A server that may call this machine, without TLS."""
    allowed = {"STATIONMASTER_WEBHOOK_HTTP": "on", "STATIONMASTER_WEBHOOK_NETWORKS": "127.0.0.0/8"}
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment=allowed).start()
        yield server
        server.stop()


@pytest.fixture
def place(own, request):
    """An organization of the test's own on it."""
    name = request.node.name
    own.token = own.make_user("organization-owner", organization=name)
    return own


def charge(server, name, tag):
    async def story():
        async with connected(server, name) as charger:
            started = await charger.start_transaction(1, tag, 1000)
            await charger.stop_transaction(started.transaction_id, 3500)
    run(story())


def make(server, receiver, events=ALL, **more):
    made = server.post(CREATE, {"input": {"name": "Billing", "url": receiver.url, "events": events, **more}})["createWebhook"]
    return made["webhook"]["id"], made["secret"]


def deliveries(server, webhook):
    [node] = [node for node in server.post(LIST)["webhooks"]["nodes"] if node["id"] == webhook]
    return node["deliveries"]["nodes"]


def test_a_session_is_told_after_refusals_signed_and_under_one_id(place, name):
    place.onboard(name)
    place.create_tag("TAG" + name)
    with Receiver(answers=[500, 302, 503]) as receiver:
        webhook, secret = make(place, receiver)
        charge(place, name, "TAG" + name)
        started = receiver.came("SESSION_STARTED", 2)
        ended = receiver.came("SESSION_ENDED", 2)
        eventually(lambda: all(d["status"] == "DELIVERED" for d in deliveries(place, webhook)), "all are delivered")
        for posts in (started, ended):
            assert len({verify(secret, *post) for post in posts}) == 1 and len({body for _, body in posts}) == 1
        told = json.loads(ended[-1][1])
        assert (told["chargePointId"], told["connectorNumber"]) == (name, 1)
        assert told["session"]["energyWh"] == 2500 and told["session"]["status"] == "COMPLETED"
        node = place.post("query ($id: ID!) { node(id: $id) { ... on Session { transactionId status } } }", {"id": told["session"]["id"]})
        assert node["node"] == {"transactionId": told["session"]["transactionId"], "status": "COMPLETED"}
        shown = deliveries(place, webhook)
        assert {d["id"] for d in shown} == {told["id"], json.loads(started[0][1])["id"]}
        assert sum(d["attempts"] for d in shown) == 5 and {d["responseCode"] for d in shown} == {204}
        assert all(d["deliveredAt"] and d["nextAttemptAt"] is None for d in shown)
        # No redirect is followed: each post is one of ours.
        assert len(receiver.posts) == 5

        place.post("mutation ($id: ID!) { redeliver(input: {id: $id}) { delivery { status } } }", {"id": told["id"]})
        assert verify(secret, *receiver.came("SESSION_ENDED", 3 if len(ended) == 2 else len(ended) + 1)[-1]) == told["id"]


def test_only_what_was_asked_for_is_told_and_by_the_newest_secret(place, name):
    place.onboard(name)
    with Receiver() as receiver:
        webhook, old = make(place, receiver, ["CONNECTOR_FAULTED"])
        updated = place.post(UPDATE, {"input": {"id": webhook, "renewSecret": True}})["updateWebhook"]
        assert updated["secret"] != old

        async def story():
            async with connected(place, name) as charger:
                await charger.authorize("NO" + name)
                await charger.status(1, "Faulted", "GroundFailure")
        run(story())
        [post] = receiver.came("CONNECTOR_FAULTED")
        verify(updated["secret"], *post)
        assert json.loads(post[1])["detail"] == "GroundFailure"
        assert {json.loads(body)["event"] for _, body in receiver.posts} == {"CONNECTOR_FAULTED"}

        place.post(UPDATE, {"input": {"id": webhook, "isActive": False}})
        run(fault_again(place, name))
        assert len(deliveries(place, webhook)) == 1


async def fault_again(server, name):
    async with connected(server, name) as charger:
        await charger.status(1, "Available")
        await charger.status(1, "Faulted", "OverVoltage")


def test_nothing_is_lost_when_the_server_is_killed_before_it_sends(place, name):
    place.onboard(name)
    place.create_tag("TAG" + name)
    # It takes nothing before the kill.
    with Receiver(answers=[503, 503]) as receiver:
        webhook, secret = make(place, receiver)

        async def story():
            async with connected(place, name) as charger:
                started = await charger.start_transaction(1, "TAG" + name, 0)
                await charger.stop_transaction(started.transaction_id, 100)
                place.kill()
        run(story())
        assert place.process.returncode == -9
        place.start()
        for event in ("SESSION_STARTED", "SESSION_ENDED"):
            verify(secret, *receiver.came(event, patience=120)[-1])
        eventually(lambda: all(d["status"] == "DELIVERED" for d in deliveries(place, webhook)), "all are delivered", 120)


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://169.254.169.254/latest", "https://[fd00::1]/x",
    "https://[::ffff:10.0.0.1]/", "https://localhost/", "http://example.com/", "ftp://example.com/", "https://u:p@example.com/", "no address",
])
def test_addresses_that_are_not_called_are_refused(server, url):
    owner = server.make_user("organization-owner")
    status, answer = server.post(CREATE, {"input": {"name": "X", "url": url, "events": ["SESSION_ENDED"]}}, owner, raw=True)
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "url")


def test_a_name_that_leads_to_this_machine_is_not_called(server, name):
    """What a name is resolved to is looked at when it is called: the port is that of a receiver that is there."""
    owner = server.make_user("organization-owner", organization="Named " + name)
    onboard = "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }"
    server.post(onboard, {"input": {"chargePointId": name}}, owner)
    with Receiver() as receiver:
        # A host that no check of texts knows as an address, and that is resolved to 127.0.0.1.
        url = f"https://2130706433:{receiver.http.server_port}/"
        server.post(CREATE, {"input": {"name": "X", "url": url, "events": ["CONNECTOR_FAULTED"]}}, owner)
        run(fault_again(server, name))

        def failed():
            nodes = server.post(LIST, token=owner)["webhooks"]["nodes"]
            return [d for node in nodes for d in node["deliveries"]["nodes"] if d["failure"]]
        [delivery] = eventually(failed, "the delivery failed")
        assert "may not be called" in delivery["failure"] and delivery["status"] == "PENDING" and not receiver.posts


def test_only_owners_look_after_webhooks(server):
    manager = server.make_user("manager")
    status, answer = server.post(
        CREATE, {"input": {"name": "X", "url": "https://example.com/", "events": ["SESSION_ENDED"]}}, manager, raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert server.post(LIST, token=manager)["webhooks"]["nodes"] == []


TEST = "mutation ($id: ID!) { testWebhook(input: {id: $id}) { delivery { id event status } } }"


def test_a_test_is_sent_now_signed_once_and_says_what_became_of_it(place, name):
    with Receiver(answers=[204, 500]) as receiver:
        webhook, secret = make(place, receiver, ["SESSION_ENDED"])
        sent = place.post(TEST, {"id": webhook})["testWebhook"]["delivery"]
        assert (sent["event"], sent["status"]) == ("TEST", "PENDING")
        [post] = receiver.came("TEST")
        assert verify(secret, *post) == sent["id"] and json.loads(post[1])["event"] == "TEST"
        eventually(lambda: [d["status"] for d in deliveries(place, webhook)] == ["DELIVERED"], "it is delivered")

        place.post(TEST, {"id": webhook})
        eventually(lambda: deliveries(place, webhook)[0]["status"] == "FAILED", "it has failed")
        assert (deliveries(place, webhook)[0]["responseCode"], deliveries(place, webhook)[0]["attempts"]) == (500, 1)
        [node] = place.post(LIST)["webhooks"]["nodes"]
        assert node["failingSince"] is None and len(receiver.posts) == 2


def test_who_may_not_manage_webhooks_tests_none_and_nobody_subscribes_to_tests(place, name):
    with Receiver() as receiver:
        webhook, _ = make(place, receiver, ["SESSION_ENDED"])
        stranger = place.make_user("organization-owner", organization="Elsewhere " + name)
        for token, code in ((place.make_user("manager", organization=name), "FORBIDDEN"), (stranger, "NOT_FOUND")):
            _, answer = place.post(TEST, {"id": webhook}, token, raw=True)
            assert answer["errors"][0]["extensions"]["code"] == code
        _, answer = place.post(CREATE, {"input": {"name": "X", "url": receiver.url, "events": ["TEST"]}}, raw=True)
        assert (answer["errors"][0]["extensions"]["code"], answer["errors"][0]["extensions"]["field"]) == ("BAD_USER_INPUT", "events")
        assert receiver.posts == [] and len(place.post(LIST)["webhooks"]["nodes"]) == 1


def test_a_test_to_an_address_that_is_not_called_says_so(server, name):
    owner = server.make_user("organization-owner", organization="Tested " + name)
    made = server.post(CREATE, {"input": {"name": "X", "url": "https://2130706433:1/", "events": ["SESSION_ENDED"]}}, owner)
    server.post(TEST, {"id": made["createWebhook"]["webhook"]["id"]}, owner)

    def failed():
        return [d for node in server.post(LIST, token=owner)["webhooks"]["nodes"] for d in node["deliveries"]["nodes"] if d["failure"]]
    [delivery] = eventually(failed, "the test failed")
    assert "may not be called" in delivery["failure"] and delivery["status"] == "FAILED"
