"""How a station was put in, written down by those who may."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

READ = "query ($s: ID!) { station(id: $s) { installation { installer installedAt fuseA phaseOrder gridLimitW notes } } }"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_written_down_changed_and_taken_away(portal, server, name, theme):
    station = server.onboard(name)
    portal.emulate_media(color_scheme=theme)
    portal.goto(f"/stations/{name}/installation")
    expect(portal.get_by_text("Nothing is written down yet")).to_be_visible()
    assert complaints(portal) == []
    card = portal.get_by_role("region", name="Installation")
    card.get_by_role("button", name="Edit").click()
    card.get_by_label(re.compile("^Installer")).fill("Electro Nord")
    card.get_by_label(re.compile("^Installed on")).fill("2025-03-14")
    card.get_by_label(re.compile("^Fuse")).fill("-3")
    card.get_by_label(re.compile("^Grid limit")).fill("22,5")
    card.get_by_label(re.compile("^Phase order")).select_option("STR")
    card.get_by_label(re.compile("^Notes")).fill("Behind the gate.\nKey at the desk.")
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_text("A number above zero.")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    assert server.post(READ, {"s": station})["station"]["installation"]["installer"] is None
    card.get_by_label(re.compile("^Fuse")).fill("20000")
    card.get_by_role("button", name="Save").click()
    expect(card.locator(".field-error")).to_contain_text("10000")
    card.get_by_label(re.compile("^Fuse")).fill("32")
    card.get_by_role("button", name="Save").click()
    for text in ("Electro Nord", "14 Mar 2025", "32 A", "STR · L1–S, L2–T, L3–R", "22.5 kW", "Key at the desk."):
        expect(card).to_contain_text(text)
    assert complaints(portal) == []
    found = server.post(READ, {"s": station})["station"]["installation"]
    assert (found["fuseA"], found["phaseOrder"], found["gridLimitW"]) == (32, "STR", 22500) and found["installedAt"].startswith("2025-03-14T12:00")
    card.get_by_role("button", name="Edit").click()
    card.get_by_label(re.compile("^Installer")).fill("")
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_role("button", name="Edit")).to_be_visible()
    expect(card).not_to_contain_text("Electro Nord")
    found = server.post(READ, {"s": station})["station"]["installation"]
    assert found["installer"] is None and found["fuseA"] == 32
    for width in (390, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width


def test_leaving_what_is_not_saved_is_asked_about(portal, server, name):
    server.onboard(name)
    portal.goto(f"/stations/{name}/installation")
    portal.get_by_role("region", name="Installation").get_by_role("button", name="Edit").click()
    portal.get_by_label(re.compile("^Installer")).fill("Nobody")
    portal.get_by_role("navigation", name="Parts of this station").get_by_role("link", name="Overview").click()
    expect(portal.get_by_role("alertdialog")).to_be_visible()


def test_support_reads_only(page, context, server, name):
    server.onboard(name)
    sign_in(context, server, make_person(server, "support"))
    page.goto(f"/stations/{name}/installation")
    expect(page.get_by_text("Nothing is written down yet")).to_be_visible()
    expect(page.get_by_role("button", name="Edit")).to_have_count(0)


def test_drivers_have_no_such_tab(page, context, server, name):
    server.onboard(name)
    sign_in(context, server, make_person(server, "driver"))
    page.goto(f"/stations/{name}/installation")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
