"""Firmware: added, installed on stations, followed to the end, and deleted."""
import re
import urllib.request

import pytest
from files import add_image, make_root, sign
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing


def test_an_image_is_uploaded_installed_and_followed(portal, server, name, tmp_path):
    server.onboard(name)
    image = tmp_path / "fw.bin"
    image.write_bytes(b"firmware" * 100_000)
    with Standing(server, name, replies={"UpdateFirmware": {}}) as charger:
        portal.goto("/firmware")
        portal.get_by_role("button", name="Add firmware").first.click()
        dialog = portal.get_by_role("dialog", name="Add firmware")
        dialog.get_by_role("button", name="Upload").click()
        expect(dialog.get_by_text("This is needed.")).to_have_count(4)
        assert complaints(portal) == []
        dialog.get_by_label("Vendor").fill("Somebody")
        dialog.get_by_label("Model").fill("Model X")
        dialog.get_by_label("Version").fill(f"v-{name}")
        dialog.get_by_label("File").set_input_files(image)
        dialog.get_by_role("button", name="Upload").click()
        row = portal.get_by_role("row").filter(has_text=f"v-{name}")
        expect(row).to_contain_text("800.0 kB")
        expect(row).to_contain_text("Model X")
        row.get_by_role("button", name=re.compile("^Actions")).click()
        portal.get_by_role("menuitem", name="Install on stations…").click()
        dialog = portal.get_by_role("dialog", name="Update firmware")
        dialog.get_by_label("Add a station").fill(name)
        dialog.get_by_role("option", name=re.compile(name)).click()
        expect(dialog.get_by_role("button", name=f"Take {name} off the list")).to_be_visible()
        dialog.get_by_role("button", name="Next").click()
        expect(dialog.get_by_label("Firmware")).to_contain_text(f"v-{name}")
        dialog.get_by_role("button", name="Update").click()
        action, arguments = charger.asked()
        assert action == "UpdateFirmware"
        steps = dialog.get_by_role("list", name="Update firmware")
        expect(steps).to_contain_text("The charger said yes")
        charger.call(call.FirmwareStatusNotification(status="Downloading"))
        assert urllib.request.urlopen(arguments["location"]).read() == image.read_bytes()
        expect(steps).to_contain_text("Downloading", timeout=20_000)
        dialog.get_by_role("button", name="Close").last.click()
        portal.get_by_role("tab", name="Installations", exact=True).click()
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Downloading")
        expect(row).to_contain_text(f"v-{name}")
        for status in ("Downloaded", "Installing", "Installed"):
            charger.call(call.FirmwareStatusNotification(status=status))
        expect(row).to_contain_text("Installed", timeout=20_000)
        expect(row).to_contain_text("Seen")
        assert complaints(portal) == []
        row.get_by_role("button").first.click()
        expect(portal.get_by_role("complementary", name="Update firmware")).to_contain_text("The firmware is installed")
        assert complaints(portal) == []
    portal.goto(f"/firmware?version=v-{name}")
    portal.get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Delete").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()


def test_a_signature_is_checked(portal, server, name, tmp_path):
    certificate = make_root(tmp_path)
    image = tmp_path / "fw.bin"
    image.write_bytes(b"signed firmware")
    portal.goto("/firmware")
    portal.allowed_complaints += ["status of 400"]
    portal.get_by_role("button", name="Add firmware").first.click()
    dialog = portal.get_by_role("dialog", name="Add firmware")
    for label, value in (("Vendor", "Somebody"), ("Model", "Model X"), ("Version", f"s-{name}")):
        dialog.get_by_label(label).fill(value)
    dialog.get_by_label("File").set_input_files(image)
    dialog.get_by_role("button", name="It comes with a signature").click()
    dialog.get_by_label("Signature").fill(sign(tmp_path, b"something else"))
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog.get_by_text("Signature and certificate belong together.")).to_be_visible()
    dialog.get_by_label("Certificates of the signer").fill(certificate)
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Signature").fill(sign(tmp_path, b"signed firmware"))
    dialog.get_by_role("button", name="Upload").click()
    row = portal.get_by_role("row").filter(has_text=f"s-{name}")
    expect(row).to_contain_text("signed")
    row.get_by_role("button", name=re.compile("^Actions")).click()
    expect(portal.get_by_role("menuitem", name="Install with its signature…")).to_be_visible()


def test_who_may_not_configure_only_looks(page, context, server, name):
    assert add_image(server, b"x", f"l-{name}")[0] == 201
    sign_in(context, server, make_person(server, role="support"))
    page.goto(f"/firmware?version=l-{name}")
    expect(page.get_by_role("row").filter(has_text=f"l-{name}")).to_be_visible()
    expect(page.get_by_role("button", name="Add firmware")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Actions"))).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(portal, server, name, theme):
    assert add_image(server, b"x", f"f-{name}")[0] == 201
    portal.emulate_media(color_scheme=theme)
    portal.goto("/firmware")
    expect(portal.get_by_role("row").filter(has_text=f"f-{name}")).to_be_visible()
    assert complaints(portal) == []
    for width in (360, 700, 1000):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal), width
