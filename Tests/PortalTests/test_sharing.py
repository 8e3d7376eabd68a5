"""Stations that one organization lends to another, or to one person of it, as both see them."""
import datetime
import re

import pytest
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing

SHARES = "query ($id: String!) { station(chargePointId: $id) { shares { organizationName userEmail level endsAt } } }"
LEND = "mutation ($i: ShareStationInput!) { shareStation(input: $i) { share { id } } }"
TAG = "mutation ($t: String!, $u: ID!) { createTag(input: {idTag: $t, userId: $u}) { tag { id } } }"
SEEN = "query ($id: String!) { station(chargePointId: $id) { id } }"


@pytest.fixture
def guest(browser, server, name):
    """A manager of another organization with a browser of their own: a page that keeps quiet."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.organization = f"Guests {name}"
    page.email = make_person(server, organization=page.organization)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
    page.on("console", lambda message: message.type in ("error", "warning") and page.complaints.append(message.text))
    sign_in(context, server, page.email)
    yield page
    context.close()
    assert page.complaints == []


def known(server, name):
    return server.post(SHARES, {"id": name})["station"]["shares"]


def sees(server, email, name):
    return session_of(server, email).data(SEEN, {"id": name})["station"] is not None


def lend(server, station, level, guest, **more):
    """The server remembers for a few seconds who somebody is, and with that whether anything is lent to them."""
    server.post(LEND, {"i": {"stationId": station, "organization": guest.organization, "level": level, **more}})


def card(page):
    return page.get_by_role("region", name="Sharing")


def in_days(days):
    return (datetime.datetime.now() + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_a_station_is_lent_to_an_organization_and_taken_back_while_it_looks(portal, server, guest, name):
    server.onboard(name)
    portal.goto(f"/stations/{name}")
    expect(card(portal)).to_contain_text("The station is lent to nobody.")
    card(portal).get_by_role("button", name="Lend").click()
    dialog = portal.get_by_role("dialog", name=f"Lend {name}")
    submit = dialog.get_by_role("button", name="Lend", exact=True)
    submit.click()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()
    field = dialog.get_by_label("Name of the organization")
    for text, error in ((f"Nobody {name}", "Nobody is known by this name."), ("Nordhafen Energy", "theirs already")):
        field.fill(text)
        submit.click()
        expect(dialog.get_by_text(error)).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(guest.organization.upper())
    dialog.get_by_label("Until").fill(in_days(-1))
    submit.click()
    expect(dialog.get_by_text("This is over already.")).to_be_visible()
    assert complaints(portal) == [] and known(server, name) == []
    dialog.get_by_label("Until").fill("")
    submit.click()
    row = card(portal).get_by_role("listitem").filter(has_text=guest.organization)
    expect(row).to_contain_text("see it")
    expect(row).to_contain_text("until it is ended")
    assert known(server, name) == [{"organizationName": guest.organization, "userEmail": None, "level": "VIEW", "endsAt": None}]
    card(portal).get_by_role("button", name="Lend").click()
    field.fill(guest.organization)
    submit.click()
    expect(dialog.get_by_text("It is lent to them already.")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()

    eventually(lambda: sees(server, guest.email, name), "the borrower sees the station")
    guest.goto(f"/stations?q={name}")
    seen = guest.get_by_role("row").filter(has_text=name)
    expect(seen).to_contain_text("Shared")
    expect(seen).to_contain_text("of Nordhafen Energy")
    expect(seen.get_by_role("checkbox")).to_be_disabled()
    page = guest.context.new_page()
    page.goto(f"/stations/{name}")
    expect(page.get_by_text("Lent to you by Nordhafen Energy.")).to_be_visible()
    for open_page in (guest, page):
        expect(open_page.get_by_text("Live", exact=True)).to_be_visible()

    row.get_by_role("button", name="End sharing").click()
    question = portal.get_by_role("alertdialog")
    expect(question).to_contain_text(f"Lend {name} to {guest.organization} no more?")
    assert complaints(portal) == []
    question.get_by_role("button", name="End sharing").click()
    expect(card(portal)).to_contain_text("The station is lent to nobody.")
    assert known(server, name) == [] and not sees(server, guest.email, name)
    expect(page.get_by_role("heading", name="Nothing is here", level=1)).to_be_visible()
    expect(guest.get_by_role("link", name=name)).to_have_count(0)


def test_a_person_operates_what_is_lent_until_the_level_is_another(portal, server, guest, name):
    server.onboard(name)
    colleague = make_person(server, organization=guest.organization)
    with Standing(server, name, replies={"Reset": {"status": "Accepted"}}) as charger:
        portal.goto(f"/stations/{name}")
        card(portal).get_by_role("button", name="Lend").click()
        dialog = portal.get_by_role("dialog", name=f"Lend {name}")
        dialog.get_by_label("Lend it to").select_option(label="One person of another organization")
        dialog.get_by_label("E-mail address").fill(guest.email)
        dialog.get_by_label("They may").select_option(label="operate it")
        dialog.get_by_label("Until").fill(in_days(3))
        dialog.get_by_role("button", name="Lend", exact=True).click()
        row = card(portal).get_by_role("listitem").filter(has_text=guest.email)
        expect(row).to_contain_text("operate it")
        [share] = known(server, name)
        assert (share["userEmail"], share["level"]) == (guest.email, "OPERATE") and share["endsAt"]

        eventually(lambda: sees(server, guest.email, name), "the person sees the station")
        assert not sees(server, colleague, name)
        guest.goto(f"/stations/{name}")
        expect(guest.get_by_text("You may operate it")).to_be_visible()
        guest.get_by_role("button", name="Operations").click()
        expect(guest.get_by_role("menuitem", name="Change configuration")).to_have_count(0)
        guest.get_by_role("menuitem", name="Reset").click()
        guest.get_by_role("dialog", name="Reset").get_by_role("button", name="Reset", exact=True).click()
        assert charger.asked()[0] == "Reset"
        expect(guest.get_by_text("The charger said yes.").first).to_be_visible()

        row.get_by_role("button", name="Edit").click()
        dialog = portal.get_by_role("dialog", name="Edit sharing")
        dialog.get_by_label("They may").select_option(label="charge there")
        dialog.get_by_label("Until").fill("")
        dialog.get_by_role("button", name="Save").click()
        expect(row).to_contain_text("until it is ended")
        [share] = known(server, name)
        assert (share["level"], share["endsAt"]) == ("CHARGE", None)
        guest.reload()
        expect(guest.get_by_text("Its owner operates it.")).to_be_visible()
        expect(guest.get_by_role("button", name="Operations")).to_have_count(0)

        tag = f"G{name}"
        account = session_of(server, guest.email)
        account.data(TAG, {"t": tag, "u": account.data("{ viewer { user { id } } }")["viewer"]["user"]["id"]})
        transaction = charger.start(1, tag)
        charger.status(1, "Charging")
        # What they charge themselves they may end.
        expect(guest.get_by_role("button", name="Stop charging")).to_be_visible()
        guest.goto(f"/stations/{name}/sessions")
        guest.get_by_role("button", name="Actions for").click()
        expect(guest.get_by_role("menuitem", name="Stop charging")).to_be_visible()
        guest.get_by_role("menuitem", name="Open", exact=True).click()
        expect(guest.get_by_role("region", name="Details")).to_be_visible()
        expect(guest.get_by_role("button", name="Stop charging")).to_be_visible()
        expect(guest.get_by_role("region", name="Note")).to_have_count(0)
        charger.stop(transaction, 2000)


def test_a_borrower_finds_no_way_to_what_is_not_lent(server, guest, name):
    lend(server, server.onboard(name), "VIEW", guest)
    eventually(lambda: sees(server, guest.email, name), "the borrower sees the station")
    with Standing(server, name) as charger:
        charger.status(1, "Faulted", error_code="GroundFailure")
        guest.goto(f"/stations/{name}")
        expect(guest.get_by_text("Connector 1 is faulted")).to_be_visible()
        links = guest.get_by_role("navigation", name="Parts of this station").get_by_role("link")
        expect(links).to_have_text(["Overview", "Charging sessions", "Connectors"])
        guest.wait_for_load_state("networkidle")
        expect(card(guest)).to_have_count(0)
        for action in ("Edit", "Operations", "Remove station", "Start", "Unlock connector 1"):
            expect(guest.get_by_role("button", name=re.compile(f"^{action}"))).to_have_count(0)
        for tab in ("sessions", "connectors"):
            guest.goto(f"/stations/{name}/{tab}")
            expect(guest.get_by_text("Lent to you by Nordhafen Energy.")).to_be_visible()
            guest.wait_for_load_state("networkidle")
            expect(guest.get_by_role("button", name="Unlock")).to_have_count(0)
        for tab in ("configuration", "diagnostics", "installation", "pictures", "logbook"):
            guest.goto(f"/stations/{name}/{tab}")
            expect(guest.get_by_role("heading", name="Nothing is here", level=1)).to_be_visible()
        guest.goto(f"/stations?q={name}")
        guest.get_by_role("button", name=f"Actions for {name}").click()
        expect(guest.get_by_role("menuitem")).to_have_text(["Open", "Charging sessions"])
        for whose, found in (("SHARED", 1), ("OWN", 0)):
            guest.goto(f"/stations?q={name}&ownership={whose}")
            expect(guest.get_by_role("main").get_by_text("0 stations" if not found else name).first).to_be_visible()
            expect(guest.get_by_role("link", name=name)).to_have_count(found)
        guest.goto(f"/connectors?q={name}")
        guest.get_by_role("button", name=f"Actions for {name}").first.click()
        expect(guest.get_by_role("menuitem")).to_have_count(1)


@pytest.mark.parametrize("role", ["installer", "support", "driver"])
def test_who_may_not_lend_does_not_see_to_whom_it_is(page, context, server, guest, name, role):
    lend(server, server.onboard(name), "VIEW", guest)
    sign_in(context, server, make_person(server, role))
    page.goto(f"/stations/{name}")
    expect(page.get_by_role("region", name="Place and numbers")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(card(page)).to_have_count(0)
    expect(page.get_by_text(guest.organization)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_both_see_is_accessible_and_fits(portal, server, guest, name, width, theme):
    lend(server, server.onboard(name), "OPERATE", guest, endsAt="2031-05-01T12:00:00Z")
    server.post(LEND, {"i": {"stationId": server.post(SEEN, {"id": name})["station"]["id"], "userEmail": guest.email, "level": "CHARGE"}})
    eventually(lambda: sees(server, guest.email, name), "the borrower sees the station")
    for page in (portal, guest):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
    portal.goto(f"/stations/{name}")
    expect(card(portal).get_by_role("listitem")).to_have_count(2)
    assert complaints(portal) == [] and fits(portal)
    assert card(portal).evaluate("it => [it, ...it.querySelectorAll('li')].every(each => each.scrollWidth <= each.clientWidth)")
    card(portal).get_by_role("button", name="Lend").click()
    assert complaints(portal) == [] and fits(portal)
    guest.goto(f"/stations?q={name}")
    expect(guest.get_by_text("of Nordhafen Energy")).to_be_visible()
    assert complaints(guest) == [] and fits(guest)
    guest.goto(f"/stations/{name}")
    expect(guest.get_by_text("Lent to you by Nordhafen Energy.")).to_be_visible()
    guest.wait_for_load_state("networkidle")
    assert complaints(guest) == [] and fits(guest)
