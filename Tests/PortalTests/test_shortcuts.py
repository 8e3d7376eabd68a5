"""Keys that do something without Control: listed, switched off, and silent while somebody types."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

PREFERENCES = "{ viewer { preferences } }"


@pytest.fixture
def portal(page, context, server, name):
    """Somebody whose preferences no other test reads, with a station: without one the dashboard leads to the first."""
    server.onboard(f"{name}-FIRST")
    sign_in(context, server, make_person(server))
    page.goto("/dashboard")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    return page


def test_two_keys_go_to_a_page(portal):
    for keys, path in (("gs", "/stations"), ("gc", "/sessions"), ("gd", "/dashboard")):
        for key in keys:
            portal.keyboard.press(key)
        expect(portal).to_have_url(re.compile(f"{path}$"))
    portal.keyboard.press("s")
    portal.wait_for_timeout(100)
    expect(portal).to_have_url(re.compile("/dashboard$"))


def test_none_while_somebody_types(portal):
    portal.keyboard.press("/")
    portal.keyboard.type("gs?/")
    expect(portal.get_by_role("banner").get_by_role("combobox").first).to_have_value("gs?/")
    expect(portal).to_have_url(re.compile("/dashboard$"))
    expect(portal.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_turns_them_off_for_good(portal, theme):
    portal.emulate_media(color_scheme=theme)
    portal.keyboard.press("?")
    dialog = portal.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Charging sessions")
    assert complaints(portal) == []
    with portal.expect_response(lambda response: "SavePreference" in (response.request.post_data or "")):
        dialog.get_by_role("switch").click()
    expect(dialog.get_by_role("switch")).not_to_be_checked()
    portal.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    portal.reload()
    expect(portal.get_by_role("heading", name="Dashboard")).to_be_visible()
    expect(portal.get_by_role("banner").locator("kbd")).to_have_count(0)
    for key in "?/gs":
        portal.keyboard.press(key)
    portal.wait_for_timeout(200)
    expect(portal.get_by_role("dialog")).to_have_count(0)
    expect(portal).to_have_url(re.compile("/dashboard$"))
    portal.get_by_role("banner").get_by_role("button", name=re.compile("^Account of")).click()
    portal.get_by_role("menuitem", name="Keyboard shortcuts").click()
    dialog.get_by_role("switch").click()
    portal.set_viewport_size({"width": 390, "height": 800})
    assert fits(portal)
    portal.keyboard.press("Escape")
    portal.keyboard.press("g")
    portal.keyboard.press("s")
    expect(portal).to_have_url(re.compile("/stations$"))


def test_a_list_shows_only_pages_that_one_may_see(page, context, server):
    sign_in(context, server, make_person(server, "driver"))
    page.goto("/sessions")
    expect(page.get_by_role("heading", name="Charging sessions")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Dashboard")
    expect(page.get_by_role("dialog")).not_to_contain_text("Users")
    page.keyboard.press("Escape")
    for key in "gu":
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    expect(page).to_have_url(re.compile("/sessions$"))


def test_keys_of_rows_write_where_somebody_types_in_a_row(portal, server, name):
    from charging import Charging
    server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["GetConfiguration"] = {"configuration_key": [
            {"key": "HeartbeatInterval", "readonly": False, "value": "300"}], "unknown_key": []}
        portal.goto(f"/stations/{name}/configuration")
        portal.get_by_role("button", name="Read", exact=True).click()
        portal.get_by_role("button", name="Edit HeartbeatInterval").click()
        field = portal.get_by_label("Value of HeartbeatInterval")
        field.fill("")
        field.press_sequentially("jkxog?s/")
        expect(field).to_have_value("jkxog?s/")
        expect(portal).to_have_url(re.compile("configuration"))
    portal.goto(f"/stations?q={name}")
    box = portal.get_by_role("checkbox", name=f"Select {name}", exact=True)
    box.focus()
    portal.keyboard.press("x")
    expect(box).to_be_checked()
