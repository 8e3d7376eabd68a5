"""For everybody: without a mouse, with a screen reader, on any width, in the dark."""
import json

import pytest
from explorer import Explorer
from playwright.sync_api import expect
from reach import complaints

QUERY = "{\n  stations(first: 3) { nodes { chargePointId presence } }\n}"


@pytest.fixture(params=["light", "dark"])
def themed(page, request):
    page.emulate_media(color_scheme=request.param)
    return page


def test_every_state_of_the_page_is_accessible(themed, server):
    page = themed
    page.goto("/explorer")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert complaints(page) == [], "signed out"
    explorer = Explorer(page).sign_in(server.token)
    assert complaints(page) == [], "empty"
    explorer.ask(QUERY)
    expect(explorer.answer).to_contain_text("200 OK")
    assert complaints(page) == [], "with an answer"
    page.get_by_role("tab", name="Extensions").click()
    assert complaints(page) == [], "extensions"
    page.get_by_role("button", name="Documentation").click()
    assert complaints(page) == [], "documentation"
    page.get_by_role("searchbox", name="Search types").fill("station")
    assert complaints(page) == [], "search"
    page.get_by_role("searchbox", name="Search types").fill("")
    page.get_by_role("complementary").get_by_role("button", name="Station", exact=True).click()
    assert complaints(page) == [], "a type"
    page.get_by_role("button", name="History").click()
    assert complaints(page) == [], "history"
    explorer.write("{ statons(")
    expect(explorer.problems).to_have_count(1)
    page.keyboard.press("Control+Space")
    assert complaints(page) == [], "problems"
    explorer.write("{ viewer { ")
    page.keyboard.press("Control+Space")
    expect(explorer.suggestions()).to_be_visible()
    assert complaints(page) == [], "suggestions"
    page.keyboard.press("Escape")
    explorer.ask("mutation { createGroup(input: {name: \"x\"}) { group { id } } }")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert complaints(page) == [], "question"
    page.keyboard.press("Escape")
    explorer.ask("subscription { stationChanged { id } }")
    expect(explorer.answer.get_by_role("status")).to_have_text("Live")
    assert complaints(page) == [], "stream"


def test_a_trace_and_errors_are_accessible(themed, server):
    page = themed
    explorer = Explorer(page).open(server.token)
    page.route("**/graphql", lambda route: route.fulfill(json={
        "data": None, "errors": [{"message": "no", "path": ["a", 0], "locations": [{"line": 1, "column": 1}], "extensions": {"code": "INTERNAL"}}],
        "extensions": {"cost": {"estimated": 3}, "trace": {"milliseconds": 1, "fields": [{"path": "a", "rows": 1}]}}}))
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer.locator(".errors")).to_be_visible()
    assert complaints(page) == [], "errors"
    page.get_by_role("tab", name="Trace").click()
    assert complaints(page) == [], "trace"


def test_everything_can_be_done_without_a_mouse(page, server):
    page.goto("/explorer")
    keys = page.keyboard
    expect(page.get_by_label("API token")).to_be_focused()
    keys.type(server.token)
    keys.press("Enter")
    explorer = Explorer(page)
    expect(explorer.query).to_be_visible()
    visited = walk(page, 30)
    for wanted in ("Skip to content", "Account of", "Documentation", "History", "Run", "Trace", "Prettify", "Copy link", "GraphQL query",
                   "Variables as JSON", "Width of the query and the answer"):
        assert any(wanted in name for name in visited), f"Tab does not come to {wanted}: {visited}"
    tab_to(page, "GraphQL query")
    keys.press("Control+a")
    keys.type("{ viewer { role")
    keys.press("Control+Enter")
    expect(explorer.answer).to_contain_text("MANAGER")
    # Tab leaves the editor, and the answer's parts are one stop with arrows inside.
    tab_to(page, "Response")
    keys.press("ArrowRight")
    expect(page.get_by_role("tab", name="Trace")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_contain_text("The answer has no trace")
    tab_to(page, "Width of the query and the answer")
    keys.press("ArrowLeft")
    expect(page.get_by_role("separator")).to_have_attribute("aria-valuenow", "48")
    tab_to(page, "Documentation")
    keys.press("Enter")
    tab_to(page, "Search types and fields")
    keys.type("session.energy")
    tab_to(page, "Session.energyWh")
    keys.press("Enter")
    expect(page.locator(".meant")).to_be_focused()


def focused_name(page):
    return page.evaluate("""() => {
        const element = document.activeElement;
        return (element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || '').trim();
    }""")


def walk(page, steps):
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(focused_name(page))
    return names


def tab_to(page, name, steps=60):
    for _ in range(steps):
        page.keyboard.press("Tab")
        if focused_name(page).startswith(name):
            return
    raise AssertionError(f"Tab does not come to {name}")


@pytest.mark.parametrize("width", [360, 390, 640, 859, 860, 1024, 1199, 1200, 1440, 2560])
def test_nothing_sticks_out_at_any_width(page, server, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/explorer")
    expect(page.get_by_label("API token")).to_be_visible()
    fits(page, "signed out")
    explorer = Explorer(page).sign_in(server.token)
    fits(page, "query")
    explorer.ask(QUERY)
    expect(explorer.answer).to_contain_text("200 OK")
    fits(page, "answer")
    for name in ("Documentation", "History"):
        page.get_by_role("tab" if width < 860 else "button", name=name).click()
        fits(page, name)


def fits(page, state):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{state}: {wide} px too wide"


def test_on_a_telephone_one_panel_shows_at_a_time(browser, server):
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True,
        device_scale_factor=2)
    try:
        page = context.new_page()
        explorer = Explorer(page).open(server.token)
        fits(page, "query")
        expect(explorer.answer).to_be_hidden()
        explorer.query.tap()
        page.keyboard.press("Control+a")
        page.keyboard.type("{ viewer { role")
        page.get_by_role("button", name="Run").tap()
        expect(explorer.answer).to_contain_text("MANAGER")
        expect(page.get_by_role("tab", name="Result")).to_have_attribute("aria-selected", "true")
        expect(explorer.query).to_be_hidden()
        page.get_by_role("tab", name="History").tap()
        page.get_by_role("button", name="Open viewer").tap()
        expect(explorer.query).to_be_visible()
        too_small = page.evaluate("""[...document.querySelectorAll('button, a, input, select, [role=tab]')].flatMap((element) => {
            const box = (element.closest('label') ?? element).getBoundingClientRect();
            return box.width === 0 || element.className === 'skip' || (box.width >= 24 && box.height >= 24) ? [] : [element.outerHTML];
        })""")
        assert not too_small, too_small
        assert complaints(page) == []
    finally:
        context.close()


def test_the_theme_is_remembered_and_never_flashes(page, server):
    page.emulate_media(color_scheme="light")
    page.goto("/explorer")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("radio", name="Dark").check()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="As the system").check()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_an_unknown_schema_leaves_the_editor_usable(page, server):
    refused = []

    def refuse(route):
        if "Introspection" in route.request.post_data and not refused:
            refused.append(True)
            return route.fulfill(json={"errors": [{"message": "introspection is switched off"}]})
        return route.continue_()

    page.route("**/graphql", refuse)
    explorer = Explorer(page).open(server.token)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("introspection is switched off")
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer).to_contain_text("MANAGER")
    assert json.loads(explorer.answer_text())["data"]["viewer"]["role"] == "MANAGER"
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_have_count(0)
    explorer.write("{ nothing }")
    expect(explorer.problems).to_have_count(1)
