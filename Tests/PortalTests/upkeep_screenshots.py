"""States of the pages for reservations, logs, firmware, certificates and quirks, for `screenshots.py`."""
import contextlib
import datetime
import re

from people import make_person, sign_in
from playwright.sync_api import expect
from standing import Standing

RESERVE = "mutation ($i: ReserveNowInput!) { reserveNow(input: $i) { reservation { id } } }"


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
            charger = stack.enter_context(Standing(server, id, connectors=2, replies={"GetDiagnostics": {"fileName": "diagnostics.tgz"}}))
            input = {"stationId": stations[id], "connector": 1, "idTag": tag, "expiresAt": at(1 + number)}
            server.post(RESERVE, {"i": input})
            charger.status(1, "Reserved")
            transaction = charger.start(2, tag, 1000)
            charger.status(2, "Charging")
            if number == 3:
                charger.stop(transaction, 4000)
        yield stations


def take(page, camera, server, stations):
    camera.page = page
    reservations(page, camera, stations)


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
