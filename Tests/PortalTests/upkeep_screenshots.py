"""States of the pages for reservations, logs, firmware, certificates and quirks, for `screenshots.py`."""
import contextlib
import datetime
import pathlib
import re
import tempfile
import urllib.request

from files import add_image, openssl
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from server import eventually
from standing import Standing

RESERVE = "mutation ($i: ReserveNowInput!) { reserveNow(input: $i) { reservation { id } } }"
UPDATE = "mutation ($i: UpdateFirmwareInput!) { updateFirmware(input: $i) { operations { id } } }"
ROLL_OUT = "mutation ($i: CreateFirmwareRolloutInput!) { createFirmwareRollout(input: $i) { rollout { id } } }"
QUIRK = "mutation ($i: CreateQuirkProfileInput!) { createQuirkProfile(input: $i) { quirkProfile { id } } }"
DIAGNOSTICS = "mutation ($i: GetDiagnosticsInput!) { getDiagnostics(input: $i) { operations { id } } }"
STARTED = """query ($s: ID!) { station(id: $s) { ocppMessages(filter: {action: "StartTransaction"}) { nodes { id } } } }"""


def at(hours):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def prepare(server, charger, stations):
    """Firmware that is being installed, requests for certificates, and a profile."""
    for version in ("2.0.0", "2.0.1"):
        add_image(server, b"firmware" * 90_000, version)
    image = server.post("{ firmwareImages { nodes { id } } }")["firmwareImages"]["nodes"][0]["id"]
    server.post(UPDATE, {"i": {"stationIds": list(stations.values()), "imageId": image}})
    charger.call(call.FirmwareStatusNotification(status="Downloading"))
    server.post(ROLL_OUT, {"i": {"name": "Spring update", "stationIds": list(stations.values()), "imageId": image, "waveSizes": [1, 5]}})
    with tempfile.TemporaryDirectory() as folder:
        for subject in ("/O=Somebody/CN=S-4711", "/CN=NH-TOWN-03"):
            openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "csr",
                    "-subj", subject)
            charger.call(call.SignCertificate(csr=(pathlib.Path(folder) / "csr").read_text()))
    query = "{ certificateRequests { nodes { id } } }"
    request = eventually(lambda: server.post(query)["certificateRequests"]["nodes"], "it is asked")[0]["id"]
    server.post("mutation ($i: ApproveCertificateRequestInput!) { approveCertificateRequest(input: $i) { operation { id } } }", {"i": {"id": request}})
    server.post(QUIRK, {"i": {"name": "Reversed readers", "vendor": "Nowhere*", "reversesIdTag": True, "utcOffsetMinutes": 60}})
    server.post(QUIRK, {"i": {"name": "Session energy", "vendor": "Elsewhere", "model": "E-*", "reportsSessionEnergy": True, "isOn": True}})


@contextlib.contextmanager
def site(server):
    """Chargers that stand there, with what has happened to them."""
    stations = {}
    with contextlib.ExitStack() as stack:
        for number, (tag, alias) in enumerate([("NH-0107", "Jonas Weber"), ("NH-0108", "Nora Visser"), ("NH-0109", "Van of the depot")], 1):
            server.create_tag(tag, alias=alias)
            id = f"NH-TOWN-0{number}"
            stations[id] = server.onboard(id, description="Town hall, staff bay")
            charger = stack.enter_context(Standing(server, id, connectors=2, replies={"GetDiagnostics": {"file_name": "diagnostics.tgz"}, "UpdateFirmware": {}}))
            input = {"stationId": stations[id], "connector": 1, "idTag": tag, "expiresAt": at(1 + number)}
            server.post(RESERVE, {"i": input})
            charger.status(1, "Reserved")
            transaction = charger.start(2, tag, 1000)
            charger.status(2, "Charging")
            if number == 3:
                charger.stop(transaction, 4000)
            charger.call(call.Heartbeat())
            charger.call(call.DataTransfer(vendor_id="com.example", message_id="Temperature", data="outside 4, inside 31"))
            charger.call(call.SecurityEventNotification(type="FirmwareUpdated", timestamp=at(0), tech_info="2.0.1 in place of 2.0.0"))
        prepare(server, charger, stations)
        server.post(DIAGNOSTICS, {"i": {"stationIds": list(stations.values()), "from": at(-48), "to": at(0)}})
        _, arguments = next(asked for asked in iter(charger.asked, None) if asked[0] == "GetDiagnostics")
        charger.call(call.DiagnosticsStatusNotification(status="Uploading"))
        urllib.request.urlopen(urllib.request.Request(arguments["location"], b"what is wrong" * 4000, method="PUT"))
        charger.call(call.DiagnosticsStatusNotification(status="Uploaded"))
        # What has passed is recorded some seconds later, and the page of messages shows what is recorded when it is opened.
        eventually(lambda: server.post(STARTED, {"s": stations["NH-TOWN-03"]})["station"]["ocppMessages"]["nodes"], "it is recorded")
        yield stations


def take(page, camera, server, stations):
    camera.page = page
    reservations(page, camera, stations)
    maintenance(page, camera, stations)
    firmware(page, camera)
    certificates(page, camera)
    quirks(page, camera)


def reservations(page, camera, stations):
    page.goto("/reservations")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    camera.shoot("20-reservations-day")
    page.goto("/reservations?view=list")
    page.get_by_role("row").filter(has_text="Jonas Weber").first.get_by_role("button", name="Jonas Weber").click()
    expect(page.get_by_role("complementary").get_by_text("Cancel reservation")).to_be_visible()
    camera.shoot("21-reservations-list")
    page.goto(f"/reservations?new={stations['NH-TOWN-02']}&for=NH-0107&connector=2")
    expect(page.get_by_role("dialog")).to_be_visible()
    camera.shoot("22-reserve")
    page.get_by_role("dialog").get_by_role("button", name="Reserve", exact=True).click()
    expect(page.get_by_role("dialog").get_by_text(re.compile("The charger said|is reserved until"))).to_be_visible()
    camera.shoot("23-reserve-answered")


def maintenance(page, camera, stations):
    station = stations["NH-TOWN-03"]
    page.goto(f"/maintenance/messages?station={station}&action=StartTransaction")
    page.get_by_role("row").filter(has_text="StartTransaction").first.get_by_role("button").click()
    expect(page.get_by_role("complementary").get_by_text("meterStart")).to_be_visible()
    camera.shoot("24-messages")
    page.goto("/maintenance/messages")
    expect(page.get_by_text("Which station?")).to_be_visible()
    camera.shoot("25-messages-which")
    page.goto(f"/maintenance/cp-logs?station={station}")
    expect(page.get_by_text("FirmwareUpdated").first).to_be_visible()
    camera.shoot("26-cp-logs")
    page.goto("/maintenance/heartbeats?q=NH-TOWN")
    page.get_by_role("button", name="NH-TOWN-03").click()
    expect(page.get_by_role("figure")).to_be_visible()
    camera.shoot("27-heartbeats")
    page.goto("/maintenance/diagnostics")
    page.get_by_role("row").filter(has_text="NH-TOWN-03").first.get_by_role("button").first.click()
    expect(page.get_by_role("complementary").get_by_text("The file is here").first).to_be_visible()
    camera.shoot("28-diagnostics")


def firmware(page, camera):
    page.goto("/firmware")
    expect(page.get_by_role("row").filter(has_text="2.0.1").first).to_be_visible()
    camera.shoot("30-firmware")
    page.goto("/firmware?view=installations")
    page.get_by_role("row").filter(has_text="NH-TOWN-03").first.get_by_role("button").first.click()
    expect(page.get_by_role("complementary").get_by_text("Downloading").first).to_be_visible()
    camera.shoot("31-installations")
    page.goto("/firmware")
    page.get_by_role("button", name="Add firmware").click()
    camera.shoot("32-firmware-add")
    page.goto("/firmware?view=rollouts")
    expect(page.get_by_role("row").filter(has_text="Spring update")).to_be_visible()
    camera.shoot("37-rollouts")
    page.get_by_role("link", name="Spring update").click()
    expect(page.get_by_role("row").filter(has_text="NH-TOWN-03")).to_be_visible()
    camera.shoot("38-rollout")
    page.goto("/firmware/new")
    expect(page.get_by_text(re.compile("stations are found"))).to_be_visible()
    camera.shoot("39-rollout-new")
    page.goto("/stations/NH-TOWN-03")
    page.get_by_role("button", name="Check for update").click()
    page.get_by_role("button", name="Install 2.0.1…").scroll_into_view_if_needed()
    camera.shoot("40-check-for-update")


def certificates(page, camera):
    page.goto("/certificates")
    expect(page.get_by_role("row").filter(has_text="NH-TOWN-03").first).to_be_visible()
    camera.shoot("33-certificate-requests")
    page.goto("/certificates?view=issued")
    expect(page.get_by_role("row").filter(has_text="NH-TOWN-03").first).to_be_visible()
    camera.shoot("34-client-certificates")


def quirks(page, camera):
    page.goto("/maintenance/quirks")
    expect(page.get_by_role("row").filter(has_text="Session energy")).to_be_visible()
    camera.shoot("35-quirks")
    page.get_by_role("button", name="New profile").click()
    camera.shoot("36-quirk-new")


def organizations(page, camera):
    camera.page = page
    page.goto("/settings/organizations")
    expect(page.locator("tbody").get_by_text("Nordhafen Energy")).to_be_visible()
    camera.shoot("41-organizations")
    page.get_by_role("button", name="New organization").click()
    camera.shoot("42-organization-new")


def take_all(browser, server, camera, folder, only=None):
    person, operator = make_person(server), make_person(server, "platform_operator")
    with site(server) as stations:
        for width, height in ((1440, 900), (390, 844)):
            for theme in ("light", "dark"):
                if only not in (None, f"{width}-{theme}"):
                    continue
                context = browser.new_context(
                    base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height},
                    color_scheme=theme, has_touch=width < 500, device_scale_factor=1, locale="en-GB")
                sign_in(context, server, person)
                shots = camera(None, folder, f"{width}-{theme}")
                take(context.new_page(), shots, server, stations)
                sign_in(context, server, operator)
                organizations(context.new_page(), shots)
                context.close()
