"""Stations as equipment, their secrets, and the audit trail that tells who looked at them."""
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

READ = """query ($id: String!) { inventory(filter: {chargePointId: $id}) { nodes { manufacturedAt partNumber mesSerialNumber materialNumber vendorCode
    hasAccessCode hasMasterPassword } } }"""
WRITE = "mutation ($i: UpdateInventoryInput!) { updateInventory(input: $i) { stations { id } } }"


@pytest.fixture
def owner(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner"))
    return page


def test_a_secret_is_shown_for_a_reason_and_the_look_is_in_the_audit(owner, server, name):
    station = server.onboard(name, password="wordbook-of-old")
    token = server.make_user("organization_owner", organization="Nordhafen Energy")
    server.post(WRITE, {"i": {"items": [{"stationId": station, "mesSerialNumber": f"MES-{name}", "accessCode": "4711-0815"}]}}, token)
    owner.goto("/maintenance/inventory")
    owner.get_by_role("button", name="MES serial number", expanded=False).click()
    owner.get_by_role("textbox", name="MES serial number").fill(f"MES-{name}")
    owner.keyboard.press("Enter")
    row = owner.get_by_role("row").filter(has_text=f"MES-{name}")
    expect(row).to_contain_text("No")
    expect(owner.get_by_text("1–1 of 1")).to_be_visible()
    assert complaints(owner) == [] and fits(owner)
    row.get_by_role("button").last.click()
    owner.get_by_role("menuitem", name="Look at a secret").click()
    dialog = owner.get_by_role("dialog", name=f"Secrets of {name}")
    dialog.get_by_role("button", name="Show").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    assert "4711" not in owner.content()
    dialog.get_by_label("Secret", exact=True).select_option(label="Access code")
    dialog.get_by_label("Reason").fill("Handed over to the installer")
    dialog.get_by_role("button", name="Show").click()
    expect(dialog.get_by_role("status")).to_contain_text("4711-0815")
    assert complaints(owner) == []
    dialog.get_by_role("button", name="Close").last.click()
    assert "4711" not in owner.content()

    row.get_by_role("button", name=f"Show: Access code, {name}").click()
    expect(dialog.get_by_label("Secret", exact=True)).to_have_value("ACCESS_CODE")
    expect(dialog.get_by_label("Secret", exact=True).get_by_role("option")).to_have_count(1)
    dialog.get_by_role("button", name="Close").last.click()

    owner.goto("/settings/audit?action=REVEALED")
    look = owner.get_by_role("row").filter(has_text=name).first
    expect(look).to_contain_text("Handed over to the installer")
    expect(look).to_contain_text("Looked at")
    assert "4711" not in owner.content()
    assert complaints(owner) == [] and fits(owner)
    owner.goto("/settings/audit")
    expect(owner.get_by_role("row").filter(has_text=f"MES-{name}").first).to_contain_text("Changed")


def kept(server, name):
    [item] = server.post(READ, {"id": name})["inventory"]["nodes"]
    return item


def test_what_is_kept_of_a_station_is_edited(owner, server, name):
    server.onboard(name)
    owner.goto(f"/maintenance/inventory?id={name}")
    row = owner.get_by_role("row").filter(has_text=name)
    dialog = owner.get_by_role("dialog", name=f"Edit the inventory of {name}")

    def edit():
        row.get_by_role("button").last.click()
        owner.get_by_role("menuitem", name="Edit").click()

    edit()
    dialog.get_by_label("Manufactured").fill("2024-11-05")
    dialog.get_by_label("Part number").fill(f"PN-{name}")
    dialog.get_by_label("MES serial number").fill("MES-1")
    dialog.get_by_label("Access code").fill("1234-5678")
    dialog.get_by_label("Master password").fill("m" * 90)
    assert complaints(owner) == []
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text(f"PN-{name}")
    expect(row).to_contain_text("5 Nov 2024")
    item = kept(server, name)
    assert item["manufacturedAt"].startswith("2024-11-05") and item["hasAccessCode"] and item["hasMasterPassword"]
    edit()
    expect(dialog.get_by_label("Access code").first).to_have_value("")
    dialog.get_by_label("Part number").fill("")
    dialog.get_by_label("Remove: Master password").check()
    assert complaints(owner) == []
    dialog.get_by_role("button", name="Save").click()
    expect(row).not_to_contain_text(f"PN-{name}")
    item = kept(server, name)
    assert (item["partNumber"], item["mesSerialNumber"], item["hasAccessCode"], item["hasMasterPassword"]) == (None, "MES-1", True, False)


def test_managers_look_at_secrets_and_edit_nothing(page, context, server, name):
    server.onboard(name)
    sign_in(context, server, make_person(server, "manager"))
    page.goto(f"/maintenance/inventory?id={name}")
    page.get_by_role("row").filter(has_text=name).get_by_role("button").last.click()
    expect(page.get_by_role("menuitem", name="Look at a secret")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Edit")).to_have_count(0)


def test_the_audit_is_for_owners(page, context, server):
    sign_in(context, server, make_person(server, "manager"))
    page.goto("/settings/audit")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


def test_drivers_see_no_equipment(page, context, server):
    sign_in(context, server, make_person(server, "driver"))
    page.goto("/maintenance/inventory")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


def test_it_is_sorted_by_its_headings_and_exported_as_it_is_filtered(owner, server, name):
    token = server.make_user("organization_owner", organization="Nordhafen Energy")
    items = [{"stationId": server.onboard(f"{name}-{letter}"), "mesSerialNumber": f"{serial}-{name}"} for letter, serial in (("A", "3"), ("B", "1"), ("C", "2"))]
    server.post(WRITE, {"i": {"items": items}}, token)
    owner.goto(f"/maintenance/inventory?id={name}&serial={name}")
    names = owner.get_by_role("table").get_by_role("rowheader")
    expect(names).to_have_text([f"{name}-{letter}" for letter in "ABC"])
    serial = owner.get_by_role("columnheader", name="MES serial number")
    serial.get_by_role("button").click()
    expect(serial).to_have_attribute("aria-sort", "ascending")
    expect(names).to_have_text([f"{name}-{letter}" for letter in "BCA"])
    serial.get_by_role("button").click()
    expect(names).to_have_text([f"{name}-{letter}" for letter in "ABC"])
    owner.get_by_role("button", name="Columns").click()
    owner.get_by_role("checkbox", name="Created").check()
    owner.keyboard.press("Escape")
    owner.get_by_role("columnheader", name="Created").get_by_role("button").click()
    expect(names).to_have_text([f"{name}-{letter}" for letter in "CBA"])
    owner.goto(f"/maintenance/inventory?serial=2-{name}")
    expect(owner.get_by_text("1–1 of 1")).to_be_visible()
    with owner.expect_download() as download:
        owner.get_by_role("link", name="Export CSV").click()
    head, *rows = open(download.value.path()).read().strip().splitlines()
    assert len(rows) == 1 and f"{name}-C" in rows[0], (head, rows)
    assert complaints(owner) == [] and fits(owner)


def test_it_is_filtered_by_what_is_on_the_plate_and_by_silence(owner, server, name):
    server.onboard(f"{name}-A")
    server.onboard(f"{name}-B")
    token = server.make_user("organization_owner", organization="Nordhafen Energy")
    station = server.post("query ($c: String) { station(chargePointId: $c) { id } }", {"c": f"{name}-A"})["station"]["id"]
    server.post(WRITE, {"i": {"items": [{"stationId": station, "materialNumber": f"MAT-{name}", "vendorCode": "V-9"}]}}, token)
    server.sql(f"update stations set model = 'Wall {name}', presence = 'OFFLINE', last_seen_at = now() - interval '2 hours' where charge_point_id = '{name}-A'")
    owner.goto("/maintenance/inventory")
    for label, text in (("Model", f"Wall {name}"), ("Material number", f"MAT-{name}"), ("Charge point ID", f"{name}-A")):
        owner.get_by_role("button", name=label, exact=True, expanded=False).click()
        owner.get_by_role("textbox", name=label).fill(text)
        owner.keyboard.press("Enter")
        expect(owner.get_by_text("1–1 of 1")).to_be_visible()
    owner.get_by_role("button", name="In timeout?").click()
    owner.get_by_role("radio", name="Yes").click()
    row = owner.get_by_role("row").filter(has_text=f"MAT-{name}")
    expect(row).to_contain_text("Yes")
    owner.get_by_role("button", name="In timeout?: Yes").click()
    owner.get_by_role("radio", name="No").click()
    expect(owner.get_by_text("Nothing matches these filters")).to_be_visible()
    owner.goto(f"/maintenance/inventory?id={name}-A")
    owner.get_by_role("button", name="Columns").click()
    for column in ("Vendor code", "Created", "Modified"):
        owner.get_by_role("checkbox", name=column).check()
    owner.keyboard.press("Escape")
    for column in ("Manufactured", "Model", "Part number", "MES serial number", "Material number", "Firmware", "Vendor code", "In timeout?", "Created", "Modified"):
        expect(owner.get_by_role("columnheader", name=column)).to_be_visible()
    expect(row).to_contain_text("V-9")
    assert complaints(owner) == [] and fits(owner)


def test_the_address_of_one_opens_it_beside_the_list(owner, server, name):
    server.onboard(name)
    owner.goto(f"/maintenance/inventory/{name}")
    drawer = owner.get_by_role("complementary", name=name)
    expect(drawer).to_contain_text("MES serial number")
    expect(owner.get_by_role("heading", level=1, name="Inventory")).to_be_visible()
    assert complaints(owner) == [] and fits(owner)
    owner.set_viewport_size({"width": 390, "height": 844})
    assert fits(owner)
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    owner.goto(f"/maintenance/inventory/{name}-NOBODY")
    expect(owner.get_by_role("complementary")).to_contain_text("Nothing is here")
