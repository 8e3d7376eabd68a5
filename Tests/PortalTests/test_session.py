"""One charging session."""
import re

import pytest
from charging import Charging
from playwright.sync_api import expect
from reach import complaints, fits


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
