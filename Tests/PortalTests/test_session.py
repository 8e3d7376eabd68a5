"""One charging session."""
import re

import pytest
from charging import Charging
from ocpp.v16 import call
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


@pytest.fixture
def charging(server, name):
    server.onboard(name)
    server.create_tag(f"T{name}", alias="Car of the pool")
    with Charging(server, name, f"T{name}") as charging:
        charging.meter(2000, power=7400)
        yield charging


def open_session(page, name):
    page.goto("/sessions")
    page.get_by_role("row").filter(has_text=name).get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("^Session"))).to_be_visible()


def test_it_is_followed_to_its_end(portal, name, charging):
    open_session(portal, name)
    figures = portal.get_by_role("region", name="Figures of the session")
    expect(figures).to_contain_text("1.00 kWh")
    charging.meter(4000, power=9200)
    expect(figures).to_contain_text("3.00 kWh")
    expect(figures).to_contain_text("9.2 kW")
    expect(portal.get_by_role("region", name="Ledger")).to_contain_text("The charger reported the start")
    portal.get_by_role("button", name="Show as a table").click()
    expect(portal.get_by_role("columnheader", name="Power, kW")).to_be_visible()
    assert complaints(portal) == []
    portal.get_by_role("button", name="Stop charging").click()
    dialog = portal.get_by_role("dialog", name="Remote stop")
    dialog.get_by_role("button", name="Stop charging").click()
    expect(dialog.get_by_text("Waiting for the session to end").first).to_be_visible()
    charging.stop(5000)
    expect(dialog.get_by_text("The session has ended").first).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(portal.get_by_text("Finished")).to_be_visible()
    expect(portal.get_by_role("region", name="Details")).to_contain_text("5,000 Wh")


def test_its_details_say_where_it_is_and_what_limits_it(portal, server, name, charging):
    station = server.post("query ($c: String) { station(chargePointId: $c) { id } }", {"c": name})["station"]["id"]
    server.post("mutation ($i: UpdateStationInput!) { updateStation(input: $i) { station { id } } }", {"i": {
        "id": station, "description": "Harbour car park", "street": "Quay 1", "zipCode": "26123", "city": "Nordhafen", "country": "DE",
        "installationSite": "Deck 2"}})
    charging.charger.replies["GetConfiguration"] = {"configuration_key": [], "unknown_key": []}
    server.post("mutation ($i: SetChargingProfileInput!) { setChargingProfile(input: $i) { operation { id } } }", {"i": {
        "stationId": station, "connector": 1, "profile": {
            "profileId": 3, "stackLevel": 0, "purpose": "TX_PROFILE", "kind": "RELATIVE", "transactionId": str(charging.transaction),
            "schedule": {"unit": "A", "periods": [{"startSeconds": 0, "limit": 10}]}}}})
    open_session(portal, name)
    details = portal.get_by_role("region", name="Details")
    for what, value in {"Description of the station": "Harbour car park", "Address": "Deck 2, Quay 1, 26123 Nordhafen, DE",
                        "Charging profile": "10 A"}.items():
        expect(details.locator(".fact-list > div").filter(has=portal.get_by_text(what, exact=True))).to_contain_text(value)
    assert complaints(portal) == [] and fits(portal)
    # What events tell of it takes nothing of that away.
    charging.meter(4000, power=9200)
    expect(portal.get_by_role("region", name="Figures of the session")).to_contain_text("3.00 kWh")
    expect(details).to_contain_text("Deck 2, Quay 1")


def test_a_note_is_written_where_it_stands(portal, name, charging):
    open_session(portal, name)
    note = portal.get_by_role("region", name="Note")
    expect(note).to_contain_text("Nothing is noted.")
    note.get_by_role("button", name="Edit").click()
    note.get_by_label("Note").fill("Cable was stuck")
    note.get_by_role("button", name="Save").click()
    expect(note).to_contain_text("Cable was stuck")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits(portal, name, charging, theme):
    portal.emulate_media(color_scheme=theme)
    open_session(portal, name)
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width


def test_a_session_that_is_not_there_says_so(portal):
    portal.goto("/sessions/nothing")
    expect(portal.get_by_role("heading", level=1, name="Nothing is here")).to_be_visible()


def test_its_errors_are_told_with_their_codes_and_found(portal, server, name, charging):
    charging.wait(charging.charger.status(1, "SuspendedEVSE", "HighTemperature", vendor_error_code="E-12", info="Inlet 81 °C"))
    charging.wait(charging.charger.status(2, "Faulted", "GroundFailure"))
    charging.status(1, "Charging")
    open_session(portal, name)
    errors = portal.get_by_role("region", name="Error codes")
    row = errors.get_by_role("row").filter(has_text="HighTemperature")
    expect(row).to_contain_text("E-12")
    expect(row).to_contain_text("It is too hot inside. Inlet 81 °C")
    # What another connector has is not this session's.
    expect(errors).not_to_contain_text("GroundFailure")
    errors.get_by_role("searchbox", name="Find an error").fill("e-13")
    expect(errors.get_by_role("row").filter(has_text="E-12")).to_have_count(0)
    errors.get_by_role("searchbox", name="Find an error").fill("inlet")
    expect(row).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    # The next one is told while the page stands there.
    errors.get_by_role("searchbox", name="Find an error").fill("")
    charging.status(1, "SuspendedEVSE", "OverCurrentFailure")
    expect(errors.get_by_role("row").filter(has_text="OverCurrentFailure")).to_contain_text("Too much current flows.", timeout=20_000)


def test_all_its_values_are_there_in_pages_and_as_a_file(portal, name, charging):
    for step in range(1, 31):
        charging.meter(2000 + 10 * step, power=7000)
    open_session(portal, name)
    expect(portal.get_by_role("region", name="Figures of the session")).to_contain_text("Power now7.0 kW")
    values = portal.get_by_role("region", name="Meter values")
    values.get_by_role("button", name="Show all values").click()
    expect(values.get_by_text("1–50 of")).to_be_visible()
    expect(values.get_by_role("row").filter(has_text="Energy.Active.Import.Register").first).to_contain_text("Wh")
    # What the bar above the pages covers in part is no target now.
    portal.evaluate("scrollTo(0, 0)")
    assert complaints(portal) == [] and fits(portal)
    values.get_by_role("button", name="Next").click()
    expect(values.get_by_text("51–62 of 62")).to_be_visible()
    values.get_by_role("button", name="Previous").click()
    expect(values.get_by_text("1–50 of 62")).to_be_visible()
    with portal.expect_download() as download:
        values.get_by_role("link", name="Export CSV").click()
    lines = open(download.value.path()).read().strip().splitlines()
    assert len(lines) == 63 and "2300" in "".join(lines)


def test_a_driver_sees_their_own_with_its_errors_and_without_messages(page, context, server, name):
    email = make_person(server, "driver")
    user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    server.onboard(name)
    server.create_tag(f"D{name}", userId=user)
    with Standing(server, name) as charger:
        transaction = charger.start(1, f"D{name}")
        charger.call(call.StatusNotification(connector_id=1, error_code="GroundFailure", status="Faulted"))
        charger.stop(transaction, 4000)
    sign_in(context, server, email)
    open_session(page, name)
    expect(page.get_by_role("region", name="Figures of the session")).to_contain_text("4.00 kWh")
    expect(page.get_by_role("region", name="Error codes")).to_contain_text("Current flows to earth.")
    expect(page.get_by_role("link", name=re.compile("^Message"))).to_have_count(0)
    assert complaints(page) == [] and fits(page)


def test_a_driver_starts_with_the_own_tag(page, context, server, name):
    email = make_person(server, "driver")
    user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    server.onboard(name)
    server.create_tag(f"D{name}", userId=user)
    server.create_tag(f"O{name}")
    with Standing(server, name) as charger:
        charger.status(1, "Available")
        charger.status(2, "Charging")
        sign_in(context, server, email)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"/stations/{name}")
        page.get_by_role("button", name="Start charging").click()
        dialog = page.get_by_role("dialog", name="Remote start")
        tag = dialog.get_by_role("combobox", name="Tag")
        tag.fill(f"O{name}")
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("with a tag of your own")).to_be_visible()
        tag.fill(f"D{name}")
        dialog.get_by_role("listbox").get_by_role("option", name=f"D{name}").click()
        assert complaints(page) == [] and fits(page)
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("Waiting for").first).to_be_visible()
        transaction = charger.start(1, f"D{name}")
        dialog.get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("button", name="Stop charging")).to_be_visible()
        charger.stop(transaction, 4000)


def test_a_driver_stops_what_they_charge_and_nothing_else(page, context, server, name):
    email = make_person(server, "driver")
    user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    server.onboard(name)
    server.create_tag(f"D{name}", userId=user)
    with Charging(server, name, f"D{name}") as charging:
        sign_in(context, server, email)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"/stations/{name}")
        page.get_by_role("button", name="Stop charging").click()
        dialog = page.get_by_role("dialog", name="Remote stop")
        assert complaints(page) == [] and fits(page)
        dialog.get_by_role("button", name="Stop charging").click()
        expect(dialog.get_by_text("Waiting for the session to end").first).to_be_visible()
        charging.stop(5000)
        expect(dialog.get_by_text("The session has ended").first).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("button", name="Stop charging")).to_have_count(0)
        server.create_tag(f"O{name}")
        charging.begin(f"O{name}")
        page.goto(f"/stations/{name}")
        expect(page.get_by_text("Charging", exact=True).first).to_be_visible()
        expect(page.get_by_role("button", name="Stop charging")).to_have_count(0)
