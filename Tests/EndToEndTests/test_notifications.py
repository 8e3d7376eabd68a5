"""What people are told of, with a charger that we did not write."""
import asyncio

from charger import connected
from conftest import eventually, run
from graphql_socket import GraphQLSocket
from ocpp.v16 import call

ADDED = "subscription { notificationAdded { id kind count detail connectorNumber isRead station { chargePointId } } }"
LIST = "{ viewer { unreadNotificationCount } notifications { nodes { id kind count isRead station { chargePointId } } } }"
MARK = "mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { viewer { unreadNotificationCount } } }"


def test_a_fault_is_told_within_seconds_counted_and_read(server, name):
    """By subscription, to each person of the organization and to nobody else."""
    server.onboard(name)
    manager, colleague, stranger = (
        server.make_user(), server.make_user("support"), server.make_user(organization="Elsewhere " + name))

    async def story():
        async with connected(server, name) as charger, GraphQLSocket(server, manager) as api, \
                GraphQLSocket(server, colleague) as also, GraphQLSocket(server, stranger) as other:
            told, too, elsewhere = [await socket.subscribe(ADDED) for socket in (api, also, other)]

            async def here(subscription):
                return (await subscription.until(
                    lambda data: data["notificationAdded"]["station"]["chargePointId"] == name))["notificationAdded"]

            await charger.status(1, "Faulted", "GroundFailure")
            first = await here(told)
            assert (first["kind"], first["count"], first["detail"], first["connectorNumber"], first["isRead"]) \
                == ("CONNECTOR_FAULTED", 1, "GroundFailure", 1, False)
            assert (await here(too))["id"] != first["id"]

            await charger.status(1, "Available")
            await charger.status(1, "Faulted", "OverVoltage")
            again = await here(told)
            assert (again["id"], again["count"], again["detail"]) == (first["id"], 2, "OverVoltage")

            await asyncio.to_thread(server.post, MARK, {"input": {"ids": [first["id"]]}}, manager)
            for token, is_read in [(manager, True), (colleague, False)]:
                shown = await asyncio.to_thread(server.post, LIST, {}, token)
                [own] = [node for node in shown["notifications"]["nodes"]
                         if node["station"]["chargePointId"] == name and node["kind"] == "CONNECTOR_FAULTED"]
                assert own["isRead"] == is_read
            assert (await asyncio.to_thread(server.post, LIST, {}, stranger))["notifications"]["nodes"] == []

            await charger.authorize("NO" + name)
            refused = await here(told)
            assert (refused["kind"], refused["detail"]) == ("TAG_REFUSED", "NO" + name)
            assert elsewhere.messages.empty()

    run(story())


PREFER = """mutation { saveNotificationPreference(input: {kind: FIRMWARE_FAILED, isShown: false, isMailed: true}) {
    notificationPreferences { kinds { kind isMailed } } } }"""


def test_who_wants_a_mail_gets_one(server, name):
    server.onboard(name)
    token = server.make_user("installer", organization="Test")
    server.post(PREFER, token=token)

    async def story():
        async with connected(server, name) as charger:
            await charger.call(call.FirmwareStatusNotification(status="InstallationFailed"))
            await asyncio.to_thread(eventually, mailed, "a mail about the firmware")

    def mailed():
        texts = [file.read_text() for file in server.folder.rglob("*.eml")]
        return any(f"{name}: firmware update failed" in text for text in texts)

    run(story())
    shown = server.post("{ notifications { nodes { kind station { chargePointId } } } }", token=token)["notifications"]["nodes"]
    assert not [node for node in shown if node["kind"] == "FIRMWARE_FAILED" and node["station"]["chargePointId"] == name]
