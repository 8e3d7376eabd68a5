"""Pages with something open over them keep the rules: what floats belongs to a landmark of its page."""
import re

import pytest
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_open_menus_are_accessible(portal, server, name, theme, width):
    server.onboard(name)
    portal.emulate_media(color_scheme=theme)
    portal.set_viewport_size({"width": width, "height": 800})
    portal.goto(f"/stations?q={name}")
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    for opener, opened in (
            (re.compile("^Account of"), portal.get_by_role("menu")), (re.compile("^Language:"), portal.get_by_role("menu")),
            ("Columns", portal.get_by_role("dialog", name="Columns")), (re.compile(f"^Actions for {name}"), portal.get_by_role("menu"))):
        button = portal.get_by_role("button", name=opener).first
        button.click()
        expect(opened).to_be_visible()
        assert complaints(portal) == [], opener
        assert fits(portal), opener
        portal.keyboard.press("Escape")
        expect(opened).to_have_count(0)
        expect(button).to_be_focused()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_menu_of_operations_is_reached_where_it_scrolls(portal, server, name, width):
    station = server.onboard(name)
    portal.set_viewport_size({"width": width, "height": 480})
    portal.goto(f"/stations/{name}")
    button = portal.get_by_role("button", name="Operations", exact=True).first
    button.click()
    menu = portal.get_by_role("menu")
    assert menu.evaluate("menu => menu.scrollHeight > menu.clientHeight")
    assert complaints(portal) == [], station
    portal.keyboard.press("End")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    expect(menu.get_by_role("menuitem").last).to_be_in_viewport()
