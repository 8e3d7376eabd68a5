"""A forgotten password, and an invitation, by the links in their mails."""
from browser import Browser
from mails import mailed
from people import PASSWORD, make_person
from playwright.sync_api import expect
from reach import complaints, fits


def link(server, recipient, path):
    """The last part of the newest link that was mailed to somebody."""
    return mailed(server, recipient, rf"/{path}/(\S+)")


def set_password(page, password, again=None):
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("The same password again").fill(password if again is None else again)
    page.get_by_role("button", name="Set password").click()


def test_a_forgotten_password_is_set_by_the_link_in_a_mail(page, server, person):
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot password").click()
    expect(page.get_by_role("heading", level=1, name="Forgot password")).to_be_visible()
    page.get_by_label("E-mail", exact=True).fill(person)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("alert")).to_contain_text("If an account exists")
    address = f"/reset/{link(server, person, 'reset')}"
    page.goto(address)
    length = page.get_by_role("listitem").filter(has_text="10 to 200 characters.")
    alike = page.get_by_role("listitem").filter(has_text="The same twice.")
    expect(length).to_contain_text("not met yet")
    page.get_by_label("Password", exact=True).fill("short")
    expect(page.get_by_text("Easy to guess")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("a password that is new")
    expect(page.get_by_text("Hard to guess", exact=True)).to_be_visible()
    expect(length).to_have_text("10 to 200 characters. met")
    expect(alike).to_contain_text("not met yet")
    page.get_by_label("The same password again").fill("a password that is new")
    expect(alike).to_have_text("The same twice. met")
    assert complaints(page) == []
    set_password(page, "a password that is new", "another one")
    expect(page.get_by_role("alert")).to_have_text("The two passwords differ.")
    set_password(page, "a password that is new")
    expect(page.get_by_role("alert")).to_contain_text("Done.")
    assert complaints(page) == []
    assert Browser(server).sign_in(person, "a password that is new")["isSignedIn"]
    page.allowed_complaints.append("400")
    page.goto(address)
    set_password(page, "yet another password")
    expect(page.get_by_role("alert")).to_contain_text("This link was used already")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page)


def test_an_invitation_makes_an_account_its_owners(page, server):
    owner = Browser(server)
    owner.sign_in(make_person(server, "organization-owner"), PASSWORD)
    guest = f"guest-{make_person(server)}"
    assert "user" in owner.mutate("inviteUser", {"email": guest, "role": "DRIVER"}, "user { id }")
    page.goto(f"/invite/{link(server, guest, 'invite')}")
    expect(page.get_by_role("heading", level=1, name="Set your password")).to_be_visible()
    set_password(page, "the guest's own password")
    expect(page.get_by_role("alert")).to_contain_text("Done.")
    assert Browser(server).sign_in(guest, "the guest's own password")["isSignedIn"]
