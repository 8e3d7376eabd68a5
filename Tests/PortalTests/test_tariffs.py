"""Tariffs: made, changed, tried out, and put in force; and what a session costs by them."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

CREATE = "mutation ($i: CreateTariffInput!) { createTariff(input: $i) { tariff { id } } }"
ASSIGN = "mutation ($i: AssignTariffInput!) { assignTariff(input: $i) { tariff { id } } }"


@pytest.fixture(scope="module")
def owner_token(server):
    return server.make_user("organization_owner", organization="Nordhafen Energy")


@pytest.fixture
def owner(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner"))
    return page


def make(server, token, name, **prices):
    input = {"name": name, "currency": "EUR", "timeZone": "Europe/Berlin", **(prices or {"pricePerKwh": "0.39"})}
    return server.post(CREATE, {"i": input}, token)["createTariff"]["tariff"]["id"]


def test_there_is_no_tariff_yet(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner", organization="Nobody Pays Here"))
    page.goto("/settings/tariffs")
    expect(page.get_by_text("No tariff yet")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="New tariff").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New tariff")


def test_a_tariff_is_made_with_times_of_day_and_tried_out(owner, name):
    owner.goto("/settings/tariffs/new")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("This is needed.")).to_be_visible()
    owner.get_by_label("Name").fill(f"Night {name}")
    owner.get_by_label("Time zone").fill("Europe/Berlin")
    prices = owner.get_by_role("region", name="Prices")
    prices.get_by_label("Per kWh").fill("nothing")
    expect(prices.get_by_text("A price such as 0.39")).to_be_visible()
    prices.get_by_label("Per kWh").fill("0,39")
    prices.get_by_label("Per session").fill("0.50")
    prices.get_by_label("Idle fee").fill("0.10")
    prices.get_by_label("Free minutes").fill("30")
    owner.get_by_role("button", name="Add a time of day").click()
    time = owner.get_by_role("group", name=re.compile("Time 1"))
    time.get_by_role("checkbox", name="Sat").uncheck()
    time.get_by_role("checkbox", name="Sun").uncheck()
    time.get_by_label("Per kWh").fill("0.25")
    expect(owner.get_by_role("img", name="Tue–Fri: 00:00 to 06:00 Time 1, 06:00 to 22:00 standard prices, 22:00 to 24:00 Time 1")).to_be_visible()
    expect(owner.get_by_role("img", name=re.compile("^Sun: 00:00 to 24:00 standard prices"))).to_be_visible()
    assert complaints(owner) == []
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text(f"Night {name}")
    shown = owner.get_by_role("region", name="Prices")
    expect(shown).to_contain_text("€0.39")
    expect(shown).to_contain_text("Mon–Fri, 22:00–06:00")
    preview = owner.get_by_role("region", name=re.compile("^What would 20 kWh in 2 h cost"))
    preview.get_by_label("Start").fill("2030-06-15T10:00")
    expect(preview.get_by_role("status")).to_contain_text("€8.30")
    preview.get_by_label("Energy").fill("10")
    expect(owner.get_by_role("heading", name="What would 10 kWh in 2 h cost?")).to_be_visible()
    preview_now = owner.get_by_role("region", name=re.compile("^What would 10 kWh"))
    expect(preview_now.get_by_role("status")).to_contain_text("€4.40")
    preview_now.get_by_label("Start").fill("2020-06-15T10:00")
    expect(preview_now).to_contain_text("The tariff is not in force at that moment.")
    assert complaints(owner) == []
    assert fits(owner)


def test_other_prices_make_another_version(owner, server, owner_token, name):
    tariff = make(server, owner_token, f"Day {name}")
    owner.goto(f"/settings/tariffs?q=Day {name}")
    owner.get_by_role("link", name=f"Day {name}").click()
    owner.get_by_role("link", name="Change").click()
    owner.get_by_role("region", name="Prices").get_by_label("Per kWh").fill("0.45")
    owner.get_by_role("link", name="Cancel").click()
    question = owner.get_by_role("alertdialog", name="Leave without saving?")
    question.get_by_role("button", name="Cancel").click()
    asked = []
    owner.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    owner.evaluate("location.reload()")
    assert asked == ["beforeunload"]
    owner.get_by_label("From a later moment").check()
    owner.get_by_role("textbox", name="In force from").fill("2031-01-01T00:00")
    owner.get_by_role("button", name="Save").click()
    expect(owner).to_have_url(re.compile(f"/settings/tariffs/{tariff}$"))
    versions = owner.get_by_role("list", name="Versions")
    expect(versions).to_contain_text("Version 2")
    expect(versions.get_by_role("listitem").first).to_contain_text("€0.45/kWh")
    expect(owner.get_by_role("region", name="Prices")).to_contain_text("€0.39")
    assert complaints(owner) == []


def test_a_tariff_is_put_in_force_and_taken_out(owner, server, owner_token, name):
    server.onboard(name)
    tariff = make(server, owner_token, f"Lot {name}")
    owner.goto(f"/settings/tariffs/{tariff}")
    places = owner.get_by_role("region", name="In force at")
    expect(places).to_contain_text("It is asked for nowhere.")
    places.get_by_role("button", name="Put in force").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_role("button", name="Put in force").click()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()
    dialog.get_by_role("combobox", name="Station").fill(name)
    dialog.get_by_role("option", name=re.compile(name)).click()
    expect(dialog.get_by_role("list", name="Chosen places")).to_contain_text(name)
    assert complaints(owner) == []
    dialog.get_by_role("button", name="Put in force").click()
    expect(places.get_by_role("link", name=name)).to_be_visible()
    owner.get_by_role("button", name="Delete").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(owner.get_by_role("alert")).to_contain_text(name)
    places.get_by_role("button", name=f"Take out of force at {name}").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Take out of force").click()
    expect(places).to_contain_text("It is asked for nowhere.")
    owner.get_by_role("button", name="Delete").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(owner).to_have_url(re.compile("/settings/tariffs$"))
    expect(owner.get_by_role("link", name=f"Lot {name}")).to_have_count(0)


def test_a_group_and_the_organization_have_a_tariff_from_a_moment_to_come(owner, server, owner_token, name):
    server.create_group(f"Group {name}")
    tariff = make(server, owner_token, f"Later {name}")
    owner.goto(f"/settings/tariffs/{tariff}")
    places = owner.get_by_role("region", name="In force at")
    for kind, place in (("Groups", f"Group {name}"), ("The whole organization", "The whole organization")):
        places.get_by_role("button", name="Put in force").click()
        dialog = owner.get_by_role("dialog")
        dialog.get_by_label("In force at").select_option(kind)
        if kind == "Groups":
            dialog.get_by_label("Group", exact=True).select_option(f"Group {name}")
        dialog.get_by_label("From a later moment").check()
        dialog.get_by_role("textbox", name="In force from").fill("2031-01-01T00:00")
        dialog.get_by_role("button", name="Put in force").click()
        expect(dialog).to_have_count(0)
        expect(places.get_by_role("listitem").filter(has_text=place)).to_contain_text("from 1 Jan 2031")
    places.get_by_role("button", name="Take out of force at The whole organization").click()
    question = owner.get_by_role("alertdialog")
    expect(question).to_contain_text("charge for nothing")
    question.get_by_role("button", name="Take out of force").click()
    expect(places.get_by_role("listitem")).to_have_count(1)
    expect(places.get_by_role("listitem")).to_contain_text(f"Group {name}")


def test_a_session_tells_its_costs_line_by_line(owner, server, owner_token, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    tariff = make(server, owner_token, f"Price {name}", pricePerKwh="0.40", pricePerSession="1")
    server.post(ASSIGN, {"i": {"tariffId": tariff, "stationIds": [station]}}, owner_token)
    with Standing(server, name) as charger:
        transaction = charger.start(1, f"T{name}", 0)
        charger.stop(transaction, 5000)
        charger.status(1, "Available")
        owner.goto(f"/sessions?station={station}")
        row = owner.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("€3.00")
        row.get_by_role("link", name=str(transaction)).first.click()
        costs = owner.get_by_role("region", name="Costs")
        expect(costs).to_contain_text("€2.00")
        expect(costs).to_contain_text("€1.00")
        expect(costs).to_contain_text("€3.00")
        expect(costs).to_contain_text(f"Price {name}")


def test_a_manager_reads_and_a_driver_sees_nothing(portal, context, server, owner_token, name):
    tariff = make(server, owner_token, f"Read {name}")
    portal.goto(f"/settings/tariffs/{tariff}")
    expect(portal.get_by_role("heading", level=1)).to_have_text(f"Read {name}")
    expect(portal.get_by_role("link", name="Change")).to_have_count(0)
    expect(portal.get_by_role("button", name="Put in force")).to_have_count(0)
    portal.goto("/settings/tariffs/new")
    expect(portal.get_by_role("heading", level=1)).to_have_text("Nothing is here")
    sign_in(context, server, make_person(server, "driver"))
    portal.goto("/settings/tariffs")
    expect(portal.get_by_role("heading", level=1)).to_have_text("Nothing is here")
