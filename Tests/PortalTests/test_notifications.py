"""Notifications: the bell, the list by days, marking as read, and what a person wants to be told of."""
import re

from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


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


def test_the_bell_rings_on_any_page_and_leads_to_what_happened(portal, server, name):
    server.onboard(name)
    with Standing(server, name) as charger:
        portal.goto("/connectors")
        expect(bell(portal)).to_have_accessible_name("Notifications")
        charger.status(1, "Faulted", error_code="GroundFailure")
        expect(bell(portal)).to_have_accessible_name("Notifications, 1 unread")
        bell(portal).click()
        day = portal.get_by_role("region", name="Today")
        item = day.get_by_role("listitem").filter(has_text=name)
        expect(item).to_contain_text(f"{name} · 1 reports a fault")
        expect(item).to_contain_text("GroundFailure")
        assert complaints(portal) == []
        item.get_by_role("link").click()
        expect(portal).to_have_url(re.compile(f"/stations/{name}$"))
        expect(bell(portal)).to_have_accessible_name("Notifications")


def test_what_happens_again_is_counted_and_what_is_new_waits(portal, server, name):
    server.onboard(name)
    with Standing(server, name, connectors=2) as charger:
        charger.status(1, "Faulted", error_code="OverVoltage")
        portal.goto("/notifications")
        item = portal.get_by_role("listitem").filter(has_text=f"{name} · 1")
        expect(item).to_be_visible()
        charger.status(1, "Available")
        charger.status(1, "Faulted", error_code="OverVoltage")
        expect(item).to_contain_text("2 times")
        charger.wait(charger.charger.authorize(f"X{name}"))
        portal.get_by_role("button", name="1 new notification · Show").click()
        expect(portal.get_by_role("listitem").filter(has_text=f"{name} refused a tag")).to_contain_text(f"X{name}")
        assert fits(portal)


def test_notifications_are_filtered_and_marked_as_read(portal, server, name):
    station = server.onboard(name)
    with Standing(server, name) as charger:
        charger.status(1, "Faulted", error_code="HighTemperature")
        portal.goto(f"/notifications?station={station}&state=unread")
        item = portal.get_by_role("listitem").filter(has_text=name)
        expect(item).to_be_visible()
        item.get_by_role("button", name=re.compile("Mark read")).click()
        expect(portal.get_by_text("Nothing matches")).to_be_visible()
        expect(portal).to_have_url(re.compile("state=unread"))
        portal.get_by_role("button", name=re.compile("^State")).first.click()
        portal.get_by_role("radio", name="Read", exact=True).click()
        expect(item).to_be_visible()
        assert complaints(portal) == []
        charger.status(1, "Available")
        charger.status(1, "Faulted", error_code="HighTemperature")
        expect(bell(portal)).to_have_accessible_name("Notifications, 1 unread")
        portal.get_by_role("button", name="Mark all read").click()
        expect(portal.get_by_text("You have read everything.")).to_be_visible()


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
