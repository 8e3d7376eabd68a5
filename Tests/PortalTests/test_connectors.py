"""The connectors of all stations."""
import re

import pytest
from charging import Charging
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_they_are_found_by_what_they_do(portal, server, name, theme):
    portal.emulate_media(color_scheme=theme)
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Charging(server, name, f"T{name}") as charging:
        charging.status(2, "Faulted", "GroundFailure")
        portal.goto(f"/connectors?q={name}")
        expect(portal.get_by_text("1–2 of 2")).to_be_visible()
        charging.meter(2000, power=7400)
        expect(portal.get_by_role("row").filter(has_text=f"{name} · 1")).to_contain_text("7.4 kW")
        portal.get_by_role("button", name="Status").click()
        portal.get_by_role("checkbox", name="Faulted").check()
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        expect(portal.get_by_role("row").filter(has_text=f"{name} · 2")).to_contain_text("GroundFailure")
        portal.keyboard.press("Escape")
        assert complaints(portal) == []
        for width in (360, 700, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), width


def test_one_is_unlocked_from_its_row(portal, server, name):
    server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["UnlockConnector"] = "Unlocked"
        portal.goto(f"/connectors?q={name}")
        portal.get_by_role("button", name=re.compile(f"Actions for {name}")).click()
        portal.get_by_role("menuitem", name="Unlock connector").click()
        dialog = portal.get_by_role("dialog", name="Unlock connector")
        expect(dialog.get_by_label("Connector")).to_have_value("1")
        dialog.get_by_role("button", name="Unlock", exact=True).click()
        expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
