"""The people of the organization: invited, found, changed, given tags, and deleted."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

USERS = """query ($t: String) { users(filter: {text: $t}) { nodes {
  id email firstName lastName role status mobileNumber employeeNumber customerNumber referenceNumber language hasSecondFactor tags { idTag alias type isBlocked } } } }"""


@pytest.fixture(scope="module")
def owner_token(server):
    return server.make_user("organization_owner", organization="Nordhafen Energy")


@pytest.fixture(scope="module")
def owner_email(server):
    return make_person(server, "organization_owner")


@pytest.fixture
def owner(page, context, server, owner_email):
    sign_in(context, server, owner_email)
    return page


def known(server, token, email):
    return server.post(USERS, {"t": email}, token)["users"]["nodes"]


def test_somebody_is_invited_and_stands_in_the_list(owner, server, owner_token, name):
    email = f"dora-{name.lower()}@stationmaster.example"
    owner.goto("/settings/users")
    owner.get_by_role("button", name="Invite").first.click()
    dialog = owner.get_by_role("dialog", name="Invite somebody")
    dialog.get_by_label("E-mail").fill("no address")
    dialog.get_by_role("button", name="Invite").click()
    expect(dialog.get_by_text("An e-mail such as")).to_be_visible()
    assert complaints(owner) == []
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_label("First name").fill("Dora")
    dialog.get_by_label("Role").select_option(label="Support")
    dialog.get_by_label("Language of mails").select_option("fr")
    dialog.get_by_role("button", name="Invite").click()
    expect(owner.get_by_role("dialog")).to_have_count(0)
    owner.get_by_role("searchbox", name="Find an e-mail or a name").fill(email)
    row = owner.get_by_role("row").filter(has_text=email)
    expect(row).to_contain_text("Dora")
    expect(row).to_contain_text("Invited")
    expect(row).to_contain_text("Support")
    expect(owner.get_by_text("1–1 of 1")).to_be_visible()
    [made] = known(server, owner_token, email)
    assert (made["role"], made["status"], made["language"]) == ("SUPPORT", "INVITED", "fr")
    owner.get_by_role("button", name="Invite").first.click()
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_role("button", name="Invite").click()
    expect(dialog.get_by_text(re.compile("already|taken|exists"))).to_be_visible()
    assert complaints(owner) == []
    assert fits(owner)


def test_a_person_is_changed_and_gets_tags(owner, server, owner_token, name):
    email = make_person(server, "driver")
    server.create_tag(f"K{name}")
    owner.goto(f"/settings/users?q={email}&size=10")
    owner.get_by_role("link", name=email).click()
    person = owner.get_by_role("region", name="Person")
    person.get_by_label("First name").fill("Ada")
    person.get_by_label("Last name").fill("Byron")
    person.get_by_label("Mobile number").fill("+49 170 1")
    person.get_by_label("Employee number").fill("E-17")
    person.get_by_label("Customer number").fill("C-4711")
    person.get_by_label("Reference number").fill("R-0815")
    person.get_by_label("Language of mails").select_option("de")
    person.get_by_label("Role").select_option(label="Installer")
    owner.get_by_role("link", name="Sign-in history").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Cancel").click()
    person.get_by_role("button", name="Save").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Ada Byron")
    tags = owner.get_by_role("region", name="Tags")
    tags.get_by_role("button", name="Add tag").click()
    tags.get_by_role("combobox", name="Tag").fill(f"N{name}")
    tags.get_by_label("Alias").fill("Key ring")
    tags.get_by_label("Type").select_option(label="Company")
    assert complaints(owner) == []
    tags.get_by_role("button", name="Save").click()
    expect(tags.get_by_role("listitem").filter(has_text=f"N{name}")).to_contain_text("Key ring · Company")
    tags.get_by_role("button", name="Add tag").click()
    tags.get_by_role("combobox", name="Tag").fill(f"K{name}")
    owner.get_by_role("option", name=re.compile(f"K{name}")).click()
    tags.get_by_role("button", name="Save").click()
    # The form is an item of the list too.
    expect(tags.get_by_role("button", name="Save")).to_have_count(0)
    expect(tags.get_by_role("listitem")).to_have_count(2)
    [now] = known(server, owner_token, email)
    assert (now["firstName"], now["mobileNumber"], now["employeeNumber"], now["language"], now["role"]) == ("Ada", "+49 170 1", "E-17", "de", "INSTALLER")
    assert (now["customerNumber"], now["referenceNumber"]) == ("C-4711", "R-0815")
    assert now["tags"] == [{"idTag": f"K{name}", "alias": None, "type": "PRIVATE", "isBlocked": False},
                           {"idTag": f"N{name}", "alias": "Key ring", "type": "COMPANY", "isBlocked": False}]
    tags.get_by_role("button", name=f"Change tag K{name}").click()
    tags.get_by_label("Alias").fill("Card")
    tags.get_by_role("button", name="Save").click()
    expect(tags.get_by_role("listitem").filter(has_text=f"K{name}")).to_contain_text("Card")
    tags.get_by_role("button", name=f"Take tag N{name} from this person").click()
    expect(tags.get_by_role("listitem")).to_have_count(1)
    person.get_by_label("May sign in").uncheck()
    person.get_by_role("button", name="Save").click()
    expect(owner.locator(".page-head")).to_contain_text("Inactive")
    [now] = known(server, owner_token, email)
    assert now["status"] == "INACTIVE" and [tag["alias"] for tag in now["tags"]] == ["Card"]
    assert complaints(owner) == []
    assert fits(owner)


def test_the_history_says_how_somebody_signed_in(owner, server, owner_token, owner_email):
    [me] = known(server, owner_token, owner_email)
    owner.goto(f"/settings/users/{me['id']}/sign-ins")
    row = owner.get_by_role("row").filter(has_text="Signed in").first
    expect(row).to_contain_text("127.0.0.1")
    assert complaints(owner) == []
    owner.get_by_role("link", name="Person", exact=True).click()
    # Nobody takes their own role or account away.
    expect(owner.get_by_label("Role")).to_be_disabled()
    expect(owner.get_by_role("button", name="Delete")).to_have_count(0)


def test_people_are_deleted_and_their_sessions_stay(owner, server, owner_token, name):
    email = make_person(server, "driver")
    [person] = known(server, owner_token, email)
    server.onboard(name)
    server.post("mutation ($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }",
                {"i": {"idTag": f"D{name}", "alias": "Private car", "userId": person["id"]}})
    with Standing(server, name) as charger:
        charger.stop(charger.start(1, f"D{name}"), 500)
    owner.goto(f"/settings/users?q={email}")
    owner.get_by_role("checkbox", name=f"Select {email}").check()
    owner.get_by_role("region", name="Selection").get_by_role("button", name="Delete").click()
    question = owner.get_by_role("alertdialog")
    expect(question).to_contain_text("1 session stays, without the name.")
    expect(question).to_contain_text("blocked")
    assert complaints(owner) == []
    question.get_by_role("button", name="Cancel").click()
    assert known(server, owner_token, email)
    owner.get_by_role("region", name="Selection").get_by_role("button", name="Delete").click()
    question.get_by_role("button", name="Delete").click()
    expect(owner.get_by_text("Nothing matches these filters")).to_be_visible()
    assert known(server, owner_token, email) == []
    left = server.post("query ($t: String) { sessions(filter: {idTag: $t}) { nodes { tag { isBlocked alias user { id } } } } }", {"t": f"D{name}"})
    assert left["sessions"]["nodes"] == [{"tag": {"isBlocked": True, "alias": None, "user": None}}]


def test_those_who_may_not_manage_people_do_not_see_them(portal):
    portal.goto("/settings/users")
    expect(portal.get_by_role("heading", level=1)).to_have_text("Nothing is here")
    portal.goto("/settings/tariffs")
    expect(portal.get_by_role("navigation", name="Pages").get_by_role("link", name="Users")).to_have_count(0)


def test_what_is_nobody_says_so(owner, server, name):
    owner.goto("/settings/users/nothing")
    expect(owner.get_by_role("heading", level=1)).to_have_text("Nothing is here")
    owner.goto(f"/settings/users/{server.onboard(name)}")
    expect(owner.get_by_role("heading", level=1)).to_have_text("Nothing is here")


def test_people_are_turned_over_in_pages(page, context, server, name):
    organization = f"Many {name}"
    sign_in(context, server, make_person(server, "organization_owner", organization=organization))
    server.sql("insert into users (organization_id, email, role, first_name) select id, 'p' || lpad(n::text, 2, '0') || '-" + name.lower() +
               "@stationmaster.example', 'DRIVER', 'P' || n from organizations, generate_series(1, 24) n where name = '" + organization + "'")
    page.goto("/settings/users?size=10")
    expect(page.get_by_text("1–10 of 25")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("11–20 of 25")).to_be_visible()
    page.get_by_label("Rows per page").select_option("50")
    expect(page.get_by_text("1–25 of 25")).to_be_visible()
    page.get_by_role("button", name="Role").click()
    page.get_by_role("checkbox", name="Driver").check()
    expect(page.get_by_text("1–24 of 24")).to_be_visible()
    for column in ("E-mail", "Tags", "First name", "Last name", "Role", "Status", "Last sign-in"):
        expect(page.get_by_role("columnheader", name=column, exact=True)).to_be_visible()
