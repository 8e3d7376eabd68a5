"""States of the pages for reservations, logs, firmware, certificates and quirks, for `screenshots.py`."""
import contextlib
import datetime
import re
import urllib.request

from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from standing import Standing

RESERVE = "mutation ($i: ReserveNowInput!) { reserveNow(input: $i) { reservation { id } } }"
DIAGNOSTICS = "mutation ($i: GetDiagnosticsInput!) { getDiagnostics(input: $i) { operations { id } } }"


def at(hours):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


@contextlib.contextmanager
def site(server):
    """Chargers that stand there, with what has happened to them."""
    stations = {}
    with contextlib.ExitStack() as stack:
        for number, (tag, alias) in enumerate([("NH-0107", "Jonas Weber"), ("NH-0108", "Nora Visser"), ("NH-0109", "Van of the depot")], 1):
            server.create_tag(tag, alias=alias)
            id = f"NH-TOWN-0{number}"
            stations[id] = server.onboard(id, description="Town hall, staff bay")
            charger = stack.enter_context(Standing(server, id, connectors=2, replies={"GetDiagnostics": {"file_name": "diagnostics.tgz"}}))
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
        server.post(DIAGNOSTICS, {"i": {"stationIds": list(stations.values()), "from": at(-48), "to": at(0)}})
        _, arguments = next(asked for asked in iter(charger.asked, None) if asked[0] == "GetDiagnostics")
        charger.call(call.DiagnosticsStatusNotification(status="Uploading"))
        urllib.request.urlopen(urllib.request.Request(arguments["location"], b"what is wrong" * 4000, method="PUT"))
        charger.call(call.DiagnosticsStatusNotification(status="Uploaded"))
        yield stations


def take(page, camera, server, stations):
    camera.page = page
    reservations(page, camera, stations)
    maintenance(page, camera, stations)


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


def take_all(browser, server, camera, folder, only=None):
    person = make_person(server)
    with site(server) as stations:
        for width, height in ((1440, 900), (390, 844)):
            for theme in ("light", "dark"):
                if only not in (None, f"{width}-{theme}"):
                    continue
                context = browser.new_context(
                    base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height},
                    color_scheme=theme, has_touch=width < 500, device_scale_factor=1, locale="en-GB")
                sign_in(context, server, person)
                take(context.new_page(), camera(None, folder, f"{width}-{theme}"), server, stations)
                context.close()
