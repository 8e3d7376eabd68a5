"""One station, from what it does to how it is set up."""
import datetime
import re

import pytest
from charging import Charging
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


@pytest.fixture
def charging(server, name):
    server.onboard(name, description="Harbour car park")
    server.create_tag(f"T{name}", alias="Car of the pool")
    with Charging(server, name, f"T{name}") as charging:
        yield charging


def test_the_overview_follows_a_charge_and_a_fault(portal, name, charging):
    portal.goto(f"/stations/{name}")
    session = portal.get_by_role("region", name="Session on connector 1")
    expect(session).to_contain_text("Car of the pool")
    charging.meter(5000, power=7400)
    expect(session).to_contain_text("7.4 kW")
    expect(session).to_contain_text("4.00 kWh")
    happened = portal.get_by_role("region", name="What happened")
    expect(happened).to_contain_text("started")
    charging.status(2, "Faulted", "GroundFailure")
    expect(portal.get_by_text("Connector 2 is faulted since")).to_be_visible()
    expect(portal.get_by_role("button", name="Unlock connector 2")).to_be_visible()
    assert complaints(portal) == []
    charging.stop()
    expect(session).to_be_hidden()
    expect(happened).to_contain_text("ended")


def test_an_operation_is_asked_for_from_the_menu(portal, name, charging):
    portal.goto(f"/stations/{name}")
    portal.get_by_role("button", name="Operations").click()
    portal.get_by_role("menuitem", name="Unlock connector").click()
    dialog = portal.get_by_role("dialog", name="Unlock connector")
    dialog.get_by_label("Connector").select_option("1")
    charging.charger.replies["UnlockConnector"] = "UnlockFailed"
    dialog.get_by_role("button", name="Unlock", exact=True).click()
    expect(dialog.get_by_text("UnlockFailed")).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(portal.get_by_role("region", name="What happened")).to_contain_text("Unlock connector")


def test_what_is_written_down_is_edited(portal, name, charging):
    portal.goto(f"/stations/{name}")
    portal.get_by_role("button", name="Edit").click()
    dialog = portal.get_by_role("dialog", name=f"Edit {name}")
    assert complaints(portal) == []
    dialog.get_by_label(re.compile("^City")).fill("Nordhafen")
    dialog.get_by_label(re.compile("^Country")).fill("Nowhere")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".field-error, .note.danger").first).to_be_visible()
    dialog.get_by_label(re.compile("^Country")).fill("DE")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(portal.get_by_role("region", name="Place and numbers")).to_contain_text("Nordhafen, DE")


def test_settings_are_read_and_changed_where_they_stand(portal, name, charging):
    settings = {"HeartbeatInterval": "300", "Strange\u202eKey": "x"}

    def tell():
        charging.charger.replies["GetConfiguration"] = {"configuration_key": [
            {"key": key, "readonly": key != "HeartbeatInterval", "value": value} for key, value in settings.items()], "unknown_key": []}
    tell()
    portal.goto(f"/stations/{name}/configuration")
    portal.get_by_role("button", name="Read", exact=True).click()
    row = portal.get_by_role("row").filter(has_text="HeartbeatInterval")
    expect(row).to_contain_text("300")
    expect(row).to_contain_text("Seconds between heartbeats")
    expect(portal.get_by_text("Strange⟨U+202E⟩Key")).to_be_visible()
    row.get_by_role("button", name="Edit HeartbeatInterval").click()
    assert complaints(portal) == []
    row.get_by_label("Value of HeartbeatInterval").fill("600")
    settings["HeartbeatInterval"] = "600"
    tell()
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Accepted")
    expect(row).to_contain_text("600")
    charging.charger.replies["ChangeConfiguration"] = "Rejected"
    row.get_by_role("button", name="Edit HeartbeatInterval").click()
    row.get_by_label("Value of HeartbeatInterval").fill("1")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Rejected")
    expect(row.get_by_label("Value of HeartbeatInterval")).to_have_value("1")


def test_a_charging_profile_is_set_and_drawn(portal, name, charging):
    portal.goto(f"/stations/{name}/configuration")
    expect(portal.get_by_text("Nothing limits the station")).to_be_visible()
    portal.get_by_role("button", name="Set charging profile").click()
    dialog = portal.get_by_role("dialog", name="Set charging profile")
    dialog.get_by_label("Limits over time").fill("0:00 16\nlater 10")
    dialog.get_by_role("button", name="Set", exact=True).click()
    expect(dialog.get_by_text("Each line has a time")).to_be_visible()
    dialog.get_by_label("Limits over time").fill("0:00 16\n4:00 10")
    dialog.get_by_role("button", name="Set", exact=True).click()
    expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    portal.reload()
    expect(portal.get_by_role("region", name="Charging profiles")).to_contain_text("16 A, 10 A")
    chart = portal.get_by_role("group", name=re.compile("What the charging profiles allow"))
    expect(chart.locator("canvas")).to_be_visible()
    chart.focus()
    portal.keyboard.press("End")
    portal.keyboard.press("ArrowLeft")
    expect(chart.get_by_role("status")).to_contain_text("10.0 A")
    portal.get_by_role("region", name="Composite schedule of the next 24 hours").get_by_role("button", name="Show as a table").click()
    expect(portal.get_by_role("columnheader", name="Limit, A")).to_be_visible()
    expect(portal).to_have_url(re.compile("view=schedule"))
    assert complaints(portal) == []


def test_the_local_list_is_sent_and_told(portal, server, name, charging):
    charging.charger.replies["GetConfiguration"] = {"configuration_key": [], "unknown_key": ["SendLocalListMaxLength", "LocalAuthListMaxLength"]}
    portal.goto(f"/stations/{name}/configuration")
    card = portal.get_by_role("region", name="Local list")
    expect(card).to_contain_text("never sent a list")
    card.get_by_role("button", name="Send now").click()
    dialog = portal.get_by_role("dialog", name="Send local list")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(card).to_contain_text("The tags as they are now")
    expect(card.get_by_role("term").filter(has_text="Version")).to_be_visible()
    expect(card.get_by_role("definition").nth(1)).to_have_text(re.compile(r"^\d+$"))
    expect(card.get_by_role("time")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)


def test_support_reads_of_the_local_list_and_sends_none(page, context, server, name, charging):
    sign_in(context, server, make_person(server, "support"))
    page.goto(f"/stations/{name}/configuration")
    card = page.get_by_role("region", name="Local list")
    expect(card).to_contain_text("never sent a list")
    expect(card.get_by_role("button", name="Send now")).to_have_count(0)


def test_the_chargers_own_schedule_is_held_against_the_profiles(portal, name, charging):
    portal.goto(f"/stations/{name}/configuration")
    portal.get_by_role("button", name="Set charging profile").click()
    dialog = portal.get_by_role("dialog", name="Set charging profile")
    dialog.get_by_label("Limits over time").fill("0:00 16")
    dialog.get_by_role("button", name="Set", exact=True).click()
    expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    for limit, words in ((32, "the station 32.0 A, the profiles 16.0 A"), (16, "It agrees with what the charging profiles say.")):
        charging.charger.replies["GetCompositeSchedule"] = {
            "status": "Accepted", "connector_id": 1, "schedule_start": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "charging_schedule": {"duration": 600, "charging_rate_unit": "A", "charging_schedule_period": [{"start_period": 0, "limit": limit}]}}
        portal.goto("/operations/new/composite-schedule")
        portal.get_by_role("combobox", name="Add a station").fill(name)
        portal.get_by_role("listbox").get_by_role("option", name=re.compile(name)).click()
        expect(portal.get_by_label("Connector")).to_contain_text("Charging")
        portal.get_by_label("Connector").select_option("1")
        portal.get_by_label("Duration in seconds").fill("600")
        portal.get_by_role("button", name="Ask", exact=True).last.click()
        expect(portal.get_by_text(words)).to_be_visible()
        assert complaints(portal) == [] and fits(portal)
    portal.goto(f"/stations/{name}/configuration?unit=W")
    portal.get_by_role("region", name="Composite schedule of the next 24 hours").get_by_role("button", name="Show as a table").click()
    expect(portal.get_by_role("columnheader", name="Limit, kW")).to_be_visible()


def test_diagnostics_are_asked_for(portal, name, charging):
    charging.charger.replies["GetDiagnostics"] = {"file_name": "diagnostics.tar"}
    portal.goto(f"/stations/{name}/diagnostics")
    expect(portal.get_by_text("No file has been asked for yet")).to_be_visible()
    portal.get_by_role("button", name="Get diagnostics").click()
    portal.get_by_role("dialog", name="Get diagnostics").get_by_role("button", name="Ask").click()
    expect(portal.get_by_text("The charger said yes.").first).to_be_visible()
    portal.keyboard.press("Escape")
    expect(portal.get_by_role("region", name="Diagnostics and logs").get_by_role("row").filter(has_text="Get diagnostics")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["", "/sessions", "/connectors", "/configuration", "/diagnostics"])
def test_every_tab_is_accessible_and_fits(portal, name, charging, tab, theme):
    portal.emulate_media(color_scheme=theme)
    charging.meter(3000, power=7400)
    charging.status(2, "Faulted", "GroundFailure")
    portal.goto(f"/stations/{name}{tab}")
    expect(portal.get_by_role("heading", level=1, name=name)).to_be_visible()
    portal.wait_for_load_state("networkidle")
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width


def test_a_station_that_is_not_there_says_so(portal):
    portal.goto("/stations/nobody-knows-it")
    expect(portal.get_by_role("heading", level=1, name="Nothing is here")).to_be_visible()


def test_what_it_said_at_its_boot_is_shown(portal, server, name):
    station = server.onboard(name)
    told = call.BootNotification(
        charge_point_vendor="Somebody", charge_point_model="Model X", firmware_version="3.1.4", charge_point_serial_number="CP-1",
        charge_box_serial_number="CB-2", meter_serial_number="M-3", meter_type="MID", iccid="8949001", imsi="262011")
    with Standing(server, name) as charger:
        charger.call(told)
        portal.goto(f"/stations/{name}")
        boot = portal.get_by_role("region", name="Boot data")
        for name_of, value in (
                ("Firmware", "3.1.4"), ("Vendor, model", "Somebody Model X"), ("Serial number", "CP-1"), ("Charge box serial", "CB-2"),
                ("Meter serial", "M-3"), ("Meter type", "MID"), ("ICCID", "8949001"), ("IMSI", "262011")):
            fact = boot.locator(".fact-list > div").filter(has=portal.get_by_text(name_of, exact=True))
            expect(fact).to_contain_text(value)
        portal.get_by_role("navigation", name="Parts of this station").get_by_role("link", name="Connectors").click()
        connector = portal.get_by_role("region", name="Connector 1")
        expect(connector).to_contain_text("Available")
        expect(connector.locator("time").first).to_have_attribute("datetime", re.compile("^20"))
        assert station and complaints(portal) == []


def test_a_connector_tells_its_last_days_and_goes_on_as_it_changes(portal, server, name):
    server.onboard(name)
    with Standing(server, name) as charger:
        charger.status(1, "Charging")
        # As if it had been free for most of the time before.
        server.sql(f"""
            insert into status_notifications (organization_id, station_id, connector_number, status, reported_at, received_at)
            select organization_id, id, 1, s.status, now() - s.ago, now() - s.ago from stations,
            (values ('AVAILABLE', interval '6 days'), ('FAULTED', interval '1 day')) s (status, ago) where charge_point_id = '{name}'""")
        portal.goto(f"/stations/{name}/connectors")
        strip = portal.get_by_role("figure", name="The last 7 days")
        expect(strip.get_by_role("listitem")).to_have_text([re.compile("Available.*71"), re.compile("Faulted.*14"), re.compile("Charging.*< 1")])
        assert strip.locator("svg rect.faulted").count() == 1
        charger.status(1, "Finishing")
        expect(strip.get_by_role("listitem").filter(has_text="Finishing")).to_be_visible()
        assert complaints(portal) == [] and fits(portal)


OPTIONS = "query ($s: String!) { station(chargePointId: $s) { logbookEnabled takesReservations secondSeating } }"


def test_options_are_switched_on_the_overview_and_others_read_them(portal, page, context, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    portal.goto(f"/stations/{name}")
    options = portal.get_by_role("region", name="Options")
    for label in ("Charging needs an entry", "Connectors may be reserved", "Drivers may wait"):
        switch = options.get_by_role("switch", name=label)
        expect(switch).to_be_enabled()
        was_on = switch.is_checked()
        switch.click()
        expect(switch).to_be_checked(checked=not was_on)
        expect(portal.get_by_text("Saved").last).to_be_visible()
    assert server.post(OPTIONS, {"s": name})["station"] == {"logbookEnabled": True, "takesReservations": False, "secondSeating": True}
    expect(portal.get_by_role("region", name="Place and numbers")).to_contain_text("Nordhafen Energy")
    assert complaints(portal) == [] and fits(portal)
    station = server.post("query ($s: String!) { station(chargePointId: $s) { id } }", {"s": name})["station"]["id"]
    portal.goto(f"/reservations?new={station}")
    expect(portal.get_by_role("dialog").get_by_text("Reservations are switched off at this station.")).to_be_visible()
    sign_in(context, server, make_person(server, "support"))
    page.goto(f"/stations/{name}")
    expect(options).to_contain_text("Connectors may be reserved")
    expect(options.get_by_role("switch")).to_have_count(0)


def test_a_connector_is_unlocked_on_the_overview(portal, name, charging):
    portal.goto(f"/stations/{name}")
    portal.get_by_role("button", name="Unlock: Connector 1").click()
    dialog = portal.get_by_role("dialog", name="Unlock connector")
    charging.charger.replies["UnlockConnector"] = "Unlocked"
    dialog.get_by_role("button", name="Unlock", exact=True).click()
    expect(dialog.get_by_text("Unlocked").first).to_be_visible()
    portal.set_viewport_size({"width": 390, "height": 844})
    assert fits(portal)
