"""The search box, and the page with all that it finds."""
import re

import pytest
from charging import Charging
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


def box(page):
    return page.get_by_role("banner").get_by_role("combobox", name=re.compile("^Search stations"))


def test_the_box_leads_to_a_thing_and_to_all_results(portal, server, name):
    for number in range(7):
        server.onboard(f"{name}-{number}", description="Harbour")
    server.create_tag(f"T{name}", alias="Car of the pool")
    portal.goto("/dashboard")
    expect(portal.get_by_role("heading", name="Dashboard")).to_be_visible()
    portal.keyboard.press("/")
    expect(box(portal)).to_be_focused()
    portal.keyboard.type(name)
    results = portal.get_by_role("listbox", name="Results")
    expect(results.get_by_role("option")).to_have_count(7)
    expect(results).to_contain_text(f"T{name}")
    assert complaints(portal) == []
    portal.keyboard.press("ArrowUp")
    expect(results.get_by_role("option", name="All results")).to_have_attribute("aria-selected", "true")
    portal.keyboard.press("Enter")
    expect(portal).to_have_url(re.compile(rf"/search\?q={name}$"))
    expect(portal.get_by_role("heading", level=1, name="Search")).to_be_focused()
    stations = portal.get_by_role("region", name="Stations")
    expect(stations.get_by_role("link")).to_have_count(7)
    expect(portal.get_by_role("region", name="Tags").get_by_role("link", name=f"T{name}")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    stations.get_by_role("link").first.focus()
    for key in ("j", "ArrowDown", "k", "o"):
        portal.keyboard.press(key)
    expect(portal).to_have_url(re.compile(rf"/stations/{name}-1"))
    box(portal).fill(f"{name}-3")
    expect(results.get_by_role("option").first).to_be_visible()
    portal.keyboard.press("Enter")
    expect(portal).to_have_url(re.compile(rf"/stations/{name}-3"))


def test_more_of_a_kind_is_shown_when_asked_for(portal, server, name):
    for number in range(12):
        server.onboard(f"{name}-{number:02}")
    portal.goto(f"/search?q={name}")
    stations = portal.get_by_role("region", name="Stations")
    expect(stations.get_by_role("link")).to_have_count(10)
    stations.get_by_role("button", name="Show more").click()
    expect(stations.get_by_role("link")).to_have_count(12)
    expect(stations.get_by_role("button")).to_have_count(0)
    portal.reload()
    expect(stations.get_by_role("link")).to_have_count(12)


def test_sessions_are_found_by_their_number_and_what_is_not_there_is_said(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    with Charging(server, name, f"T{name}"):
        pass
    number = server.post("query ($s: ID!) { station(id: $s) { sessions { nodes { transactionId } } } }", {"s": station})
    number = number["station"]["sessions"]["nodes"][0]["transactionId"]
    portal.goto("/search")
    field = portal.get_by_role("main").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill(number)
    portal.keyboard.press("Enter")
    expect(portal.get_by_role("region", name="Charging sessions")).to_contain_text(f"{name} · T{name}")
    field.fill("no such thing <b>")
    portal.get_by_role("main").get_by_role("button", name="Search").click()
    expect(portal.get_by_text("Nothing is called “no such thing <b>”.")).to_be_visible()
    assert complaints(portal) == []


def test_a_failed_search_says_so_and_is_tried_again(portal, server, name):
    server.onboard(name)
    portal.goto("/dashboard")
    portal.allowed_complaints.append("Failed to load resource")
    broken = [True]

    def answer(route):
        if broken[0] and '"query Search' in (route.request.post_data or ""):
            route.abort()
        else:
            route.continue_()
    portal.route("**/graphql", answer)
    box(portal).fill(name)
    expect(portal.get_by_text("The server did not answer.")).to_be_visible()
    expect(portal.get_by_text("Nothing is called")).to_have_count(0)
    assert complaints(portal) == []
    broken[0] = False
    portal.get_by_role("button", name="Try again").click()
    expect(portal.get_by_role("option", name=re.compile(name))).to_be_visible()
    broken[0] = True
    portal.goto(f"/search?q={name}")
    expect(portal.get_by_text("The server did not answer.")).to_be_visible()
    broken[0] = False
    portal.get_by_role("button", name="Try again").click()
    expect(portal.get_by_role("link", name=name)).to_be_visible()


def test_people_are_found_by_who_may_see_them(page, context, server):
    email = make_person(server, "driver")
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto("/account/profile")
    expect(page.get_by_role("heading", name="Person")).to_be_visible()
    box(page).fill(email[:8])
    page.get_by_role("option", name=re.compile(email)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(email)
    page.goto(f"/search?q={email[:8]}")
    expect(page.get_by_role("region", name="Users").get_by_role("link", name=email)).to_be_visible()
    assert complaints(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_driver_finds_only_what_has_a_page_for_drivers(page, context, server, name, theme):
    server.onboard(name)
    server.create_group(f"Group {name}")
    sign_in(context, server, make_person(server, "driver"))
    page.emulate_media(color_scheme=theme)
    page.goto(f"/search?q={name}")
    expect(page.get_by_role("region", name="Stations")).to_be_visible()
    expect(page.get_by_role("region", name="Groups")).to_have_count(0)
    assert complaints(page) == []
    for width in (390, 700, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width
