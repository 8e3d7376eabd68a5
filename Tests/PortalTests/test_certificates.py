"""Certificates: what stations ask for is decided by a person, and what they have is taken back."""
import re
import secrets

import pytest
from files import openssl
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing


def make_request(folder, subject):
    openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "csr", "-subj", subject)
    return (folder / "csr").read_text()


def ask(server, charger, station, csr, status):
    charger.call(call.SignCertificate(csr=csr))
    query = "query ($s: [ID!], $t: CertificateRequestStatus) { certificateRequests(filter: {stationIds: $s, status: $t}) { totalCount } }"
    eventually(lambda: server.post(query, {"s": [station], "t": status})["certificateRequests"]["totalCount"], f"the request is {status}")


def menu(page, name, item):
    page.get_by_role("button", name=re.compile(f"^Actions for {name}")).first.click()
    return page.get_by_role("menuitem", name=item)


def test_a_request_is_signed_and_the_certificate_taken_back(portal, server, name, tmp_path):
    station = server.onboard(name)
    with Standing(server, name) as charger:
        ask(server, charger, station, make_request(tmp_path, "/CN=Somebody"), "PENDING")
        portal.goto(f"/certificates?station={station}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Waits for you")
        expect(row).to_contain_text("Somebody")
        assert complaints(portal) == []
        menu(portal, name, "Approve…").click()
        dialog = portal.get_by_role("dialog", name=f"Sign the request of {name}?")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Sign and send").click()
        assert charger.asked()[0] == "CertificateSigned"
        expect(dialog.get_by_role("list")).to_contain_text("The charger said yes")
        dialog.get_by_role("button", name="Close").last.click()
        expect(row).to_contain_text("Issued")
        portal.get_by_role("tab", name="Client certificates").click()
        portal.goto(f"/certificates?view=issued&station={station}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Good")
        assert complaints(portal) == []
        menu(portal, name, "Take back…").click()
        dialog = portal.get_by_role("dialog", name=f"Take back this certificate of {name}?")
        dialog.get_by_role("button", name="Take back").click()
        expect(dialog.get_by_text("This is needed.")).to_be_visible()
        dialog.get_by_label("Reason").fill("The station was stolen")
        dialog.get_by_role("button", name="Take back").click()
        expect(row).to_contain_text("Taken back")
        expect(row).to_contain_text("The station was stolen")
        expect(menu(portal, name, re.compile("Take back"))).to_have_attribute("aria-disabled", "true")
        portal.keyboard.press("Escape")
        portal.get_by_role("button", name="State", exact=True).click()
        portal.get_by_role("radio", name="Good").click()
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()


def test_a_request_is_refused_with_a_reason(portal, server, name, tmp_path):
    station = server.onboard(name)
    with Standing(server, name) as charger:
        ask(server, charger, station, make_request(tmp_path, "/CN=Somebody"), "PENDING")
        portal.goto(f"/certificates?station={station}")
        menu(portal, name, "Refuse…").click()
        dialog = portal.get_by_role("dialog", name=f"Refuse the request of {name}?")
        dialog.get_by_label("Reason").fill("Not one of ours")
        dialog.get_by_role("button", name="Refuse").click()
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Refused")
        expect(row).to_contain_text("Not one of ours")


def test_a_request_for_the_station_itself_is_signed_by_the_server(portal, server, name, tmp_path):
    password = secrets.token_hex(10)
    station = server.onboard(name, password)
    with Standing(server, name, password=password) as charger:
        ask(server, charger, station, make_request(tmp_path, f"/CN={name}"), "ISSUED")
    portal.goto(f"/certificates?station={station}")
    row = portal.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("Issued")
    expect(row).to_contain_text("the server")


def test_who_may_not_configure_sees_requests_only(page, context, server, name):
    sign_in(context, server, make_person(server, role="support"))
    page.goto("/certificates?view=issued")
    expect(page.get_by_role("heading", name="Certificates")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Actions"))).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(portal, server, name, tmp_path, theme):
    password = secrets.token_hex(10)
    station = server.onboard(name, password)
    with Standing(server, name, password=password) as charger:
        ask(server, charger, station, make_request(tmp_path, f"/CN={name}"), "ISSUED")
    portal.emulate_media(color_scheme=theme)
    for view in ("requests", "issued"):
        portal.set_viewport_size({"width": 1440, "height": 900})
        portal.goto(f"/certificates?view={view}&station={station}")
        expect(portal.get_by_role("row").filter(has_text=name)).to_be_visible()
        assert complaints(portal) == []
        for width in (360, 700, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), (view, width)
