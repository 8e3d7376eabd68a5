"""Reservations at stations that are lent, and which stations forms offer to those who borrow some."""
import re

import pytest
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing
from test_reservations import reserve
from test_sharing import SEEN, TAG, lend, sees


def open_page(browser, server, email, **more):
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.http_port}", **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | more)
    context.set_default_timeout(15_000)
    sign_in(context, server, email)
    page = context.new_page()
    page.email = email
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
    page.on("console", lambda message: message.type in ("error", "warning") and page.complaints.append(message.text))
    return page


@pytest.fixture(params=["driver", "manager"])
def guest(request, browser, server, name):
    """Somebody of another organization, with a tag of their own."""
    organization = f"Guests {name}"
    manager = make_person(server, organization=organization)
    page = open_page(browser, server, make_person(server, request.param, organization) if request.param == "driver" else manager)
    page.organization = organization
    person = session_of(server, page.email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    page.tag = f"G{name[-12:]}"
    session_of(server, manager).data(TAG, {"t": page.tag, "u": person})
    page.role = request.param
    yield page
    page.context.close()
    assert page.complaints == []


def options(box):
    return box.get_by_role("listbox").get_by_role("option")


def test_a_guest_reserves_where_the_share_allows_it_and_gives_it_up(server, guest, name):
    station, looked = server.onboard(name), server.onboard(f"{name}-view")
    lend(server, station, "CHARGE", guest)
    lend(server, looked, "VIEW", guest)
    server.create_tag(f"O{name[-12:]}")
    eventually(lambda: sees(server, guest.email, name), "the guest sees the station")
    with Standing(server, name, connectors=2) as charger:
        reserve(server, station, f"O{name[-12:]}", connector=2)
        assert charger.asked()[0] == "ReserveNow"
        guest.goto(f"/stations/{name}-view")
        expect(guest.get_by_text("Its owner operates it.")).to_be_visible()
        expect(guest.get_by_role("link", name="New reservation")).to_have_count(0)
        guest.goto(f"/stations/{name}")
        expect(guest.get_by_text("You may charge there")).to_be_visible()
        guest.get_by_role("link", name="New reservation").click()
        dialog = guest.get_by_role("dialog", name="New reservation")
        expect(dialog.get_by_label("Station")).to_have_value(name)
        dialog.get_by_role("combobox", name="Station").fill(name[:-1])
        dialog.get_by_role("combobox", name="Station").fill(name)
        expect(options(dialog)).to_have_text([re.compile(f"^{name}of Nordhafen Energy")])
        options(dialog).first.click()
        dialog.get_by_label("Tag").fill(f"O{name[-12:]}")
        dialog.get_by_role("button", name="Reserve").click()
        expect(dialog.get_by_text("reserve it for a tag of your own")).to_be_visible()
        assert complaints(guest) == []
        dialog.get_by_label("Tag").fill(guest.tag)
        options(dialog).first.click()
        dialog.get_by_label("Connector").select_option("2")
        dialog.get_by_role("button", name="Reserve").click()
        expect(dialog.get_by_text("The connector 2 is reserved already.")).to_be_visible()
        dialog.get_by_label("Connector").select_option("1")
        dialog.get_by_role("button", name="Reserve").click()
        action, arguments = charger.asked()
        assert (action, arguments["id_tag"], arguments["connector_id"]) == ("ReserveNow", guest.tag, 1)
        expect(dialog.get_by_role("list", name="Reserve now")).to_contain_text("The charger said yes")
        dialog.get_by_role("button", name="Close").last.click()
        guest.goto("/reservations?view=list")
        rows = guest.get_by_role("row").filter(has_text=name)
        expect(rows).to_have_count(1)
        rows.get_by_role("button", name=guest.tag).first.click()
        drawer = guest.get_by_role("complementary")
        expect(drawer).to_contain_text("Active")
        assert complaints(guest) == []
        drawer.get_by_role("button", name="Cancel reservation").click()
        guest.get_by_role("alertdialog").get_by_role("button", name="Cancel reservation").click()
        assert charger.asked()[0] == "CancelReservation"
        expect(drawer).to_contain_text("Cancelled")


def test_nothing_is_offered_at_what_is_lent_to_be_looked_at(server, guest, name):
    lend(server, server.onboard(name), "VIEW", guest)
    eventually(lambda: sees(server, guest.email, name), "the guest sees the station")
    guest.goto(f"/reservations?station={server.post(SEEN, {'id': name})['station']['id']}")
    place = guest.get_by_role("gridcell").get_by_role("button")
    expect(guest.get_by_role("button", name="New reservation")).to_have_count(0 if guest.role == "driver" else 1)
    if place.count():
        place.first.click()
    guest.keyboard.press("n")
    expect(guest.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("guest", ["manager"], indirect=True)
def test_forms_of_operations_offer_no_station_where_the_owner_alone_may(server, guest, name):
    for level in ("VIEW", "CHARGE", "OPERATE"):
        lend(server, server.onboard(f"{name}-{level}"), level, guest)
    eventually(lambda: sees(server, guest.email, f"{name}-OPERATE"), "the guest sees the stations")
    for path, offered in (("/operations/new/reset", [f"{name}-OPERATE"]), ("/operations/new/change-configuration", [])):
        guest.goto(path)
        guest.get_by_role("main").get_by_role("combobox").first.fill(name)
        if offered:
            expect(options(guest)).to_have_text([re.compile(f"^{each}") for each in offered])
        else:
            expect(guest.get_by_text(f"Nothing is called “{name}”.")).to_be_visible()
            expect(options(guest)).to_have_count(0)
    guest.goto("/reservations?new=1")
    guest.get_by_role("dialog").get_by_label("Station").fill(name)
    expect(options(guest)).to_have_text([re.compile(f"^{name}-CHARGE"), re.compile(f"^{name}-OPERATE")])


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("guest", ["driver"], indirect=True)
def test_longer_languages_fit_too(server, guest, name, language):
    lend(server, server.onboard(name), "CHARGE", guest)
    eventually(lambda: sees(server, guest.email, name), "the guest sees the station")
    base = f"http://127.0.0.1:{server.http_port}"
    guest.context.add_cookies([{"name": "stationmaster_language", "value": language, "url": base}])
    for width in (390, 1440):
        guest.set_viewport_size({"width": width, "height": 900})
        guest.goto(f"/stations/{name}")
        expect(guest.locator("html")).to_have_attribute("lang", language)
        expect(guest.get_by_text("Nordhafen Energy").first).to_be_visible()
        assert complaints(guest) == [] and fits(guest)
