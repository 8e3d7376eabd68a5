"""Reservations: made, seen on the day and in the list, and given up."""
import datetime
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

RESERVE = "mutation ($i: ReserveNowInput!) { reserveNow(input: $i) { reservation { id } } }"


def later(hours=2):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def reserve(server, station, tag, connector=1, hours=2):
    data = server.post(RESERVE, {"i": {"stationId": station, "connector": connector, "idTag": tag, "expiresAt": later(hours)}})
    return data["reserveNow"]["reservation"]["id"]


@pytest.fixture
def lot(server, name):
    server.create_tag(f"T{name}", alias=f"Van {name}")
    return server.onboard(name, description="Harbour car park")


def test_a_connector_is_reserved_and_the_answer_is_followed(portal, server, lot, name):
    with Standing(server, name) as charger:
        portal.goto(f"/reservations?station={lot}")
        expect(portal.get_by_role("rowheader", name=name)).to_be_visible()
        portal.get_by_role("button", name="New reservation").click()
        dialog = portal.get_by_role("dialog", name="New reservation")
        dialog.get_by_role("button", name="Reserve").click()
        expect(dialog.get_by_text("This is needed.")).to_have_count(2)
        assert complaints(portal) == []
        dialog.get_by_label("Station").fill(name)
        dialog.get_by_role("option", name=re.compile(name)).click()
        expect(dialog.get_by_label("Connector")).to_contain_text("1 · Available")
        dialog.get_by_label("Tag").fill(f"Van {name}")
        dialog.get_by_role("option", name=re.compile(f"T{name}")).click()
        dialog.get_by_role("button", name="Reserve").click()
        action, arguments = charger.asked()
        assert (action, arguments["id_tag"], arguments["connector_id"]) == ("ReserveNow", f"T{name}", 1)
        steps = dialog.get_by_role("list", name="Reserve now")
        expect(steps).to_contain_text("The charger said yes")
        charger.status(1, "Reserved")
        expect(steps).to_contain_text("The connector shows Reserved")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Close").last.click()
        expect(portal.get_by_role("row").filter(has_text=name)).to_contain_text("Reserved")
        block = portal.get_by_role("gridcell").get_by_role("button", name=re.compile(f"^Van {name}"))
        block.click()
        drawer = portal.get_by_role("complementary", name=f"Van {name}")
        expect(drawer).to_contain_text("Active")
        assert complaints(portal) == []
        drawer.get_by_role("button", name="Cancel reservation").click()
        portal.get_by_role("alertdialog").get_by_role("button", name="Cancel reservation").click()
        assert charger.asked()[0] == "CancelReservation"
        expect(drawer).to_contain_text("Cancelled")


def test_a_refusal_says_why_and_keeps_the_form(portal, server, lot, name):
    with Standing(server, name, replies={"ReserveNow": "Occupied"}):
        portal.goto(f"/reservations?station={lot}&new={lot}&for=T{name}")
        dialog = portal.get_by_role("dialog", name="New reservation")
        dialog.get_by_role("button", name="Reserve").click()
        expect(dialog.get_by_role("list", name="Reserve now")).to_contain_text("The charger said no")
        dialog.get_by_role("button", name="Back to the form").click()
        expect(dialog.get_by_label("Tag")).to_have_value(f"T{name}")
        dialog.get_by_role("button", name="Cancel").click()
        portal.get_by_role("tab", name="List").click()
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Refused")
        row.get_by_role("button", name=f"Van {name}").click()
        expect(portal.get_by_role("complementary", name=f"Van {name}")).to_contain_text("The connector is in use.")
        expect(portal).to_have_url(re.compile("open="))


def test_an_offline_station_is_told_before_and_after(portal, server, lot, name):
    with Standing(server, name):
        pass
    portal.goto(f"/reservations?new={lot}&for=T{name}")
    dialog = portal.get_by_role("dialog", name="New reservation")
    expect(dialog.get_by_text(f"{name} is offline.")).to_be_visible()
    dialog.get_by_role("button", name="Reserve").click()
    expect(dialog.get_by_role("alert")).to_be_visible()


def test_the_list_is_live_and_filtered(portal, server, lot, name):
    with Standing(server, name, connectors=2) as charger:
        reserve(server, lot, f"T{name}", 1)
        charger.status(1, "Reserved")
        portal.goto(f"/reservations?view=list&station={lot}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Active")
        # The page looks back once when its subscriptions have begun; what comes then would be among its rows.
        portal.wait_for_load_state("networkidle")
        portal.wait_for_timeout(3_000)
        transaction = charger.start(1, f"T{name}")
        expect(row).to_contain_text("Used")
        charger.stop(transaction, 100)
        reserve(server, lot, f"T{name}", 2)
        portal.get_by_role("button", name="1 new reservation · Show").click()
        expect(portal.get_by_text("1–2 of 2")).to_be_visible()
        portal.get_by_role("button", name="Status").click()
        portal.get_by_role("radio", name="Used", exact=True).click()
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        assert complaints(portal) == []
        portal.go_back()
        expect(portal.get_by_text("1–2 of 2")).to_be_visible()


def test_the_day_is_walked_with_keys(portal, server, lot, name):
    with Standing(server, name, connectors=2) as charger:
        reserve(server, lot, f"T{name}", 1)
        portal.goto(f"/reservations?station={lot}")
        grid = portal.get_by_role("grid")
        expect(grid.get_by_role("button", name=re.compile(f"^Van {name}"))).to_be_visible()
        place = grid.locator(".calendar-place")
        place.focus()
        expect(place).to_have_accessible_name(re.compile(f"{name} · 1, .*: Van {name}"))
        portal.keyboard.press("ArrowDown")
        expect(place).to_have_accessible_name(re.compile(f"{name} · 2, .*: free"))
        expect(place).to_be_focused()
        portal.keyboard.press("n")
        dialog = portal.get_by_role("dialog", name="New reservation")
        expect(dialog.get_by_label("Connector")).to_have_value("2")
        portal.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        place.focus()
        portal.keyboard.press("ArrowUp")
        portal.keyboard.press("Enter")
        expect(portal.get_by_role("complementary", name=f"Van {name}")).to_be_visible()
        portal.keyboard.press("Escape")
        place.focus()
        portal.keyboard.press("PageDown")
        expect(portal).to_have_url(re.compile("day=20"))
        transaction = charger.start(2, f"T{name}")
        portal.goto(f"/reservations?station={lot}")
        expect(grid.get_by_role("button", name=re.compile("^Session"))).to_be_visible()
        charger.stop(transaction, 10)


def test_who_may_not_operate_only_looks(page, context, server, lot, name):
    sign_in(context, server, make_person(server, role="driver"))
    page.goto("/reservations?view=list")
    expect(page.get_by_text("No reservations yet")).to_be_visible()
    expect(page.get_by_role("button", name="New reservation")).to_have_count(0)


def test_a_day_that_does_not_come_says_so_in_its_place(portal, server, lot, name):
    portal.allowed_complaints += ["status of 503"]
    broken = [True]

    def answer(route):
        isDay = "CalendarDay" in (route.request.post_data or "")
        return route.fulfill(status=503, json={"errors": [{"message": "busy"}]}) if isDay and broken[0] else route.continue_()

    portal.route("**/graphql", answer)
    with Standing(server, name):
        portal.goto(f"/reservations?station={lot}")
        alert = portal.get_by_role("alert")
        expect(alert).to_be_visible()
        expect(portal.get_by_role("rowheader", name=name)).to_be_visible()
        assert complaints(portal) == []
        broken[0] = False
        alert.get_by_role("button", name="Try again").click()
        expect(alert).to_have_count(0)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_longer_languages_fit_too(portal, context, server, lot, name, language):
    base = f"http://127.0.0.1:{server.http_port}"
    context.add_cookies([{"name": "stationmaster_language", "value": language, "url": base}])
    pages = (
        "/reservations", "/reservations?view=list", f"/reservations?new={lot}", "/maintenance/messages", f"/maintenance/messages?station={lot}",
        f"/maintenance/cp-logs?station={lot}", "/maintenance/heartbeats", "/maintenance/diagnostics", "/firmware", "/firmware?view=signed",
        "/certificates", "/certificates?view=issued", "/maintenance/quirks?new=1")
    with Standing(server, name):
        for width in (360, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            for path in pages:
                portal.goto(path)
                expect(portal.get_by_role("heading", level=1)).to_be_visible()
                portal.wait_for_timeout(200)
                assert fits(portal), (path, width)
                expect(portal.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(portal, server, lot, name, theme):
    with Standing(server, name, connectors=2):
        reserve(server, lot, f"T{name}", 1)
        reserve(server, lot, f"T{name}", 2)
        portal.emulate_media(color_scheme=theme)
        portal.goto(f"/reservations?station={lot}")
        expect(portal.get_by_role("grid").get_by_role("button", name=re.compile(f"^Van {name}")).first).to_be_visible()
        assert complaints(portal) == []
        for width in (700, 1000, 2560):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), width
        portal.set_viewport_size({"width": 360, "height": 800})
        expect(portal.get_by_role("row").filter(has_text=name).first).to_be_visible()
        assert fits(portal)
        assert complaints(portal) == []
