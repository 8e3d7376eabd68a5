"""What all forms do alike: they say what is wrong where it was left, and at the top of what is sent."""
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints


def invitation(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto("/settings/users")
    page.get_by_role("button", name="Invite").first.click()
    return page.get_by_role("dialog")


def test_a_field_is_checked_when_it_is_left_and_not_before(page, context, server):
    dialog = invitation(page, context, server)
    email = dialog.get_by_label("E-mail")
    email.press_sequentially("somebody")
    expect(email).not_to_have_attribute("aria-invalid", "true")
    email.press("Tab")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description("An e-mail such as name@example.com is needed.")
    # Nothing was sent: no summary, and the focus stays where the person went.
    expect(dialog.get_by_role("group", name="needs another look")).to_have_count(0)
    email.fill("somebody@example.com")
    expect(email).not_to_have_attribute("aria-invalid", "true")


def test_what_is_wrong_is_told_at_the_top_and_leads_to_its_field(page, context, server):
    dialog = invitation(page, context, server)
    dialog.get_by_label("First name").fill("Ada")
    dialog.get_by_role("button", name="Invite").click()
    summary = dialog.get_by_role("group", name="A field needs another look")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link", name="E-mail")
    expect(link).to_have_accessible_description("An e-mail such as name@example.com is needed.")
    assert complaints(page) == []
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("E-mail")).to_be_focused()
    expect(dialog.get_by_label("First name")).to_have_value("Ada")


def test_a_field_that_the_server_refuses_is_told_there_and_at_the_top(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto("/settings/webhooks?new=1")
    dialog = page.get_by_role("dialog", name="New webhook")
    dialog.get_by_label("Name").fill("Billing")
    address = dialog.get_by_label("Address")
    address.fill("http://127.0.0.1/")
    dialog.get_by_role("button", name="Choose all").click()
    dialog.get_by_role("button", name="New webhook").click()
    summary = dialog.get_by_role("group", name="A field needs another look")
    expect(summary).to_be_focused()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_value("Billing")
    summary.get_by_role("link", name="Address").click()
    expect(address).to_be_focused()
    # The server's word does not keep one from sending again.
    address.fill("https://")
    dialog.get_by_role("button", name="New webhook").click()
    expect(summary).to_be_focused()
    expect(dialog.get_by_text("This is needed.")).to_be_visible()


def test_a_button_is_hit_that_moves_as_a_field_is_left(page, context, server):
    dialog = invitation(page, context, server)
    dialog.get_by_label("E-mail").press_sequentially("somebody")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
