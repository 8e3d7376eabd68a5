"""Quirk profiles: written down, tried on a recording, turned on and off."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing


def row(page, text):
    return page.get_by_role("row").filter(has_text=text)


def menu(page, name, item):
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=item).click()


@pytest.fixture
def profile(server, name):
    """Of chargers that are nowhere, so that no other test is disturbed."""
    create = "mutation ($i: CreateQuirkProfileInput!) { createQuirkProfile(input: $i) { quirkProfile { id } } }"
    server.post(create, {"i": {"name": f"Profile {name}", "vendor": name, "reversesIdTag": True, "utcOffsetMinutes": -90}})
    return f"Profile {name}"


def test_a_profile_is_made_changed_and_deleted(portal, server, name):
    portal.goto("/maintenance/quirks")
    portal.get_by_role("button", name="New profile").first.click()
    dialog = portal.get_by_role("dialog", name="New profile")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()
    assert complaints(portal) == []
    dialog.get_by_label("Name").fill(f"Reader of {name}")
    dialog.get_by_label("Vendor").fill(f"{name}*")
    dialog.get_by_label("Tags are turned round").check()
    dialog.get_by_label("Zone of times").fill("two hours")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("This is an offset such as")).to_be_visible()
    dialog.get_by_label("Zone of times").fill("+2:00")
    dialog.get_by_role("button", name="Save").click()
    made = row(portal, f"Reader of {name}")
    expect(made).to_contain_text("Tags are turned round")
    expect(made).to_contain_text("UTC+02:00")
    made.get_by_role("switch").click()
    expect(portal.get_by_text(f"Reader of {name} is on.")).to_be_visible()
    portal.reload()
    expect(made.get_by_role("switch")).to_be_checked()
    assert complaints(portal) == []
    menu(portal, f"Reader of {name}", "Edit")
    dialog = portal.get_by_role("dialog", name=f"Edit Reader of {name}")
    expect(dialog.get_by_label("Zone of times")).to_have_value("+02:00")
    dialog.get_by_label("Zone of times").fill("")
    dialog.get_by_role("button", name="Save").click()
    expect(made).not_to_contain_text("UTC")
    menu(portal, f"Reader of {name}", "Delete")
    portal.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(made).to_have_count(0)


def test_a_dry_run_tells_what_would_change(portal, server, name, profile):
    station = server.onboard(name)
    with Standing(server, name) as charger:
        charger.wait(charger.charger.authorize("0A0B0C0D"))
        query = "query ($s: ID!) { ocppMessages(stationId: $s, filter: {action: \"Authorize\"}) { nodes { id } } }"
        eventually(lambda: server.post(query, {"s": station})["ocppMessages"]["nodes"], "it is recorded")
    portal.goto("/maintenance/quirks")
    menu(portal, profile, "Dry run")
    dialog = portal.get_by_role("dialog", name=f"Dry run of {profile}")
    dialog.get_by_role("button", name="Dry run").click()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()
    dialog.get_by_label("Station").fill(name)
    dialog.get_by_role("option", name=re.compile(name)).click()
    dialog.get_by_role("button", name="Dry run").click()
    expect(dialog.get_by_text("would have been understood otherwise.")).to_be_visible()
    expect(dialog.get_by_text("do not match this station")).to_be_visible()
    expect(dialog.get_by_role("row").filter(has_text="0A0B0C0D")).to_contain_text("0D0C0B0A")
    assert complaints(portal) == []


def test_who_may_not_configure_only_looks(page, context, server, profile):
    sign_in(context, server, make_person(server, role="support"))
    page.goto("/maintenance/quirks")
    expect(row(page, profile)).to_contain_text("No")
    expect(page.get_by_role("switch")).to_have_count(0)
    expect(page.get_by_role("button", name="New profile")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(portal, profile, theme):
    portal.emulate_media(color_scheme=theme)
    portal.goto("/maintenance/quirks")
    expect(row(portal, profile)).to_be_visible()
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width
