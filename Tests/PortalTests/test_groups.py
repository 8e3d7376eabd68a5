"""Groups of stations and tags: made, filled, moved and deleted."""
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

GROUPS = """query ($t: String) { groups(filter: {text: $t}) { nodes {
  name parent { name } stations(first: 9) { nodes { chargePointId } } tags(first: 9) { nodes { idTag } } } } }"""


@pytest.fixture
def portal(page, context, server):
    sign_in(context, server, make_person(server, "manager"))
    return page


def known(server, text):
    return server.post(GROUPS, {"t": text})["groups"]["nodes"]


def test_a_group_is_made_filled_moved_and_deleted(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    server.create_group(f"Region {name}")
    portal.goto("/groups")
    portal.get_by_role("button", name="New group").first.click()
    dialog = portal.get_by_role("dialog", name="Make a group")
    dialog.get_by_role("button", name="New group").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    dialog.get_by_label("Name").fill(f"Site {name}")
    dialog.get_by_role("button", name="New group").click()
    expect(portal.get_by_role("heading", name=f"Site {name}", level=1)).to_be_visible()
    portal.get_by_label("Add a station").fill(name)
    portal.get_by_role("listbox").get_by_role("option", name=name).first.click()
    expect(portal.get_by_role("list", name="Stations").get_by_role("listitem")).to_contain_text(name)
    portal.get_by_label("Add a tag").fill(f"T{name}")
    portal.get_by_role("listbox").get_by_role("option", name=f"T{name}").first.click()
    expect(portal.get_by_role("list", name="Tags", exact=True).get_by_role("listitem")).to_contain_text(f"T{name}")
    portal.get_by_label("Within").select_option(label=f"Region {name}")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("Saved").first).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    [made] = known(server, f"Site {name}")
    assert made == {
        "name": f"Site {name}", "parent": {"name": f"Region {name}"}, "stations": {"nodes": [{"chargePointId": name}]},
        "tags": {"nodes": [{"idTag": f"T{name}"}]}}

    portal.goto(f"/groups?q={name}")
    row = portal.get_by_role("row").filter(has_text=f"Site {name}")
    expect(row).to_contain_text(f"Region {name}")
    assert complaints(portal) == [] and fits(portal)
    portal.get_by_role("link", name=f"Region {name}").click()
    portal.get_by_role("button", name="Delete").click()
    question = portal.get_by_role("alertdialog")
    question.get_by_role("button", name="Delete").click()
    expect(question.get_by_role("alert")).to_be_visible()
    question.get_by_role("button", name="Cancel").click()
    portal.goto(f"/groups?q=Site {name}")
    portal.get_by_role("link", name=f"Site {name}").click()
    portal.get_by_role("button", name=f"Take {name} out").click()
    expect(portal.get_by_text("No station belongs to it.")).to_be_visible()
    portal.get_by_role("button", name="Delete").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(portal).to_have_url(portal.url.split("/groups")[0] + "/groups")
    assert known(server, f"Site {name}") == []


def test_those_who_change_no_groups_have_no_such_page(page, context, server):
    sign_in(context, server, make_person(server, "support"))
    page.goto("/groups")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
