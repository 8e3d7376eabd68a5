"""Webhooks: made, told, refused, sent again, given another secret, switched off and deleted."""
import json
import os
import re
import tempfile

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import Server
from standing import Standing
from webhook import Receiver, verify

LIST = "{ webhooks { nodes { name url events isActive } } }"


@pytest.fixture(scope="module")
def calling():
    """A server that may call this machine, without TLS."""
    allowed = {"STATIONMASTER_WEBHOOK_HTTP": "on", "STATIONMASTER_WEBHOOK_NETWORKS": "127.0.0.0/8"}
    with tempfile.TemporaryDirectory(prefix="stationmaster-portal-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment=allowed).start()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


@pytest.fixture
def owner(browser, calling, name):
    """A page of an owner of an organization of the test's own; `token` is another owner's."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{calling.http_port}", viewport={"width": 1440, "height": 900}, locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    organization = f"Nordhafen {name}"
    calling.token = calling.make_user("organization-owner", organization=organization)
    sign_in(context, calling, make_person(calling, "organization_owner", organization))
    yield context.new_page()
    context.close()


def make(page, url, name="Billing", events=("Session started", "Session ended")):
    page.goto("/settings/webhooks")
    page.get_by_role("button", name="New webhook").first.click()
    dialog = page.get_by_role("dialog", name="New webhook")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Address").fill(url)
    for event in events:
        dialog.get_by_label(event).check()
    dialog.get_by_role("button", name="New webhook").click()
    shown = page.get_by_role("dialog", name="The secret of the webhook")
    return shown, shown.locator("code").inner_text()


def known(server):
    return server.post(LIST)["webhooks"]["nodes"]


def charge(server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        charger.stop(charger.start(1, f"T{name}"), 2500)


def delivery(page, event):
    return page.get_by_role("row").filter(has_text=event)


def test_a_webhook_is_made_its_secret_shown_once_and_its_deliveries_followed(owner, calling, name):
    with Receiver(answers=[503]) as receiver:
        shown, secret = make(owner, receiver.url)
        assert secret.startswith("whsec_")
        assert complaints(owner) == []
        shown.get_by_role("button", name="Copy").click()
        expect(shown.get_by_role("button", name="Copied")).to_be_visible()
        shown.get_by_role("button", name="Done").click()
        expect(owner.get_by_role("heading", name="Billing", level=1)).to_be_visible()
        expect(owner.get_by_text("Nothing was sent yet")).to_be_visible()
        expect(owner.get_by_text(secret)).to_have_count(0)
        assert complaints(owner) == [] and fits(owner)
        assert known(calling) == [{"name": "Billing", "url": receiver.url, "events": ["SESSION_STARTED", "SESSION_ENDED"], "isActive": True}]
        charge(calling, name)
        ended = receiver.came("SESSION_ENDED")
        verify(secret, *ended[0])
        owner.get_by_role("button", name="Refresh").click()
        expect(delivery(owner, "Session ended").or_(delivery(owner, "Session started")).first).to_be_visible()
        # What waits to be sent again is looked at without a hand.
        for event in ("Session started", "Session ended"):
            expect(delivery(owner, event)).to_contain_text("Delivered", timeout=60_000)
            expect(delivery(owner, event)).to_contain_text("204")
        assert complaints(owner) == []
        delivery(owner, "Session ended").get_by_role("button", name="Send again").click()
        assert len({json.loads(body)["id"] for _, body in receiver.came("SESSION_ENDED", len(ended) + 1)}) == 1


def test_a_refusal_stands_at_the_delivery(owner, calling, name):
    with Receiver(answers=[500] * 50) as receiver:
        shown, _ = make(owner, receiver.url, events=["Session ended"])
        shown.get_by_role("button", name="Done").click()
        charge(calling, name)
        receiver.came("SESSION_ENDED")
        owner.get_by_role("button", name="Refresh").click()
        row = delivery(owner, "Session ended")
        expect(row).to_contain_text("Waits to be sent")
        expect(row).to_contain_text("500", timeout=30_000)
        owner.reload()
        expect(owner.get_by_text("Every attempt has failed since")).to_be_visible()
        expect(delivery(owner, "Session ended").get_by_role("button", name="Send again")).to_have_count(0)


def test_an_address_that_is_not_taken_is_told_at_the_field(portal, context, server):
    """The other server calls public addresses over TLS alone."""
    sign_in(context, server, make_person(server, "organization_owner"))
    portal.goto("/settings/webhooks?new=1")
    dialog = portal.get_by_role("dialog", name="New webhook")
    dialog.get_by_role("button", name="New webhook").click()
    expect(dialog.get_by_text("This is needed.")).to_have_count(2)
    expect(dialog.get_by_text("Choose at least one event.")).to_be_visible()
    assert complaints(portal) == []
    dialog.get_by_label("Name").fill("Billing")
    dialog.get_by_label("Address").fill("http://127.0.0.1/")
    dialog.get_by_role("button", name="Choose all").click()
    dialog.get_by_role("button", name="New webhook").click()
    expect(dialog.locator(".field-error")).to_be_visible()
    expect(dialog.get_by_label("Address")).to_have_attribute("aria-invalid", "true")


def test_it_is_switched_off_and_on_and_gets_another_secret(owner, calling):
    with Receiver() as receiver:
        shown, first = make(owner, receiver.url)
        shown.get_by_role("button", name="Done").click()
        owner.get_by_role("button", name="Edit").click()
        dialog = owner.get_by_role("dialog", name="Edit Billing")
        dialog.get_by_label("Name").fill("Invoices")
        dialog.get_by_label("On", exact=True).uncheck()
        dialog.get_by_role("button", name="Save").click()
        expect(owner.get_by_role("heading", name="Invoices", level=1)).to_be_visible()
        expect(owner.get_by_text("It is off: nothing is noted for it")).to_be_visible()
        assert [(each["name"], each["isActive"]) for each in known(calling)] == [("Invoices", False)]
        owner.get_by_role("button", name="Switch on").click()
        expect(owner.get_by_text("It is on.")).to_be_visible()
        assert known(calling)[0]["isActive"] is True
        owner.get_by_role("button", name="New secret").click()
        owner.get_by_role("alertdialog").get_by_role("button", name="New secret").click()
        second = owner.get_by_role("dialog", name="The secret of the webhook").locator("code").inner_text()
        assert second.startswith("whsec_") and second != first
        owner.get_by_role("button", name="Done").click()
        owner.get_by_role("button", name="Delete").click()
        owner.get_by_role("alertdialog", name="Delete Invoices?").get_by_role("button", name="Delete").click()
        expect(owner.get_by_text("No webhooks yet")).to_be_visible()
        assert known(calling) == []


def test_the_pages_fit_a_telephone(owner, calling):
    with Receiver() as receiver:
        owner.set_viewport_size({"width": 390, "height": 844})
        shown, _ = make(owner, receiver.url)
        assert fits(owner)
        shown.get_by_role("button", name="Done").click()
        expect(owner.get_by_role("heading", name="Billing", level=1)).to_be_visible()
        assert complaints(owner) == [] and fits(owner)
        owner.goto("/settings/webhooks")
        expect(owner.get_by_role("link", name="Billing")).to_be_visible()
        assert complaints(owner) == [] and fits(owner)


@pytest.mark.parametrize("role", ["manager", "support", "driver"])
def test_who_may_not_manage_them_sees_none(page, context, server, role):
    sign_in(context, server, make_person(server, role))
    page.goto("/settings/webhooks")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Webhooks"))).to_have_count(0)


def test_what_is_another_organizations_is_not_found(owner, browser, calling, name):
    with Receiver() as receiver:
        shown, _ = make(owner, receiver.url)
        shown.get_by_role("button", name="Done").click()
        expect(owner.get_by_role("heading", name="Billing", level=1)).to_be_visible()
        context = browser.new_context(base_url=f"http://127.0.0.1:{calling.http_port}", locale="en-GB")
        sign_in(context, calling, make_person(calling, "organization_owner", f"Elsewhere {name}"))
        page = context.new_page()
        page.goto(owner.url)
        expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
        context.close()


def test_a_test_is_sent_and_followed_to_its_end(owner, calling):
    with Receiver(answers=[204, 500]) as receiver:
        shown, secret = make(owner, receiver.url)
        shown.get_by_role("button", name="Done").click()
        owner.get_by_role("button", name="Send a test").click()
        dialog = owner.get_by_role("dialog", name="Test Billing")
        expect(dialog.get_by_text("Taken: the address answered 204")).to_be_visible()
        assert complaints(owner) == []
        verify(secret, *receiver.came("TEST")[0])
        dialog.get_by_role("button", name="Send again").click()
        expect(dialog.get_by_text("Not taken")).to_be_visible()
        expect(dialog.get_by_text("500")).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
        expect(delivery(owner, "Test").filter(has_text="Given up")).to_have_count(1)
        expect(delivery(owner, "Test").filter(has_text="Delivered")).to_have_count(1)
        expect(owner.get_by_text("Every attempt has failed since")).to_have_count(0)
        owner.set_viewport_size({"width": 390, "height": 844})
        owner.get_by_role("button", name="Send a test").click()
        expect(dialog.get_by_text("Taken: the address answered 204")).to_be_visible()
        assert complaints(owner) == [] and fits(owner)


def test_one_that_is_off_is_not_tested(owner, calling):
    with Receiver() as receiver:
        shown, _ = make(owner, receiver.url)
        shown.get_by_role("button", name="Done").click()
        expect(owner.get_by_role("button", name="Send a test")).to_be_visible()
        [webhook] = calling.post("{ webhooks { nodes { id } } }")["webhooks"]["nodes"]
        calling.post("mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { id } } }",
                     {"input": {"id": webhook["id"], "isActive": False}})
        owner.reload()
        expect(owner.get_by_text("It is off: nothing is noted for it")).to_be_visible()
        expect(owner.get_by_role("button", name="Send a test")).to_have_count(0)
