"""Second seating: who waits where, joining, leaving, and the turn that comes."""
import re

import pytest
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

SEATING = "mutation ($id: ID!) { updateStation(input: {id: $id, secondSeating: true, seatHoldMinutes: 5}) { station { id } } }"
QUEUE = "query ($id: ID!) { station(id: $id) { secondSeating seatHoldMinutes queue { position status user { email } } } }"


@pytest.fixture
def busy(server, name):
    """A station whose one connector is taken, and where drivers may wait."""
    station = server.onboard(name, description="Harbour car park")
    server.post(SEATING, {"id": station})
    with Standing(server, name) as charger:
        charger.status(1, "Charging")
        charger.station = station
        yield charger


def driver(server, tag):
    email = make_person(server, "driver")
    user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]
    server.create_tag(tag, userId=user["id"])
    return email


def queue(server, station, manager):
    places = session_of(server, manager).data(QUEUE, {"id": station})["station"]["queue"]
    return [place["user"]["email"] for place in places]


@pytest.fixture
def visit(browser, server, name):
    """Opens the queue at the station as somebody, in a browser of their own."""
    contexts = []

    def open_as(email, **more):
        context = browser.new_context(**{
            "base_url": f"http://127.0.0.1:{server.http_port}", "viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        sign_in(context, server, email)
        page = context.new_page()
        page.goto(f"/reservations?view=queue&q={name}")
        expect(page.get_by_role("rowheader", name=re.compile(name))).to_be_visible()
        return page

    yield open_as
    for context in contexts:
        context.close()


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)


def test_two_wait_and_the_first_has_the_turn(visit, server, busy, name, manager):
    emails = driver(server, f"A{name}"), driver(server, f"B{name}")
    first, second, watching = [visit(email) for email in (*emails, manager)]
    assert complaints(first) == [] and fits(first)
    first.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(first.get_by_text("in place 1")).to_be_visible()
    expect(row(first, name)).to_contain_text("1. You")
    expect(row(second, name)).to_contain_text("1. Somebody else")
    expect(row(watching, name)).to_contain_text(f"1. {emails[0]}")
    second.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(row(first, name)).to_contain_text("2. Somebody else")
    assert queue(server, busy.station, manager) == list(emails)
    assert complaints(watching) == []
    busy.status(1, "Available")
    expect(first.get_by_role("alert")).to_contain_text(f"Your turn: a connector at {name} is held for you until")
    expect(row(watching, name)).to_contain_text("held until")
    expect(second.get_by_role("alert")).to_have_count(0)
    assert complaints(first) == []
    assert busy.wait(busy.charger.authorize(f"B{name}"))["status"] == "Blocked"
    # The first one gives it up, and it is the second one's.
    first.get_by_role("button", name=f"Leave the queue at {name}").click()
    dialog = first.get_by_role("alertdialog")
    expect(dialog).to_contain_text("goes to the next one")
    dialog.get_by_role("button", name="Leave").click()
    expect(first.get_by_text(f"You do not wait at {name} any more.")).to_be_visible()
    expect(second.get_by_role("alert")).to_contain_text("Your turn")
    assert busy.wait(busy.charger.authorize(f"B{name}"))["status"] == "Accepted"
    busy.status(1, "Preparing")
    busy.start(1, f"B{name}")
    expect(row(watching, name)).to_contain_text("Nobody waits")
    assert queue(server, busy.station, manager) == []


def test_who_cannot_reserve_what_is_in_use_queues_instead(portal, server, busy, name, manager):
    email = driver(server, f"A{name}")
    busy.charger.replies["ReserveNow"] = "Occupied"
    portal.goto(f"/reservations?new={busy.station}&for=A{name}")
    dialog = portal.get_by_role("dialog", name="New reservation")
    dialog.get_by_role("button", name="Reserve").click()
    expect(dialog).to_contain_text("The connector is in use. You can wait for it in the queue instead.")
    assert complaints(portal) == [] and fits(portal)
    dialog.get_by_role("button", name=f"Join the queue at {name}").click()
    joining = portal.get_by_role("dialog", name=f"Join the queue at {name}")
    expect(joining.get_by_label("Connector")).to_have_value("1")
    expect(joining.get_by_role("combobox", name="Tag")).to_have_value(f"A{name}")
    joining.get_by_role("button", name="Join").click()
    expect(joining).to_have_count(0)
    assert queue(server, busy.station, manager) == [email]


def test_it_counts_down_how_long_a_connector_is_held(visit, server, busy, name, manager):
    page, watching = visit(driver(server, f"A{name}")), visit(manager)
    page.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(row(watching, name)).to_contain_text("1.")
    busy.status(1, "Available")
    turn = page.get_by_role("alert")
    expect(turn).to_contain_text(re.compile(r"(5:00|4:5\d) left"))
    expect(row(watching, name)).to_contain_text(re.compile(r"4:\d\d left"))
    expect(turn).to_contain_text(re.compile(r"4:4\d left"), timeout=15_000)
    assert complaints(page) == []


def test_the_station_and_the_notification_of_the_turn_lead_here(visit, server, busy, name):
    page = visit(driver(server, f"A{name}"))
    page.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(row(page, name)).to_contain_text("1. You")
    busy.status(1, "Available")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(f"/stations/{name}")
    page.get_by_role("region", name="Connectors").get_by_role("link", name="Second seating").click()
    expect(page).to_have_url(re.compile(f"view=queue&q={name}"))
    page.goto("/notifications")
    page.get_by_role("link", name=re.compile(f"Your turn: a connector at {name}")).click()
    expect(page).to_have_url(re.compile(f"view=queue&q={name}"))
    expect(page.get_by_role("alert")).to_contain_text("Your turn")


def test_it_says_where_the_connector_is_held(visit, server, busy, name, manager):
    pages = visit(driver(server, f"A{name}")), visit(driver(server, f"B{name}"))
    watching = visit(manager)
    for page in pages:
        page.get_by_role("button", name=f"Join the queue at {name}").click()
        expect(row(page, name)).to_contain_text("You")
    busy.status(1, "Available")
    expect(pages[0].get_by_role("alert")).to_contain_text(f"connector 1: the charger holds it for the tag A{name}.")
    expect(row(watching, name)).to_contain_text("connector 1, held at the charger")
    # The next one's turn comes with a charger that does not reserve.
    busy.charger.replies["ReserveNow"] = "Rejected"
    watching.get_by_role("button", name=re.compile(f"Take .* out of the queue at {name}")).first.click()
    watching.get_by_role("alertdialog").get_by_role("button", name="Take out").click()
    expect(pages[1].get_by_role("alert")).to_contain_text("connector 1: the charger itself does not hold it; we refuse others.")
    expect(row(watching, name)).to_contain_text("connector 1, held in our books only")
    expect(pages[0].get_by_role("alert")).to_have_count(0)
    assert complaints(watching) == [] and complaints(pages[1]) == [] and fits(pages[1])


def test_one_connector_and_the_tags_of_others_can_be_chosen(visit, server, name, manager):
    station = server.onboard(name)
    server.post(SEATING, {"id": station})
    email = driver(server, f"A{name}")
    with Standing(server, name, connectors=2) as charger:
        charger.status(1, "Charging")
        page, watching = visit(email), visit(manager)
        expect(row(page, name)).to_contain_text("a connector is free")
        expect(page.get_by_role("button", name=re.compile("Take "))).to_have_count(0)
        page.get_by_role("button", name=f"Choose what to wait for at {name}").click()
        dialog = page.get_by_role("dialog", name=f"Join the queue at {name}")
        dialog.get_by_label("Connector").select_option("2")
        dialog.get_by_role("button", name="Join").click()
        expect(dialog).to_contain_text("a connector is free; nobody has to wait")
        dialog.get_by_label("Connector").select_option("1")
        dialog.get_by_role("combobox", name="Tag").fill("UNKNOWN")
        dialog.get_by_role("button", name="Join").click()
        expect(dialog).to_contain_text("this tag does not exist, or is nobody's")
        assert complaints(page) == []
        dialog.get_by_role("combobox", name="Tag").fill(f"A{name}")
        dialog.get_by_role("button", name="Join").click()
        expect(dialog).to_have_count(0)
        expect(row(page, name)).to_contain_text("connector 1")
        # Staff put others there, by their tags.
        driver(server, f"B{name}")
        watching.get_by_role("button", name=f"Choose what to wait for at {name}").click()
        dialog = watching.get_by_role("dialog", name=f"Join the queue at {name}")
        dialog.get_by_role("combobox", name="Tag").fill(f"B{name}")
        dialog.get_by_label("Connector").select_option("1")
        assert complaints(watching) == [] and fits(watching)
        dialog.get_by_role("button", name="Join").click()
        expect(dialog).to_have_count(0)
        expect(row(page, name)).to_contain_text("2. Somebody else")
        # It is taken out again without the one before.
        watching.get_by_role("button", name=re.compile(f"Take .* out of the queue at {name}")).nth(1).click()
        watching.get_by_role("alertdialog").get_by_role("button", name="Take out").click()
        expect(row(page, name)).not_to_contain_text("2. Somebody else")
        assert queue(server, station, manager) == [email]


def test_who_has_no_tag_is_told_so_and_a_free_connector_needs_no_queue(visit, server, busy, name, manager):
    page = visit(make_person(server, "driver"))
    page.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(page.get_by_role("alert")).to_contain_text("You have no tag by which you could charge.")
    assert queue(server, busy.station, manager) == []
    busy.status(1, "Available")
    expect(row(page, name)).to_contain_text("a connector is free")
    expect(page.get_by_role("button", name=f"Join the queue at {name}")).to_have_count(0)


def test_a_manager_switches_it_on_and_sets_the_time(visit, server, name, manager):
    station = server.onboard(name)
    page = visit(manager)
    row(page, name).get_by_role("button", name=re.compile("Second seating at .*, Off")).click()
    dialog = page.get_by_role("dialog", name=f"Second seating at {name}")
    dialog.get_by_label("Drivers may wait while the station is busy").check()
    dialog.get_by_label("Held for").fill("500")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("1 to 120 minutes.")).to_be_visible()
    assert complaints(page) == []
    dialog.get_by_label("Held for").fill("15")
    dialog.get_by_role("button", name="Save").click()
    expect(row(page, name)).to_contain_text("On, held 15 minutes")
    found = server.post(QUEUE, {"id": station})["station"]
    assert (found["secondSeating"], found["seatHoldMinutes"]) == (True, 15)


def test_drivers_set_nothing_and_use_it_on_a_telephone(visit, server, busy, name):
    page = visit(driver(server, f"A{name}"), viewport={"width": 390, "height": 844}, has_touch=True)
    expect(row(page, name)).to_contain_text("On, held 5 minutes")
    expect(page.get_by_role("button", name=re.compile("Second seating at"))).to_have_count(0)
    page.get_by_role("button", name=f"Join the queue at {name}").click()
    expect(row(page, name)).to_contain_text("1. You")
    assert complaints(page) == [] and fits(page)
    page.get_by_role("tab", name="List").click()
    expect(page).not_to_have_url(re.compile("view="))
