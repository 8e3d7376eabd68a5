"""Organizations: made with their first owner and renamed by a platform operator; the own one renamed by its owner."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

FOUND = "query ($t: String) { organizations(filter: {text: $t}) { nodes { id name } } }"


@pytest.fixture(scope="module")
def operator_email(server):
    return make_person(server, "platform_operator", organization="The Platform")


@pytest.fixture(scope="module")
def operator_token(server):
    return server.make_user("platform_operator", organization="The Platform")


@pytest.fixture
def operator(page, context, server, operator_email):
    sign_in(context, server, operator_email)
    return page


def names(server, token, text):
    return [each["name"] for each in server.post(FOUND, {"t": text}, token)["organizations"]["nodes"]]


def test_one_is_made_with_its_owner_and_renamed(operator, server, operator_token, name):
    operator.goto("/settings/organizations")
    operator.get_by_role("button", name="New organization").first.click()
    dialog = operator.get_by_role("dialog", name="New organization")
    dialog.get_by_role("button", name="Make and invite").click()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()
    expect(dialog.get_by_text("An e-mail such as")).to_be_visible()
    assert complaints(operator) == []
    email = f"first-{name.lower()}@stationmaster.example"
    dialog.get_by_label("Name", exact=True).fill(f"Harbour {name}")
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_label("First name").fill("Ida")
    dialog.get_by_role("button", name="Make and invite").click()
    expect(dialog).to_have_count(0)
    assert names(server, operator_token, name) == [f"Harbour {name}"]
    assert server.sql(f"select u.role from users u join organizations o on o.id = u.organization_id where u.email = '{email}' and o.name = 'Harbour {name}'") == [["ORGANIZATION_OWNER"]]
    operator.goto(f"/settings/organizations?q={name}")
    row = operator.get_by_role("row").filter(has_text=f"Harbour {name}")
    row.get_by_role("button", name=re.compile("^Actions")).click()
    operator.get_by_role("menuitem", name="Edit").click()
    dialog = operator.get_by_role("dialog", name=f"Edit Harbour {name}")
    operator.allowed_complaints += ["status of 409"]
    dialog.get_by_label("Name").fill("The Platform")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    assert complaints(operator) == []
    dialog.get_by_label("Name").fill(f"Quay {name}")
    dialog.get_by_role("button", name="Save").click()
    expect(operator.get_by_role("row").filter(has_text=f"Quay {name}")).to_be_visible()
    assert names(server, operator_token, name) == [f"Quay {name}"]


def test_an_owner_renames_the_own_one_and_sees_no_others(page, context, server, operator_token, name):
    sign_in(context, server, make_person(server, "organization_owner", organization=f"Before {name}"))
    page.goto("/settings/organizations")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    page.goto("/account/profile")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit Before {name}")
    assert complaints(page) == []
    dialog.get_by_label("Name").fill(f"After {name}")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Account and organization")).to_contain_text(f"After {name}")
    assert names(server, operator_token, name) == [f"After {name}"]


def test_an_owner_finds_the_own_one_in_the_settings(page, context, server, operator_token, name):
    sign_in(context, server, make_person(server, "organization_owner", organization=f"Before {name}"))
    page.goto("/settings/users")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Organization", exact=True).click()
    page.get_by_role("region", name=f"Before {name}").get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit Before {name}")
    dialog.get_by_label("Name").fill(f"After {name}")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name=f"After {name}")).to_be_visible()
    assert names(server, operator_token, name) == [f"After {name}"]
    assert complaints(page) == [] and fits(page)


def test_a_manager_renames_nothing(portal):
    portal.goto("/account/profile")
    expect(portal.get_by_role("region", name="Account and organization")).to_contain_text("Nordhafen Energy")
    expect(portal.get_by_role("button", name="Edit")).to_have_count(0)


def test_it_is_accessible_and_fits_every_width(operator):
    for address in ("/settings/organizations?q=The+Platform", "/settings/organizations?q=The+Platform&new=1"):
        for theme in ("light", "dark"):
            operator.emulate_media(color_scheme=theme)
            for width in (1440, 700, 390):
                operator.set_viewport_size({"width": width, "height": 800})
                operator.goto(address)
                expect(operator.locator("tbody").get_by_text("The Platform")).to_be_visible()
                assert complaints(operator) == [], (address, width, theme)
                assert fits(operator), (address, width)


def test_an_owner_chooses_time_zone_and_currency_and_new_tariffs_and_the_dashboard_follow(page, context, server, operator_token, name):
    sign_in(context, server, make_person(server, "organization_owner", organization=f"Zoned {name}"))
    token = server.make_user("organization_owner", organization=f"Zoned {name}")
    server.post("mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }", {"i": {"chargePointId": name}}, token)
    page.goto("/account/profile")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit Zoned {name}")
    page.allowed_complaints += ["status of 400"]
    dialog.get_by_label("Time zone").fill("Atlantis")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Time zone").fill("Pacific/Auckland")
    dialog.get_by_label("Currency").fill("XXX")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Currency")).to_have_attribute("aria-invalid", "true")
    assert complaints(page) == []
    dialog.get_by_label("Currency").fill("nzd")
    dialog.get_by_role("button", name="Save").click()
    card = page.get_by_role("region", name="Account and organization")
    expect(card).to_contain_text("Pacific/Auckland")
    expect(card).to_contain_text("NZD")
    page.goto("/settings/tariffs/new")
    expect(page.get_by_label("Currency")).to_have_value("NZD")
    expect(page.get_by_label("Time zone")).to_have_value("Pacific/Auckland")
    page.goto("/dashboard")
    expect(page.get_by_text("Pacific/Auckland")).to_be_visible()
    assert complaints(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/account/profile")
    page.get_by_role("button", name="Edit").click()
    assert complaints(page) == [] and fits(page)
