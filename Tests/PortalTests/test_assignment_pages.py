"""Stations that come from another account, and those that leave this one."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

STATIONS = "query ($id: String!) { stations(filter: {chargePointId: $id}) { nodes { id chargePointId } } }"
CODE = "mutation ($items: [InventoryItemInput!]!) { updateInventory(input: {items: $items}) { stations { id } } }"


def elsewhere(server, name, code="blue-door-7"):
    """A station of another organization with an access code; that organization's token."""
    owner = server.make_user("organization-owner", organization=f"Elsewhere {name}")
    id = server.post("mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }",
                     {"i": {"chargePointId": name, "password": "correct horse battery"}}, owner)["onboardStation"]["station"]["id"]
    server.post(CODE, {"items": [{"stationId": id, "accessCode": code}]}, owner)
    return owner


def known(server, name, token=None):
    return [node["chargePointId"] for node in server.post(STATIONS, {"id": name}, token)["stations"]["nodes"]]


def claim(page, id, code):
    page.get_by_label("Charge point ID").fill(id)
    page.get_by_label("Access code").fill(code)
    page.get_by_role("button", name="Take over", exact=True).click()


def test_a_station_is_taken_over_by_its_code_and_given_another_password(portal, server, name):
    owner = elsewhere(server, name)
    portal.goto("/stations/new")
    portal.get_by_role("link", name="Take over a station").click()
    expect(portal).to_have_url(re.compile("way=claim"))
    portal.get_by_role("button", name="Take over", exact=True).click()
    expect(portal.get_by_text("The station needs an ID.")).to_be_visible()
    expect(portal.get_by_text("This is needed.")).to_be_visible()
    claim(portal, name, "red-door-7")
    expect(portal.get_by_role("alert")).to_contain_text("do not belong together")
    assert complaints(portal) == [] and fits(portal)
    assert known(server, name) == [] and known(server, name, owner) == [name]
    claim(portal, name, "blue-door-7")
    expect(portal.get_by_role("alert")).to_contain_text(f"{name} is in your organization now.")
    assert complaints(portal) == []
    assert known(server, name) == [name] and known(server, name, owner) == []
    with Standing(server, name, password="correct horse battery", replies={"ChangeConfiguration": {"status": "Accepted"}}) as charger:
        portal.get_by_role("button", name="Give it another password").click()
        dialog = portal.get_by_role("dialog")
        expect(dialog.get_by_label("Key")).to_have_value("AuthorizationKey")
        password = bytes.fromhex(dialog.get_by_label("Value").input_value()).decode()
        dialog.get_by_role("button", name="Change", exact=True).click()
        action, arguments = charger.asked()
        assert action == "ChangeConfiguration" and arguments["key"] == "AuthorizationKey"
        expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
    with Standing(server, name, password=password):
        pass
    portal.get_by_role("link", name="Open the station").click()
    expect(portal.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_station_of_ones_own_is_not_taken_over(portal, server, name):
    server.post(CODE, {"items": [{"stationId": server.onboard(name), "accessCode": "blue-door-7"}]},
                server.make_user("organization-owner", organization="Nordhafen Energy"))
    portal.goto("/stations/new?way=claim")
    claim(portal, name, "blue-door-7")
    expect(portal.get_by_role("alert")).to_contain_text("is in your organization")


def test_after_ten_failures_one_is_told_to_wait(page, context, server, name):
    sign_in(context, server, make_person(server, organization=f"Curious {name}"))
    page.goto("/stations/new?way=claim")
    for attempt in range(11):
        with page.expect_response("**/graphql"):
            claim(page, f"{name}-{attempt}", "guess")
    expect(page.get_by_role("alert")).to_contain_text("Try again in an hour.")


def test_a_station_is_removed_after_its_id_was_typed_and_watchers_see_it(portal, context, server, name):
    server.onboard(name)
    portal.goto(f"/stations/{name}")
    watcher, list_page = context.new_page(), context.new_page()
    watcher.goto(f"/stations/{name}")
    list_page.goto(f"/stations?q={name}")
    expect(list_page.get_by_role("link", name=name)).to_be_visible()
    expect(watcher.get_by_role("button", name="Remove station")).to_be_visible()
    for page in (watcher, list_page):
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
    portal.get_by_role("button", name="Remove station").click()
    dialog = portal.get_by_role("dialog", name=re.compile(f"Remove {name}"))
    expect(dialog).to_contain_text("Sessions stay")
    dialog.get_by_role("button", name="Remove station").click()
    expect(dialog.get_by_text("This is not the station’s ID.")).to_be_visible()
    assert complaints(portal) == [] and known(server, name) == [name]
    dialog.get_by_label(f"Type {name}").fill(name)
    dialog.get_by_role("button", name="Remove station").click()
    expect(portal.get_by_role("heading", name="Stations", level=1)).to_be_visible()
    expect(portal.get_by_text(f"{name} is removed from your organization.")).to_be_visible()
    assert known(server, name) == []
    expect(watcher.get_by_text("This station has left your organization")).to_be_visible()
    expect(watcher.get_by_role("button", name="Remove station")).to_have_count(0)
    expect(watcher.get_by_role("button", name="Operations")).to_have_count(0)
    expect(list_page.get_by_role("link", name=name)).to_have_count(0)


@pytest.mark.parametrize("role", ["installer", "support", "driver"])
def test_who_may_not_remove_sees_no_way_to_it(page, context, server, name, role):
    server.onboard(name)
    sign_in(context, server, make_person(server, role))
    page.goto(f"/stations/{name}")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Remove station")).to_have_count(0)
    if role != "installer":
        page.goto("/stations/new?way=claim")
        expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
