"""What each role finds in the navigation, and that the rest is not there for it."""
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect

EVERYBODY = {"Dashboard", "Charge points", "Reservations & second seating", "Charging sessions", "Service requests", "Notifications"}
STAFF = EVERYBODY | {"Operations", "Maintenance", "Tariffs"}
#: The headings, where a section of one page stands as that page.
NAVIGATION = {
    "platform_operator": (STAFF | {"Group management", "Settings", "Explorer"}) - {"Tariffs"},
    "organization_owner": (STAFF | {"Group management", "Settings", "Explorer"}) - {"Tariffs"},
    "manager": STAFF | {"Group management"},
    "installer": STAFF,
    "support": STAFF,
    "driver": EVERYBODY,
}
#: By a page's address: who finds it.
PAGES = {
    "/operations": {"platform_operator", "organization_owner", "manager", "installer", "support"},
    "/maintenance/messages": {"platform_operator", "organization_owner", "manager", "installer", "support"},
    "/groups": {"platform_operator", "organization_owner", "manager"},
    "/tags/inbox": {"platform_operator", "organization_owner", "manager"},
    "/settings/users": {"platform_operator", "organization_owner"},
    "/settings/webhooks": {"platform_operator", "organization_owner"},
    "/settings/audit": {"platform_operator", "organization_owner"},
    "/settings/organization": {"organization_owner"},
    "/settings/organizations": {"platform_operator"},
}


@pytest.mark.parametrize("role", NAVIGATION)
def test_a_role_finds_its_pages_and_no_others(page, context, server, name, role):
    server.onboard(name)
    sign_in(context, server, make_person(server, role))
    page.goto("/sessions")
    headings = page.get_by_role("navigation", name="Pages").locator(":scope > ul > li > a > span")
    expect(headings.first).to_be_visible()
    found = set(headings.all_inner_texts())
    wanted = {"Settings" if text == "Tariffs" else text for text in NAVIGATION[role]}
    assert found == wanted
    for address, roles in PAGES.items():
        page.goto(address)
        heading = page.get_by_role("heading", level=1).first
        expect(heading).to_be_visible()
        assert (heading.inner_text() != "Nothing is here") == (role in roles), address


def test_nothing_of_another_organization_is_found(page, context, server, name):
    """By its address, in lists, or by the search."""
    station = server.onboard(f"{name}-OURS")
    tag = server.create_tag(f"T{name}")
    group = server.create_group(f"Group {name}")
    page.allowed_complaints += ["status of 404"]
    sign_in(context, server, make_person(server, "organization_owner", organization=f"Others {name}"))
    for address in (f"/stations/{name}-OURS", f"/tags/{tag}", f"/groups/{group}"):
        page.goto(address)
        expect(page.get_by_text("Nothing is here").first).to_be_visible()
        assert name not in page.get_by_role("main").inner_text()
    page.goto(f"/search?q={name}")
    expect(page.get_by_text(f"Nothing is called “{name}”.")).to_be_visible()
    page.goto(f"/sessions?station={station}")
    expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
    assert f"{name}-OURS" not in page.content()
