"""A new charger, from its name to the first charge."""
from charging import Charging
from playwright.sync_api import expect
from reach import complaints, fits


def test_the_first_charger_is_added_waited_for_and_tried(portal, server, name):
    portal.goto("/stations/new")
    portal.get_by_label("Charge point ID").fill("has/slash")
    portal.get_by_role("button", name="Add station").click()
    expect(portal.get_by_text("The ID must not have slashes")).to_be_visible()
    portal.get_by_label("Charge point ID").fill(name)
    portal.get_by_label("Description").fill("Depot north")
    assert complaints(portal) == []
    portal.get_by_role("button", name="Add station").click()
    expect(portal.get_by_text("Waiting for your charger …")).to_be_visible()
    lines = [line.strip() for line in portal.locator(".command code").all_inner_texts()]
    assert lines[0].endswith("/ocpp") and lines[1] == name and len(lines[2]) == 19
    assert complaints(portal) == [] and fits(portal)
    portal.set_viewport_size({"width": 360, "height": 800})
    assert fits(portal)
    with Charging(server, name, "SOMETAG", password=lines[2]) as charging:
        expect(portal.get_by_text(f"{name} is here")).to_be_visible()
        assert complaints(portal) == []
        charging.stop()
        portal.get_by_role("button", name="Make a tag and start").click()
        dialog = portal.get_by_role("dialog", name="Remote start")
        tag = dialog.get_by_role("combobox", name="Tag").input_value()
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("Waiting for the session to start").first).to_be_visible()
        charging.begin(tag)
        expect(dialog.get_by_text("The session has started").first).to_be_visible()


def test_an_id_that_is_taken_is_told_at_the_field(portal, server, name):
    server.onboard(name)
    portal.goto("/stations/new")
    portal.get_by_label("Charge point ID").fill(name)
    portal.get_by_role("button", name="Add station").click()
    expect(portal.locator(".field-error")).to_be_visible()
    expect(portal.get_by_label("Charge point ID")).to_have_value(name)


def test_a_wrong_password_is_told_while_one_waits(portal, server, name):
    server.onboard(name, password="correct horse")
    portal.goto(f"/stations/new?station={name}")
    expect(portal.get_by_text("Waiting for your charger …")).to_be_visible()
    try:
        with Charging(server, name, "TAG", password="wrong horse battery"):
            raise AssertionError("it was let in")
    except AssertionError:
        raise
    except Exception:
        pass
    expect(portal.get_by_text("the password is wrong")).to_be_visible(timeout=20_000)


def test_a_charger_whose_id_is_nearly_right_is_told_while_one_waits(portal, server, name):
    server.onboard(name, password="correct horse")
    portal.goto(f"/stations/new?station={name}")
    expect(portal.get_by_text("Waiting for your charger …")).to_be_visible()
    slip = f"{name}0"
    try:
        with Charging(server, slip, "TAG", password="correct horse"):
            raise AssertionError("it was let in")
    except AssertionError:
        raise
    except Exception:
        pass
    expect(portal.get_by_text(slip, exact=True)).to_be_visible(timeout=20_000)
    expect(portal.get_by_text("whose ID is nearly this one")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
