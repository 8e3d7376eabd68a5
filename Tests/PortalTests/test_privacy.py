"""What the server keeps of people, for everyone to read."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_open_before_the_sign_in(page, theme):
    page.emulate_media(color_scheme=theme)
    page.goto("/sign-in")
    page.get_by_role("link", name="Privacy").click()
    expect(page.get_by_role("heading", level=1, name="Privacy")).to_be_visible()
    expect(page.get_by_role("region", name="Cookies")).to_contain_text("stationmaster_session")
    assert complaints(page) == []
    for width in (390, 700, 1000, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width


def test_the_cookies_are_those_that_are_set(page, context, server, person):
    """A cookie that the page does not name would be one that is kept quiet about."""
    sign_in(context, server, person)
    page.goto("/stations")
    banner = page.get_by_role("banner")
    banner.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitemradio", name="Dark colours").click()
    banner.get_by_role("button", name=re.compile("^Language")).click()
    page.get_by_role("menuitemradio", name="English").click()
    banner.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitem", name="Privacy").click()
    cookies = page.get_by_role("region", name="Cookies")
    expect(cookies).to_be_visible()
    assert set(cookies.locator("code").all_text_contents()) == {cookie["name"] for cookie in context.cookies()}
    assert complaints(page) == []


@pytest.mark.parametrize("code, language, title", [("de", "Deutsch", "Datenschutz"), ("fr", "Français", "Protection des données")])
def test_it_speaks_the_language_that_is_chosen_on_it(page, code, language, title):
    page.goto("/privacy")
    expect(page.get_by_role("heading", level=1, name="Privacy")).to_be_visible()
    page.get_by_role("banner").get_by_role("button", name=re.compile("^Language")).click()
    page.get_by_role("menuitemradio", name=language).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", code)
    assert page.get_by_text("What is kept").count() == 0
    assert fits(page)
