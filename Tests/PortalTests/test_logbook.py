"""The drivers' logbook: switched on, filled in before a start and afterwards, and corrected."""
import re

import pytest
from charging import Charging
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

KEPT = "query ($s: ID!) { station(id: $s) { logbookEnabled logbookRule } }"
SESSIONS = """query ($s: ID!) { station(id: $s) { sessions { nodes { authorization logbookStatus logbook { mileageKm vehicleId wasMadeBefore }
    logbookEntries { nodes { mileageKm isCurrent } } } } } }"""
KEEP = """mutation ($s: ID!, $r: LogbookRule!) { updateStation(input: { id: $s, logbookEnabled: true, logbookRule: $r })
    { station { id } } }"""


def newest(server, station):
    return server.post(SESSIONS, {"s": station})["station"]["sessions"]["nodes"][0]


def fill(dialog, vehicle, mileage):
    dialog.get_by_label("Vehicle").fill(vehicle)
    dialog.get_by_label("Mileage").fill(mileage)


def test_it_is_switched_on_and_says_what_becomes_of_a_card(portal, server, name):
    station = server.onboard(name)
    portal.goto(f"/stations/{name}")
    portal.get_by_role("navigation", name="Parts of this station").get_by_role("link", name="Logbook").click()
    expect(portal.get_by_text("No entries yet")).to_be_visible()
    expect(portal.get_by_role("region", name="The next start")).to_have_count(0)
    portal.get_by_role("switch", name=re.compile("Charging needs an entry")).click()
    expect(portal.get_by_role("region", name="The next start")).to_be_visible()
    portal.get_by_label("A card that is tapped without an entry").select_option("ASK_LATER")
    expect(portal.get_by_text("Saved").last).to_be_visible()
    expect(portal.get_by_label("A card that is tapped without an entry")).to_be_enabled()
    assert server.post(KEPT, {"s": station})["station"] == {"logbookEnabled": True, "logbookRule": "ASK_LATER"}
    assert complaints(portal) == [] and fits(portal)
    portal.reload()
    expect(portal.get_by_role("switch", name=re.compile("Charging needs an entry"))).to_be_checked()


def test_a_start_waits_for_its_entry(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    server.post(KEEP, {"s": station, "r": "REFUSE"})
    with Standing(server, name) as charger:
        portal.goto(f"/stations/{name}")
        portal.get_by_role("button", name="Start charging").click()
        dialog = portal.get_by_role("dialog", name="Remote start")
        expect(dialog).to_contain_text("it starts only with an entry")
        dialog.get_by_role("combobox", name=re.compile("^Tag")).fill(f"T{name}")
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("This is needed.")).to_be_visible()
        expect(dialog.get_by_text("A whole number of kilometres")).to_be_visible()
        assert complaints(portal) == []
        fill(dialog, "NH-E 42", "42,310")
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
        assert charger.asked()[0] == "RemoteStartTransaction"
        transaction = charger.start(1, f"T{name}")
        charger.stop(transaction, 100)
    session = newest(server, station)
    assert (session["authorization"], session["logbookStatus"]) == ("ACCEPTED", "COMPLETE")
    assert session["logbook"] == {"mileageKm": 42310, "vehicleId": "NH-E 42", "wasMadeBefore": True}


def test_an_entry_for_the_next_start_is_made_on_the_tab(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    server.post(KEEP, {"s": station, "r": "REFUSE"})
    portal.goto(f"/stations/{name}/logbook")
    portal.get_by_role("button", name="Make entry").click()
    dialog = portal.get_by_role("dialog", name=f"Entry for the next start at {name}")
    fill(dialog, "NH-E 7", "12")
    dialog.get_by_role("combobox", name=re.compile("^Tag")).fill(f"T{name}")
    portal.get_by_role("option", name=f"T{name}").click()
    assert complaints(portal) == []
    dialog.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("The entry for NH-E 7 waits until")).to_be_visible()
    with Charging(server, name, f"T{name}"):
        portal.get_by_role("button", name="1 new entry · Show").click()
        row = portal.get_by_role("row").filter(has_text="NH-E 7")
        expect(row).to_contain_text("12 km")
        expect(row).to_contain_text("before the start")
        assert complaints(portal) == [] and fits(portal)
    assert newest(server, station)["logbook"]["vehicleId"] == "NH-E 7"


def test_a_missing_entry_is_found_added_and_corrected(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    server.post(KEEP, {"s": station, "r": "ASK_LATER"})
    with Charging(server, name, f"T{name}"):
        pass
    portal.goto(f"/sessions?station={station}&logbook=MISSING")
    row = portal.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("Logbook missing")
    row.get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Add entry").click()
    dialog = portal.get_by_role("dialog", name=re.compile("^Logbook of session"))
    fill(dialog, "NH-E 9", "9000")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Logbook filled in")
    row.get_by_role("rowheader").get_by_role("link").click()
    card = portal.get_by_role("region", name="Logbook")
    expect(card).to_contain_text("9,000 km")
    card.get_by_role("button", name="Correct entry").click()
    dialog.get_by_label("Mileage").fill("8999")
    expect(dialog.get_by_text("Less than at the last entry here, 9,000 km.")).to_be_visible()
    dialog.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("8,999 km")
    card.get_by_text("1 earlier entry").click()
    expect(card).to_contain_text("9,000 km")
    assert complaints(portal) == [] and fits(portal)
    assert newest(server, station)["logbookEntries"]["nodes"] == [{"mileageKm": 8999, "isCurrent": True}, {"mileageKm": 9000, "isCurrent": False}]


def test_an_entry_is_corrected_from_the_row_of_its_session(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    server.post(KEEP, {"s": station, "r": "ASK_LATER"})
    with Charging(server, name, f"T{name}"):
        pass
    portal.goto(f"/sessions?station={station}")
    row = portal.get_by_role("row").filter(has_text=name)
    dialog = portal.get_by_role("dialog", name=re.compile("^Logbook of session"))
    row.get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Add entry").click()
    fill(dialog, "NH-E 9", "9000")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Logbook filled in")
    row.get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Correct entry").click()
    expect(dialog.get_by_label("Vehicle")).to_have_value("NH-E 9")
    expect(dialog.get_by_label("Mileage")).to_have_value("9000")
    assert complaints(portal) == []
    dialog.get_by_label("Mileage").fill("9100")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    assert newest(server, station)["logbookEntries"]["nodes"] == [{"mileageKm": 9100, "isCurrent": True}, {"mileageKm": 9000, "isCurrent": False}]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_driver_makes_entries_and_sets_nothing(page, context, server, name, theme):
    station = server.onboard(name)
    server.post(KEEP, {"s": station, "r": "REFUSE"})
    driver = make_person(server, "driver")
    sign_in(context, server, driver)
    page.emulate_media(color_scheme=theme)
    page.goto(f"/stations/{name}/logbook")
    expect(page.get_by_text("Charging needs an entry with vehicle and mileage. A card that is tapped without one is refused.")).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)
    page.get_by_role("button", name="Make entry").click()
    fill(page.get_by_role("dialog"), "NH-E 1", "1")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The entry for NH-E 1 waits until")).to_be_visible()
    assert complaints(page) == []
    for width in (390, 700, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width
