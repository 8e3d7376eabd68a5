"""Groups of stations and tags: made, filled, moved and deleted."""
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually

GROUPS = """query ($t: String) { groups(filter: {text: $t}) { nodes {
  name parent { name } stations(first: 9) { nodes { chargePointId } } tags(first: 9) { nodes { idTag } } } } }"""

GIVE = "mutation ($i: SetGroupRoleInput!) { setGroupRole(input: $i) { group { id } } }"


@pytest.fixture
def portal(page, context, server):
    sign_in(context, server, make_person(server, "manager"))
    return page


def known(server, text):
    return server.post(GROUPS, {"t": text})["groups"]["nodes"]


def children(server, text):
    return {group["name"]: group["parent"] and group["parent"]["name"] for group in known(server, text)}


def test_a_group_is_made_filled_moved_and_deleted(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}", alias="Van")
    server.create_group(f"Region {name}")
    portal.goto("/groups")
    portal.get_by_role("button", name="New group").first.click()
    dialog = portal.get_by_role("dialog", name="Make a group")
    dialog.get_by_role("button", name="New group").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    dialog.get_by_label("Name").fill(f"Site {name}")
    dialog.get_by_role("button", name="New group").click()
    expect(portal.get_by_role("heading", name=f"Site {name}", level=1)).to_be_visible()
    expect(portal.get_by_role("treeitem", name=f"Site {name}")).to_have_attribute("aria-selected", "true")
    portal.get_by_label("Add a station").fill(name)
    portal.get_by_role("listbox").get_by_role("option", name=name).first.click()
    expect(portal.get_by_role("list", name="Stations").get_by_role("listitem")).to_contain_text(name)
    assert complaints(portal) == [] and fits(portal)
    portal.get_by_role("navigation", name="Parts of this group").get_by_role("link", name="Tags").click()
    portal.get_by_label("Add a tag").fill(f"T{name}")
    portal.get_by_role("listbox").get_by_role("option", name=f"T{name}").first.click()
    expect(portal.get_by_role("list", name="Tags", exact=True).get_by_role("listitem")).to_contain_text("Van")
    portal.get_by_role("button", name="Rename or move").click()
    dialog = portal.get_by_role("dialog", name=f"Rename or move Site {name}")
    dialog.get_by_label("Name").fill(f"Place {name}")
    dialog.get_by_label("Within").select_option(label=f"Region {name}")
    dialog.get_by_role("button", name="Save").click()
    expect(portal.get_by_role("treeitem", name=f"Place {name}")).to_have_attribute("aria-level", "2")
    assert complaints(portal) == [] and fits(portal)
    [made] = known(server, f"Place {name}")
    assert made == {
        "name": f"Place {name}", "parent": {"name": f"Region {name}"}, "stations": {"nodes": [{"chargePointId": name}]},
        "tags": {"nodes": [{"idTag": f"T{name}"}]}}

    portal.get_by_role("treeitem", name=f"Region {name}").click()
    portal.get_by_role("button", name="Delete").click()
    question = portal.get_by_role("alertdialog")
    portal.allowed_complaints += ["status of 409"]
    question.get_by_role("button", name="Delete").click()
    expect(question.get_by_role("alert")).to_be_visible()
    question.get_by_role("button", name="Cancel").click()
    portal.get_by_role("treeitem", name=f"Place {name}").click()
    portal.get_by_role("button", name=f"Take {name} out").click()
    expect(portal.get_by_text("No station belongs to it.")).to_be_visible()
    portal.get_by_role("button", name="Delete").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(portal).to_have_url(portal.url.split("/groups")[0] + "/groups")
    expect(portal.get_by_role("treeitem", name=f"Region {name}")).to_be_visible()
    expect(portal.get_by_role("treeitem", name=f"Place {name}")).to_have_count(0)
    assert known(server, f"Place {name}") == []


def test_what_two_parts_of_a_page_show_is_asked_for_once(portal, server, name):
    server.create_group(f"Once {name}")
    asked = []
    portal.on("request", lambda request: asked.append(request) if "GroupPage" in (request.post_data or "") else None)
    portal.goto("/groups")
    expect(portal.get_by_role("treeitem", name=f"Once {name}")).to_be_visible()
    # Once events are told, what was asked before is asked again; this comes after.
    portal.wait_for_timeout(3_000)
    portal.get_by_role("treeitem", name=f"Once {name}").click()
    expect(portal.get_by_role("heading", name=f"Once {name}", level=1)).to_be_visible()
    expect(portal.get_by_text("No station belongs to it.")).to_be_visible()
    assert len(asked) == 1


def test_a_group_is_dragged_to_where_it_is_to_stand(portal, server, name):
    region = server.create_group(f"A {name}")
    server.create_group(f"B {name}", parentId=region)
    server.create_group(f"C {name}")
    portal.goto("/groups")
    item = {letter: portal.get_by_role("treeitem", name=f"{letter} {name}") for letter in "ABC"}
    item["C"].drag_to(item["B"])
    expect(item["C"]).to_have_attribute("aria-level", "3")
    assert children(server, name) == {f"A {name}": None, f"B {name}": f"A {name}", f"C {name}": f"B {name}"}
    # No group is put into one that stands in it.
    item["A"].drag_to(item["C"])
    expect(item["A"]).to_have_attribute("aria-level", "1")
    item["C"].hover()
    portal.mouse.down()
    item["A"].hover()
    portal.get_by_text("At the top").hover()
    portal.get_by_text("At the top").hover()
    portal.mouse.up()
    expect(item["C"]).to_have_attribute("aria-level", "1")
    assert children(server, name) == {f"A {name}": None, f"B {name}": f"A {name}", f"C {name}": None}


def test_the_tree_is_walked_by_keys(portal, server, name):
    region = server.create_group(f"A {name}")
    server.create_group(f"B {name}", parentId=region)
    portal.goto("/groups")
    item = {letter: portal.get_by_role("treeitem", name=f"{letter} {name}") for letter in "AB"}
    item["A"].focus()
    portal.keyboard.press("ArrowRight")
    expect(item["B"]).to_be_focused()
    portal.keyboard.press("ArrowLeft")
    expect(item["A"]).to_be_focused()
    portal.keyboard.press("ArrowLeft")
    expect(item["A"]).to_have_attribute("aria-expanded", "false")
    expect(item["B"]).to_have_count(0)
    portal.keyboard.press("ArrowRight")
    portal.keyboard.press("ArrowDown")
    expect(item["B"]).to_be_focused()
    portal.keyboard.press("Enter")
    expect(portal.get_by_role("heading", name=f"B {name}", level=1)).to_be_visible()


def test_a_group_is_found_by_its_name(portal, server, name):
    region = server.create_group(f"Region {name}")
    server.create_group(f"Site {name}", parentId=region)
    portal.goto("/groups")
    portal.get_by_role("searchbox", name="Find a group").fill(f"site {name}")
    found = portal.get_by_role("navigation", name="Group management").get_by_role("listitem")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(f"Region {name}")
    assert complaints(portal) == []
    portal.set_viewport_size({"width": 390, "height": 800})
    found.get_by_role("link").click()
    expect(portal.get_by_role("heading", name=f"Site {name}", level=1)).to_be_visible()
    expect(portal.get_by_role("treeitem").first).to_be_hidden()
    assert complaints(portal) == [] and fits(portal)


def test_those_who_change_no_groups_have_no_such_page(page, context, server):
    sign_in(context, server, make_person(server, "support"))
    page.goto("/groups")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


def test_an_owner_gives_changes_and_takes_a_role(page, context, server, name):
    above = server.create_group(f"Above {name}")
    group = server.create_group(f"Below {name}", parentId=above)
    driver = make_person(server, "driver")
    sign_in(context, server, make_person(server, "organization_owner"))

    def given():
        return server.sql(f"select g.role from group_roles g join users u on u.id = g.user_id where u.email = '{driver}'")

    page.goto(f"/groups/{above}/rights")
    page.get_by_label("Add a person").fill(driver)
    page.get_by_role("listbox").get_by_role("option", name=driver).first.click()
    role = page.get_by_label(f"Role of {driver}")
    expect(role).to_have_value("SUPPORT")
    role.select_option("MANAGER")
    expect(role).to_have_value("MANAGER")
    assert complaints(page) == [] and fits(page)
    eventually(lambda: given() == [["MANAGER"]], "it is given")
    page.goto(f"/settings/users?q={driver}")
    page.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("region", name="Roles within groups").get_by_role("listitem")).to_have_text(f"Above {name}manager")
    assert complaints(page) == [] and fits(page)
    page.goto(f"/groups/{group}/rights")
    inherited = page.get_by_role("list", name="Rights").get_by_role("listitem").filter(has_text=driver)
    expect(inherited).to_contain_text(f"From Above {name}")
    expect(page.get_by_label(f"Role of {driver}")).to_have_count(0)
    assert complaints(page) == [] and fits(page)
    inherited.get_by_role("link", name=f"Above {name}").click()
    page.get_by_role("button", name=f"Take {driver} out").click()
    expect(page.get_by_text("Nobody has a role of their own here.")).to_be_visible()
    assert given() == []


def test_a_driver_who_manages_a_group_has_the_pages_for_it(page, context, server, name):
    station = server.onboard(name)
    group = server.create_group(f"Site {name}", stationIds=[station])
    elsewhere = server.create_group(f"Elsewhere {name}")
    driver = make_person(server, "driver")
    sign_in(context, server, driver)
    page.goto(f"/stations/{name}/configuration")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    owner = server.make_user("organization_owner", organization="Nordhafen Energy")
    [user] = server.post("query ($t: String) { users(filter: {text: $t}) { nodes { id } } }", {"t": driver}, owner)["users"]["nodes"]
    server.post(GIVE, {"i": {"groupId": group, "userId": user["id"], "role": "MANAGER"}}, owner)
    # The page that is open learns of it by itself, once the server's memory of who somebody is has ended.
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Group management")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Operations", exact=True)).to_be_visible()
    page.goto(f"/groups/{group}/rights")
    expect(page.get_by_role("list", name="Rights")).to_contain_text("manager")
    assert complaints(page) == [] and fits(page)
    expect(page.get_by_role("button", name="Rename or move…")).to_be_visible()
    page.goto(f"/groups/{elsewhere}")
    expect(page.get_by_role("heading", name=f"Elsewhere {name}", level=1)).to_be_visible()
    expect(page.get_by_text("No station belongs to it.")).to_be_visible()
    for part in (page.get_by_role("button", name="Rename or move…"), page.get_by_label("Add a station")):
        expect(part).to_have_count(0)


def test_a_role_within_a_group_moves_what_is_below_it_alone(page, context, server, name):
    """Neither the group where it was given, nor what stands beside it, nor to the top; and it is not offered."""
    given = server.create_group(f"A {name}")
    server.create_group(f"B {name}", parentId=given)
    server.create_group(f"C {name}", parentId=given)
    server.create_group(f"D {name}")
    driver = make_person(server, "driver")
    owner = server.make_user("organization_owner", organization="Nordhafen Energy")
    [user] = server.post("query ($t: String) { users(filter: {text: $t}) { nodes { id } } }", {"t": driver}, owner)["users"]["nodes"]
    server.post(GIVE, {"i": {"groupId": given, "userId": user["id"], "role": "MANAGER"}}, owner)
    sign_in(context, server, driver)
    page.goto("/groups")
    item = {letter: page.get_by_role("treeitem", name=f"{letter} {name}") for letter in "ABCD"}
    for letter, may in (("A", "false"), ("B", "true"), ("C", "true"), ("D", "false")):
        expect(item[letter]).to_have_attribute("draggable", may)
    item["C"].drag_to(item["D"])
    item["C"].drag_to(item["B"])
    expect(item["C"]).to_have_attribute("aria-level", "3")
    assert children(server, name) == {f"A {name}": None, f"B {name}": f"A {name}", f"C {name}": f"B {name}", f"D {name}": None}
    item["A"].click()
    expect(page.get_by_role("button", name="Rename or move…")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    page.get_by_role("button", name="Rename or move…").click()
    dialog = page.get_by_role("dialog")
    # It may stay where it is, at the top.
    assert dialog.get_by_label("Within").locator("option").all_inner_texts() == ["At the top"]
    dialog.get_by_role("button", name="Cancel").click()
    item["C"].click()
    page.get_by_role("button", name="Rename or move…").click()
    assert sorted(dialog.get_by_label("Within").locator("option").all_inner_texts()) == [f"A {name}", f"B {name}"]
    dialog.get_by_label("Within").select_option(label=f"A {name}")
    dialog.get_by_role("button", name="Save").click()
    expect(item["C"]).to_have_attribute("aria-level", "2")
    page.get_by_role("button", name="New group").click()
    assert f"D {name}" not in page.get_by_role("dialog").get_by_label("Within").locator("option").all_inner_texts()
    assert complaints(page) == []
