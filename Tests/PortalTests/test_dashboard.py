"""What is seen at a glance."""
import re

import pytest
from charging import Charging
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


def test_it_shows_what_goes_on_and_what_needs_somebody(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Charging(server, name, f"T{name}") as charging:
        charging.meter(2000, power=7400)
        portal.goto("/dashboard")
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text(name)
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text("7.4 kW")
        charging.status(2, "Faulted", "GroundFailure")
        expect(portal.get_by_role("region", name="Needs attention")).to_contain_text(f"{name} · 2", timeout=20_000)
        charging.meter(3000, power=8800)
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text("8.8 kW")
        portal.get_by_role("button", name=re.compile("^Faulted")).click()
        expect(portal).to_have_url(re.compile("status=FAULTED"))
        expect(portal.get_by_role("region", name="Connectors").get_by_role("row").filter(has_text=name)).to_contain_text("Faulted")
        portal.get_by_role("button", name="What the states mean").click()
        expect(portal.get_by_role("dialog")).to_contain_text("Taken out of service.")
        assert complaints(portal) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits(portal, server, name, theme):
    server.onboard(name)
    portal.emulate_media(color_scheme=theme)
    portal.goto("/dashboard")
    expect(portal.locator(".chart-canvas canvas").first).to_be_visible()
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width


def test_an_empty_account_begins_with_a_station(page, context, server):
    sign_in(context, server, make_person(server, organization="Nobody yet"))
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name="Add a station")).to_be_visible()
