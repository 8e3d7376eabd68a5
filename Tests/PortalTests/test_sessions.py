"""The list of charging sessions."""
import re

import pytest
from charging import Charging
from playwright.sync_api import expect
from reach import complaints, fits


def test_a_session_grows_and_ends_where_it_stands(portal, server, name):
    station = server.onboard(name)
    tag = f"T{name}"
    server.create_tag(tag, alias="Car of the pool")
    portal.goto(f"/sessions?station={station}")
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
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
