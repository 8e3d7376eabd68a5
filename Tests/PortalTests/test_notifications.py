"""Notifications: the bell, the list by days, marking as read, and what a person wants to be told of."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


ONBOARD = "mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }"


@pytest.fixture
def lot(server, name, context):
    """A station of an organization of its own, where nothing else happens; whoever manages it is signed in."""
    organization = f"Lot {name}"
    sign_in(context, server, make_person(server, organization=organization))
    token = server.make_user(organization=organization)
    return server.post(ONBOARD, {"i": {"chargePointId": name}}, token)["onboardStation"]["station"]["id"]


def bell(page):
    return page.get_by_role("banner").get_by_role("link", name=re.compile("^Notifications"))


def test_nothing_has_happened_yet(page, context, server):
    email = make_person(server, organization="Nobody Charges Here")
    sign_in(context, server, email)
    page.goto("/notifications")
    expect(page.get_by_text("Nothing has happened yet")).to_be_visible()
    expect(page.get_by_text("You have read everything.")).to_be_visible()
    expect(bell(page)).to_have_accessible_name("Notifications")
    expect(page.get_by_role("button", name="Mark all read")).to_have_count(0)
    assert complaints(page) == []


def test_the_bell_rings_on_any_page_and_leads_to_what_happened(page, server, lot, name):
    with Standing(server, name) as charger:
        page.goto("/connectors")
        expect(bell(page)).to_have_accessible_name("Notifications")
        charger.status(1, "Faulted", error_code="GroundFailure")
        expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
        bell(page).click()
        day = page.get_by_role("region", name="Today")
        item = day.get_by_role("listitem").filter(has_text=name)
        expect(item).to_contain_text(f"{name} · 1 reports a fault")
        expect(item).to_contain_text("GroundFailure")
        assert complaints(page) == []
        item.get_by_role("link").click()
        expect(page).to_have_url(re.compile(f"/stations/{name}$"))
        expect(bell(page)).to_have_accessible_name("Notifications")


def test_what_happens_again_is_counted_and_what_is_new_waits(page, server, lot, name):
    with Standing(server, name, connectors=2) as charger:
        charger.status(1, "Faulted", error_code="OverVoltage")
        page.goto("/notifications")
        item = page.get_by_role("listitem").filter(has_text=f"{name} · 1")
        expect(item).to_be_visible()
        charger.status(1, "Available")
        charger.status(1, "Faulted", error_code="OverVoltage")
        expect(item).to_contain_text("2 times")
        charger.wait(charger.charger.authorize(f"X{name}"))
        page.get_by_role("button", name="1 new notification · Show").click()
        expect(page.get_by_role("listitem").filter(has_text=f"{name} refused a tag")).to_contain_text(f"X{name}")
        assert fits(page)


def test_notifications_are_filtered_and_marked_as_read(page, server, lot, name):
    with Standing(server, name) as charger:
        charger.status(1, "Faulted", error_code="HighTemperature")
        page.goto(f"/notifications?station={lot}&state=unread")
        item = page.get_by_role("listitem").filter(has_text=name)
        expect(item).to_be_visible()
        item.get_by_role("button", name=re.compile("Mark read")).click()
        expect(page.get_by_text("Nothing matches")).to_be_visible()
        expect(page).to_have_url(re.compile("state=unread"))
        page.get_by_role("button", name=re.compile("^State")).first.click()
        page.get_by_role("radio", name="Read", exact=True).click()
        expect(item).to_be_visible()
        assert complaints(page) == []
        charger.status(1, "Available")
        charger.status(1, "Faulted", error_code="HighTemperature")
        expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
        page.get_by_role("button", name="Mark all read").click()
        expect(page.get_by_text("You have read everything.")).to_be_visible()


def test_a_person_chooses_what_they_are_told_and_when_mails_wait(portal):
    portal.goto("/notifications")
    portal.get_by_role("link", name="Preferences").first.click()
    expect(portal.get_by_role("heading", level=1)).to_have_text("What you are told of")
    mail = portal.get_by_role("switch", name="Connector at fault: by e-mail")
    expect(mail).not_to_be_checked()
    mail.click()
    expect(portal.get_by_text("Saved")).to_be_visible()
    portal.get_by_role("switch", name="Hold mails back at times").click()
    portal.get_by_label("From").fill("21:30")
    portal.get_by_label("Time zone").fill("Europe/Nowhere")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_role("alert").first).to_be_visible()
    portal.get_by_label("Time zone").fill("Europe/Berlin")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_role("alert")).to_have_count(0)
    assert complaints(portal) == []
    portal.reload()
    expect(mail).to_be_checked()
    expect(portal.get_by_label("From")).to_have_value("21:30")
    expect(portal.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    portal.get_by_role("switch", name="Hold mails back at times").click()
    expect(portal.get_by_label("From")).to_have_count(0)
    portal.reload()
    expect(mail).to_be_checked()
    expect(portal.get_by_label("From")).to_have_count(0)
