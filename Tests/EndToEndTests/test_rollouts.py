"""Firmware on its way to many stations, a wave at a time, over real sockets."""
import asyncio
import contextlib
import secrets

import websockets.exceptions
from charger import MUTE, connected
from conftest import eventually, run
from files import add_image, make_root, request, sign, signature_headers
from graphql_socket import GraphQLSocket
from ocpp.v16 import call

CREATE = "mutation ($input: CreateFirmwareRolloutInput!) { createFirmwareRollout(input: $input) { rollout { id status waveCount } } }"
RESUME = "mutation ($id: ID!) { resumeFirmwareRollout(input: {id: $id}) { rollout { status } } }"
STATE = """query ($id: ID!) { firmwareRollout(id: $id) { status stopReason currentWave installedCount failedCount
    stations { nodes { wave status reason step attempts operation { id status effect } station { chargePointId } } } } }"""
CHANGED = "subscription ($id: ID) { firmwareRolloutChanged(id: $id) { status installedCount } }"
AVAILABLE = """query ($id: ID!) { station(id: $id) { availableFirmware { version } } }"""
GOOD = ["Downloading", "Downloaded", "Installing", "Installed"]
BAD = ["Downloading", "DownloadFailed"]


class Box:
    """A charger that comes back whenever it is cut off, and updates itself when it is asked to and `may_go` on."""

    def __init__(self, server, name, steps=GOOD, is_mute=False):
        self.server, self.name, self.steps, self.is_mute = server, name, steps, is_mute
        self.asked, self.to_tell = [], []
        self.may_go = asyncio.Event()

    async def live(self):
        while True:
            with contextlib.suppress(OSError, asyncio.TimeoutError, websockets.exceptions.WebSocketException):
                await self.work()
            await asyncio.sleep(0.2)

    async def work(self):
        async with connected(self.server, self.name) as charger:
            charger.replies["UpdateFirmware"] = MUTE if self.is_mute else {}
            closed = asyncio.create_task(charger._connection.wait_closed())
            while not closed.done():
                while not charger.asked.empty():
                    action, arguments = charger.asked.get_nowait()
                    if action == "UpdateFirmware":
                        self.asked.append(arguments["location"])
                        self.to_tell = list(self.steps)
                        self.is_mute = False
                if self.to_tell and self.may_go.is_set():
                    telling = asyncio.create_task(charger.call(call.FirmwareStatusNotification(status=self.to_tell[0])))
                    done, _ = await asyncio.wait({telling, closed}, return_when=asyncio.FIRST_COMPLETED)
                    if telling not in done:
                        telling.cancel()
                        raise ConnectionError("cut off")
                    await telling
                    self.to_tell.pop(0)
                else:
                    await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def living(boxes):
    tasks = [asyncio.create_task(box.live()) for box in boxes]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task


def state(server, id):
    return server.post(STATE, {"id": id})["firmwareRollout"]


def states(rollout):
    return [(row["wave"], row["status"]) for row in rollout["stations"]["nodes"]]


async def becomes(server, id, check, what):
    def look():
        found = state(server, id)
        return check(found) and found
    return await asyncio.to_thread(eventually, look, what)


async def introduced(server, names):
    """They are connected, and have said what they are."""
    def are_there():
        found = server.post(
            "query ($t: String) { stations(first: 500, filter: {presence: ONLINE, model: \"Model X\", text: $t}) { nodes { chargePointId } } }",
            {"t": names[0][:-2]})
        return set(names) <= {station["chargePointId"] for station in found["stations"]["nodes"]}
    await asyncio.to_thread(eventually, are_there, "all are connected")


def make(server, prefix, version, content):
    names = [f"{prefix}-{number}" for number in range(5)]
    status, image = add_image(server, content, version)
    assert status == 201, image
    return names, [server.onboard(name) for name in names], image["id"]


def test_waves_stop_by_rule_and_go_on_and_wait_for_who_is_away(server, name):
    content = secrets.token_bytes(20_000)
    names, stations, image = make(server, name, "7.0." + str(secrets.randbelow(10**6)), content)
    stranger = server.make_user("manager", organization="Elsewhere " + name)

    async def story():
        boxes = [Box(server, box, BAD if number == 1 else GOOD) for number, box in enumerate(names)]
        for box in boxes:
            box.may_go.set()
        async with living(boxes[:4]), GraphQLSocket(server) as api:
            await introduced(server, names[:4])
            offered = await asyncio.to_thread(server.post, AVAILABLE, {"id": stations[0]})
            # Other tests of this server have images for the same model.
            assert any(image["version"].startswith("7.0.") for image in offered["station"]["availableFirmware"])
            changes = await api.subscribe(CHANGED, {})
            asked = {"name": "Spring", "imageId": image, "stationIds": stations, "waveSizes": [2], "maxFailures": 0}
            refused = await asyncio.to_thread(server.post, CREATE, {"input": asked}, stranger, True)
            assert refused[1]["errors"][0]["extensions"]["code"] == "NOT_FOUND"
            # The one that is away has never said what it is.
            server.sql(f"update stations set vendor = 'Somebody', model = 'Model X' where charge_point_id = '{names[4]}'")
            made = (await asyncio.to_thread(server.post, CREATE, {"input": asked}))["createFirmwareRollout"]["rollout"]
            assert made["waveCount"] == 3
            id = made["id"]

            found = await becomes(server, id, lambda r: r["status"] == "STOPPED" and r["installedCount"] == 1, "it stops")
            assert found["stopReason"] == "TOO_MANY_FAILURES"
            assert states(found) == [(1, "INSTALLED"), (1, "FAILED"), (2, "WAITING"), (2, "WAITING"), (3, "WAITING")]
            assert (found["stations"]["nodes"][1]["reason"], found["stations"]["nodes"][1]["step"]) == ("UPDATE_FAILED", "DownloadFailed")
            assert (await asyncio.to_thread(request, "GET", boxes[0].asked[0]))[1] == content
            assert [len(box.asked) for box in boxes] == [1, 1, 0, 0, 0]

            await asyncio.to_thread(server.post, RESUME, {"id": id})
            found = await becomes(server, id, lambda r: r["currentWave"] == 3, "the last wave begins")
            assert states(found) == [(1, "INSTALLED"), (1, "FAILED"), (2, "INSTALLED"), (2, "INSTALLED"), (3, "DUE")]
            async with living(boxes[4:]):
                found = await becomes(server, id, lambda r: r["status"] == "FINISHED", "all are through")
            assert states(found)[-1] == (3, "INSTALLED")
            assert [len(box.asked) for box in boxes] == [1, 1, 1, 1, 1]
            assert await changes.until(lambda data: data["firmwareRolloutChanged"]["status"] == "FINISHED")
            unseen = await asyncio.to_thread(server.post, STATE, {"id": id}, stranger)
            assert unseen["firmwareRollout"] is None

    run(story())


def test_a_server_killed_in_the_middle_goes_on_and_asks_nobody_twice(own_server):
    names, stations, image = make(own_server, "BOX", "7.1", secrets.token_bytes(20_000))

    async def restart():
        await asyncio.to_thread(own_server.kill)
        await asyncio.to_thread(own_server.start)

    async def story():
        # The third one takes the request and has not answered it when the server is killed.
        boxes = [Box(own_server, box, is_mute=number == 2) for number, box in enumerate(names)]
        async with living(boxes):
            await introduced(own_server, names)
            asked = {"name": "Spring", "imageId": image, "filter": {"model": "Model X"}, "waveSizes": [2]}
            id = (await asyncio.to_thread(own_server.post, CREATE, {"input": asked}))["createFirmwareRollout"]["rollout"]["id"]
            boxes[0].may_go.set()
            await becomes(own_server, id, lambda r: states(r)[:2] == [(1, "INSTALLED"), (1, "ASKED")] and boxes[1].asked
                          and r["stations"]["nodes"][1]["operation"]["effect"] == "PENDING", "one of the first two is through")
            await restart()
            assert states(await asyncio.to_thread(state, own_server, id))[1] == (1, "ASKED")
            boxes[1].may_go.set()
            await becomes(own_server, id, lambda r: r["currentWave"] == 2 and boxes[2].asked and boxes[3].asked, "the second wave is asked")
            await restart()
            for box in boxes:
                box.may_go.set()
            found = await becomes(own_server, id, lambda r: r["status"] == "FINISHED", "all are through")
            assert {row["status"] for row in found["stations"]["nodes"]} == {"INSTALLED"}
            assert [row["attempts"] for row in found["stations"]["nodes"]] == [1] * 5
            assert [len(box.asked) for box in boxes] == [1] * 5
            assert own_server.sql("select count(*) from operations") == [["5"]]

    run(story())


def test_signed_firmware_is_rolled_out_by_its_own_message(server, name, tmp_path):
    content = secrets.token_bytes(5_000)
    certificate = make_root(tmp_path)
    headers = signature_headers(sign(tmp_path, content), certificate)
    status, image = add_image(server, content, "7.2." + str(secrets.randbelow(10**6)), headers)
    assert status == 201, image
    station = server.onboard(name)

    async def story():
        async with connected(server, name) as charger:
            await introduced(server, [name])
            asked = {"name": "Signed", "imageId": image["id"], "stationIds": [station], "waveSizes": [1], "signed": True}
            id = (await asyncio.to_thread(server.post, CREATE, {"input": asked}))["createFirmwareRollout"]["rollout"]["id"]
            action, arguments = await asyncio.wait_for(charger.asked.get(), 60)
            assert action == "SignedUpdateFirmware" and arguments["firmware"]["signature"] == headers["Firmware-Signature"]
            for step in ("Downloading", "SignatureVerified", "InvalidSignature"):
                await charger.call(call.SignedFirmwareStatusNotification(status=step, request_id=arguments["request_id"]))
            found = await becomes(server, id, lambda r: r["status"] == "STOPPED", "it stops")
            [row] = found["stations"]["nodes"]
            assert (row["status"], row["reason"], row["step"]) == ("FAILED", "UPDATE_FAILED", "InvalidSignature")

    run(story())


PREVIEW = """query ($input: FirmwareRolloutPreviewInput!) { firmwareRolloutPreview(input: $input) { stationCount updateCount offlineCount
    leftOut { reason count } waves { number stationCount offlineCount } stations { wave leftOut isOffline station { chargePointId } } } }"""


def test_what_a_roll_out_would_do_is_told_and_nothing_is_done(server, name):
    names, stations, image = make(server, name, "7.3." + str(secrets.randbelow(10**6)), secrets.token_bytes(5_000))

    async def story():
        async with contextlib.AsyncExitStack() as stack:
            for each in names[:3]:
                await stack.enter_async_context(connected(server, each))
            await introduced(server, names[:3])
            plan = {"name": "First", "imageId": image, "stationIds": stations[:1], "waveSizes": [1], "startsAt": "2040-01-01T00:00:00Z"}
            await asyncio.to_thread(server.post, CREATE, {"input": plan})
            asked = {"imageId": image, "stationIds": stations, "waveSizes": [1, 5]}
            before = (await asyncio.to_thread(server.post, "{ firmwareRollouts { totalCount } }"))["firmwareRollouts"]
            told = (await asyncio.to_thread(server.post, PREVIEW, {"input": asked}))["firmwareRolloutPreview"]
            # The last two have never said what they are.
            assert (told["stationCount"], told["updateCount"], told["offlineCount"]) == (5, 2, 0)
            assert told["leftOut"] == [{"reason": "OTHER_MODEL", "count": 2}, {"reason": "IN_ANOTHER_ROLLOUT", "count": 1}]
            assert told["waves"] == [{"number": number, "stationCount": 1, "offlineCount": 0} for number in (1, 2)]
            assert [row["wave"] for row in told["stations"]] == [None, 1, 2, None, None]
            assert [row["station"]["chargePointId"] for row in told["stations"]] == names
            after = (await asyncio.to_thread(server.post, "{ firmwareRollouts { totalCount } }"))["firmwareRollouts"]
            assert before == after
            _, answer = await asyncio.to_thread(server.post, CREATE, {"input": {**asked, "name": "None", "stationIds": stations[:1]}}, None, True)
            assert answer["errors"][0]["message"].endswith("0 of another model, 0 run it, 1 in another roll-out")
            support = await asyncio.to_thread(server.make_user, "support")
            _, answer = await asyncio.to_thread(server.post, PREVIEW, {"input": asked}, support, True)
            assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"

    run(story())
