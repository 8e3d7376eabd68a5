"""Service requests: asked, found, answered, solved, with messages of the station."""
import re

import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing

CREATE = "mutation ($i: CreateServiceRequestInput!) { createServiceRequest(input: $i) { serviceRequest { id number } } }"
RECORDED = "query ($i: ID!) { ocppMessages(stationId: $i, first: 1) { nodes { action } } }"
COMMENT = "mutation ($i: CommentServiceRequestInput!) { commentServiceRequest(input: $i) { serviceRequest { id } } }"


@pytest.fixture
def lot(server, name):
    return server.onboard(name, description="Mill street")


def ask(server, station, subject, text="The cable does not lock."):
    return server.post(CREATE, {"i": {"stationId": station, "subject": subject, "text": text}})["createServiceRequest"]["serviceRequest"]["id"]


def test_nobody_has_asked_yet(page, context, server):
    sign_in(context, server, make_person(server, organization="Nobody Asks Here"))
    page.goto("/requests")
    expect(page.get_by_text("Nobody has asked for anything yet")).to_be_visible()
    assert complaints(page) == []


def test_somebody_asks_about_a_station_with_its_messages(portal, server, lot, name):
    with Standing(server, name):
        portal.goto("/requests")
        portal.get_by_role("button", name="New service request").first.click()
        dialog = portal.get_by_role("dialog", name="New service request")
        dialog.get_by_role("button", name="Send").click()
        expect(dialog.get_by_text("This is needed.")).to_have_count(3)
        assert complaints(portal) == []
        dialog.get_by_role("combobox", name="Station").fill(name)
        dialog.get_by_role("option", name=re.compile(name)).click()
        dialog.get_by_label("Subject").fill(f"Cable of {name}")
        dialog.get_by_label("What is wrong").fill("It does not lock.\nSince this morning.")
        dialog.get_by_label("Attach messages of the station").check()
        dialog.get_by_label("To", exact=True).fill("2020-01-01T00:00")
        expect(dialog.get_by_text("The end comes before the beginning.")).to_be_visible()
        dialog.get_by_label("Attach messages of the station").uncheck()
        dialog.get_by_role("button", name="Send").click()
        expect(portal.get_by_role("heading", level=1)).to_have_text(f"Cable of {name}")
        expect(portal.get_by_text("Since this morning.")).to_be_visible()
        eventually(lambda: server.post(RECORDED, {"i": lot})["ocppMessages"]["nodes"], "messages are recorded")
        portal.get_by_role("button", name="Attach messages").click()
        portal.get_by_role("dialog").get_by_role("button", name="Attach", exact=True).click()
        excerpt = portal.locator("details.excerpt")
        expect(excerpt).to_contain_text("messages")
        excerpt.locator("summary").click()
        expect(excerpt).to_contain_text("BootNotification")
        assert complaints(portal) == []


def test_a_request_is_answered_and_solved_while_somebody_watches(portal, context, server, lot, name):
    request = ask(server, lot, f"Screen of {name}", "The screen is dark.")
    portal.goto(f"/requests?station={lot}")
    row = portal.get_by_role("row").filter(has_text=f"Screen of {name}")
    expect(row).to_contain_text("Open")
    server.post(COMMENT, {"i": {"id": request, "text": "Somebody is on the way."}})
    expect(row).to_contain_text("Somebody is on the way.")
    row.get_by_role("link", name=re.compile(f"Screen of {name}")).click()
    talk = portal.get_by_role("region", name="What was said")
    expect(talk.get_by_role("listitem")).to_have_count(2)
    server.post(COMMENT, {"i": {"id": request, "text": "The fuse was blown."}})
    expect(talk).to_contain_text("The fuse was blown.")
    talk.get_by_role("button", name="Comment").click()
    expect(talk.get_by_text("This is needed.")).to_be_visible()
    talk.get_by_label("Your comment").fill("It works again.")
    talk.get_by_role("button", name="Mark solved").click()
    expect(talk.get_by_role("listitem").last).to_contain_text("It works again.")
    expect(portal.get_by_role("main").locator(".page-head")).to_contain_text("Solved")
    expect(talk.get_by_label("Your comment")).to_have_value("")
    expect(talk.get_by_role("button", name="Mark solved")).to_have_count(0)
    assert complaints(portal) == []
    portal.go_back()
    expect(row).to_contain_text("Solved")


def test_requests_are_found_and_new_ones_wait(portal, server, lot, name):
    ask(server, lot, f"First of {name}")
    portal.goto(f"/requests?station={lot}")
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    # Once it listens, the page asks again; what is made before that is simply there.
    portal.wait_for_load_state("networkidle")
    ask(server, lot, f"Second of {name}")
    portal.get_by_role("button", name="1 new request · Show").click()
    expect(portal.get_by_text("1–2 of 2")).to_be_visible()
    portal.get_by_role("searchbox", name="Find a subject").fill("second of")
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    expect(portal).to_have_url(re.compile("q=second"))
    portal.get_by_role("button", name="State").click()
    portal.get_by_role("checkbox", name="Solved").check()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
    portal.go_back()
    expect(portal.get_by_text("1–1 of 1")).to_be_visible()
    assert fits(portal)


def test_a_request_about_a_session_begins_with_it(portal, server, lot, name):
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        transaction = charger.start(1, f"T{name}")
        charger.stop(transaction, 500)
        data = server.post("query ($i: ID!) { sessions(filter: {stationIds: [$i]}) { nodes { id } } }", {"i": lot})
        session = data["sessions"]["nodes"][0]["id"]
        portal.goto(f"/requests?new=1&session={session}")
        dialog = portal.get_by_role("dialog")
        expect(dialog.get_by_role("combobox", name="Session")).to_have_value(re.compile(f"{name} · {transaction}"))
        dialog.get_by_label("Subject").fill("Too expensive")
        dialog.get_by_label("What is wrong").fill("I was away after an hour.")
        dialog.get_by_role("button", name="Send").click()
        expect(portal.get_by_role("main").get_by_role("link", name=f"Session {transaction}").first).to_be_visible()


def test_a_station_and_a_session_lead_to_a_request(portal, server, lot, name):
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        transaction = charger.start(1, f"T{name}")
        charger.stop(transaction, 500)
    dialog = portal.get_by_role("dialog", name="New service request")
    station, session = dialog.get_by_role("combobox", name="Station"), dialog.get_by_role("combobox", name="Session")

    portal.goto(f"/stations/{name}")
    portal.get_by_role("link", name="New service request").click()
    expect(station).to_have_value(name)
    portal.goto(f"/stations?q={name}")
    portal.get_by_role("button", name=f"Actions for {name}").click()
    portal.get_by_role("menuitem", name="New service request").click()
    expect(station).to_have_value(name)
    portal.goto(f"/sessions?station={lot}")
    portal.get_by_role("button", name=f"Actions for {transaction}").click()
    portal.get_by_role("menuitem", name="New service request").click()
    expect(session).to_have_value(re.compile(f"{name} · {transaction}"))
    portal.go_back()
    portal.get_by_role("link", name=str(transaction), exact=True).click()
    portal.get_by_role("link", name="New service request").click()
    expect(session).to_have_value(re.compile(f"{name} · {transaction}"))
    dialog.get_by_label("Subject").fill(f"Too slow at {name}")
    dialog.get_by_label("What is wrong").fill("It took all night.")
    dialog.get_by_role("button", name="Send").click()
    expect(portal.get_by_role("main").get_by_role("link", name=f"Session {transaction}").first).to_be_visible()
    portal.goto(f"/stations/{name}")
    portal.set_viewport_size({"width": 390, "height": 844})
    expect(portal.get_by_role("link", name="New service request")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)


def test_what_is_not_there_says_so(portal):
    portal.goto("/requests/nothing")
    expect(portal.get_by_role("heading", level=1)).to_have_text("Nothing is here")


def test_a_driver_asks_without_messages(page, context, server, lot, name):
    sign_in(context, server, make_person(server, "driver"))
    page.goto("/requests")
    page.get_by_role("button", name="New service request").first.click()
    expect(page.get_by_role("dialog").get_by_label("Subject")).to_be_visible()
    expect(page.get_by_label("Attach messages of the station")).to_have_count(0)
