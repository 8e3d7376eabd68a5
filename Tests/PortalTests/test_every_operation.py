"""Every operation that has a form, asked of a charger through it: the charger hears what was typed, and its answer is shown."""
import re

import pytest
from files import add_image, hashes_of_root, make_root, sign, signature_headers
from playwright.sync_api import expect
from reach import complaints
from standing import Standing

#: By the slug of the form: what is filled in, by labels; the action that the charger hears; what it must have heard; what it answers.
KINDS = {
    "availability": ({"Connector": "1", "Type": "INOPERATIVE"}, "ChangeAvailability", {"connector_id": 1, "type": "Inoperative"}, None),
    "change-configuration": ({"Key": "HeartbeatInterval", "Value": "60"}, "ChangeConfiguration", {"key": "HeartbeatInterval", "value": "60"}, None),
    "get-configuration": ({"Keys": "HeartbeatInterval"}, "GetConfiguration", {"key": ["HeartbeatInterval"]},
                          {"configuration_key": [{"key": "HeartbeatInterval", "readonly": False, "value": "300"}]}),
    "diagnostics": ({"From": "2026-11-20T08:00"}, "GetDiagnostics", {}, {"file_name": "d.tgz"}),
    "unlock": ({"Connector": "1"}, "UnlockConnector", {"connector_id": 1}, "Unlocked"),
    "trigger-message": ({"Message": "Heartbeat"}, "TriggerMessage", {"requested_message": "Heartbeat"}, "Accepted"),
    "reset": ({"Type": "SOFT"}, "Reset", {"type": "Soft"}, None),
    "clear-cache": ({}, "ClearCache", {}, None),
    "data-transfer": ({"Vendor ID": "somebody", "Message ID": "hello", "Data": "there"}, "DataTransfer",
                      {"vendor_id": "somebody", "message_id": "hello", "data": "there"}, None),
    "log": ({"Log": "SECURITY_LOG"}, "GetLog", {"log_type": "SecurityLog"}, {"status": "Accepted", "filename": "security.log"}),
    "local-list": ({"List": "FULL"}, "SendLocalList", {"update_type": "Full"}, None),
    "local-list-version": ({}, "GetLocalListVersion", {}, {"list_version": 7}),
    "charging-profile": ({"Connector": "1", "Limits over time": "0:00 16\n1:30 8"}, "SetChargingProfile", {"connector_id": 1}, None),
    "clear-charging-profile": ({"Profile ID": "1"}, "ClearChargingProfile", {"id": 1}, None),
    "composite-schedule": ({"Duration in seconds": "3600"}, "GetCompositeSchedule", {"connector_id": 0, "duration": 3600}, None),
    "extended-trigger-message": ({"Message": "Heartbeat"}, "ExtendedTriggerMessage", {"requested_message": "Heartbeat"}, None),
    "certificates": ({"Type": "MANUFACTURER_ROOT_CERTIFICATE"}, "GetInstalledCertificateIds", {"certificate_type": "ManufacturerRootCertificate"},
                     {"status": "NotFound"}),
}
REPLIES = {"GetConfiguration": {"configuration_key": [], "unknown_key": []}}
#: Not each answer that is no refusal is called Accepted.
SAYS = {"certificates": re.compile("The charger said (yes|no)")}


def fill(page, label, value):
    field = page.get_by_label(label, exact=True).or_(page.get_by_label(f"{label}(optional)", exact=True)).or_(
        page.get_by_label(f"{label} (optional)", exact=True)).first
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def choose_station(page, name):
    page.get_by_role("combobox", name="Add a station").fill(name)
    page.get_by_role("listbox").get_by_role("option", name=re.compile(name)).click()
    expect(page.get_by_role("button", name=f"Take {name} off the list")).to_be_visible()


def submit(page):
    page.locator("form").locator("xpath=ancestor::section").locator("footer button[type=submit]").click()


@pytest.mark.parametrize("slug", KINDS)
def test_it_is_asked_for_and_answered(portal, server, name, slug):
    fields, action, heard, reply = KINDS[slug]
    server.onboard(name)
    with Standing(server, name, replies=REPLIES | ({action: reply} if reply else {})) as charger:
        portal.goto(f"/operations/new/{slug}")
        choose_station(portal, name)
        for label, value in fields.items():
            fill(portal, label, value)
        submit(portal)
        asked = charger.asked()
        if slug == "local-list":
            # How long the list may be is asked first.
            assert asked[0] == "GetConfiguration"
            asked = charger.asked()
        assert asked[0] == action
        assert {key: asked[1].get(key) for key in heard} == heard
        expect(portal.get_by_text(SAYS.get(slug, "The charger said yes.")).first).to_be_visible()
        assert complaints(portal) == []
        portal.goto("/operations")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_be_visible()
        row.get_by_role("rowheader").get_by_role("link").click()
        expect(portal.get_by_role("region", name="Answer of the charger")).to_be_visible()


def test_a_remote_start_and_stop_begin_in_the_navigation(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        portal.goto("/operations")
        pages = portal.get_by_role("navigation", name="Pages")
        pages.get_by_role("link", name="Remote start", exact=True).click()
        expect(portal.get_by_role("heading", level=1, name="Remote start")).to_be_visible()
        expect(pages.get_by_role("link", name="Remote start", exact=True)).to_have_attribute("aria-current", "page")
        expect(pages.get_by_role("link", name="All operations")).not_to_have_attribute("aria-current", "page")
        choose_station(portal, name)
        portal.get_by_role("combobox", name=re.compile("^Tag")).fill(f"T{name}")
        portal.get_by_role("option", name=f"T{name}").click()
        submit(portal)
        assert charger.asked()[0] == "RemoteStartTransaction"
        transaction = charger.start(1, f"T{name}")
        expect(portal.get_by_text("The session has started").first).to_be_visible()
        pages.get_by_role("link", name="Remote stop", exact=True).click()
        choose_station(portal, name)
        running = portal.get_by_label(re.compile("^Session"))
        expect(running).to_contain_text(str(transaction))
        running.select_option(label=f"{name} · 1: {transaction}, T{name}")
        submit(portal)
        assert charger.asked() == ("RemoteStopTransaction", {"transaction_id": transaction})
        charger.stop(transaction, 10)
        expect(portal.get_by_text("The session has ended").first).to_be_visible()


def test_each_of_the_usual_ones_stands_in_the_navigation(portal):
    portal.goto("/operations")
    pages = portal.get_by_role("navigation", name="Pages")
    for kind in ("Remote start", "Remote stop", "Reset", "Change availability", "Change configuration", "Get configuration", "Get diagnostics",
                 "Unlock connector", "Trigger message"):
        pages.get_by_role("link", name=kind, exact=True).click()
        expect(portal.get_by_role("heading", level=1, name=kind)).to_be_visible()
    # Where only pictures have room, they are in a menu, with all other pages below a heading.
    portal.set_viewport_size({"width": 800, "height": 800})
    pages.get_by_role("button", name="More").click()
    portal.get_by_role("menuitem", name="Inventory").click()
    expect(portal.get_by_role("heading", level=1, name="Inventory")).to_be_visible()
    assert complaints(portal) == []


def test_certificates_are_installed_and_deleted(portal, server, name, tmp_path):
    server.onboard(name)
    pem = make_root(tmp_path)
    hashes = hashes_of_root(tmp_path)
    with Standing(server, name) as charger:
        portal.goto("/operations/new/install-certificate")
        choose_station(portal, name)
        fill(portal, "Certificate (PEM)", pem)
        submit(portal)
        action, heard = charger.asked()
        assert action == "InstallCertificate" and heard["certificate"].strip() == pem.strip()
        expect(portal.get_by_text("The charger said yes.").first).to_be_visible()
        portal.goto("/operations/new/delete-certificate")
        choose_station(portal, name)
        for label, part in (("Hash of the issuer’s name", "issuerNameHash"), ("Hash of the issuer’s key", "issuerKeyHash"), ("Serial number", "serialNumber")):
            fill(portal, label, hashes[part])
        submit(portal)
        action, heard = charger.asked()
        assert action == "DeleteCertificate" and heard["certificate_hash_data"]["serial_number"] == hashes["serialNumber"]
        expect(portal.get_by_text("The charger said yes.").first).to_be_visible()


@pytest.mark.parametrize("slug, action", [("firmware", "UpdateFirmware"), ("signed-firmware", "SignedUpdateFirmware")])
def test_firmware_of_the_catalogue_is_sent(portal, server, name, tmp_path, slug, action):
    server.onboard(name)
    pem = make_root(tmp_path)
    content = f"firmware {name}".encode()
    status, _ = add_image(server, content, f"v-{name}", signature_headers(sign(tmp_path, content), pem))
    assert status == 201
    with Standing(server, name, replies={"UpdateFirmware": {}} if slug == "firmware" else None) as charger:
        portal.goto(f"/operations/new/{slug}")
        choose_station(portal, name)
        images = portal.get_by_label(re.compile("^Firmware"))
        expect(images).to_contain_text(f"v-{name}")
        images.select_option(label=images.locator("option").filter(has_text=f"v-{name}").inner_text())
        submit(portal)
        assert charger.asked()[0] == action
        expect(portal.get_by_text("The charger said yes.").first).to_be_visible()
