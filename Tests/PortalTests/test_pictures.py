"""Pictures of a station, as a person adds, describes and deletes them."""
import struct
import zlib

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


def png(width, height, colour=b"\x20\x80\x60"):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress((b"\0" + colour * width) * height)) + chunk(b"IEND", b"")


def choose(portal, content, name="gate.png", kind="image/png"):
    portal.get_by_label("Picture", exact=True).set_input_files({"name": name, "mimeType": kind, "buffer": content})


def add(portal, content, text):
    choose(portal, content)
    portal.get_by_label("What it shows").fill(text)
    portal.get_by_role("button", name="Add picture").click()
    expect(portal.get_by_role("heading", level=2, name=text)).to_be_visible()


def test_two_pictures_are_added_described_and_deleted(portal, server, name):
    station = server.onboard(name)
    portal.goto(f"/stations/{name}")
    portal.get_by_role("link", name="Pictures").click()
    expect(portal.get_by_text("There are no pictures yet.")).to_be_visible()
    add(portal, png(1200, 800), "Left of the gate")
    shown = portal.get_by_role("img", name="Left of the gate")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 1200)
    add(portal, png(400, 900, b"\xa0\x40\x20"), "The way in")
    expect(portal.get_by_text("A station has two pictures at most.")).to_be_visible()
    expect(portal.get_by_role("button", name="Add picture")).to_have_count(0)

    portal.get_by_role("button", name="Change description").first.click()
    portal.get_by_role("dialog").get_by_label("What it shows").fill("Beside\nthe gate")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_role("img", name="Beside the gate")).to_be_visible()
    portal.get_by_role("button", name="Delete picture").first.click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Delete picture").click()
    expect(portal.get_by_role("img", name="Beside the gate")).to_have_count(0)
    pictures = server.post("query ($id: ID!) { station(id: $id) { pictures { alternativeText } } }", {"id": station})["station"]["pictures"]
    assert pictures == [{"alternativeText": "The way in"}]


def test_what_is_no_picture_is_refused_and_the_words_stay(portal, server, name):
    server.onboard(name)
    portal.goto(f"/stations/{name}/pictures")
    portal.get_by_role("button", name="Add picture").click()
    expect(portal.get_by_text("This is needed.").first).to_be_visible()
    choose(portal, b"GIF89a", "moving.gif", "image/gif")
    expect(portal.get_by_text("Choose a JPEG, PNG or WebP file.")).to_be_visible()
    choose(portal, png(200, 200)[:90])
    portal.get_by_label("What it shows").fill("The gate")
    portal.allowed_complaints.append("400 (Bad Request)")
    portal.get_by_role("button", name="Add picture").click()
    expect(portal.get_by_role("alert")).to_contain_text("The picture is damaged")
    expect(portal.get_by_label("What it shows")).to_have_value("The gate")


def test_a_driver_sees_pictures_and_changes_none(context, page, server, name, portal):
    server.onboard(name)
    portal.goto(f"/stations/{name}/pictures")
    add(portal, png(300, 200), "The gate")
    # Nothing asks any more as who was signed in.
    portal.goto("about:blank")
    context.clear_cookies()
    sign_in(context, server, make_person(server, "driver"))
    page.goto(f"/stations/{name}/pictures")
    expect(page.get_by_role("img", name="The gate")).to_be_visible()
    for button in ("Add picture", "Change description", "Delete picture"):
        expect(page.get_by_role("button", name=button)).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_are_accessible_and_fit_every_width(portal, server, name, theme):
    server.onboard(name)
    portal.emulate_media(color_scheme=theme)
    portal.goto(f"/stations/{name}/pictures")
    add(portal, png(1600, 900), "The gate")
    for width in (1440, 390, 360):
        portal.set_viewport_size({"width": width, "height": 800})
        assert fits(portal)
    assert complaints(portal) == []
