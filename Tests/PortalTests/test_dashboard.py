"""What is seen at a glance."""
import datetime
import re

import pytest
from charging import Charging
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


def test_it_shows_what_goes_on_and_what_needs_somebody(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Charging(server, name, f"T{name}") as charging:
        charging.meter(2000, power=7400)
        portal.goto("/dashboard")
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text(name)
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text("7.4 kW")
        charging.status(2, "Faulted", "GroundFailure")
        expect(portal.get_by_role("region", name="Needs attention")).to_contain_text(f"{name} · 2", timeout=20_000)
        charging.meter(3000, power=8800)
        expect(portal.get_by_role("region", name="Charging power by station")).to_contain_text("8.8 kW")
        portal.get_by_role("button", name=re.compile("^Faulted")).click()
        expect(portal).to_have_url(re.compile("status=FAULTED"))
        # Others may have more of them than are shown at first.
        portal.get_by_role("region", name="Connectors").get_by_role("searchbox").fill(name)
        expect(portal.get_by_role("region", name="Connectors").get_by_role("row").filter(has_text=name)).to_contain_text("Faulted")
        portal.get_by_role("button", name="What the states mean").click()
        expect(portal.get_by_role("dialog")).to_contain_text("Taken out of service.")
        assert complaints(portal) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits(portal, server, name, theme):
    server.onboard(name)
    portal.emulate_media(color_scheme=theme)
    portal.goto("/dashboard")
    expect(portal.locator(".chart-canvas canvas").first).to_be_visible()
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width


def test_an_empty_account_begins_with_a_station(page, context, server):
    sign_in(context, server, make_person(server, organization="Nobody yet"))
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name="Add a station")).to_be_visible()


ONBOARD = "mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }"
TAG = "mutation ($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }"
RESERVE = "mutation ($i: ReserveNowInput!) { reserveNow(input: $i) { reservation { id } } }"


def soon():
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


@pytest.fixture
def harbour(page, context, server, name):
    """An organization of its own: a station that charges, one that is gone, one that never came, and a reservation."""
    organization = f"Harbour {name}"
    token = server.make_user("manager", organization=organization)
    ids = [server.post(ONBOARD, {"i": {"chargePointId": f"{name}-{letter}"}}, token)["onboardStation"]["station"]["id"] for letter in "ABC"]
    server.post(TAG, {"i": {"idTag": f"T{name}"}}, token)
    sign_in(context, server, make_person(server, organization=organization))
    with Standing(server, f"{name}-B"):
        pass
    with Charging(server, f"{name}-A", f"T{name}") as charging:
        charging.status(2, "Available")
        server.post(RESERVE, {"i": {"stationId": ids[0], "connector": 2, "idTag": f"T{name}", "expiresAt": soon()}}, token)
        charging.meter(2000, power=7400)
        yield page


def test_presence_and_days_are_counted_for_the_days_that_are_chosen(harbour, name):
    harbour.goto("/dashboard")
    strip = harbour.get_by_role("region", name="Now")
    for words, address in (("1 Online", "ONLINE"), ("1 Offline", "OFFLINE"), ("1 Never connected", "UNKNOWN")):
        expect(strip.get_by_role("link", name=words)).to_have_attribute("href", f"/stations?presence={address}")
    sessions = harbour.get_by_role("region", name="Sessions per day")
    reservations = harbour.get_by_role("region", name="Reservations per day")
    for card in (sessions, reservations):
        expect(card).to_contain_text("1 in 14 days")
        expect(card.get_by_role("group", name=re.compile("14 days, 1 in all"))).to_be_visible()
    harbour.locator("label").filter(has_text="7 days").click()
    expect(harbour).to_have_url(re.compile("days=7"))
    for card in (sessions, reservations):
        expect(card).to_contain_text("1 in 7 days")
        card.get_by_role("button", name="Show as a table").click()
        expect(card.get_by_role("row")).to_have_count(8)
        expect(card.get_by_role("row").last).to_contain_text("1")
    assert complaints(harbour) == []
    strip.get_by_role("link", name="1 Never connected").click()
    expect(harbour.get_by_role("link", name=f"{name}-C")).to_be_visible()


def test_a_period_of_ones_own_is_counted_and_says_where_there_was_nothing(harbour):
    today = datetime.date.fromisoformat(harbour.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)"))
    then = [(today - datetime.timedelta(days=days)).isoformat() for days in (40, 31)]
    harbour.goto("/dashboard")
    sessions = harbour.get_by_role("region", name="Sessions per day")
    expect(sessions).to_contain_text("1 in 14 days")
    period = harbour.get_by_role("group", name="From one day to another")
    period.get_by_label("From").fill(then[0])
    expect(sessions).to_contain_text("1 in 41 days")
    period.get_by_label("To").fill(then[1])
    expect(harbour).to_have_url(re.compile(f"from={then[0]}&to={then[1]}"))
    expect(sessions).to_contain_text("0 in 10 days")
    expect(sessions).to_contain_text("No sessions in this period")
    expect(harbour.get_by_role("region", name="Reservations per day")).to_contain_text("No reservations in this period")
    # What is told of today is not of those days.
    expect(harbour.get_by_role("region", name="Now").get_by_text("Sessions today").locator("..")).to_contain_text("1")
    period.get_by_label("From").fill(today.isoformat())
    expect(period.get_by_label("From")).to_have_attribute("aria-invalid", "true")
    expect(sessions).to_contain_text("0 in 10 days")
    harbour.reload()
    expect(sessions).to_contain_text("0 in 10 days")
    expect(period.get_by_label("From")).to_have_value(then[0])
    assert complaints(harbour) == [] and fits(harbour)
    harbour.locator("label").filter(has_text="30 days").click()
    expect(sessions).to_contain_text("1 in 30 days")
    expect(harbour).to_have_url(re.compile("/dashboard[?]days=30$"))


def test_the_power_of_all_is_shown_for_the_day_that_is_chosen(harbour):
    harbour.goto("/dashboard")
    power = harbour.get_by_role("region", name="Combined charging power")
    # The mean of a quarter of an hour, in which it also began.
    drawn = re.compile(r"Peak [1-7]\.\d kW")
    expect(power).to_contain_text(drawn)
    expect(power.get_by_role("button", name="Day after")).to_be_disabled()
    power.get_by_role("button", name="Day before").click()
    expect(harbour).to_have_url(re.compile("day=20"))
    expect(power).to_contain_text("Peak 0.0 kW")
    harbour.go_back()
    expect(power).to_contain_text(drawn)
    power.get_by_label("Day", exact=True).fill("2024-02-29")
    expect(harbour).to_have_url(re.compile("day=2024-02-29"))
    harbour.reload()
    expect(power.get_by_label("Day", exact=True)).to_have_value("2024-02-29")
    expect(power).to_contain_text("Peak 0.0 kW")
    assert complaints(harbour) == []


def test_a_connector_is_looked_for_and_more_are_a_click_away(harbour, name):
    harbour.goto("/dashboard")
    card = harbour.get_by_role("region", name="Connectors")
    expect(card.get_by_role("row")).to_have_count(4)
    card.get_by_role("searchbox", name="Charge point ID or description").fill(f"{name}-A")
    expect(card.get_by_role("row")).to_have_count(3)
    expect(card.get_by_role("row").filter(has_text=f"{name}-B")).to_have_count(0)
    card.get_by_role("button", name=re.compile("^Charging")).click()
    expect(card.get_by_role("row")).to_have_count(2)
    assert complaints(harbour) == []
    card.get_by_role("link", name=re.compile("connectors")).click()
    expect(harbour).to_have_url(re.compile(rf"/connectors\?(.*q={name}-A.*status=CHARGING|status=CHARGING.*q={name}-A)"))
    expect(harbour.get_by_text("1–1 of 1")).to_be_visible()


def driver_of(server, name):
    email = make_person(server, "driver")
    return email, session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]


@pytest.mark.parametrize("width, theme", [(1440, "light"), (390, "dark")])
def test_a_driver_begins_and_ends_a_charge_from_there(page, context, server, name, width, theme):
    email, user = driver_of(server, name)
    server.onboard(name, description="Harbour car park")
    server.create_tag(f"D{name}", userId=user)
    sign_in(context, server, email)
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme)
    with Standing(server, name) as charger:
        charger.stop(charger.start(1, f"D{name}"), 4000)
        charger.status(1, "Available")
        page.goto("/dashboard")
        expect(page.get_by_role("region", name="Your last sessions")).to_contain_text("4.00 kWh")
        expect(page.get_by_text("Needs attention")).to_have_count(0)
        place = page.get_by_role("region", name="Your stations").get_by_role("listitem").filter(has_text=name)
        expect(place).to_contain_text("Available")
        assert complaints(page) == [] and fits(page)
        place.get_by_role("button", name=f"Start charging at {name}").click()
        dialog = page.get_by_role("dialog", name="Remote start")
        expect(dialog.get_by_role("combobox", name="Tag")).to_have_value(re.compile(f"D{name}"))
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("Waiting for").first).to_be_visible()
        transaction = charger.start(1, f"D{name}")
        charger.status(1, "Charging")
        dialog.get_by_role("button", name="Close").last.click()
        running = page.get_by_role("region", name="Connector 1")
        running.get_by_role("button", name="Stop charging").click()
        page.get_by_role("dialog", name="Remote stop").get_by_role("button", name="Stop charging").click()
        charger.stop(transaction, 6000)
        page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("region", name="Your last sessions").get_by_role("listitem")).to_have_count(2)
        expect(running).to_have_count(0)
        assert complaints(page) == [] and fits(page)


def test_a_driver_without_a_tag_is_told_whom_to_ask_and_starts_nothing(page, context, server, name):
    email, user = driver_of(server, name)
    server.onboard(name)
    with Standing(server, name):
        sign_in(context, server, email)
        page.goto("/dashboard")
        expect(page.get_by_text("Ask Nordhafen Energy for a card")).to_be_visible()
        expect(page.get_by_text("You have charged nowhere yet")).to_be_visible()
        assert complaints(page) == [] and fits(page)
        page.get_by_role("link", name="All stations").click()
        page.goto(f"/stations/{name}")
        expect(page.get_by_role("region", name="Connectors").get_by_text("Available")).to_be_visible()
        expect(page.get_by_role("button", name="Start charging")).to_have_count(0)
        server.create_tag(f"D{name}", userId=user)
        page.reload()
        expect(page.get_by_role("button", name="Start charging")).to_be_visible()
