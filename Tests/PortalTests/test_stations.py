"""The list of stations."""
import io
import re

import openpyxl
import pytest
from charging import Charging
from people import sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


@pytest.fixture
def harbour(server, name):
    """Three stations whose ids begin alike."""
    for number in (1, 2, 3):
        server.onboard(f"{name}-{number}", description="Harbour car park")
    return name


def row(page, text):
    return page.get_by_role("row").filter(has_text=text)


def test_a_station_shows_what_it_does_while_it_does_it(portal, server, harbour):
    tag = f"T{harbour}"
    server.create_tag(tag)
    portal.goto(f"/stations?q={harbour}")
    station = row(portal, f"{harbour}-1")
    expect(station).to_contain_text("Never connected")
    with Charging(server, f"{harbour}-1", tag) as charging:
        expect(station).to_contain_text("Online")
        expect(station).to_contain_text("Charging")
        charging.meter(2000, power=7400)
        expect(station).to_contain_text("7.4 kW")
        expect(portal.get_by_role("status").filter(has_text="Live")).to_be_visible()
    expect(station).to_contain_text("Offline")
    expect(station).to_contain_text("(last known)")


def test_filters_pages_and_columns_are_in_the_address_or_the_account(page, context, server, person, harbour):
    sign_in(context, server, person)
    portal = page
    portal.goto("/stations?size=10")
    portal.get_by_role("searchbox", name="Charge point ID, description, vendor or model").fill(harbour)
    expect(portal).to_have_url(re.compile(f"q={harbour}"))
    expect(portal.get_by_text("1–3 of 3")).to_be_visible()
    portal.get_by_role("button", name="Connection").click()
    portal.get_by_role("radio", name="Online").click()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
    assert complaints(portal) == []
    portal.get_by_role("button", name="Clear the filter Connection").click()
    expect(row(portal, f"{harbour}-2")).to_be_visible()
    portal.get_by_role("button", name="Columns").click()
    portal.get_by_role("checkbox", name="Serial number").check()
    expect(portal.get_by_role("columnheader", name="Serial number")).to_be_visible()
    assert complaints(portal) == []
    portal.wait_for_timeout(1500)
    portal.reload()
    expect(portal.get_by_role("columnheader", name="Serial number")).to_be_visible()
    expect(row(portal, f"{harbour}-2")).to_be_visible()


def test_several_are_closed_and_opened_at_once(portal, server, harbour):
    portal.goto(f"/stations?q={harbour}")
    for number in (1, 2):
        portal.get_by_role("checkbox", name=f"Select {harbour}-{number}").check()
    bar = portal.get_by_role("region", name="Selection")
    expect(bar).to_contain_text("2 selected")
    bar.get_by_role("button", name="Deactivate").click()
    dialog = portal.get_by_role("dialog", name="Close 2 stations for charging?")
    assert complaints(portal) == []
    dialog.get_by_label("Reason").fill("New floor")
    dialog.get_by_role("button", name="Deactivate").click()
    expect(row(portal, f"{harbour}-1")).to_contain_text("Inactive")
    expect(row(portal, f"{harbour}-3")).not_to_contain_text("Inactive")
    portal.get_by_role("button", name=f"Actions for {harbour}-1").click()
    portal.get_by_role("menuitem", name="Activate").click()
    expect(row(portal, f"{harbour}-1")).not_to_contain_text("Inactive")


def test_several_are_put_into_a_group(portal, server, harbour):
    group = f"Pier {harbour}"
    server.create_group(group)
    portal.goto(f"/stations?q={harbour}")
    for number in (1, 2):
        portal.get_by_role("checkbox", name=f"Select {harbour}-{number}").check()
    portal.get_by_role("region", name="Selection").get_by_role("button", name="Move to a group").click()
    dialog = portal.get_by_role("dialog", name="Move 2 stations to a group")
    dialog.get_by_role("button", name="Move").click()
    field = dialog.get_by_role("combobox", name="Group")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(group)
    dialog.get_by_role("listbox").get_by_role("option", name=group).click()
    assert complaints(portal) == []
    dialog.get_by_role("button", name="Move").click()
    expect(dialog).to_have_count(0)
    expect(portal.get_by_text(f"2 stations are in {group}.")).to_be_visible()
    inside = server.sql(
        f"select s.charge_point_id from stations s join station_groups m on m.station_id = s.id join groups g on g.id = m.group_id where g.name = '{group}' order by 1")
    assert inside == [[f"{harbour}-1"], [f"{harbour}-2"]]


def test_rows_are_reached_by_keys(portal, server, harbour):
    portal.goto(f"/stations?q={harbour}")
    portal.get_by_role("link", name=f"{harbour}-1").focus()
    portal.keyboard.press("j")
    expect(portal.get_by_role("link", name=f"{harbour}-2")).to_be_focused()
    portal.keyboard.press("x")
    expect(portal.get_by_role("checkbox", name=f"Select {harbour}-2")).to_be_checked()
    portal.keyboard.press("/")
    expect(portal.get_by_role("combobox", name="Search stations, sessions, tags, groups and users")).to_be_focused()


def test_space_selects_a_row_and_shift_takes_others_along(portal, server, harbour):
    portal.goto(f"/stations?q={harbour}")
    boxes = [portal.get_by_role("checkbox", name=f"Select {harbour}-{number}") for number in (1, 2, 3)]
    portal.get_by_role("link", name=f"{harbour}-1").focus()
    portal.keyboard.press("Space")
    bar = portal.get_by_role("region", name="Selection")
    expect(bar.get_by_role("status")).to_have_text("1 selected")
    portal.keyboard.press("Shift+ArrowDown")
    portal.keyboard.press("Shift+ArrowDown")
    expect(portal.get_by_role("link", name=f"{harbour}-3")).to_be_focused()
    expect(bar.get_by_role("status")).to_have_text("3 selected")
    portal.keyboard.press("Shift+ArrowUp")
    expect(boxes[2]).not_to_be_checked()
    expect(boxes[1]).to_be_checked()
    portal.keyboard.press("ArrowUp")
    portal.keyboard.press("Space")
    expect(boxes[0]).not_to_be_checked()
    expect(bar.get_by_role("status")).to_have_text("1 selected")
    # On a button of the row it does what it does everywhere.
    portal.get_by_role("button", name=f"Actions for {harbour}-3").focus()
    portal.keyboard.press("Space")
    expect(portal.get_by_role("menuitem", name="Reset")).to_be_visible()
    expect(boxes[2]).not_to_be_checked()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_telephone(portal, harbour, theme):
    portal.emulate_media(color_scheme=theme)
    portal.goto(f"/stations?q={harbour}")
    expect(row(portal, f"{harbour}-1")).to_be_visible()
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width
    portal.set_viewport_size({"width": 390, "height": 800})
    portal.get_by_role("button", name="Filters").click()
    expect(portal.get_by_role("button", name="Firmware")).to_be_visible()
    assert complaints(portal) == []


def test_the_list_is_exported_as_it_is_filtered(portal, harbour):
    portal.goto(f"/stations?q={harbour}")
    with portal.expect_download() as download:
        portal.get_by_role("link", name="Export CSV").click()
    text = open(download.value.path()).read()
    assert f"{harbour}-3" in text and len(text.strip().splitlines()) == 4


def test_a_lost_connection_is_told_and_mended(portal, context, server, harbour):
    portal.allowed_complaints += ["WebSocket", "ERR_INTERNET_DISCONNECTED"]
    portal.add_init_script("""
        const Real = WebSocket;
        window.sockets = [];
        window.WebSocket = class extends Real {
          constructor(...all) { if (window.broken) { all[0] = `ws://${location.host}/nowhere` } super(...all); window.sockets.push(this); }
        };
    """)
    portal.goto(f"/stations?q={harbour}")
    expect(portal.get_by_text("Live", exact=True)).to_be_visible()
    portal.evaluate("window.broken = true; window.sockets.forEach((socket) => socket.close())")
    expect(portal.get_by_text(re.compile("Reconnecting… values from"))).to_be_visible(timeout=10_000)
    server.post("mutation ($i: UpdateStationInput!) { updateStation(input: $i) { station { id } } }", {"i": {
        "id": server.post("query ($c: String) { station(chargePointId: $c) { id } }", {"c": f"{harbour}-1"})["station"]["id"],
        "description": "Moved meanwhile"}})
    portal.evaluate("window.broken = false")
    expect(portal.get_by_text("Live", exact=True)).to_be_visible(timeout=15_000)
    expect(row(portal, f"{harbour}-1")).to_contain_text("Moved meanwhile")


def test_they_are_filtered_sorted_and_turned_over_by_what_is_known_of_them(portal, server, name):
    """Model, firmware and the day of the onboarding, in pages of ten."""
    for number in range(1, 13):
        server.onboard(f"{name}-{number:02}")
    server.sql(f"update stations set model = 'Wall {name}', firmware_version = '3.1.' || (id % 2), onboarded_at = now() - interval '40 days' "
               f"where charge_point_id in ('{name}-01', '{name}-02')")
    portal.goto(f"/stations?q={name}&size=10")
    rows = portal.get_by_role("table").get_by_role("rowheader")
    expect(portal.get_by_text("1–10 of 12")).to_be_visible()
    portal.get_by_role("button", name="Next").click()
    expect(portal.get_by_text("11–12 of 12")).to_be_visible()
    expect(rows.first).to_contain_text(f"{name}-11")
    portal.get_by_role("button", name="Previous").click()
    expect(rows.first).to_contain_text(f"{name}-01")
    portal.get_by_label("Rows per page").select_option("20")
    expect(portal.get_by_text("1–12 of 12")).to_be_visible()
    portal.get_by_role("columnheader", name="Onboarded").get_by_role("button").click()
    expect(portal.get_by_role("columnheader", name="Onboarded")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text(f"{name}-12")
    for label, text, found in (("Model", f"Wall {name}", 2), ("Firmware", "3.1.0", 1)):
        portal.get_by_role("button", name=label, exact=True).click()
        portal.get_by_role("textbox", name=label).fill(text)
        portal.keyboard.press("Enter")
        expect(portal.get_by_text(f"1–{found} of {found}")).to_be_visible()
    expect(portal.get_by_role("cell", name="3.1.0")).to_be_visible()
    portal.get_by_role("button", name="Clear filters").click()
    portal.goto(f"/stations?q={name}")
    portal.get_by_role("button", name="Onboarded", exact=True).first.click()
    portal.get_by_role("button", name="30 days").click()
    expect(portal.get_by_text("1–10 of 10")).to_be_visible()
    assert complaints(portal) == []


def test_the_list_is_exported_as_a_workbook(portal, harbour):
    portal.goto(f"/stations?q={harbour}")
    with portal.expect_download() as download:
        portal.get_by_role("link", name="Export Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    heads, *rows = sheet.iter_rows(values_only=True)
    assert [row[heads.index("chargePointId")] for row in rows] == [f"{harbour}-{number}" for number in (1, 2, 3)]


def test_a_closed_station_refuses_and_says_why(portal, server, harbour):
    server.create_tag(f"T{harbour}")
    portal.goto(f"/stations?q={harbour}-1")
    portal.get_by_role("button", name=f"Actions for {harbour}-1").click()
    portal.get_by_role("menuitem", name="Deactivate").click()
    dialog = portal.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("New floor")
    dialog.get_by_role("button", name="Deactivate").click()
    expect(row(portal, f"{harbour}-1").get_by_title("New floor")).to_have_text("Inactive")
    with Standing(server, f"{harbour}-1") as charger:
        assert charger.wait(charger.charger.authorize(f"T{harbour}"))["status"] != "Accepted"
        portal.goto(f"/stations/{harbour}-1")
        expect(portal.get_by_text("Closed for charging since")).to_be_visible()
        expect(portal.get_by_role("main")).to_contain_text("New floor")
