"""What people ask of stations, and what they see come of it."""
import re

import pytest
from charging import Charging
from playwright.sync_api import expect
from reach import complaints, fits


def open_menu(page, name, item):
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=item).click()
    return page.get_by_role("dialog", name=item)


def test_a_remote_start_is_followed_until_it_is_seen(portal, server, name):
    server.onboard(name)
    tag = f"T{name}"
    server.create_tag(tag, alias="Car of the pool")
    with Charging(server, name, tag) as charging:
        charging.stop()
        charging.status(1, "Preparing")
        portal.goto(f"/stations?q={name}")
        dialog = open_menu(portal, name, "Remote start")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("This is needed.")).to_be_visible()
        dialog.get_by_label("Connector").select_option("1")
        dialog.get_by_role("combobox", name=re.compile("^Tag")).fill(tag[:6])
        portal.get_by_role("option", name=re.compile(tag)).click()
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
        expect(dialog.get_by_text("Waiting for the session to start").first).to_be_visible()
        assert complaints(portal) == []
        charging.begin(tag)
        expect(dialog.get_by_text("The session has started").first).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
        expect(dialog).to_be_hidden()
        expect(portal.get_by_role("button", name=f"Actions for {name}")).to_be_focused()


def test_a_refusal_is_told_with_the_chargers_word(portal, server, name):
    server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["Reset"] = "Rejected"
        portal.goto(f"/stations?q={name}")
        dialog = open_menu(portal, name, "Reset")
        dialog.get_by_label("Type").select_option("HARD")
        dialog.get_by_role("button", name="Reset", exact=True).click()
        expect(dialog.get_by_text("The charger said no.").first).to_be_visible()
        expect(dialog.get_by_text("Rejected", exact=True)).to_be_visible()
        dialog.get_by_role("button", name="Ask again").click()
        expect(dialog.get_by_label("Type")).to_have_value("HARD")


def test_an_offline_station_is_said_to_be_so_before_and_after(portal, server, name):
    server.onboard(name)
    portal.goto(f"/stations?q={name}")
    dialog = open_menu(portal, name, "Reset")
    expect(dialog.get_by_text(f"{name} is offline; it can be asked only when it is back.")).to_be_visible()
    dialog.get_by_role("button", name="Reset", exact=True).click()
    expect(dialog.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_many_are_asked_at_once(portal, server, name, theme):
    portal.emulate_media(color_scheme=theme)
    for number in (1, 2):
        server.onboard(f"{name}-{number}")
    with Charging(server, f"{name}-1", f"T{name}"):
        portal.goto(f"/stations?q={name}")
        portal.get_by_role("checkbox", name="Select this page").check()
        portal.get_by_role("region", name="Selection").get_by_role("button", name="Reset").click()
        dialog = portal.get_by_role("dialog", name="Reset")
        expect(dialog.get_by_text("1 of the stations is offline")).to_be_visible()
        dialog.get_by_role("button", name="Reset", exact=True).click()
        expect(dialog.get_by_role("listitem").filter(has_text=f"{name}-2")).to_contain_text("Failed")
        expect(dialog.get_by_role("listitem").filter(has_text=f"{name}-1")).to_contain_text("Awaited")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Close").last.click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_and_one_operation_show_what_was_asked(portal, server, name, theme):
    portal.emulate_media(color_scheme=theme)
    station = server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["ClearCache"] = "Rejected"
        portal.goto(f"/operations?station={station}")
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
        portal.get_by_role("button", name="New operation").click()
        portal.get_by_role("menuitem", name="Clear cache").click()
        portal.get_by_role("combobox", name="Add a station").fill(name)
        portal.get_by_role("option", name=re.compile(name)).click()
        assert complaints(portal) == []
        portal.get_by_role("button", name="Clear", exact=True).click()
        expect(portal.get_by_text("The charger said no.").first).to_be_visible()
        portal.goto(f"/operations?station={station}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Refused")
        assert complaints(portal) == []
        row.get_by_role("link", name="Clear cache").click()
        expect(portal.get_by_role("heading", level=1, name="Clear cache")).to_be_visible()
        expect(portal.get_by_role("region", name="Answer of the charger")).to_contain_text("Rejected")
        assert complaints(portal) == []
        for width in (360, 700, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), width


def test_the_list_is_exported_as_it_is_filtered(portal, server, name):
    station = server.onboard(name)
    with Charging(server, name, f"T{name}"):
        for mutation in ("clearCache", "getLocalListVersion"):
            server.post(f"mutation ($s: ID!) {{ {mutation}(input: {{stationId: $s, wait: false}}) {{ operation {{ id }} }} }}", {"s": station})
        portal.goto(f"/operations?station={station}&kind=CLEAR_CACHE&from=7d")
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        with portal.expect_download() as download:
            portal.get_by_role("link", name="Export CSV").click()
        head, *rows = open(download.value.path()).read().strip().splitlines()
        assert len(rows) == 1 and name in rows[0] and "CLEAR_CACHE" in rows[0], (head, rows)
        assert complaints(portal) == [] and fits(portal)


@pytest.mark.parametrize("slug", [
    "remote-start", "remote-stop", "reset", "availability", "unlock", "clear-cache", "trigger-message", "extended-trigger-message",
    "get-configuration", "change-configuration", "data-transfer", "diagnostics", "log", "firmware", "signed-firmware", "local-list",
    "local-list-version", "charging-profile", "clear-charging-profile", "composite-schedule", "install-certificate", "certificates",
    "delete-certificate"])
def test_every_kind_has_a_form_that_is_accessible(portal, slug):
    portal.goto(f"/operations/new/{slug}")
    expect(portal.get_by_role("heading", level=1)).to_be_visible()
    expect(portal.locator("form")).to_be_visible()
    more = portal.get_by_role("button", name="More settings")
    if more.count():
        more.click()
    assert complaints(portal) == [] and fits(portal)
