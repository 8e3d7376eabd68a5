"""Pictures of the portal to look at: python Tests/PortalTests/screenshots.py --to FOLDER

Every page, and every state of the explorer, at 1440 and 390 pixels, light and dark, against a real server with a charger
that charges.
"""
import argparse
import contextlib
import itertools
import json
import os
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "EndToEndTests"))
from charging import Charging  # noqa: E402
from explorer import Explorer  # noqa: E402
from people import make_person, session_of, sign_in  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402
import business_screenshots  # noqa: E402
import role_screenshots  # noqa: E402
import upkeep_screenshots  # noqa: E402
from server import Server  # noqa: E402
from standing import Standing  # noqa: E402
from webhook import Receiver  # noqa: E402

STATIONS = """# What stands at the harbour, and what it does.
query Harbour($text: String) {
  stations(first: 5, filter: {text: $text}) {
    totalCount
    nodes {
      chargePointId
      presence
      status
      connectors {
        number
        status
        powerW
      }
    }
  }
}"""
MISTAKES = """query Mistakes($id: ID!, $unused: Int) {
  station(id: $id) {
    chargePointld
    connectors(first: 3)
    presence @skip
  }
}"""
WATCH = "subscription Watch {\n  sessionChanged {\n    status\n    energyWh\n    station {\n      chargePointId\n    }\n  }\n}"


class Camera:
    def __init__(self, page, folder, name):
        self.page, self.folder, self.name = page, folder, name

    def shoot(self, state):
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=self.folder / f"{state}-{self.name}.png")

    def panel(self, name):
        tab = self.page.get_by_role("tab", name=name)
        if tab.count():
            tab.click()
        elif name in ("Documentation", "History"):
            self.page.get_by_role("button", name=name, exact=True).click()


def take(page, camera, server, charging):
    page.goto("/explorer")
    expect(page.get_by_label("API token")).to_be_visible()
    camera.shoot("1-signed-out")
    explorer = Explorer(page).sign_in(server.token)
    camera.shoot("2-empty")
    camera.panel("Query")
    explorer.write(STATIONS)
    explorer.write(json.dumps({"text": "harbour"}, indent=2), into=explorer.variables)
    explorer.run()
    expect(explorer.answer).to_contain_text("200 OK")
    camera.shoot("3-answer")
    camera.panel("Query")
    page.get_by_label("Trace").check()
    explorer.run()
    page.get_by_role("tab", name="Trace").click()
    expect(explorer.answer).to_contain_text("Station.connectors")
    camera.shoot("3-trace")
    page.get_by_role("tab", name="Response").click()
    camera.panel("Query")
    page.get_by_label("Trace").uncheck()
    camera.panel("Documentation")
    docs = page.get_by_role("complementary")
    camera.shoot("4-docs")
    docs.get_by_role("button", name="Station", exact=True).click()
    camera.shoot("5-docs-type")
    docs.get_by_role("searchbox").fill("status")
    camera.shoot("6-docs-search")
    camera.panel("History")
    camera.shoot("7-history")
    camera.panel("History")
    camera.panel("Query")
    explorer.write(MISTAKES)
    camera.shoot("8-problems")
    explorer.write("{\n  stations {\n    nodes {\n      ")
    page.keyboard.press("Control+Space")
    camera.shoot("9-suggestions")
    page.keyboard.press("Escape")
    explorer.write("{\n  a: viewer { role }\n  a: stations { totalCount }\n}")
    explorer.write("", into=explorer.variables)
    explorer.run()
    expect(explorer.answer.locator(".errors")).to_be_visible()
    camera.shoot("10-errors")
    camera.panel("Query")
    explorer.write(WATCH)
    explorer.run()
    expect(explorer.answer.get_by_role("status")).to_have_text("Live")
    for step in range(1, 8):
        charging.meter(1000 + 700 * charging.steps + 100 * step)
    charging.steps += 1
    expect(explorer.answer.locator(".event").nth(5)).to_be_visible()
    explorer.answer.locator(".event summary").nth(5).click()
    camera.shoot("11-stream")
    camera.panel("Query")
    page.get_by_role("button", name="Stop").click()
    explorer.write("mutation Start($input: RemoteStartInput!) {\n  remoteStart(input: $input) { operation { status } }\n}")
    explorer.run()
    if page.get_by_role("alertdialog").count():
        camera.shoot("12-question")
        page.keyboard.press("Escape")


#: A page's name, its address, and what is done there before the picture.
PAGES = [
    ("dashboard", "/dashboard", None),
    ("stations", "/stations", None),
    ("stations-none", "/stations?q=nothing-is-called-so", None),
    ("stations-selected", "/stations", lambda page: page.get_by_role("checkbox", name="Select this page").check()),
    ("stations-columns", "/stations", lambda page: page.get_by_role("button", name="Columns").click()),
    ("stations-menu", "/stations", lambda page: page.get_by_role("button", name="Actions for NH-HARBOUR-02").click()),
    ("station", "/stations/NH-HARBOUR-01", None),
    ("station-sessions", "/stations/NH-HARBOUR-01/sessions", None),
    ("station-connectors", "/stations/NH-HARBOUR-01/connectors", None),
    ("station-configuration", "/stations/NH-HARBOUR-01/configuration", lambda page: read_settings(page)),
    ("station-installation", "/stations/NH-HARBOUR-01/installation", None),
    ("station-pictures", "/stations/NH-HARBOUR-01/pictures", None),
    ("station-installation-edit", "/stations/NH-HARBOUR-01/installation", lambda page: page.get_by_role("region", name="Installation").get_by_role("button", name="Edit").click()),
    ("station-logbook", "/stations/NH-HARBOUR-02/logbook", None),
    ("station-logbook-entry", "/stations/NH-HARBOUR-02/logbook", lambda page: page.get_by_role("button", name="Make entry").click()),
    ("station-diagnostics", "/stations/NH-HARBOUR-01/diagnostics", None),
    ("station-reset", "/stations/NH-HARBOUR-01", lambda page: ask_for_reset(page)),
    ("station-new", "/stations/new", None),
    ("station-waiting", "/stations/new?station=NH-HARBOUR-03", None),
    ("connectors", "/connectors", None),
    ("sessions", "/sessions", None),
    ("session", "/sessions", lambda page: page.get_by_role("rowheader").get_by_role("link").first.click()),
    ("session-errors", "/sessions", lambda page: all_of_session(page)),
    ("sessions-all-columns", "/sessions?status=ACTIVE", lambda page: page.get_by_role("button", name="Columns").click()),
    ("operations", "/operations", None),
    ("operation", "/operations", lambda page: page.get_by_role("rowheader").get_by_role("link").first.click()),
    ("operation-new", "/operations/new/charging-profile", None),
    ("tags", "/tags", None),
    ("tag", "/tags", lambda page: page.get_by_role("rowheader").get_by_role("link").first.click()),
    ("tag-new", "/tags/new", None),
    ("tag-inbox", "/tags/inbox", None),
    ("groups", "/groups", None),
    ("group", "/groups", lambda page: page.get_by_role("treeitem").first.click()),
    ("exports", "/sessions", lambda page: export_later(page)),
    ("group-rights", "/groups", lambda page: rights_of_first(page)),
    ("group-new", "/groups?new=1", None),
    ("inventory", "/maintenance/inventory", None),
    ("inventory-edit", "/maintenance/inventory", lambda page: edit_first(page)),
    ("audit", "/settings/audit", None),
    ("users", "/settings/users", None),
    ("user", "/settings/users", lambda page: page.get_by_role("rowheader").get_by_role("link").first.click()),
    ("user-sign-ins", "/settings/users", lambda page: sign_ins_of_first(page)),
    ("user-new", "/settings/users?new=1", None),
    ("account-profile", "/account/profile", None),
    ("account-security", "/account/security", None),
    ("account-tokens", "/account/tokens", None),
    ("account-sign-ins", "/account/sign-ins", None),
    ("import-tags", "/tags/import", lambda page: check_list(page, TAG_LIST)),
    ("import-tags-refused", "/tags/import", lambda page: check_list(page, "idTag,colour\nNH-0101,red\n")),
    ("import-tags-done", "/tags/import", lambda page: import_list(page, "idTag,note\nNH-0101,Spare card\n")),
    ("import-stations", "/stations/import", None),
    ("station-claim", "/stations/new?way=claim", lambda page: page.get_by_role("button", name="Take over", exact=True).click()),
    ("station-claimed", "/stations/new?way=claim", lambda page: claim(page)),
    ("station-remove", "/stations/NH-HARBOUR-03", lambda page: page.get_by_role("button", name="Remove station").click()),
    ("station-assignment", "/stations/NH-HARBOUR-03", lambda page: page.get_by_role("button", name="Remove station").scroll_into_view_if_needed()),
    ("station-sharing", "/stations/NH-HARBOUR-03", lambda page: page.get_by_role("region", name="Assignment").scroll_into_view_if_needed()),
    ("station-lend", "/stations/NH-HARBOUR-03", lambda page: page.get_by_role("button", name="Lend").click()),
    ("stations-borrowed", "/stations?q=NH-FERRY", None),
    ("station-borrowed", "/stations/NH-FERRY-01", None),
    ("queue", "/reservations?view=queue", lambda page: expect(page.get_by_text("Your turn").first).to_be_visible()),
    ("queue-choose", "/reservations?view=queue", lambda page: page.get_by_role("button", name="Choose what to wait for at NH-QUAY-02").click()),
    ("queue-settings", "/reservations?view=queue", lambda page: page.get_by_role("button", name="Second seating at NH-QUAY-02").click()),
    ("webhooks", "/settings/webhooks", None),
    ("webhook", "/settings/webhooks", lambda page: open_webhook(page)),
    ("webhook-new", "/settings/webhooks?new=1", lambda page: page.get_by_role("button", name="Choose all").click()),
    ("search", "/search?q=harbour", None),
    ("search-none", "/search?q=nothing-is-called-so", None),
    ("search-box", "/dashboard", lambda page: find(page, "harbour")),
    ("shortcuts", "/dashboard", lambda page: page.keyboard.press("?")),
    ("privacy", "/privacy", None),
    ("imprint", "/imprint", None),
    ("forgot", "/forgot", None),
    ("reset", "/reset/anything", None),
    ("invite", "/invite/anything", None),
    ("nothing", "/stations/nothing/is/here", None),
]
TAG_LIST = (
    "idTag,type,note,firstName\nNH-0091,COMPANY,Reception,Ann\nNH-0101,,Spare card,\nNH-0102,PURPLE,,\nNH-0103,,Works council car,\nNH-0101,,again,\n")


def check_list(page, text):
    page.get_by_label("CSV or Excel file").set_input_files({"name": "tags.csv", "mimeType": "text/csv", "buffer": text.encode()})
    expect(page.get_by_role("alert")).to_be_visible()


def import_list(page, text):
    page.get_by_label("CSV or Excel file").set_input_files({"name": "tags.csv", "mimeType": "text/csv", "buffer": text.encode()})
    done = page.get_by_role("alert")
    expect(done.or_(page.get_by_role("button", name="Import 1 row")).first).to_be_visible()
    if not done.count():
        page.get_by_role("button", name="Import 1 row").click()
    expect(done).to_be_visible()


PIERS = itertools.count(1)


def make_piers(server):
    """Stations of somebody else, one for each width and theme."""
    owner = server.make_user("organization-owner", organization="Pier Parking")
    for number in range(1, 5):
        onboarded = server.post(
            "mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }", {"i": {"chargePointId": f"NH-PIER-0{number}"}}, owner)
        item = {"stationId": onboarded["onboardStation"]["station"]["id"], "accessCode": "blue-door-7"}
        server.post("mutation ($i: [InventoryItemInput!]!) { updateInventory(input: {items: $i}) { stations { id } } }", {"i": [item]}, owner)


def share_stations(server, station, person):
    """One is lent to others, and two of others to the person."""
    lend = "mutation ($i: ShareStationInput!) { shareStation(input: $i) { share { id } } }"
    ferry = server.make_user("organization-owner", organization="Ferry Terminal")
    server.post(lend, {"i": {"stationId": station, "organization": "Ferry Terminal", "level": "CHARGE"}})
    server.post(lend, {"i": {"stationId": station, "userEmail": make_person(server, organization="Ferry Terminal"), "level": "OPERATE",
                             "endsAt": "2031-05-01T12:00:00Z"}})
    for number, borrower in ((1, {"organization": "Nordhafen Energy"}), (2, {"userEmail": person})):
        onboarded = server.post(
            "mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }", {"i": {"chargePointId": f"NH-FERRY-0{number}"}}, ferry)
        server.post(lend, {"i": {"stationId": onboarded["onboardStation"]["station"]["id"], "level": "VIEW", **borrower}}, ferry)


def claim(page):
    page.get_by_label("Charge point ID").fill(f"NH-PIER-0{next(PIERS)}")
    page.get_by_label("Access code").fill("blue-door-7")
    page.get_by_role("button", name="Take over", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()


@contextlib.contextmanager
def queues(server, person):
    """Two busy stations; at one of them it is the person's turn."""
    join = "mutation ($id: ID!) { joinQueue(input: {stationId: $id}) { station { id } } }"
    seating = "mutation ($id: ID!) { updateStation(input: {id: $id, secondSeating: true, seatHoldMinutes: 120}) { station { id } } }"
    drivers = [person] + [make_person(server, "driver") for _ in range(2)]
    for number, email in enumerate(drivers):
        user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
        server.create_tag(f"NH-02{number:02}", userId=user)
    ids = [server.onboard(f"NH-QUAY-0{number}", description="Quay, deck 1") for number in (1, 2)]
    with Standing(server, "NH-QUAY-01") as first, Standing(server, "NH-QUAY-02") as second:
        for id, charger in zip(ids, (first, second)):
            server.post(seating, {"id": id})
            charger.status(1, "Charging")
        for email, places in zip(drivers, (ids[:1], ids, ids[1:])):
            for id in places:
                session_of(server, email).data(join, {"id": id})
        first.status(1, "Available")
        yield


@contextlib.contextmanager
def webhooks(server):
    """One that is taken, and one that is refused."""
    owner = server.make_user("organization-owner", organization="Nordhafen Energy")
    create = "mutation ($i: CreateWebhookInput!) { createWebhook(input: $i) { webhook { id } } }"
    with Receiver() as receiver, Receiver(answers=[503] * 1000) as refusing:
        for name, url in (("Billing", receiver.url), ("Fleet management", refusing.url)):
            server.post(create, {"i": {"name": name, "url": url, "events": ["SESSION_STARTED", "SESSION_ENDED", "TAG_REFUSED"]}}, owner)
        yield


def open_webhook(page):
    page.get_by_role("link", name="Fleet management").click()
    expect(page.get_by_role("row").filter(has_text="503").first).to_be_visible()


def read_settings(page):
    page.get_by_role("button", name=re.compile("^Read")).click()
    expect(page.get_by_role("row").filter(has_text="HeartbeatInterval")).to_be_visible()


def find(page, text):
    page.get_by_role("banner").get_by_role("combobox").first.fill(text)
    expect(page.get_by_role("option").first).to_be_visible()


def rights_of_first(page):
    page.get_by_role("treeitem").first.click()
    page.get_by_role("link", name="Rights", exact=True).click()


def export_later(page):
    page.get_by_role("button", name="More ways to export").click()
    page.get_by_role("menuitem", name="CSV in the background").click()
    expect(page.get_by_text("Ready").first).to_be_visible(timeout=30_000)


def sign_ins_of_first(page):
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("link", name="Sign-in history").click()


def all_of_session(page):
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("button", name="Show all values").click()
    page.get_by_role("region", name="Error codes").scroll_into_view_if_needed()


def edit_first(page):
    page.get_by_role("button", name="Actions for NH-HARBOUR-01").click()
    page.get_by_role("menuitem", name="Edit").click()


def ask_for_reset(page):
    page.get_by_role("button", name="Operations").click()
    page.get_by_role("menuitem", name="Reset").click()
    dialog = page.get_by_role("dialog", name="Reset")
    dialog.get_by_role("button", name="Reset", exact=True).click()
    expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()


def take_pages(page, camera, only, language="en"):
    for name, address, step in PAGES:
        # What is done on a page is done by its English words.
        if only and name not in only or language != "en" and step:
            continue
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if step:
            step(page)
            page.wait_for_load_state("networkidle")
        camera.shoot(name)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=pathlib.Path, required=True)
    options.add_argument("--only", help="a width and theme, such as 1440-dark")
    options.add_argument("--pages", nargs="*", help="names of pages; the explorer is left out then")
    options.add_argument("--roles", action="store_true", help="what each role sees of the most used pages, and nothing else")
    options.add_argument("--language", default="en", help="en, de or fr; of --roles and of pages that are opened by their address alone")
    arguments = options.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stationmaster-portal-") as folder, sync_playwright() as playwright:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={
            "STATIONMASTER_GRAPHQL_TRACE": "everyone", "STATIONMASTER_WEBHOOK_HTTP": "on", "STATIONMASTER_WEBHOOK_NETWORKS": "127.0.0.0/8"}).start()
        server.token = server.make_user(organization="Nordhafen Energy")
        stations = [server.onboard(f"NH-HARBOUR-0{number}", description="Harbour car park") for number in range(1, 4)]
        server.post("mutation ($s: ID!) { updateStation(input: { id: $s, logbookEnabled: true }) { station { id } } }", {"s": stations[1]})
        server.post("""mutation ($s: ID!) { updateInstallation(input: { id: $s, installer: "Electro Nord", installedAt: "2025-03-14T12:00:00Z", fuseA: 32,
            phaseOrder: STR, gridLimitW: 22000, notes: "Behind the gate." }) { station { id } } }""", {"s": stations[0]})
        server.create_group("Harbour", tagIds=[server.create_tag("NH-0091")])
        make_piers(server)
        person = make_person(server, "organization_owner")
        share_stations(server, stations[2], person)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"] if os.geteuid() == 0 else [])
        try:
            if arguments.roles:
                return role_screenshots.take_all(browser, server, Camera, arguments.to, arguments.only, arguments.language)
            if not arguments.pages:
                business_screenshots.take_all(browser, server, Camera, arguments.to, arguments.only)
                upkeep_screenshots.take_all(browser, server, Camera, arguments.to, arguments.only)
            with webhooks(server), queues(server, person), Charging(server, "NH-HARBOUR-01", "NH-0091") as charging:
                charging.steps = 0
                charging.status(2, "Available")
                for step in range(1, 8):
                    charging.meter(1000 + 900 * step, power=11_000 - 300 * step)
                charging.charger.replies["GetConfiguration"] = {"configuration_key": [
                    {"key": "HeartbeatInterval", "readonly": False, "value": "300"},
                    {"key": "NumberOfConnectors", "readonly": True, "value": "2"},
                    {"key": "MeterValuesSampledData", "readonly": False, "value": "Energy.Active.Import.Register,Power.Active.Import"}]}
                for width, height in ((1440, 900), (390, 844)):
                    for theme in ("light", "dark"):
                        if arguments.only in (None, f"{width}-{theme}"):
                            context = browser.new_context(
                                base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height},
                                color_scheme=theme, has_touch=width < 500, device_scale_factor=1.5,
                                permissions=["clipboard-read", "clipboard-write"])
                            page = context.new_page()
                            if not arguments.pages:
                                page.goto("/sign-in")
                                Camera(page, arguments.to, f"{width}-{theme}").shoot("sign-in")
                            sign_in(context, server, person)
                            if arguments.language != "en":
                                role_screenshots.speak(context, server, arguments.language)
                            take_pages(page, Camera(page, arguments.to, f"{width}-{theme}"), arguments.pages, arguments.language)
                            context.clear_cookies()
                            if arguments.pages:
                                context.close()
                                continue
                            take(page, Camera(page, arguments.to, f"{width}-{theme}"), server, charging)
                            context.close()
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
