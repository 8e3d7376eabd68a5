"""What stations said and left here: messages, reports, heartbeats and files."""
import csv
import re
import urllib.request
from datetime import datetime, timezone

import pytest
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

SECURITY = call.SecurityEventNotification(type="FirmwareUpdated", timestamp="2026-01-02T03:04:05Z", tech_info="by hand")


@pytest.fixture
def station(server, name):
    return server.onboard(name, description="Harbour car park")


def recorded(server, station, action):
    """Waits until a message of this action is in the recording, which is written a moment later."""
    from server import eventually
    query = "query ($s: ID!, $a: String!) { ocppMessages(stationId: $s, filter: {action: $a}) { nodes { id } } }"
    eventually(lambda: server.post(query, {"s": station, "a": action})["ocppMessages"]["nodes"], f"{action} is recorded")


def test_messages_are_found_read_and_walked_through(portal, server, station, name):
    with Standing(server, name) as charger:
        charger.call(call.Heartbeat())
        recorded(server, station, "Heartbeat")
        portal.goto("/maintenance/messages")
        portal.get_by_role("combobox", name="Station", exact=True).fill(name)
        portal.get_by_role("option", name=re.compile(name)).click()
        table = portal.get_by_role("table", name="CS-CP logs")
        expect(table.get_by_role("row").filter(has_text="BootNotification")).to_contain_text("chargePointModel Model X")
        expect(table.get_by_role("row").filter(has_text="from the station").first).to_be_visible()
        assert complaints(portal) == []
        portal.get_by_role("button", name="Message", exact=True).click()
        portal.get_by_role("radio", name="BootNotification").click()
        expect(table.get_by_role("row")).to_have_count(2)
        table.get_by_role("row").nth(1).get_by_role("button").click()
        drawer = portal.get_by_role("complementary", name="BootNotification")
        expect(drawer).to_contain_text("chargePointVendor")
        expect(drawer).to_contain_text("Answered after")
        assert complaints(portal) == []
        drawer.get_by_role("tab", name="As it was").click()
        expect(drawer.locator("pre")).to_contain_text('"chargePointModel": "Model X"')
        drawer.get_by_role("button", name="Copy").click()
        assert "BootNotification" in portal.evaluate("navigator.clipboard.readText()")
        portal.get_by_role("button", name="Clear filters").click()
        expect(table.get_by_role("row").nth(3)).to_be_visible()
        drawer.get_by_role("button", name="Show the answer").click()
        answer = portal.get_by_role("complementary", name="answer")
        expect(answer).to_contain_text("It answers a call of")
        expect(portal.get_by_role("button", name=re.compile("^Message ID"))).to_be_visible()
        expect(answer.get_by_role("button", name=re.compile("Next|Previous")).first).to_be_visible()
        portal.keyboard.press("Escape")
        expect(answer).to_have_count(0)


def test_a_station_and_a_session_lead_to_their_messages(portal, server, station, name):
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        transaction = charger.start(1, f"T{name}")
        charger.stop(transaction, 4000)
        recorded(server, station, "StopTransaction")
        portal.goto(f"/stations/{name}")
        happened = portal.get_by_role("region", name="What happened")
        expect(happened).to_contain_text(f"Session {transaction} ended")
        happened.get_by_role("link", name="Messages of the station").click()
        table = portal.get_by_role("table", name="CS-CP logs")
        expect(table.get_by_role("row").filter(has_text="BootNotification").first).to_be_visible()
        portal.goto(f"/stations?q={name}")
        portal.get_by_role("button", name=f"Actions for {name}").click()
        portal.get_by_role("menuitem", name="Messages of the station").click()
        expect(table.get_by_role("row").filter(has_text="BootNotification").first).to_be_visible()
        portal.goto(f"/sessions?station={station}")
        portal.get_by_role("link", name=str(transaction), exact=True).click()
        ledger = portal.get_by_role("region", name="Ledger")
        assert complaints(portal) == [] and fits(portal)
        ledger.get_by_role("link", name="Message · The charger reported the stop").click()
        # The call and its answer, and nothing else.
        expect(table.get_by_role("row")).to_have_count(3)
        expect(table.get_by_role("row").filter(has_text="StopTransaction").first).to_be_visible()


def test_a_driver_finds_no_way_to_messages(page, context, server, station, name):
    sign_in(context, server, make_person(server, "driver"))
    with Standing(server, name):
        page.goto(f"/stations/{name}")
        happened = page.get_by_role("region", name="What happened")
        expect(happened).to_be_visible()
        expect(page.get_by_role("link", name="New service request")).to_be_visible()
        expect(happened.get_by_role("link", name="Messages of the station")).to_have_count(0)
        page.goto(f"/stations?q={name}")
        page.get_by_role("button", name=f"Actions for {name}").click()
        expect(page.get_by_role("menuitem", name="New service request")).to_be_visible()
        expect(page.get_by_role("menuitem", name="Messages of the station")).to_have_count(0)


def test_new_messages_are_followed(portal, server, station, name):
    with Standing(server, name) as charger:
        recorded(server, station, "StatusNotification")
        portal.goto(f"/maintenance/messages?station={station}")
        portal.get_by_role("button", name="Follow").click()
        charger.call(call.DataTransfer(vendor_id="com.example", message_id="Hello", data="a‮b"))
        row = portal.get_by_role("row").filter(has_text="DataTransfer")
        expect(row).to_contain_text("vendorId com.example", timeout=15_000)
        expect(row).to_contain_text("a⟨U+202E⟩b")
        expect(portal.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")


def test_reports_are_sentences(portal, server, station, name):
    with Standing(server, name) as charger:
        charger.call(SECURITY)
        charger.call(call.DataTransfer(vendor_id="com.example", message_id="Hello"))
        portal.goto(f"/maintenance/cp-logs?station={station}")
        row = portal.get_by_role("row").filter(has_text="FirmwareUpdated")
        expect(row).to_contain_text("Something bears on its security: FirmwareUpdated.")
        expect(row).to_contain_text("by hand")
        expect(portal.get_by_role("row").filter(has_text="Maker’s own")).to_contain_text("com.example: Hello")
        portal.get_by_role("button", name="Kind", exact=True).click()
        portal.get_by_role("checkbox", name="Security").check()
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        portal.keyboard.press("Escape")
        assert complaints(portal) == []


def test_reports_of_all_stations_are_there_and_of_a_period(portal, server, station, name):
    server.onboard(f"{name}-B")
    with Standing(server, name) as charger, Standing(server, f"{name}-B") as other:
        charger.call(SECURITY)
        other.call(SECURITY)
    portal.goto("/maintenance/cp-logs")
    of_one = portal.get_by_role("row").filter(has=portal.get_by_role("link", name=name, exact=True))
    of_other = portal.get_by_role("row").filter(has=portal.get_by_role("link", name=f"{name}-B", exact=True))
    expect(of_one).to_contain_text("FirmwareUpdated")
    expect(of_other).to_contain_text("FirmwareUpdated")
    assert complaints(portal) == [] and fits(portal)
    portal.get_by_role("button", name="Period", exact=True).click()
    portal.get_by_label("To", exact=True).fill("2026-01-03T00:00")
    portal.get_by_role("button", name="Apply").click()
    expect(of_one).to_have_count(0)
    portal.get_by_role("button", name="Clear filters").first.click()
    portal.get_by_role("button", name="Station", exact=True).first.click()
    portal.get_by_role("combobox", name="Station", exact=True).fill(f"{name}-B")
    portal.get_by_role("option", name=re.compile(f"{name}-B")).click()
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    expect(of_other).to_be_visible()


def test_a_log_tells_seconds_and_the_day_unless_it_is_today(portal, server, station, name):
    with Standing(server, name) as charger:
        charger.call(SECURITY)
        charger.call(call.SecurityEventNotification(type="SettingSystemTime", timestamp=datetime.now(timezone.utc).isoformat(), tech_info="clock"))
        portal.goto(f"/maintenance/cp-logs?station={station}")
        before = portal.get_by_role("row").filter(has_text="FirmwareUpdated")
        expect(before.get_by_role("time").first).to_have_text(re.compile(r"^2 Jan( 2026)?, \d\d:04:05$"))
        today = portal.get_by_role("row").filter(has_text="SettingSystemTime")
        expect(today.get_by_role("time").first).to_have_text(re.compile(r"^\d\d:\d\d:\d\d$"))


def test_heartbeats_of_a_day(portal, server, station, name):
    with Standing(server, name) as charger:
        for _ in range(3):
            charger.call(call.Heartbeat())
        recorded(server, station, "Heartbeat")
        portal.goto(f"/maintenance/heartbeats?q={name}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Online")
        row.get_by_role("button", name=name).click()
        drawer = portal.get_by_role("complementary", name=f"Heartbeats of {name}")
        expect(drawer.get_by_role("figure")).to_be_visible()
        expect(drawer.get_by_role("row")).to_have_count(4)
        assert complaints(portal) == []
    expect(row).to_contain_text("Offline")
    server.onboard(f"{name}-new")
    portal.goto(f"/maintenance/heartbeats?q={name}-new")
    portal.get_by_role("button", name=f"{name}-new").click()
    expect(portal.get_by_text("No heartbeats in the last 24 hours")).to_be_visible()


def test_messages_are_narrowed_to_problems_on_the_page_and_in_the_file(portal, server, station, name):
    with Standing(server, name) as charger:
        charger.call(call.StatusNotification(connector_id=1, error_code="GroundFailure", status="Faulted"))
        charger.call(call.Heartbeat())
        recorded(server, station, "Heartbeat")
        portal.goto(f"/maintenance/messages?station={station}")
        table = portal.get_by_role("table", name="CS-CP logs")
        expect(table.get_by_role("row").filter(has_text="Heartbeat").first).to_be_visible()
        portal.get_by_role("switch", name="Problems only").check()
        expect(table.get_by_role("row").filter(has_text="Heartbeat")).to_have_count(0)
        expect(table.get_by_role("row").filter(has_text="GroundFailure")).to_be_visible()
        assert complaints(portal) == [] and fits(portal)
        rows = exported(portal)
        assert rows and any("GroundFailure" in row["payload"] for row in rows) and not any(row["action"] == "Heartbeat" for row in rows)
        portal.reload()
        expect(portal.get_by_role("switch", name="Problems only")).to_be_checked()
        portal.get_by_role("button", name="Clear filters").click()
        expect(table.get_by_role("row").filter(has_text="Heartbeat").first).to_be_visible()


def exported(page):
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    with open(download.value.path(), newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_logs_are_exported_as_they_are_filtered(portal, server, station, name):
    server.onboard(f"{name}-B")
    with Standing(server, name) as charger, Standing(server, f"{name}-B"):
        charger.call(SECURITY)
        charger.call(call.DataTransfer(vendor_id="com.example", message_id="Hello"))
        charger.call(call.Heartbeat())
        recorded(server, station, "Heartbeat")
        portal.goto(f"/maintenance/messages?station={station}&action=BootNotification&direction=RECEIVED")
        expect(portal.get_by_role("table").get_by_role("row")).to_have_count(2)
        [boot] = exported(portal)
        assert "Model X" in str(boot) and name in boot.values()
        portal.goto(f"/maintenance/cp-logs?station={station}&kind=SECURITY_EVENT")
        [event] = exported(portal)
        assert "FirmwareUpdated" in str(event) and name in event.values()
        portal.goto(f"/maintenance/heartbeats?q={name}&open={station}")
        expect(portal.get_by_role("complementary", name=f"Heartbeats of {name}")).to_be_visible()
        beats = exported(portal)
        assert beats and all(name in beat.values() for beat in beats)
        portal.goto(f"/maintenance/cp-logs?station={station}")
        portal.get_by_role("button", name="More ways to export").click()
        portal.get_by_role("menuitem", name="CSV in the background").click()
        expect(portal.get_by_role("row").filter(has_text="CP logs, CSV").first).to_be_visible()


def test_diagnostics_are_requested_and_downloaded(portal, server, station, name):
    with Standing(server, name, replies={"GetDiagnostics": {"file_name": "diagnostics.tgz"}}) as charger:
        portal.goto(f"/maintenance/diagnostics?station={station}")
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
        portal.get_by_role("button", name="Request diagnostics").first.click()
        dialog = portal.get_by_role("dialog", name="Get diagnostics")
        dialog.get_by_role("button", name="Next").click()
        expect(dialog.get_by_text("Choose at least one station.")).to_be_visible()
        assert complaints(portal) == []
        dialog.get_by_label("Add a station").fill(name)
        dialog.get_by_role("option", name=re.compile(name)).click()
        dialog.get_by_role("button", name="Next").click()
        dialog.get_by_label("From").fill("2026-11-20T08:00")
        dialog.get_by_role("button", name="Ask", exact=True).click()
        action, arguments = charger.asked()
        assert action == "GetDiagnostics" and arguments["start_time"].startswith("2026-11-20T")
        steps = dialog.get_by_role("list", name="Get diagnostics")
        expect(steps).to_contain_text("The charger said yes")
        charger.call(call.DiagnosticsStatusNotification(status="Uploading"))
        request = urllib.request.Request(arguments["location"], b"what is wrong", method="PUT")
        assert urllib.request.urlopen(request).status == 201
        charger.call(call.DiagnosticsStatusNotification(status="Uploaded"))
        expect(steps).to_contain_text("Uploading", timeout=20_000)
        expect(steps).to_contain_text("The file was uploaded")
        dialog.get_by_role("button", name="Close").last.click()
        portal.get_by_role("button", name="Refresh").click()
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Seen")
        with portal.expect_download() as download:
            row.get_by_role("link", name=re.compile("diagnostics|Download")).click()
        assert open(download.value.path()).read() == "what is wrong"
        row.get_by_role("button").first.click()
        expect(portal.get_by_role("complementary", name="Get diagnostics")).to_contain_text("Uploaded")
        assert complaints(portal) == []
        portal.get_by_role("tab", name="Logs").click()
        expect(portal).to_have_url(re.compile("kind=log"))
        expect(portal.get_by_role("button", name="Request a log").first).to_be_visible()


def test_drivers_see_none_of_it(page, context, server):
    sign_in(context, server, make_person(server, role="driver"))
    for path in ("messages", "cp-logs", "heartbeats", "diagnostics"):
        page.goto(f"/maintenance/{path}")
        expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_they_are_accessible_and_fit_every_width(portal, server, station, name, theme):
    portal.emulate_media(color_scheme=theme)
    with Standing(server, name) as charger:
        charger.call(SECURITY)
        charger.call(call.Heartbeat())
        recorded(server, station, "Heartbeat")
        for path, wait in (("messages", "BootNotification"), ("cp-logs", "FirmwareUpdated"), ("heartbeats", name), ("diagnostics", "Request")):
            portal.set_viewport_size({"width": 1440, "height": 900})
            portal.goto(f"/maintenance/{path}?station={station}" + (f"&q={name}" if path == "heartbeats" else ""))
            expect(portal.get_by_text(wait).first).to_be_visible()
            assert complaints(portal) == [], path
            for width in (360, 700, 1000):
                portal.set_viewport_size({"width": width, "height": 800})
                assert fits(portal), (path, width)
            portal.set_viewport_size({"width": 360, "height": 800})
            assert complaints(portal) == [], path
