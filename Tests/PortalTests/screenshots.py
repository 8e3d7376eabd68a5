"""Pictures of the explorer to look at: python Tests/PortalTests/screenshots.py --to FOLDER

Every state at 1440 and 390 pixels, light and dark, against a real server with a charger that charges.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "EndToEndTests"))
from charging import Charging  # noqa: E402
from explorer import Explorer  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402
import upkeep_screenshots  # noqa: E402
from server import Server  # noqa: E402

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


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=pathlib.Path, required=True)
    options.add_argument("--only", help="a width and theme, such as 1440-dark")
    arguments = options.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stationmaster-portal-") as folder, sync_playwright() as playwright:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={"STATIONMASTER_GRAPHQL_TRACE": "everyone"}).start()
        server.token = server.make_user(organization="Nordhafen Energy")
        for number in range(1, 4):
            server.onboard(f"NH-HARBOUR-0{number}", description="Harbour car park")
        server.create_tag("NH-0091")
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"] if os.geteuid() == 0 else [])
        try:
            upkeep_screenshots.take_all(browser, server, Camera, arguments.to, arguments.only)
            with Charging(server, "NH-HARBOUR-01", "NH-0091") as charging:
                charging.steps = 0
                for width, height in ((1440, 900), (390, 844)):
                    for theme in ("light", "dark"):
                        if arguments.only in (None, f"{width}-{theme}"):
                            context = browser.new_context(
                                base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height},
                                color_scheme=theme, has_touch=width < 500, device_scale_factor=1.5,
                                permissions=["clipboard-read", "clipboard-write"])
                            page = context.new_page()
                            take(page, Camera(page, arguments.to, f"{width}-{theme}"), server, charging)
                            context.close()
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
