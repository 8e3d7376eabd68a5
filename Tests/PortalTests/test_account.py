"""One's own account: who one is, the password, the second factor, other browsers, and tokens for programs."""
import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from browser import Browser, one_time_code
from people import PASSWORD, make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.fixture
def email(server):
    return make_person(server)


@pytest.fixture
def portal(page, context, server, email):
    sign_in(context, server, email)
    return page


def read_qr(picture):
    """What a telephone's camera makes of the picture."""
    size = int(picture.get_attribute("viewBox").split()[2])
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1", picture.locator("path").get_attribute("d"))}
    scale = 4
    pixels = bytes(
        0 if (x // scale, y // scale) in dark else 255 for y in range(size * scale) for x in range(size * scale))
    [code] = zxingcpp.read_barcodes(memoryview(pixels).cast("B", (size * scale, size * scale)))
    return code.text


def test_the_profile_is_changed(portal, server, email):
    portal.goto("/account/profile")
    portal.get_by_label("First name").fill("Jette")
    portal.get_by_label("Mobile number").fill("+49 170 1234567")
    portal.get_by_role("button", name="Save").click()
    expect(portal.get_by_text("Saved").first).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    portal.reload()
    expect(portal.get_by_label("First name")).to_have_value("Jette")


def test_what_is_kept_of_oneself_is_taken_along(portal, email):
    portal.goto("/account/profile")
    with portal.expect_download() as download:
        portal.get_by_role("region", name="Your data").get_by_role("link", name="Download your data").click()
    assert download.value.suggested_filename == "me.json"
    assert email in json.dumps(json.loads(download.value.path().read_text()))


def test_the_account_is_deleted_with_its_password_and_no_other(portal, server, email):
    portal.goto("/account/profile")
    portal.get_by_role("button", name="Delete account").click()
    dialog = portal.get_by_role("dialog", name="Delete your account?")
    expect(dialog.get_by_text("This cannot be undone.")).to_be_visible()
    remove = dialog.get_by_role("button", name="Delete account")
    expect(remove).to_be_disabled()
    dialog.get_by_role("textbox", name="Current password").fill("not this one")
    remove.click()
    expect(dialog.get_by_text("The password is not right.")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    dialog.get_by_role("textbox", name="Current password").fill(PASSWORD)
    remove.click()
    expect(portal.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not Browser(server).sign_in(email, PASSWORD).get("isSignedIn")


def test_a_second_factor_is_set_up_by_its_picture_and_asked_for_then(portal, server, email):
    portal.goto("/account/security")
    portal.get_by_role("button", name="Set up").click()
    portal.get_by_role("textbox", name="Your password").fill("not this one")
    portal.get_by_role("button", name="Next").click()
    expect(portal.get_by_text("The password is not right.")).to_be_visible()
    portal.get_by_role("textbox", name="Your password").fill(PASSWORD)
    portal.get_by_role("button", name="Next").click()
    picture = portal.get_by_role("img", name=re.compile("QR code"))
    expect(picture).to_be_visible()
    address = urlsplit(read_qr(picture))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    secret = parse_qs(address.query)["secret"][0]
    expect(portal.get_by_text(re.sub(r"\s", "", secret)[:4]).first).to_be_visible()
    assert complaints(portal) == []
    portal.get_by_label("Six digits").fill(one_time_code(secret, time.time()))
    portal.get_by_role("button", name="Switch on").click()
    codes = portal.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    portal.get_by_role("button", name="Done").click()
    expect(portal.get_by_text("Keep the codes first")).to_be_visible()
    portal.get_by_label("I have kept them").check()
    portal.get_by_role("button", name="Done").click()
    expect(portal.get_by_text("Signing in asks for a code")).to_be_visible()
    answer = Browser(server).sign_in(email, PASSWORD)
    assert not answer.get("isSignedIn"), answer


def test_another_browser_is_signed_out_from_here(portal, server, email):
    other = Browser(server)
    assert other.sign_in(email, PASSWORD)["isSignedIn"]
    portal.goto("/account/security")
    sessions = portal.get_by_role("list", name="Signed in with").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    sessions.filter(has_not_text="This browser").get_by_role("button", name="End this session").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="End this session").click()
    expect(sessions).to_have_count(1)
    assert other.ask("{ viewer { user { email } } }")[0] == 401


def test_the_password_is_changed_and_the_old_one_is_worth_nothing(portal, server, email):
    portal.goto("/account/security")
    portal.get_by_label("Current password", exact=True).fill(PASSWORD)
    portal.get_by_label("New password", exact=True).fill("a longer staple")
    portal.get_by_label("The new password again", exact=True).fill("another staple")
    portal.get_by_role("button", name="Change password").click()
    expect(portal.get_by_role("alert").or_(portal.locator(".field-error")).first).to_be_visible()
    portal.get_by_label("The new password again", exact=True).fill("a longer staple")
    portal.get_by_role("button", name="Change password").click()
    expect(portal.get_by_text("The password is changed.")).to_be_visible()
    assert not Browser(server).sign_in(email, PASSWORD).get("isSignedIn")
    assert Browser(server).sign_in(email, "a longer staple")["isSignedIn"]


def test_a_token_is_made_shown_once_and_revoked(portal, server):
    portal.goto("/account/tokens")
    portal.get_by_role("button", name="New token").first.click()
    dialog = portal.get_by_role("dialog", name="New token")
    dialog.get_by_label("Name").fill("Month's report")
    dialog.get_by_label("Scope").select_option(label="Look only, change nothing")
    dialog.get_by_role("button", name="Make token").click()
    shown = portal.get_by_role("dialog", name="The token is made")
    token = next(text for text in shown.inner_text().split() if len(text) > 30)
    assert server.post("{ viewer { role } }", token=token) == {"viewer": {"role": "MANAGER"}}
    assert server.post('mutation { createGroup(input: {name: "x"}) { group { id } } }', token=token, raw=True)[0] == 403
    shown.get_by_role("button", name="Done").click()
    assert complaints(portal) == [] and token not in portal.content()
    portal.get_by_role("button", name="Revoke Month's report").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Revoke").click()
    expect(portal.get_by_text("No token yet")).to_be_visible()
    assert server.post("{ viewer { role } }", token=token, raw=True)[0] == 401



def test_a_token_is_made_for_what_is_ticked(portal, server):
    portal.goto("/account/tokens")
    portal.get_by_role("button", name="New token").first.click()
    dialog = portal.get_by_role("dialog", name="New token")
    dialog.get_by_label("Name").fill("Display at the gate")
    dialog.get_by_label("Scope").select_option(label="Only what is ticked")
    dialog.get_by_role("button", name="Make token").click()
    expect(dialog.get_by_text("Tick what the token is for.")).to_be_visible()
    dialog.get_by_label("See stations").check()
    assert complaints(portal) == [] and fits(portal)
    dialog.get_by_role("button", name="Make token").click()
    shown = portal.get_by_role("dialog", name="The token is made")
    token = next(text for text in shown.inner_text().split() if len(text) > 30)
    shown.get_by_role("button", name="Done").click()
    expect(portal.get_by_role("listitem").filter(has_text="Display at the gate")).to_contain_text("See stations")
    assert "totalCount" in server.post("{ stations(first: 1) { totalCount } }", token=token)["stations"]
    status, answer = server.post("{ sessions(first: 1) { totalCount } }", token=token, raw=True)
    assert "READ_SESSIONS" in str(answer), (status, answer)
    portal.get_by_role("button", name="Revoke Display at the gate").click()
    portal.get_by_role("alertdialog").get_by_role("button", name="Revoke").click()
    expect(portal.get_by_text("No token yet")).to_be_visible()


def test_ones_own_sign_ins_are_told(portal):
    portal.goto("/account/sign-ins")
    expect(portal.get_by_role("row").filter(has_text="Signed in").first).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
