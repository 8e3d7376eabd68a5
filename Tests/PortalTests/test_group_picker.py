"""The group that all pages are seen through: chosen, kept from page to page, and left again."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.fixture
def portal(page, context, server):
    sign_in(context, server, make_person(server, "manager"))
    return page


def test_a_group_is_chosen_kept_and_left(portal, server, name):
    inside, _ = server.onboard(f"{name}-IN"), server.onboard(f"{name}-OUT")
    group = server.create_group(f"Site {name}", stationIds=[inside])
    portal.goto(f"/stations?q={name}")
    expect(portal.get_by_text("1–2 of 2")).to_be_visible()
    banner = portal.get_by_role("banner")
    banner.get_by_role("button", name="All groups").click()
    portal.get_by_role("combobox", name="Group", exact=True).fill(f"site {name}")
    portal.get_by_role("option", name=f"Site {name}").click()
    expect(portal).to_have_url(re.compile(f"g={group}"))
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    expect(portal.get_by_role("row").filter(has_text=f"{name}-OUT")).to_have_count(0)
    expect(banner).to_contain_text(f"Site {name}")
    assert complaints(portal) == [] and fits(portal)
    assert f"group={group}" in portal.get_by_role("link", name="Export CSV").get_attribute("href")
    portal.get_by_role("navigation", name="Pages").get_by_role("link", name="Connectors").click()
    expect(portal).to_have_url(re.compile(f"/connectors.*g={group}"))
    portal.reload()
    expect(banner).to_contain_text(f"Site {name}")
    portal.go_back()
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    portal.get_by_role("button", name="Clear filters").first.click()
    expect(portal).not_to_have_url(re.compile("[?&]g="))
    portal.go_back()
    banner.get_by_role("button", name="Log off group").click()
    expect(portal.get_by_text("1–2 of 2")).to_be_visible()
    assert "g=" not in portal.url.replace("stations", "")


def test_a_group_that_is_gone_shows_all_with_a_note(portal, server, name):
    group = server.create_group(f"Gone {name}")
    server.post('mutation ($ids: [ID!]!) { deleteGroups(input: {ids: $ids}) { deletedIds } }', {"ids": [group]})
    portal.goto(f"/stations?g={group}")
    expect(portal.get_by_text("This group does not exist any more")).to_be_visible()
    expect(portal).not_to_have_url(re.compile("[?&]g="))


def test_the_menu_of_the_person_leads_out_of_a_group_too(portal, server, name):
    group = server.create_group(f"Fleet {name}")
    portal.goto(f"/sessions?g={group}")
    expect(portal.get_by_role("banner")).to_contain_text(f"Fleet {name}")
    portal.get_by_role("banner").get_by_role("button", name=re.compile("^Account of")).click()
    portal.get_by_role("menuitem", name="Log off group").click()
    expect(portal).not_to_have_url(re.compile("[?&]g="))


@pytest.mark.parametrize("width", [390, 800])
def test_narrow_windows_have_it_in_the_menu_of_the_person(portal, server, name, width):
    inside, _ = server.onboard(f"{name}-IN"), server.onboard(f"{name}-OUT")
    group = server.create_group(f"Site {name}", stationIds=[inside])
    portal.set_viewport_size({"width": width, "height": 800})
    portal.goto(f"/stations?q={name}")
    expect(portal.get_by_text("1–2 of 2")).to_be_visible()
    menu = portal.get_by_role("banner").get_by_role("button", name=re.compile("^Account of"))
    menu.click()
    portal.get_by_role("menuitem", name="Choose group").click()
    dialog = portal.get_by_role("dialog", name="Choose group")
    dialog.get_by_role("combobox").fill(f"site {name}")
    expect(dialog.get_by_role("option")).to_have_count(1)
    assert complaints(portal) == [] and fits(portal)
    dialog.get_by_role("option", name=f"Site {name}").click()
    expect(dialog).to_be_hidden()
    expect(portal).to_have_url(re.compile(f"g={group}"))
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    expect(portal.get_by_role("main").get_by_text(f"Site {name}").first).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    portal.get_by_role("main").get_by_role("button", name="Log off group").click()
    expect(portal.get_by_text("1–2 of 2")).to_be_visible()


def test_drivers_have_no_groups_in_their_menu(page, context, server):
    sign_in(context, server, make_person(server, "driver"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/sessions")
    page.get_by_role("banner").get_by_role("button", name=re.compile("^Account of")).click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Choose group")).to_have_count(0)
