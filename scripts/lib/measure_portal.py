"""What scripts/measure-portal runs: how quick the portal is in a browser, against a real server and real connections."""
import argparse
import asyncio
import base64
import json
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parents[2] / "Tests"
sys.path[:0] = [str(HERE / "PortalTests"), str(HERE / "EndToEndTests")]
import websockets  # noqa: E402
from charger import now  # noqa: E402
from people import make_person, sign_in  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from server import Server, eventually  # noqa: E402

# Written down before any script of the page runs.
PROBE = """
window.measured = {tasks: [], shown: undefined};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.tasks.push([entry.startTime, entry.duration]);
}).observe({type: "longtask", buffered: true});
new MutationObserver(() => {
  if (measured.shown === undefined && document.querySelector(SELECTOR)) {
    // In the next frame it is on the screen.
    measured.shown = -1;
    requestAnimationFrame(() => setTimeout(() => { measured.shown = performance.now(); }));
  }
}).observe(document, {childList: true, subtree: true, characterData: true});
"""
FIGURES = '.strip .key-figure dd b, .strip .key-figure dd .figures, .strip a[href="/stations"]'
ROWS = "table tbody tr td"
STATIONS = """
insert into stations (organization_id, charge_point_id, description, vendor, model, serial_number, presence, last_seen_at,
    ocpp_version, status, onboarded_at)
select o.id, 'cp-' || lpad(n::text, 5, '0'), 'Bay ' || n, 'Vendor ' || n % 9, 'Model ' || n % 30, 'S' || n, 'OFFLINE',
    now() - n * interval '1 second', '1.6', 'AVAILABLE', now() - n * interval '1 hour'
from generate_series(1, {count}) n, organizations o where o.name = 'Nordhafen Energy';
insert into connectors (organization_id, station_id, number, status, status_changed_at)
select organization_id, id, 1, 'AVAILABLE', now() from stations where charge_point_id like 'cp-%';
analyze;
"""

# Of each as many as there are stations: groups stand in regions of a hundred, and one roll-out and one webhook have them all.
UPKEEP = """
insert into tags (organization_id, id_tag, alias, type)
select o.id, 'tag-' || lpad(n::text, 6, '0'), 'Card ' || n, (array['PRIVATE', 'COMPANY', 'OTHER'])[1 + n % 3]
from generate_series(1, {count}) n, organizations o where o.name = 'Nordhafen Energy';
insert into groups (organization_id, name)
select o.id, 'Region ' || lpad(n::text, 5, '0') from generate_series(1, {count} / 100) n, organizations o where o.name = 'Nordhafen Energy';
insert into groups (organization_id, name, parent_id)
select g.organization_id, 'Site ' || substr(g.name, 8) || '-' || lpad(n::text, 2, '0'), g.id
from groups g, generate_series(1, 99) n where g.name like 'Region %';
insert into station_groups (organization_id, group_id, station_id)
select s.organization_id, g.id, s.id from stations s join groups g on g.name = 'Region 00001';
insert into tag_groups (organization_id, group_id, tag_id)
select t.organization_id, g.id, t.id from tags t join groups g on g.name = 'Region 00001';
insert into webhooks (organization_id, name, url, events, secret_encrypted, is_active)
select o.id, 'Hook ' || lpad(n::text, 5, '0'), 'https://example.org/' || n, array['SESSION_STARTED'], '\\x00', false
from generate_series(1, {count}) n, organizations o where o.name = 'Nordhafen Energy';
insert into webhook_deliveries (organization_id, webhook_id, event, happened_at, facts, status, attempts, delivered_at)
select w.organization_id, w.id, 'SESSION_STARTED', now(), '{{}}', 'DELIVERED', 1, now()
from webhooks w, generate_series(1, {count}) n where w.name = 'Hook 00001';
insert into firmware_rollouts (organization_id, name, version, is_signed, wave_sizes, pause_seconds, max_failures, station_wait_seconds,
    starts_at, status, created_at, ended_at)
select o.id, 'Roll-out ' || n, '3.1.4', false, '{{500}}', 3600, 3, 3600, now() - n * interval '1 hour', 'FINISHED',
    now() - n * interval '1 hour', now() from generate_series(1, {count}) n, organizations o where o.name = 'Nordhafen Energy';
insert into firmware_rollout_stations (organization_id, rollout_id, station_id, wave, status, ended_at)
select s.organization_id, r.id, s.id, 1 + s.id % 20, 'INSTALLED', now() from stations s join firmware_rollouts r on r.name = 'Roll-out 1';
analyze;
"""


class Browser:
    def __init__(self, browser, server, email):
        self.browser, self.server, self.email = browser, server, email

    def open(self, path, selector):
        """A browser that has nothing of us yet: its page, once what `selector` names is on the screen."""
        context = self.browser.new_context(
            base_url=f"http://127.0.0.1:{self.server.http_port}", viewport={"width": 1440, "height": 900}, locale="en-GB")
        sign_in(context, self.server, self.email)
        page = context.new_page()
        page.add_init_script(PROBE.replace("SELECTOR", json.dumps(selector)))
        page.goto(path)
        # Not by wait_for_function, which the page's own policy of what scripts may do forbids.
        deadline = time.monotonic() + 30
        while not page.evaluate("measured.shown > 0"):
            assert time.monotonic() < deadline, f"{path} did not show {selector}"
            page.wait_for_timeout(50)
        return page

    def first_view(self, path, selector, times):
        """Milliseconds from the address to what is asked for, and until the page is not busy any more, each the median."""
        paints, shown, ready, busiest = [], [], [], 0
        for _ in range(times):
            page = self.open(path, selector)
            page.wait_for_timeout(1000)
            told = page.evaluate(
                "({...measured, paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0})")
            paints.append(told["paint"])
            shown.append(told["shown"])
            ends = [start + duration for start, duration in told["tasks"] if start <= told["shown"]]
            ready.append(max([told["shown"], *ends]))
            busiest = max([busiest, *(duration for _, duration in told["tasks"])])
            page.context.close()
        paint, seen, calm = (statistics.median(each) for each in (paints, shown, ready))
        print(f"  {path}: first paint {paint:.0f} ms, data on the screen {seen:.0f} ms, interactive {calm:.0f} ms, "
              f"longest task {busiest:.0f} ms (medians of {times} first visits)")
        return seen, calm, busiest

    def under_changes(self, path, selector, seconds, chargers):
        """The longest tasks of a page that stands open."""
        page = self.open(path, selector)
        page.wait_for_timeout(2000)
        before = chargers.sent
        page.evaluate("measured.tasks = []")
        started = time.monotonic()
        page.wait_for_timeout(seconds * 1000)
        rate = (chargers.sent - before) / (time.monotonic() - started)
        tasks = sorted((duration for _, duration in page.evaluate("measured.tasks")), reverse=True)
        page.context.close()
        print(f"  {path}: {rate:.0f} changes a second for {seconds} s; tasks above 50 ms: {len(tasks)}, the longest "
              f"{tasks[0] if tasks else 0:.0f} ms")
        return tasks[0] if tasks else 0, rate


class Chargers(threading.Thread):
    """Connections that each tell another status once a second, spread over the second."""

    def __init__(self, server, names):
        super().__init__(daemon=True)
        self.server, self.names, self.sent, self.failure = server, names, 0, None

    def run(self):
        try:
            asyncio.run(self.all())
        except Exception as error:  # told to whoever waits
            self.failure = error

    async def all(self):
        await asyncio.gather(*(self.one(name, index / len(self.names)) for index, name in enumerate(self.names)))

    async def one(self, name, delay):
        await asyncio.sleep(delay * 3)
        async with websockets.connect(f"ws://127.0.0.1:{self.server.http_port}/ocpp/{name}", subprotocols=["ocpp1.6"]) as socket:
            await self.call(socket, "BootNotification", {"chargePointVendor": "Vendor", "chargePointModel": "Model"})
            number = 0
            due = time.monotonic() + delay
            while True:
                number += 1
                status = ("Available", "Preparing", "Charging", "Finishing")[number % 4]
                await self.call(socket, "StatusNotification", {
                    "connectorId": 1, "errorCode": "NoError", "status": status, "timestamp": now()})
                self.sent += 1
                due += 1
                await asyncio.sleep(max(0, due - time.monotonic()))

    async def call(self, socket, action, payload):
        await socket.send(json.dumps([2, os.urandom(8).hex(), action, payload]))
        while json.loads(await socket.recv())[0] == 2:
            pass  # what the server asks meanwhile is not answered


def chromium(playwright):
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser"):
        if os.access(path, os.X_OK):
            return playwright.chromium.launch(executable_path=path, args=args)
    return playwright.chromium.launch(args=args)


def check(failures, what, value, limit):
    if value > limit:
        failures.append(f"{what}: {value:.0f} ms, more than {limit}")


def measure_demo(launched, folder, times, failures):
    server = Server(folder, arguments=["--demo"]).start()
    try:
        email = make_person(server, organization="Demo")
        print("the demo:")
        check(failures, "the first view of the demo", Browser(launched, server, email).first_view("/dashboard", FIGURES, times)[0], 1000)
    finally:
        server.stop()


def measure_many(launched, folder, options, failures):
    server = Server(folder).start()
    try:
        email = make_person(server)
        server.sql(STATIONS.format(count=options.stations))
        browser = Browser(launched, server, email)
        print(f"{options.stations:,} stations:")
        for path in ("/stations", "/stations?size=50&sort=-lastSeenAt", "/connectors"):
            check(failures, f"{path} with {options.stations:,} stations", browser.first_view(path, ROWS, options.times)[1], 1000)
        measure_upkeep(browser, server, options, failures)
        chargers = Chargers(server, [f"cp-{number:05}" for number in range(1, options.chargers + 1)])
        chargers.start()
        eventually(lambda: chargers.failure or chargers.sent > 2 * options.chargers, "all chargers are connected")
        if chargers.failure:
            raise chargers.failure
        print(f"{options.chargers} chargers that change:")
        for path, selector in (("/stations?size=50", ROWS), ("/connectors?size=50", ROWS), ("/dashboard", FIGURES)):
            longest, rate = browser.under_changes(path, selector, options.seconds, chargers)
            check(failures, f"the longest task of {path}", longest, 100)
            if rate < 0.9 * options.chargers:
                failures.append(f"only {rate:.0f} changes a second came about")
    finally:
        server.stop()


def measure_upkeep(browser, server, options, failures):
    """Lists and trees of the other things that there are many of, with the same limits."""
    # Apart, since each has its own limit of time.
    for statement in UPKEEP.format(count=options.stations).strip().split(";\n"):
        server.sql(statement)
    owner = Browser(browser.browser, server, make_person(server, "organization_owner"))
    answers = [server.sql(f"select id from {table} where name = '{name}'")[0][0]
               for table, name in (("groups", "Region 00001"), ("webhooks", "Hook 00001"), ("firmware_rollouts", "Roll-out 1"))]
    group, webhook, rollout = (
        global_id(kind, number) for kind, number in zip(("Group", "Webhook", "FirmwareRollout"), answers))
    tree = "[role=treeitem]"
    print(f"{options.stations:,} tags, groups, webhooks and roll-outs:")
    for path, selector in (
            ("/tags", ROWS), ("/tags?size=50", ROWS), ("/groups", tree), (f"/groups/{group}", ".chosen li"), (f"/groups/{group}/tags", ".chosen li"),
            ("/settings/webhooks?size=50", ROWS), (f"/settings/webhooks/{webhook}", ROWS), ("/firmware?view=rollouts&size=50", ROWS),
            (f"/firmware/{rollout}", ROWS)):
        calm, busiest = owner.first_view(path, selector, options.times)[1:]
        check(failures, f"{path} with {options.stations:,} rows", calm, 1000)
        check(failures, f"the longest task of {path}", busiest, 100)


def global_id(kind, number):
    """As the API names a row."""
    return base64.urlsafe_b64encode(f"{kind}:{number}".encode()).decode().rstrip("=")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=10_000)
    parser.add_argument("--chargers", type=int, default=200, help="each changes its status once a second")
    parser.add_argument("--seconds", type=int, default=20, help="for which each page is watched")
    parser.add_argument("--times", type=int, default=5, help="how often a first visit is made")
    options = parser.parse_args()
    failures = []
    with sync_playwright() as playwright:
        launched = chromium(playwright)
        with tempfile.TemporaryDirectory(prefix="stationmaster-measure-") as folder:
            os.chmod(folder, 0o755)
            for part in ("demo", "many"):
                (pathlib.Path(folder) / part).mkdir(mode=0o755)
            measure_demo(launched, pathlib.Path(folder) / "demo", options.times, failures)
            measure_many(launched, pathlib.Path(folder) / "many", options, failures)
        launched.close()
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


main()
