"""States of the pages for notifications, service requests and tariffs, for `screenshots.py`."""
import contextlib

from people import make_person, sign_in
from playwright.sync_api import expect
from server import eventually
from standing import Standing
from upkeep_screenshots import at

CREATE = "mutation ($i: CreateServiceRequestInput!) { createServiceRequest(input: $i) { serviceRequest { id } } }"
RECORDED = "query ($i: ID!) { ocppMessages(stationId: $i, first: 1) { nodes { action } } }"
COMMENT = "mutation ($i: CommentServiceRequestInput!) { commentServiceRequest(input: $i) { serviceRequest { id } } }"
TARIFF = "mutation ($i: CreateTariffInput!) { createTariff(input: $i) { tariff { id } } }"
PRICES = "mutation ($i: UpdateTariffInput!) { updateTariff(input: $i) { tariff { id } } }"
ASSIGN = "mutation ($i: AssignTariffInput!) { assignTariff(input: $i) { tariff { id } } }"
MOVE = "mutation ($i: ChangeServiceRequestStateInput!) { changeServiceRequestState(input: $i) { serviceRequest { id } } }"

@contextlib.contextmanager
def site(server, person):
    """Chargers of which something is told, some of it again."""
    with contextlib.ExitStack() as stack:
        for number in range(1, 4):
            id = f"NH-MILL-0{number}"
            station = server.onboard(id, description="Mill street, deck 2")
            charger = stack.enter_context(Standing(server, id, connectors=2))
            for _ in range(number):
                charger.status(1, "Faulted", error_code="GroundFailure")
                charger.status(1, "Available")
            charger.wait(charger.charger.authorize(f"NH-99{number}"))
        eventually(lambda: int(server.sql("SELECT count(*) FROM notifications")[0][0]) >= 6, "all of it is told")
        eventually(lambda: server.post(RECORDED, {"i": station})["ocppMessages"]["nodes"], "messages are recorded")
        requests(server, station)
        yield make_tariffs(server, station)


def requests(server, station):
    """Three, of which one was talked about."""
    for subject, text in (("Cable does not lock", "It does not lock.\nSince this morning."), ("Screen is dark", "The screen is dark."),
                          ("The price on the receipt is not the one at the station", "I was charged for four hours, and left after one.")):
        input = {"stationId": station, "subject": subject, "text": text, "log": {"from": at(-1), "to": at(1)}}
        id = server.post(CREATE, {"i": input})["createServiceRequest"]["serviceRequest"]["id"]
    server.post(COMMENT, {"i": {"id": id, "text": "Which card was it? The number is on its back, below the bar code."}})
    server.post(MOVE, {"i": {"id": id, "state": "WAITING"}})


def service(page, camera):
    page.goto("/requests")
    row = page.get_by_role("row").filter(has_text="The price on the receipt").first
    expect(row).to_be_visible()
    camera.shoot("43-requests")
    row.get_by_role("link", name="The price on the receipt").click()
    page.locator("details.excerpt summary").click()
    camera.shoot("44-request")
    page.goto("/requests?new=1")
    page.get_by_role("dialog").get_by_label("Attach messages").check()
    camera.shoot("45-new-request")


def make_tariffs(server, station):
    """One with times of day and a version to come, in force at some places, and a plain one."""
    token = server.make_user("organization_owner", organization="Nordhafen Energy")
    times = [
        {"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"], "from": "22:00", "to": "06:00", "pricePerKwh": "0.29"},
        {"days": ["SATURDAY", "SUNDAY"], "from": "00:00", "to": "00:00", "pricePerKwh": "0.33", "idleFeePerMinute": "0.05"},
        {"days": ["MONDAY", "FRIDAY"], "from": "16:00", "to": "19:00", "pricePerKwh": "0.49"},
    ]
    night = {
        "name": "Public with night price", "currency": "EUR", "timeZone": "Europe/Berlin", "pricePerKwh": "0.39", "pricePerSession": "0.50",
        "idleFeePerMinute": "0.10", "idleFreeSeconds": 1800, "periods": times}
    staff = {"name": "Staff", "currency": "EUR", "timeZone": "Europe/Berlin", "pricePerKwh": "0.2145"}
    ids = [server.post(TARIFF, {"i": each}, token)["createTariff"]["tariff"]["id"] for each in (night, staff)]
    server.post(PRICES, {"i": {"id": ids[0], "pricePerKwh": "0.42", "validFrom": at(24 * 30)}}, token)
    server.post(ASSIGN, {"i": {"tariffId": ids[0], "stationIds": [station], "organization": True}}, token)
    return ids[0]


def tariffs(page, camera, tariff):
    page.goto("/settings/tariffs")
    expect(page.get_by_role("link", name="Staff", exact=True)).to_be_visible()
    camera.shoot("46-tariffs")
    page.goto(f"/settings/tariffs/{tariff}")
    expect(page.get_by_role("region", name="What would").get_by_role("status")).to_contain_text("€")
    camera.shoot("47-tariff")
    page.goto(f"/settings/tariffs/{tariff}/edit")
    expect(page.get_by_role("group", name="Time 3")).to_be_visible()
    camera.shoot("48-tariff-form")
    page.get_by_role("group", name="Time 3").scroll_into_view_if_needed()
    camera.shoot("48-tariff-form-times")
    page.goto(f"/settings/tariffs/{tariff}")
    page.get_by_role("button", name="Put in force").click()
    camera.shoot("49-tariff-places")


def notifications(page, camera):
    page.goto("/notifications")
    expect(page.get_by_role("listitem").filter(has_text="NH-MILL-03").first).to_be_visible()
    camera.shoot("40-notifications")
    page.goto("/notifications?kind=SESSION_ENDED")
    expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
    camera.shoot("41-notifications-no-match")
    page.goto("/notifications/preferences")
    page.get_by_role("switch", name="Hold mails back at times").click()
    camera.shoot("42-notification-preferences")


def take(page, camera, tariff):
    camera.page = page
    notifications(page, camera)
    service(page, camera)
    tariffs(page, camera, tariff)


def take_all(browser, server, camera, folder, only=None):
    person = make_person(server, "organization_owner")
    with site(server, person) as tariff:
        for width, height in ((1440, 900), (390, 844)):
            for theme in ("light", "dark"):
                if only not in (None, f"{width}-{theme}"):
                    continue
                context = browser.new_context(
                    base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height},
                    color_scheme=theme, has_touch=width < 500, device_scale_factor=1, locale="en-GB")
                sign_in(context, server, person)
                take(context.new_page(), camera(None, folder, f"{width}-{theme}"), tariff)
                context.close()
