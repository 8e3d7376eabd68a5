"""The list of charging sessions."""
import io
import re

import openpyxl
import pytest
from charging import Charging
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


def test_a_session_grows_and_ends_where_it_stands(portal, server, name):
    station = server.onboard(name)
    tag = f"T{name}"
    server.create_tag(tag, alias="Car of the pool")
    portal.goto(f"/sessions?station={station}")
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
    # Once the subscription has begun the page looks back once; what begins before that is simply there.
    expect(portal.get_by_text("Live", exact=True)).to_be_visible()
    portal.wait_for_load_state("networkidle")
    with Charging(server, name, tag) as charging:
        portal.get_by_role("button", name="1 new session · Show").click()
        session = portal.get_by_role("row").filter(has_text=name)
        expect(session).to_contain_text("Charging")
        expect(session).to_contain_text("Car of the pool")
        charging.meter(13_340)
        expect(session).to_contain_text("12.34 kWh")
        expect(session).to_contain_text("running")
    expect(session).to_contain_text("Finished")
    portal.get_by_role("button", name="Refresh").click()
    expect(portal.locator(".table-summary")).to_contain_text("All 1 that match:")


def test_a_refused_start_says_why(portal, server, name):
    server.onboard(name)
    with Charging(server, name, f"T{name}"):
        portal.goto(f"/sessions?tag=T{name}")
        expect(portal.get_by_role("row").filter(has_text=name)).to_contain_text("Refused: tag is not known")


def test_filters_by_station_period_and_status(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Charging(server, name, f"T{name}"):
        portal.goto("/sessions")
        portal.get_by_role("button", name="Station", exact=True).click()
        portal.get_by_role("combobox", name="Station", exact=True).fill(name)
        portal.get_by_role("option", name=re.compile(name)).click()
        expect(portal.get_by_role("button", name=f"Station: {name}")).to_be_visible()
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        portal.get_by_role("button", name="Period").click()
        portal.get_by_role("button", name="7 days").click()
        expect(portal).to_have_url(re.compile("from=7d"))
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        portal.get_by_role("button", name="Status").click()
        portal.get_by_role("radio", name="Finished").click()
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
        portal.go_back()
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        assert complaints(portal) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_telephone(portal, server, name, theme):
    server.onboard(name)
    with Charging(server, name, f"T{name}"):
        portal.emulate_media(color_scheme=theme)
        portal.goto("/sessions")
        expect(portal.get_by_role("row").filter(has_text=name)).to_be_visible()
        assert complaints(portal) == []
        for width in (360, 700, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), width


#: Every column of F1 that the gear offers, beside the session's number, which is always there.
COLUMNS = [
    "Status", "Station", "Driver and tag", "Start", "Stop", "Charging", "Duration", "Energy", "Highest power", "Costs", "Note", "Stop reason",
    "Meter at start", "Meter at stop", "Description of the station", "Session ID", "Type of tag", "Reservation", "Unit of energy", "First name",
    "Last name", "Employee number", "Charging profile", "Country", "City", "ZIP code", "Address", "Customer number", "Reference number",
    "Currency code", "Currency", "Costs per session", "Costs per kWh"]
OWNER = {
    "person": "mutation ($i: UpdateUserInput!) { updateUser(input: $i) { user { id } } }",
    "station": "mutation ($i: UpdateStationInput!) { updateStation(input: $i) { station { id } } }",
    "tariff": "mutation ($i: CreateTariffInput!) { createTariff(input: $i) { tariff { id } } }",
    "assign": "mutation ($i: AssignTariffInput!) { assignTariff(input: $i) { tariff { id } } }",
}


def charged(server, name, currency="EUR", tag=None):
    """A session of somebody with a name, at a station with an address, at a price; the organization's owner sees all of it."""
    token = server.make_user("organization_owner", organization="Nordhafen Energy")
    email = make_person(server, "driver")
    [[user]] = [[each["id"]] for each in server.post("query ($t: String) { users(filter: {text: $t}) { nodes { id } } }", {"t": email}, token)["users"]["nodes"]]
    server.post(OWNER["person"], {"i": {"id": user, "firstName": "Ada", "lastName": "Byron", "employeeNumber": "E-17",
        "customerNumber": "C-4712"}}, token)
    station = server.onboard(name, description="Harbour car park")
    server.post(OWNER["station"], {"i": {
        "id": station, "street": "Quay 1", "zipCode": "26123", "city": "Nordhafen", "country": "DE", "installationSite": "Deck 2",
        "customerNumber": "C-4711", "referenceNumber": "R-0815"}}, token)
    tariff = server.post(OWNER["tariff"], {"i": {
        "name": f"Price {name}", "currency": currency, "timeZone": "Europe/Berlin", "pricePerKwh": "0.40", "pricePerSession": "1"}}, token)
    server.post(OWNER["assign"], {"i": {"tariffId": tariff["createTariff"]["tariff"]["id"], "stationIds": [station]}}, token)
    if not tag:
        server.create_tag(f"T{name}", type="COMPANY", userId=user)
    with Standing(server, name) as charger:
        charger.stop(charger.start(1, tag or f"T{name}", 1000), 6000)
        charger.status(1, "Available")
    return station


def test_every_column_is_chosen_with_the_gear_and_remembered(page, context, server, name):
    station = charged(server, name)
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto(f"/sessions?station={station}")
    expect(page.get_by_text("1–1 of 1")).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    gear = page.get_by_role("dialog", name="Columns")
    for column in COLUMNS:
        gear.get_by_role("checkbox", name=column, exact=True).check()
    expect(gear.get_by_role("checkbox")).to_have_count(len(COLUMNS) + 1)
    gear.get_by_role("button", name="Close").click()

    def shown(column):
        heads = page.get_by_role("columnheader").all_inner_texts()
        return page.get_by_role("row").nth(1).get_by_role("cell").or_(page.get_by_role("row").nth(1).get_by_role("rowheader")).nth(heads.index(column))

    expect(page.get_by_role("columnheader", name="Costs per kWh")).to_be_visible()
    for column, value in {
            "Type of tag": "Company", "First name": "Ada", "Last name": "Byron", "Employee number": "E-17", "Country": "DE", "City": "Nordhafen",
            "ZIP code": "26123", "Address": "Deck 2, Quay 1", "Customer number": "C-4712", "Reference number": "R-0815", "Unit of energy": "kWh",
            "Energy": "5.00 kWh", "Meter at start": "1,000 Wh", "Meter at stop": "6,000 Wh", "Currency code": "EUR", "Currency": "Euro",
            "Costs per session": "€1.00", "Costs per kWh": "€0.40", "Costs": "€3.00", "Description of the station": "Harbour car park"}.items():
        expect(shown(column)).to_have_text(value)
    assert complaints(page) == [] and fits(page)
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.get_by_role("columnheader", name="Employee number")).to_be_visible()
    expect(page.get_by_role("cell", name="E-17")).to_be_visible()


def test_what_all_cost_is_summed_up_in_each_currency(page, context, server, name):
    charged(server, name)
    charged(server, f"{name}-B", "CHF", f"T{name}")
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto(f"/sessions?tag=T{name}")
    sums = page.locator(".table-summary")
    expect(sums).to_contain_text("All 2 that match:")
    expect(sums).to_contain_text(re.compile(r"costs (CHF\s3\.00 · €3\.00|€3\.00 · CHF\s3\.00)"))
    page.set_viewport_size({"width": 390, "height": 800})
    assert complaints(page) == [] and fits(page)


def test_one_is_found_by_tag_and_by_number_and_taken_along_as_a_workbook(portal, server, name):
    station = charged(server, name)
    other = server.onboard(f"{name}-B")
    server.create_tag(f"U{name}")
    with Standing(server, f"{name}-B") as charger:
        number = charger.start(1, f"U{name}")
        charger.stop(number, 500)
    portal.goto("/sessions?size=10")
    portal.get_by_role("button", name="Tag", exact=True).click()
    portal.get_by_role("textbox", name="Tag").fill(f"T{name}")
    portal.keyboard.press("Enter")
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    with portal.expect_download() as download:
        portal.get_by_role("link", name="Export Excel").click()
    heads, *rows = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active.iter_rows(values_only=True)
    assert [row[heads.index("chargePointId")] for row in rows] == [name]
    portal.get_by_role("button", name="Clear the filter Tag").click()
    portal.get_by_role("button", name="ID", exact=True).first.click()
    portal.get_by_role("combobox", name="ID").fill(str(number))
    portal.get_by_role("option", name=re.compile(f"{name}-B")).click()
    expect(portal.get_by_role("button", name=f"ID: {number}")).to_be_visible()
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    assert complaints(portal) == []
    portal.get_by_role("button", name="Clear filters").first.click()
    portal.get_by_label("Rows per page").select_option("50")
    expect(portal).to_have_url(re.compile("size=50"))
    assert station != other


def test_a_press_on_a_heading_sorts_another_turns_it_and_the_third_takes_it_back(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        for meter in (3000, 9000, 500):
            charger.stop(charger.start(1, f"T{name}"), meter)
    portal.goto(f"/sessions?station={station}")
    energies = portal.locator("td[data-label=Energy]")
    in_order = [re.compile(rf"^{text}\D") for text in ("0.50", "9.00", "3.00")]
    expect(energies).to_have_text(in_order)
    head = portal.get_by_role("columnheader", name="Energy")
    expect(head).not_to_have_attribute("aria-sort", re.compile(""))
    for way, texts in (("descending", ("9.00", "3.00", "0.50")), ("ascending", ("0.50", "3.00", "9.00"))):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", way)
        expect(energies).to_have_text([re.compile(rf"^{text}\D") for text in texts])
    expect(portal).to_have_url(re.compile("sort=energy"))
    portal.reload()
    expect(energies).to_have_text([re.compile(rf"^{text}\D") for text in ("0.50", "3.00", "9.00")])
    head.get_by_role("button").click()
    expect(energies).to_have_text(in_order)
    expect(portal).not_to_have_url(re.compile("sort="))
    started = portal.get_by_role("columnheader", name="Start")
    expect(started).to_have_attribute("aria-sort", "descending")
    started.get_by_role("button").click()
    expect(energies).to_have_text(in_order[::-1])
    portal.get_by_role("columnheader", name="Duration").get_by_role("button").click()
    expect(portal).to_have_url(re.compile("sort=-duration"))
    expect(energies).to_have_count(3)
    assert complaints(portal) == []


def test_a_charge_is_begun_and_ended_from_a_row(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        charger.stop(charger.start(1, f"T{name}"), 500)
        charger.status(1, "Available")
        portal.goto(f"/sessions?station={station}")
        portal.get_by_role("button", name=re.compile("^Actions")).click()
        portal.get_by_role("menuitem", name="Start charging").click()
        dialog = portal.get_by_role("dialog", name="Remote start")
        expect(dialog.get_by_role("combobox", name=re.compile("^Tag"))).to_have_value(f"T{name}")
        expect(dialog.get_by_label("Connector")).to_have_value("1")
        dialog.get_by_role("button", name="Start charging").click()
        action, arguments = charger.asked()
        assert (action, arguments["id_tag"], arguments["connector_id"]) == ("RemoteStartTransaction", f"T{name}", 1)
        transaction = charger.start(1, f"T{name}")
        expect(dialog.get_by_text("The session has started").first).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
        portal.get_by_role("button", name="Refresh").click()
        portal.get_by_role("button", name=f"Actions for {transaction}").click()
        portal.get_by_role("menuitem", name="Stop charging").click()
        dialog = portal.get_by_role("dialog", name="Remote stop")
        dialog.get_by_role("button", name="Stop charging").click()
        assert charger.asked() == ("RemoteStopTransaction", {"transaction_id": transaction})
        charger.stop(transaction, 800)
        expect(dialog.get_by_text("The session has ended").first).to_be_visible()


def test_lists_name_the_zone_of_their_times(browser, server, manager):
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="America/New_York")
    sign_in(context, server, manager)
    page = context.new_page()
    for address in ("/sessions", "/operations", "/reservations", "/maintenance/messages"):
        page.goto(address)
        expect(page.get_by_role("main").get_by_text("Time zone America/New_York")).to_be_visible()
        assert fits(page), address
    assert complaints(page) == []
    context.close()
