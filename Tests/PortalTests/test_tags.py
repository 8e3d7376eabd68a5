"""Cards and virtual tags: found, made, restricted, blocked, deleted, and adopted when they were refused."""
import io
import re

import openpyxl
import pytest
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

TAGS = """query ($t: String) { tags(filter: {text: $t}) { nodes {
  id idTag alias medium type isBlocked expiresAt isRestrictedToStations stations { chargePointId } } } }"""


@pytest.fixture(scope="module")
def manager_email(server):
    return make_person(server, "manager")


@pytest.fixture
def portal(page, context, server, manager_email):
    sign_in(context, server, manager_email)
    return page


def known(server, text):
    return server.post(TAGS, {"t": text})["tags"]["nodes"]


def test_a_virtual_tag_is_made_for_one_station_and_charges_there_alone(portal, server, name):
    server.onboard(f"{name}-A")
    server.onboard(f"{name}-B")
    portal.goto("/tags")
    portal.get_by_role("link", name="Add tag").first.click()
    portal.get_by_role("button", name="Add tag").click()
    expect(portal.get_by_text("needed").first).to_be_visible()
    portal.get_by_label("Medium").select_option("VIRTUAL")
    portal.get_by_role("button", name="Make random").click()
    field = portal.get_by_role("textbox", name="Tag", exact=True)
    expect(field).to_have_value(re.compile(r"^V-[0-9A-F]{18}$"))
    tag = field.input_value()
    portal.get_by_label("Alias").fill(f"Fleet {name}")
    portal.get_by_label("Type").select_option("COMPANY")
    portal.get_by_label("Valid at chosen stations only").check()
    portal.get_by_role("button", name="Add tag").click()
    expect(portal.get_by_text("Choose at least one station")).to_be_visible()
    portal.get_by_label("Add a station").fill(f"{name}-A")
    portal.get_by_role("option", name=re.compile(f"{name}-A")).click()
    assert complaints(portal) == [] and fits(portal)
    portal.get_by_role("button", name="Add tag").click()
    expect(portal.get_by_role("heading", name=tag, level=1)).to_be_visible()
    [made] = known(server, f"Fleet {name}")
    assert (made["idTag"], made["medium"], made["type"]) == (tag, "VIRTUAL", "COMPANY")
    assert [station["chargePointId"] for station in made["stations"]] == [f"{name}-A"]
    with Standing(server, f"{name}-B") as charger:
        assert charger.wait(charger.charger.authorize(tag))["status"] == "Invalid"


def test_a_tag_is_changed_where_it_stands(portal, server, name):
    tag = server.create_tag(f"T{name}")
    portal.goto(f"/tags/{tag}")
    portal.get_by_label("Note").fill("Lost and found")
    portal.get_by_label("Expires").fill("2030-05-01T12:00")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("Saved").first).to_be_visible()
    portal.reload()
    expect(portal.get_by_label("Note")).to_have_value("Lost and found")
    expect(portal.get_by_text("Nothing was charged with it yet.")).to_be_visible()
    assert complaints(portal) == []
    assert known(server, f"T{name}")[0]["expiresAt"].startswith("2030-05-01")


def test_ticked_tags_are_blocked_and_deleted(portal, server, name):
    for each in ("A", "B"):
        server.create_tag(f"{each}{name}")
    portal.goto(f"/tags?q={name}")
    with portal.expect_download() as download:
        portal.get_by_role("link", name="Export Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [f"A{name}", f"B{name}"]
    for each in ("A", "B"):
        portal.get_by_role("checkbox", name=re.compile(f"{each}{name}")).check()
    bar = portal.get_by_role("region", name="Selection")
    bar.get_by_role("button", name="Block", exact=True).click()
    for each in ("A", "B"):
        expect(portal.get_by_role("row").filter(has_text=f"{each}{name}")).to_contain_text("Blocked")
    assert all(tag["isBlocked"] for tag in known(server, name))
    for each in ("A", "B"):
        portal.get_by_role("checkbox", name=re.compile(f"{each}{name}")).check()
    portal.get_by_role("region", name="Selection").get_by_role("button", name="Delete").click()
    dialog = portal.get_by_role("alertdialog", name="Delete 2 tags?")
    expect(dialog).to_contain_text("They stop working at once.")
    dialog.get_by_role("button", name="Delete").click()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
    assert known(server, name) == []


def test_all_that_a_filter_finds_are_selected_and_deleted(portal, server, name):
    server.create_tag(f"{name}X")
    server.sql(f"""
        insert into tags (organization_id, id_tag)
        select id, '{name}-' || number from organizations, generate_series(1, 601) as number where name = 'Nordhafen Energy'""")
    portal.goto(f"/tags?q={name}-")
    portal.get_by_role("checkbox", name="Select this page").check()
    bar = portal.get_by_role("region", name="Selection")
    expect(bar.get_by_role("status")).to_have_text("20 selected")
    assert complaints(portal) == []
    bar.get_by_role("button", name="Select all 601").click()
    expect(bar.get_by_role("status")).to_have_text("601 selected")
    expect(bar.get_by_role("button", name="Clear")).to_be_focused()
    portal.get_by_role("checkbox", name=f"Select {name}-1", exact=True).uncheck()
    expect(bar.get_by_role("status")).to_have_text("600 selected")
    bar.get_by_role("button", name="Select all 601").click()
    expect(bar.get_by_role("status")).to_have_text("601 selected")
    bar.get_by_role("button", name="Delete").click()
    portal.get_by_role("alertdialog", name="Delete 601 tags?").get_by_role("button", name="Delete").click()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
    assert [tag["idTag"] for tag in known(server, name)] == [f"{name}X"]


def test_ticked_tags_are_put_into_a_group_and_taken_out_again(portal, server, name):
    first = server.create_tag(f"A{name}")
    server.create_tag(f"B{name}")
    pier, harbour = server.create_group(f"Pier {name}", tagIds=[first]), server.create_group(f"Harbour {name}")
    assert pier != harbour
    portal.goto(f"/tags?q={name}")

    def groups():
        query = "query ($t: String) { tags(filter: {text: $t}) { nodes { groups { name } } } }"
        return [sorted(group["name"].split()[0] for group in tag["groups"]) for tag in server.post(query, {"t": name})["tags"]["nodes"]]

    def ask(action, number, button, group):
        portal.get_by_role("checkbox", name="Select this page").check()
        portal.get_by_role("region", name="Selection").get_by_role("button", name=action).click()
        dialog = portal.get_by_role("dialog", name=re.compile(f"{number} tags"))
        dialog.get_by_role("button", name=button, exact=True).click()
        expect(dialog.get_by_text("This is needed.")).to_be_visible()
        dialog.get_by_role("combobox", name="Group").click()
        assert complaints(portal) == []
        dialog.get_by_role("combobox", name="Group").fill(group)
        dialog.get_by_role("option", name=group).click()
        dialog.get_by_role("button", name=button, exact=True).click()
        expect(dialog).to_have_count(0)
        expect(portal.get_by_role("region", name="Selection")).to_have_count(0)

    ask("Add to a group", 2, "Add", f"Harbour {name}")
    expect(portal.get_by_text(f"2 tags are in Harbour {name}.")).to_be_visible()
    assert groups() == [["Harbour", "Pier"], ["Harbour"]]
    ask("Take out of a group", 2, "Take out", f"Pier {name}")
    expect(portal.get_by_text(f"2 tags are not in Pier {name}.")).to_be_visible()
    assert groups() == [["Harbour"], ["Harbour"]]


def test_a_new_card_is_held_before_a_station_instead_of_typed(portal, server, name):
    server.onboard(name)
    with Standing(server, name) as charger:
        # What was refused before is not meant.
        charger.wait(charger.charger.authorize(f"O{name}"))
        portal.goto("/tags/new")
        with portal.expect_response(lambda response: "UnknownTags" in (response.request.post_data or "")):
            portal.get_by_role("button", name="Tap the card at a station").click()
        expect(portal.get_by_text("Hold the card before any of your stations now.")).to_be_visible()
        assert charger.wait(charger.charger.authorize(f"T{name}"))["status"] == "Invalid"
        adopt = portal.get_by_role("button", name=f"Adopt T{name}")
        expect(adopt).to_be_visible()
        expect(portal.get_by_role("listitem").filter(has_text=f"T{name}")).to_contain_text(name)
        expect(portal.get_by_text(f"O{name}")).to_have_count(0)
        assert complaints(portal) == [] and fits(portal)
        adopt.click()
        field = portal.get_by_role("textbox", name="Tag", exact=True)
        expect(field).to_have_value(f"T{name}")
        expect(field).to_be_focused()
        portal.get_by_role("button", name="Add tag").click()
        expect(portal.get_by_role("heading", name=f"T{name}", level=1)).to_be_visible()
        portal.goto(f"/tags?q={name}")
        row = portal.get_by_role("row").filter(has_text=f"T{name}")
        expect(row.locator("td[data-label='Last used']")).to_have_text("–")
        charger.stop(charger.start(1, f"T{name}"), 500)
        portal.get_by_role("button", name="Refresh").click()
        expect(row.locator("td[data-label='Last used'] time")).to_be_visible()


def test_a_refused_card_appears_in_the_inbox_and_is_adopted(portal, server, name):
    server.onboard(name)
    with Standing(server, name) as charger:
        portal.goto("/tags/inbox")
        expect(portal.get_by_role("heading", name="Inbox", level=1)).to_be_visible()
        portal.wait_for_load_state("networkidle")
        assert charger.wait(charger.charger.authorize(f"N{name}"))["status"] == "Invalid"
        row = portal.get_by_role("row").filter(has_text=f"N{name}")
        expect(row).to_contain_text(name)
        assert complaints(portal) == [] and fits(portal)
        row.get_by_role("link", name="Adopt").click()
        expect(portal.get_by_role("textbox", name="Tag", exact=True)).to_have_value(f"N{name}")
        portal.get_by_role("button", name="Add tag").click()
        expect(portal.get_by_role("heading", name=f"N{name}", level=1)).to_be_visible()
        assert charger.wait(charger.charger.authorize(f"N{name}"))["status"] == "Accepted"
        portal.goto("/tags/inbox")
        expect(portal.get_by_role("row").filter(has_text=f"N{name}")).to_have_count(0)


def test_a_driver_sees_own_tags_and_changes_none(page, context, server, name):
    sign_in(context, server, make_person(server, "driver"))
    server.create_tag(f"X{name}")
    page.goto("/tags")
    expect(page.get_by_text("No tags yet")).to_be_visible()
    expect(page.get_by_role("link", name="Add tag")).to_have_count(0)
    page.goto("/tags/inbox")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


def test_an_expired_tag_is_refused_and_found(portal, server, name):
    server.onboard(name)
    tag = server.create_tag(f"T{name}")
    portal.goto(f"/tags/{tag}")
    portal.get_by_label("Expires").fill("2020-05-01T12:00")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("Saved").first).to_be_visible()
    with Standing(server, name) as charger:
        assert charger.wait(charger.charger.authorize(f"T{name}"))["status"] == "Expired"
    portal.goto(f"/tags?q={name}")
    portal.get_by_role("button", name="Expired", exact=True).click()
    portal.get_by_role("radio", name="Yes").click()
    expect(portal.get_by_role("row").filter(has_text=f"T{name}")).to_be_visible()
    assert complaints(portal) == []


def test_they_are_found_by_medium_person_and_whether_they_are_blocked(page, context, server, name):
    sign_in(context, server, make_person(server, "organization_owner"))
    email = make_person(server, "driver")
    user = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    server.create_tag(f"A{name}", userId=user)
    server.create_tag(f"B{name}", medium="VIRTUAL")
    server.create_tag(f"C{name}")
    server.sql(f"update tags set is_blocked = true where id_tag = 'C{name}'")

    def only(letter):
        expect(page.get_by_text("1–1 of 1")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text=f"{letter}{name}")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Clear the filter")).click()
        expect(page.get_by_text("1–3 of 3")).to_be_visible()

    page.goto(f"/tags?q={name}")
    page.get_by_role("button", name="Medium", exact=True).click()
    page.get_by_role("radio", name="Virtual").click()
    only("B")
    page.get_by_role("button", name="Blocked", exact=True).click()
    page.get_by_role("radio", name="Yes").click()
    only("C")
    page.get_by_role("button", name="Person", exact=True).click()
    page.get_by_role("combobox", name="Person").fill(email)
    page.get_by_role("option", name=email).click()
    expect(page.get_by_role("button", name=f"Person: {email}")).to_be_visible()
    only("A")
    assert complaints(page) == [] and fits(page)


def test_parent_and_concurrent_use_are_set(portal, server, name):
    """One tag of a family stops what another of it has begun; without leave it charges once at a time."""
    server.onboard(name)
    tag = server.create_tag(f"T{name}")
    portal.goto(f"/tags/{tag}")
    portal.get_by_label("Parent tag").fill(f"P{name}")
    portal.get_by_label("May charge at several connectors at once").check()
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("Saved").first).to_be_visible()
    with Standing(server, name, connectors=2) as charger:
        told = charger.wait(charger.charger.authorize(f"T{name}"))
        assert (told["status"], told["parent_id_tag"]) == ("Accepted", f"P{name}")
        charger.start(1, f"T{name}")
        assert charger.wait(charger.charger.start_transaction(2, f"T{name}", 0)).id_tag_info["status"] == "Accepted"
