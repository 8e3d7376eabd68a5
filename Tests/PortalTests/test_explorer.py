"""The explorer in a real browser, against a real server."""
import json
import re

import pytest
from charging import Charging
from explorer import Explorer
from people import make_person, sign_in
from playwright.sync_api import expect
from server import eventually


@pytest.fixture
def explorer(page, server):
    return Explorer(page).open(server.token)


def test_a_wrong_token_is_refused_with_words_and_the_field_keeps_the_focus(page, server):
    page.allowed_complaints.append("401")
    page.goto("/explorer")
    field = page.get_by_label("API token")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste a token first.")
    field.fill("sm_nonsense")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not know this token")
    expect(field).to_be_focused()
    expect(page.get_by_text("stationmaster token create --email")).to_be_visible()


def test_the_token_is_kept_where_no_script_finds_it_later(page, server):
    explorer = Explorer(page).open(server.token)
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer).to_contain_text("MANAGER")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, document.documentElement.outerHTML])")
    assert server.token not in stored
    page.reload()
    expect(page.get_by_label("API token")).to_have_value("")


def test_a_query_with_variables_is_answered_with_time_and_size(explorer, server, name):
    server.onboard(name, description="By the quay")
    explorer.ask(
        "query Find($id: String!) { station(chargePointId: $id) { chargePointId description presence } }", json.dumps({"id": name}))
    expect(explorer.answer).to_contain_text("By the quay")
    assert json.loads(explorer.answer_text())["data"]["station"] == {
        "chargePointId": name, "description": "By the quay", "presence": "UNKNOWN"}
    facts = explorer.answer.get_by_role("status").first
    expect(facts).to_have_text(re.compile(r"200 OK.*\d (ms|s).*\d k?B"))


def test_bad_variables_are_told_and_nothing_is_sent(explorer, page):
    sent = []
    explorer.write("query ($n: Int!) { stations(first: $n) { totalCount } }")
    expect(page.locator(".variables-pane")).to_contain_text("Still without a value: $n")
    explorer.write('{\n  "n": 1,\n}', into=explorer.variables)
    expect(page.locator(".variables-pane")).to_contain_text(re.compile("no JSON.*line 3, column 1"))
    page.on("request", lambda request: sent.append(request.url))
    explorer.run()
    expect(page.get_by_role("alert")).to_contain_text("The variables are no JSON")
    assert not sent
    explorer.write("", into=explorer.variables)
    page.get_by_role("button", name="Add the missing ones").click()
    assert json.loads(explorer.variables_text()) == {"n": 0}


def test_a_mistake_is_marked_at_its_place_and_the_list_leads_there(explorer, page):
    explorer.write("{\n  stations {\n    totalCount\n    nodes { chargePointld }\n  }\n}")
    expect(explorer.problems).to_have_count(1)
    expect(explorer.problems).to_contain_text("Station has no field “chargePointld”; did you mean “chargePointId”?")
    expect(explorer.problems).to_contain_text("4:13")
    expect(page.locator(".query-pane .problem-mark")).to_have_text("chargePointld")
    explorer.problems.click()
    expect(explorer.query).to_be_focused()
    page.keyboard.type("x")
    assert "{ xchargePointld }" in explorer.query_text()
    explorer.write("{ stations {")
    expect(explorer.problems).to_contain_text("Found the end of the text")


def test_errors_of_the_server_lead_to_their_place(explorer, page):
    page.allowed_complaints.append("400 (Bad Request)")
    # Two fields that cannot be one answer: only the server looks at that.
    explorer.ask("{\n  a: viewer { role }\n  a: stations { totalCount }\n}")
    error = explorer.answer.locator(".errors li")
    expect(error.first).to_be_visible()
    error.first.get_by_role("button").first.click()
    expect(explorer.query).to_be_focused()
    assert page.evaluate("document.querySelector('.query-pane .CodeMirror').CodeMirror.getCursor().line") in (1, 2)


def test_the_keyboard_completes_fields_arguments_and_values(explorer, page):
    explorer.write("{ stations")
    page.keyboard.type("(fir")
    suggestions = explorer.suggestions()
    expect(suggestions.get_by_role("option")).to_have_count(1)
    expect(suggestions.get_by_role("option")).to_contain_text("first")
    page.keyboard.press("Enter")
    page.keyboard.type("1, filter: {presence: ")
    page.keyboard.press("Control+Space")
    expect(suggestions.get_by_role("option").first).to_contain_text("ONLINE")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert re.sub(r"\s+", " ", explorer.query_text()).startswith("{ stations(first: 1, filter: {presence: OFFLINE})")
    expect(suggestions).to_have_count(0)


def test_completion_says_what_it_offers(explorer, page):
    explorer.write("{ viewer { ")
    page.keyboard.press("Control+Space")
    suggestions = explorer.suggestions()
    expect(suggestions.get_by_role("option").first).to_contain_text("user")
    expect(suggestions.get_by_role("option").first).to_contain_text("User!")
    chosen = explorer.query.get_attribute("aria-activedescendant")
    assert chosen and page.locator(f"#{chosen}").inner_text().startswith("user")
    page.keyboard.press("Escape")
    expect(suggestions).to_have_count(0)
    explorer.write("query ($id: ID!) { node(id: ")
    page.keyboard.type("$")
    expect(suggestions.get_by_role("option")).to_have_text(["$idID!"])


def test_prettify_lays_the_query_out_and_keeps_comments(explorer, page):
    explorer.write("# what\n{stations(first:1){nodes{id # the id\n}}}")
    page.get_by_role("button", name="Prettify").click()
    assert explorer.query_text() == "# what\n{\n  stations(first: 1) {\n    nodes {\n      id # the id\n    }\n  }\n}\n"
    explorer.write("{ broken")
    page.keyboard.press("Shift+Control+P")
    expect(page.get_by_role("alert")).to_contain_text("cannot be prettified")
    assert explorer.query_text() == "{ broken"


def test_the_documentation_leads_from_type_to_type_and_back(explorer, page):
    page.get_by_role("button", name="Documentation").click()
    docs = page.get_by_role("complementary")
    docs.get_by_role("button", name="Query", exact=True).click()
    expect(docs.get_by_role("heading", level=2)).to_have_text("Query")
    expect(docs.get_by_role("heading", level=2)).to_be_focused()
    docs.get_by_role("button", name="StationConnection!").first.click()
    docs.get_by_role("button", name="[Station!]!").first.click()
    expect(docs).to_contain_text("A charge point, as a site knows it.")
    docs.get_by_role("button", name="Back to StationConnection").click()
    docs.get_by_role("button", name="Back to Query").click()
    expect(docs.get_by_role("heading", level=2)).to_have_text("Query")
    docs.get_by_role("searchbox").fill("isStale")
    docs.get_by_role("button", name="Connector.isStale").click()
    expect(docs.locator(".meant")).to_contain_text("The station is offline: this is the last status heard.")
    expect(docs.locator(".meant")).to_be_focused()
    docs.get_by_role("searchbox").fill("no such thing")
    expect(docs).to_contain_text("Nothing is called “no such thing”.")
    docs.get_by_role("button", name="Close").click()
    expect(docs).to_have_count(0)


def test_a_subscription_streams_while_a_charger_charges_and_stops_when_told(explorer, page, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    explorer.ask(
        "subscription Watch($ids: [ID!]) { sessionChanged(stationIds: $ids) { status energyWh } }", json.dumps({"ids": [station]}))
    expect(explorer.answer.get_by_role("status")).to_have_text("Live")
    expect(explorer.answer).to_contain_text("Events show here as they happen.")
    with Charging(server, name, f"T{name}") as charging:
        events = explorer.answer.locator(".event")
        expect(events.first).to_contain_text("ACTIVE")
        charging.meter(3500)
        expect(events.last).to_contain_text('"energyWh":2500')
        assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}", events.last.locator("time").inner_text())
        events.last.locator("summary").click()
        expect(events.last.locator("pre")).to_contain_text('"energyWh": 2500')
        before = server.debug()["subscriptions"]["subscribers"]
        page.get_by_role("button", name="Stop").click()
        expect(explorer.answer.get_by_role("status")).to_have_text("Stopped")
        eventually(lambda: server.debug()["subscriptions"]["subscribers"] < before, "the server ends the subscription")
        count = events.count()
        charging.meter(4500)
        page.wait_for_timeout(500)
        assert events.count() == count


def test_a_refused_subscription_says_why(explorer):
    explorer.ask('subscription { sessionChanged(sessionId: "nonsense") { id } }')
    expect(explorer.answer.get_by_role("status")).to_have_text(re.compile("Refused|Ended by the server"))


def test_a_lost_connection_is_shown_and_made_again(page, server):
    sockets = []

    def route(socket):
        upstream = socket.connect_to_server()
        socket.on_message(upstream.send)
        upstream.on_message(socket.send)
        sockets.append(socket)

    page.route_web_socket(re.compile("/graphql"), route)
    explorer = Explorer(page).open(server.token)
    explorer.ask("subscription { stationChanged { chargePointId presence } }")
    status = explorer.answer.get_by_role("status")
    expect(status).to_have_text("Live")
    # The Explorer's, and the page's own, over which the bell hears of notifications.
    before = list(sockets)
    for socket in before:
        socket.close(code=1012, reason="restart")
    expect(status).to_have_text("Connection lost. Trying again…")
    expect(status).to_have_text("Live", timeout=10_000)
    expect(explorer.answer).to_contain_text("1 reconnect")
    assert len(sockets) > len(before)


def test_a_running_request_can_be_stopped(explorer, page):
    page.route("**/graphql", lambda route: None)
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer).to_contain_text("Waiting for the answer")
    page.get_by_role("button", name="Stop").click()
    expect(explorer.answer).to_contain_text("Stopped before the answer came.")
    page.unroute_all(behavior="ignoreErrors")


def test_an_unreachable_server_is_told_in_words(explorer, page):
    page.allowed_complaints.append("ERR_CONNECTION_REFUSED")
    page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer.get_by_role("alert")).to_contain_text("The server did not answer.")


def test_a_token_that_ends_leads_back_to_the_sign_in(page, server):
    page.allowed_complaints.append("401")
    explorer = Explorer(page).open(server.make_user())
    page.route("**/graphql", lambda route: route.fulfill(status=401, json={"errors": [{"message": "no"}]}))
    explorer.ask("{ viewer { role } }")
    expect(page.get_by_role("alert")).to_contain_text("The token is no longer good.")


def test_of_several_operations_one_is_chosen(explorer, page):
    explorer.write("query Role { viewer { role } }\n\nquery Count { stations { totalCount } }")
    choice = page.get_by_label("Operation")
    expect(choice).to_have_value("1")
    choice.select_option("Role")
    page.get_by_role("button", name="Run").click()
    expect(explorer.answer).to_contain_text("MANAGER")
    choice.select_option("Count")
    page.get_by_role("button", name="Run").click()
    expect(explorer.answer).to_contain_text("totalCount")


def test_a_mutation_asks_first(explorer, page, server, name):
    explorer.ask(
        "mutation Add($input: OnboardStationInput!) { onboardStation(input: $input) { station { chargePointId } } }",
        json.dumps({"input": {"chargePointId": name}}))
    dialog = page.get_by_role("alertdialog", name="Run the mutation Add?")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    found = "query ($id: String!) { station(chargePointId: $id) { id } }"
    assert server.post(found, {"id": name})["station"] is None
    explorer.run()
    dialog.get_by_label("Do not ask again").check()
    dialog.get_by_role("button", name="Run it").click()
    expect(explorer.answer).to_contain_text(name)
    assert server.post(found, {"id": name})["station"]
    explorer.run()
    expect(explorer.answer).to_contain_text("CONFLICT")


def test_the_history_brings_a_query_back_without_its_secrets(page, server, name):
    explorer = Explorer(page).open(server.token)
    explorer.ask("query First { viewer { role } }", '{"unused": 1}')
    expect(explorer.answer).to_contain_text("MANAGER")
    explorer.ask("mutation Secret($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }",
                 json.dumps({"input": {"chargePointId": name, "password": "a-long-password"}}))
    page.get_by_role("button", name="Run it").click()
    expect(explorer.answer).to_contain_text("onboardStation")
    assert "a-long-password" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    explorer.sign_in(server.token)
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("complementary", name="History")
    expect(history.get_by_role("listitem")).to_have_count(2)
    history.get_by_role("button", name="Open First").click()
    assert explorer.query_text() == "query First { viewer { role } }" and explorer.variables_text() == '{"unused": 1}'
    history.get_by_role("button", name="Open Secret").click()
    assert json.loads(explorer.variables_text()) == {"input": {"chargePointId": name, "password": ""}}
    history.get_by_role("button", name="Remove First").click()
    expect(history.get_by_role("listitem")).to_have_count(1)
    history.get_by_role("button", name="Clear history").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Clear history").click()
    expect(history).to_contain_text("Nothing has been run yet")
    assert page.evaluate("localStorage.length") == 0


def test_a_link_opens_the_same_query_elsewhere(explorer, page, context, server):
    query, variables = "query Shared($n: Int) {\n  stations(first: $n) { totalCount } # ä & + #\n}", '{"n": 3}'
    explorer.write(query)
    explorer.write(variables, into=explorer.variables)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("alert")).to_contain_text("in the clipboard")
    link = page.evaluate("navigator.clipboard.readText()")
    assert server.token not in link
    other = context.new_page()
    other.goto(link)
    expect(other.get_by_text("A shared query is waiting.")).to_be_visible()
    colleague = Explorer(other).sign_in(server.token)
    assert colleague.query_text() == query and colleague.variables_text() == variables
    other.evaluate("location.hash = '#query=%7B%20viewer%20%7B%20role%20%7D%20%7D'")
    eventually(lambda: colleague.query_text() == "{ viewer { role } }", "the editor follows the address")


def test_where_nothing_may_be_copied_the_link_is_there_to_be_taken_by_hand(page, server):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    Explorer(page).open(server.token)
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_label("Link to this query")
    expect(field).to_have_value(page.url)
    assert "#query=" in page.url and page.evaluate("getSelection().toString()") == page.url


def test_the_trace_is_asked_for_and_shown_as_a_table(explorer, page, server, name):
    server.onboard(name)
    page.get_by_label("Trace").check()
    explorer.ask("query Dear {\n  stations(first: 5) { nodes { chargePointId groups { name } } }\n}")
    expect(explorer.answer).to_contain_text("200 OK")
    expect(explorer.answer).to_contain_text(re.compile(r"cost [\d,]+ of [\d,]+"))
    page.get_by_role("tab", name="Trace").click()
    table = page.get_by_role("region", name="What each field cost")
    expect(table.get_by_role("columnheader")).to_contain_text(["Path", "Field", "Objects"])
    expect(table).to_contain_text("stations.nodes.groups")
    expect(table).to_contain_text("Station.groups")
    page.get_by_role("button", name="Duration, ms").click()
    expect(table.locator("[aria-sort=descending]")).to_have_text("Duration, ms")
    column = table.get_by_role("columnheader").all_inner_texts().index("Duration, ms")
    times = [float(row.get_by_role("cell").nth(column).inner_text().replace(",", "")) for row in table.get_by_role("row").all()[1:]]
    assert times == sorted(times, reverse=True) and len(times) > 2
    page.get_by_role("tab", name="Extensions").click()
    expect(page.get_by_role("tabpanel")).to_contain_text('"cost"')
    page.get_by_label("Trace").uncheck()
    page.get_by_role("button", name="Run").click()
    page.get_by_role("tab", name="Trace").click()
    expect(explorer.answer).to_contain_text("The answer has no trace.")


def test_an_answer_of_ten_thousand_lines_stays_usable(explorer, page):
    nodes = [{"id": f"id-{number}", "number": number, "text": "ä" * 20} for number in range(2_500)]
    page.route("**/graphql", lambda route: route.fulfill(json={"data": {"nodes": nodes}}))
    explorer.ask("{ viewer { role } }")
    expect(explorer.answer).to_contain_text("id-0")
    assert explorer.answer_text().count("\n") > 10_000
    assert page.locator(".result-pane .CodeMirror-line").count() < 500, "every line is in the page"
    page.get_by_role("searchbox", name="Find in the answer").fill('"id-2499"')
    expect(explorer.answer).to_contain_text("1 of 1")
    expect(page.locator(".result-pane .found")).to_be_in_viewport()
    slow = page.evaluate("""async () => {
        const editor = document.querySelector('.result-pane .CodeMirror').CodeMirror;
        let longest = 0;
        for (let step = 0; step < 40; step += 1) {
            const start = performance.now();
            editor.scrollTo(null, step * 4000);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            longest = Math.max(longest, performance.now() - start);
        }
        return longest;
    }""")
    assert slow < 1_000, f"a step of scrolling took {slow} ms"
    explorer.write("{ viewer { user")
    assert explorer.query_text() == "{ viewer { user"


def test_another_language_is_spoken_at_once(page, context, server):
    sign_in(context, server, make_person(server, "organization_owner"))
    page.goto("/explorer")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    page.get_by_role("button", name="Language: English").click()
    page.get_by_role("menuitemradio", name="Deutsch").click()
    expect(page.get_by_role("button", name="Ausführen")).to_be_visible()
