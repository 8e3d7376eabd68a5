"""The way in and out, as a person takes it."""
import re
import secrets

from browser import Browser, read_captcha
from mails import mailed
from people import PASSWORD, make_person, sessions, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


def fill(page, server, email, password):
    """Fills the form; the picture is read by who has the server's key."""
    with page.expect_response(lambda response: "createCaptcha" in (response.request.post_data or "")) as answer:
        page.goto("/stations?q=harbour")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    captcha = answer.value.json()["data"]["createCaptcha"]["id"]
    page.get_by_label("Characters in the picture").fill(read_captcha(server, captcha))


def test_a_deep_link_leads_through_the_sign_in_and_back(page, server, person):
    fill(page, server, person, PASSWORD)
    expect(page.get_by_role("img", name=re.compile("Six characters"))).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Stations")).to_be_visible()
    assert page.url.endswith("/stations?q=harbour")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Stations")).to_be_visible()


def test_what_is_wrong_is_told_without_telling_what(page, server, person):
    page.allowed_complaints.append("400")
    page.allowed_complaints.append("401")
    fill(page, server, person, "something else")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("E-mail, password or characters are not right.")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value(person)
    assert complaints(page) == []


def test_signing_out_ends_the_session(portal, server):
    portal.goto("/stations")
    portal.get_by_role("button", name=re.compile("Account of")).click()
    portal.get_by_role("menuitem", name="Sign out").click()
    expect(portal.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    portal.goto("/stations")
    expect(portal.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_signing_out_leaves_no_question_behind(portal):
    """What a page still asks while one signs out is taken back, and not refused by the server."""
    held = []

    def answer(route):
        operation = route.request.post_data_json["operationName"]
        if operation == "SignOut":
            answered = route.fetch()
            for question in held:
                question.fulfill(response=question.fetch())
            route.fulfill(response=answered)
        elif operation == "Stations":
            held.append(route)
        else:
            route.continue_()

    portal.goto("/dashboard")
    portal.wait_for_load_state("networkidle")
    portal.route("**/graphql", answer)
    with portal.expect_request(lambda asked: '"operationName":"Stations"' in (asked.post_data or "")):
        portal.get_by_role("navigation").first.get_by_role("link", name="Charge points").click()
    expect(portal.get_by_role("heading", level=1, name="Stations")).to_be_visible()
    portal.get_by_role("button", name=re.compile("Account of")).click()
    portal.get_by_role("menuitem", name="Sign out").click()
    expect(portal.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_next_leads_nowhere_else(context, page, server, person, name):
    server.onboard(name)
    sign_in(context, server, person)
    for address in ("//example.org/", "https://example.org/", "/\\example.org"):
        page.goto(f"/sign-in?next={address}")
        expect(page.get_by_role("heading", level=1, name="Dashboard")).to_be_visible()


def test_the_language_changes_everywhere_and_is_remembered(page, context, server, person):
    sign_in(context, server, person)
    portal = page
    portal.goto("/stations")
    portal.get_by_role("button", name="Language: English").click()
    portal.get_by_role("menuitemradio", name="Deutsch").click()
    expect(portal.get_by_role("heading", level=1, name="Stationen")).to_be_visible()
    portal.reload()
    expect(portal.get_by_role("heading", level=1, name="Stationen")).to_be_visible()
    assert portal.evaluate("document.documentElement.lang") == "de"
    portal.get_by_role("button", name="Sprache: Deutsch").click()
    portal.get_by_role("menuitemradio", name="Français").click()
    expect(portal.get_by_role("heading", level=1, name="Bornes")).to_be_visible()
    assert fits(portal)


def test_language_and_colours_are_the_accounts_in_another_browser(page, context, server, person):
    sign_in(context, server, person)
    page.goto("/stations")
    page.get_by_role("button", name=re.compile("Account of")).click()
    with page.expect_response(lambda answer: '"theme"' in (answer.request.post_data or "")):
        page.get_by_role("menuitemradio", name="Dark colours").click()
    page.get_by_role("button", name="Language: English").click()
    with page.expect_response(lambda answer: '"language"' in (answer.request.post_data or "")):
        page.get_by_role("menuitemradio", name="Deutsch").click()
    page.goto("/stations")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    # Nothing is asked any more when the cookies go.
    page.goto("about:blank")
    context.clear_cookies()
    fill(page, server, person, PASSWORD)
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Stationen")).to_be_visible()
    assert page.url.endswith("/stations?q=harbour")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Stationen")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_page_that_is_not_there_says_so(portal):
    portal.goto("/stations/a/b/c/d")
    expect(portal.get_by_role("heading", level=1, name="Nothing is here")).to_be_visible()
    assert complaints(portal) == []


def test_signing_out_reaches_every_tab(portal, context, server):
    """Of the same browser; the server ends the session, and the other page learns it by itself."""
    server.onboard(f"tab-{secrets.token_hex(4)}")
    email = make_person(server)
    sign_in(context, server, email)
    sessions.pop((server.http_port, email))
    other = context.new_page()
    for each in (portal, other):
        each.goto("/stations")
        expect(each.get_by_text("Live", exact=True)).to_be_visible()
    portal.get_by_role("button", name=re.compile("Account of")).click()
    portal.get_by_role("menuitem", name="Sign out").click()
    expect(other.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    expect(other).to_have_url(re.compile("next="))


def test_another_picture_and_a_code_by_mail_are_ways_in(page, server, person):
    page.goto("/sign-in")
    picture = page.get_by_role("img", name=re.compile("Six characters"))
    expect(picture).to_be_visible()
    first = picture.get_attribute("src")
    page.get_by_role("button", name="Another picture").click()
    expect(picture).not_to_have_attribute("src", first)
    page.get_by_role("button", name="Get a code by e-mail instead").click()
    expect(page.get_by_text("Type your e-mail first.")).to_be_visible()
    page.get_by_label("E-mail", exact=True).fill(person)
    page.get_by_role("button", name="Get a code by e-mail instead").click()
    expect(page.get_by_text(re.compile("If an account exists, a code is on its way"))).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Code from the e-mail").fill(mailed(server, person, r"code to sign in is (\w+)"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner").get_by_role("button", name=re.compile("Account of"))).to_be_visible(timeout=30_000)


def test_too_many_attempts_are_told_with_when_to_try_again(page, server):
    """Of one account; the page says it in words, and what was typed stays."""
    page.allowed_complaints += ["400", "401", "429"]
    somebody = make_person(server)
    browser = Browser(server)
    for _ in range(12):
        browser.sign_in(somebody, "something else")
    fill(page, server, somebody, PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("minute|second"))
    expect(page.get_by_label("E-mail", exact=True)).to_have_value(somebody)
    assert complaints(page) == []


def test_the_imprint_is_open_before_the_sign_in_and_in_every_language(page):
    page.goto("/sign-in")
    page.get_by_role("link", name="Imprint").click()
    for language, title in (("English", "Imprint"), ("Deutsch", "Impressum"), ("Français", "Mentions légales")):
        page.get_by_role("banner").get_by_role("button", name=re.compile("^(Language|Sprache|Langue)")).click()
        page.get_by_role("menuitemradio", name=language).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        assert complaints(page) == [] and fits(page)
