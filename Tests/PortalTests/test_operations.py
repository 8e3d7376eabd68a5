"""What people ask of stations, and what they see come of it."""
import re

import pytest
from charger import MUTE
from charging import Charging
from people import make_person, session_of, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from standing import Standing

NO_SETTINGS = {"GetConfiguration": {"configuration_key": [], "unknown_key": []}}


def open_menu(page, name, item):
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=item).click()
    return page.get_by_role("dialog", name=item)


def test_a_remote_start_is_followed_until_it_is_seen(portal, server, name):
    server.onboard(name)
    tag = f"T{name}"
    server.create_tag(tag, alias="Car of the pool")
    with Charging(server, name, tag) as charging:
        charging.stop()
        charging.status(1, "Preparing")
        portal.goto(f"/stations?q={name}")
        dialog = open_menu(portal, name, "Remote start")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("This is needed.")).to_be_visible()
        dialog.get_by_label("Connector").select_option("1")
        dialog.get_by_role("combobox", name=re.compile("^Tag")).fill(tag[:6])
        portal.get_by_role("option", name=re.compile(tag)).click()
        dialog.get_by_role("button", name="Start charging").click()
        expect(dialog.get_by_text("The charger said yes.").first).to_be_visible()
        expect(dialog.get_by_text("Waiting for the session to start").first).to_be_visible()
        assert complaints(portal) == []
        charging.begin(tag)
        expect(dialog.get_by_text("The session has started").first).to_be_visible()
        dialog.get_by_role("button", name="Close").last.click()
        expect(dialog).to_be_hidden()
        expect(portal.get_by_role("button", name=f"Actions for {name}")).to_be_focused()


def start(page, name):
    page.get_by_role("button", name="Start charging").click()
    dialog = page.get_by_role("dialog", name="Remote start")
    dialog.get_by_role("combobox", name=re.compile("^Tag")).fill(f"T{name}")
    page.get_by_role("option", name=f"T{name}").click()
    dialog.get_by_role("button", name="Start charging").click()
    return dialog


def test_a_start_counts_down_to_its_answer(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name, replies={"RemoteStartTransaction": MUTE}):
        portal.goto(f"/stations/{name}")
        dialog = start(portal, name)
        expect(dialog.get_by_text(re.compile(r"^Up to [12]?\d\ss more$"))).to_be_visible()
        expect(dialog.get_by_text(re.compile(r"^Up to (2[0-7]|1\d|\d)\ss more$"))).to_be_visible(timeout=10_000)
        assert complaints(portal) == []


def test_a_start_leads_to_its_session(portal, server, name):
    server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name) as charger:
        # Another one was here shortly before.
        server.create_tag(f"O{name}")
        charger.stop(charger.start(1, f"O{name}"), 10)
        portal.goto(f"/stations/{name}")
        dialog = start(portal, name)
        assert charger.asked()[0] == "RemoteStartTransaction"
        expect(dialog.get_by_text("Waiting for the session to start").first).to_be_visible()
        expect(dialog.get_by_role("link", name=re.compile("^Session"))).to_have_count(0)
        transaction = charger.start(1, f"T{name}")
        expect(dialog.get_by_text("The session has started").first).to_be_visible()
        assert complaints(portal) == []
        dialog.get_by_role("link", name=f"Session {transaction}").click()
        expect(portal.get_by_role("heading", level=1, name=f"Session {transaction}")).to_be_visible()
        expect(dialog).to_have_count(0)
        charger.stop(transaction, 10)


def test_a_refusal_is_told_with_the_chargers_word(portal, server, name):
    server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["Reset"] = "Rejected"
        portal.goto(f"/stations?q={name}")
        dialog = open_menu(portal, name, "Reset")
        dialog.get_by_label("Type").select_option("HARD")
        dialog.get_by_role("button", name="Reset", exact=True).click()
        expect(dialog.get_by_text("The charger said no.").first).to_be_visible()
        expect(dialog.get_by_text("Rejected", exact=True)).to_be_visible()
        dialog.get_by_role("button", name="Ask again").click()
        expect(dialog.get_by_label("Type")).to_have_value("HARD")


def test_an_offline_station_is_said_to_be_so_before_and_after(portal, server, name):
    server.onboard(name)
    portal.goto(f"/stations?q={name}")
    dialog = open_menu(portal, name, "Reset")
    expect(dialog.get_by_text(f"{name} is offline; it can be asked only when it is back.")).to_be_visible()
    dialog.get_by_role("button", name="Reset", exact=True).click()
    expect(dialog.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_many_are_asked_at_once(portal, server, name, theme):
    portal.emulate_media(color_scheme=theme)
    for number in (1, 2):
        server.onboard(f"{name}-{number}")
    with Charging(server, f"{name}-1", f"T{name}"):
        portal.goto(f"/stations?q={name}")
        portal.get_by_role("checkbox", name="Select this page").check()
        portal.get_by_role("region", name="Selection").get_by_role("button", name="Operations").click()
        portal.get_by_role("menuitem", name="Reset").click()
        dialog = portal.get_by_role("dialog", name="Reset")
        expect(dialog.get_by_text("1 of the stations is offline")).to_be_visible()
        dialog.get_by_role("button", name="Reset", exact=True).click()
        expect(dialog.get_by_role("listitem").filter(has_text=f"{name}-2")).to_contain_text("Failed")
        expect(dialog.get_by_role("listitem").filter(has_text=f"{name}-1")).to_contain_text("Awaited")
        assert complaints(portal) == []
        dialog.get_by_role("button", name="Close").last.click()


def test_ticked_stations_are_asked_for_anything(portal, server, name):
    """Of what may be asked of each of them; where it came to nothing, they are asked again."""
    server.onboard(f"{name}-1")
    server.onboard(f"{name}-2")
    with Standing(server, f"{name}-1") as charger:
        portal.goto(f"/stations?q={name}")
        portal.get_by_role("checkbox", name="Select this page").check()
        bar = portal.get_by_role("region", name="Selection")
        expect(bar.get_by_role("button")).to_have_text(["Activate", "Deactivate", "Operations", "Move to a group", "Clear"])
        assert complaints(portal) == []
        bar.get_by_role("button", name="Operations").click()
        expect(portal.get_by_role("menuitem").first).to_be_focused()
        portal.keyboard.press("End")
        expect(portal.get_by_role("menuitem").last).to_be_in_viewport(ratio=1)
        portal.get_by_role("menuitem", name="Trigger message", exact=True).click()
        dialog = portal.get_by_role("dialog", name="Trigger message")
        dialog.get_by_label("Message").select_option("Heartbeat")
        dialog.get_by_role("button", name="Ask", exact=True).click()
        assert charger.asked() == ("TriggerMessage", {"requested_message": "Heartbeat"})
        expect(dialog.get_by_role("listitem").filter(has_text=f"{name}-2")).to_contain_text("Failed")


def test_those_of_many_that_failed_are_asked_again(portal, server, name):
    for number in (1, 2, 3):
        server.onboard(f"{name}-{number}")
    with Standing(server, f"{name}-1", replies=NO_SETTINGS) as charger:
        portal.goto("/operations/new/get-configuration")
        for number in (1, 2, 3):
            portal.get_by_role("combobox", name="Add a station").fill(f"{name}-{number}")
            portal.get_by_role("option", name=re.compile(f"{name}-{number}")).click()
            expect(portal.get_by_role("button", name=f"Take {name}-{number} off the list")).to_be_visible()
        portal.get_by_label(re.compile("^Keys")).fill("HeartbeatInterval")
        portal.get_by_role("button", name="Read", exact=True).click()
        assert charger.asked() == ("GetConfiguration", {"key": ["HeartbeatInterval"]})
        portal.get_by_role("button", name="Ask 2 again").click()
        expect(portal.get_by_role("button", name=re.compile(f"^Take {name}"))).to_have_count(2)
        expect(portal.get_by_role("button", name=f"Take {name}-1 off the list")).to_have_count(0)
        expect(portal.get_by_label(re.compile("^Keys"))).to_have_value("HeartbeatInterval")
        assert complaints(portal) == []


def test_asking_again_begins_with_what_was_asked(portal, server, name):
    station = server.onboard(name)
    with Standing(server, name, replies=NO_SETTINGS) as charger:
        server.post("mutation ($i: SetChargingProfileInput!) { setChargingProfile(input: $i) { operation { id } } }", {"i": {
            "stationId": station, "connector": 1, "wait": False, "profile": {
                "profileId": 7, "stackLevel": 2, "purpose": "TX_DEFAULT_PROFILE", "kind": "RECURRING", "recurrency": "WEEKLY",
                "schedule": {"unit": "W", "startAt": "2026-11-02T06:00:00Z", "periods": [{"startSeconds": 0, "limit": 7400}, {"startSeconds": 5400, "limit": 3600.5}]}}}})
        assert charger.asked()[0] in ("SetChargingProfile", "GetConfiguration")
        portal.goto(f"/operations?station={station}")
        portal.get_by_role("table").get_by_role("link", name="Set charging profile").click()
        portal.get_by_role("button", name="Ask again").click()
        dialog = portal.get_by_role("dialog", name="Set charging profile")
        for label, value in {"Connector": "1", "Profile ID": "7", "Times count from": "RECURRING", "Repeats": "WEEKLY", "Unit": "W",
                             "Stack level": "2", "Limits over time": "0:00 7400\n1:30 3600.5"}.items():
            expect(dialog.get_by_label(re.compile(f"^{label}"))).to_have_value(value)
        assert complaints(portal) == []


def test_a_stop_that_is_asked_again_is_for_its_session(portal, server, name):
    station = server.onboard(name)
    server.create_tag(f"T{name}")
    with Standing(server, name, connectors=2) as charger:
        first, second = charger.start(1, f"T{name}"), charger.start(2, f"T{name}")
        sessions = server.post("query ($i: ID!) { sessions(filter: {stationIds: [$i]}) { nodes { id transactionId } } }", {"i": station})
        [session] = [each["id"] for each in sessions["sessions"]["nodes"] if each["transactionId"] == str(first)]
        server.post("mutation ($i: RemoteStopInput!) { remoteStop(input: $i) { operation { id } } }", {"i": {"sessionId": session, "wait": False}})
        assert charger.asked() == ("RemoteStopTransaction", {"transaction_id": first})
        portal.goto(f"/operations?station={station}")
        portal.get_by_role("table").get_by_role("link", name="Remote stop").click()
        portal.get_by_role("button", name="Ask again").click()
        dialog = portal.get_by_role("dialog", name="Remote stop")
        expect(dialog.get_by_label(re.compile("^Session"))).to_have_value(session)
        charger.stop(first, 10)
        charger.stop(second, 10)


def test_the_list_is_narrowed_to_what_one_person_asked(page, context, server, name):
    station = server.onboard(name)
    other = make_person(server)
    reset = {"query": "mutation ($i: ResetInput!) { reset(input: $i) { operation { id } } }", "variables": {"i": {"stationId": station, "type": "SOFT", "wait": False}}}
    with Standing(server, name):
        server.post(reset["query"], reset["variables"])
        session_of(server, other).data(reset["query"], reset["variables"])
        owner = make_person(server, "organization_owner")
        sign_in(context, server, owner)
        page.goto(f"/operations?station={station}")
        expect(page.get_by_text("1–2 of 2")).to_be_visible()
        page.get_by_role("button", name="Asked by", exact=True).first.click()
        page.get_by_role("combobox", name="Asked by").fill(other)
        page.get_by_role("option", name=re.compile(other)).click()
        expect(page.get_by_role("button", name=f"Asked by: {other}")).to_be_visible()
        expect(page.get_by_text("1–1 of 1")).to_be_visible()
        expect(page.get_by_role("row").nth(1)).to_contain_text(other)
        assert complaints(page) == []
        # Who does not manage people finds what they asked themselves.
        sign_in(context, server, other)
        page.goto(f"/operations?station={station}")
        page.get_by_role("button", name="Asked by", exact=True).first.click()
        page.get_by_role("radio", name="me").click()
        expect(page.get_by_text("1–1 of 1")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_and_one_operation_show_what_was_asked(portal, server, name, theme):
    portal.emulate_media(color_scheme=theme)
    station = server.onboard(name)
    with Charging(server, name, f"T{name}") as charging:
        charging.charger.replies["ClearCache"] = "Rejected"
        portal.goto(f"/operations?station={station}")
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
        portal.get_by_role("button", name="New operation").click()
        portal.get_by_role("menuitem", name="Clear cache").click()
        portal.get_by_role("combobox", name="Add a station").fill(name)
        portal.get_by_role("option", name=re.compile(name)).click()
        assert complaints(portal) == []
        portal.get_by_role("button", name="Clear", exact=True).click()
        expect(portal.get_by_text("The charger said no.").first).to_be_visible()
        portal.goto(f"/operations?station={station}")
        row = portal.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text("Refused")
        assert complaints(portal) == []
        row.get_by_role("link", name="Clear cache").click()
        expect(portal.get_by_role("heading", level=1, name="Clear cache")).to_be_visible()
        expect(portal.get_by_role("region", name="Answer of the charger")).to_contain_text("Rejected")
        assert complaints(portal) == []
        for width in (360, 700, 1000):
            portal.set_viewport_size({"width": width, "height": 800})
            assert fits(portal), width


def test_the_list_is_exported_as_it_is_filtered(portal, server, name):
    station = server.onboard(name)
    with Charging(server, name, f"T{name}"):
        for mutation in ("clearCache", "getLocalListVersion"):
            server.post(f"mutation ($s: ID!) {{ {mutation}(input: {{stationId: $s, wait: false}}) {{ operation {{ id }} }} }}", {"s": station})
        portal.goto(f"/operations?station={station}&kind=CLEAR_CACHE&from=7d")
        expect(portal.get_by_text("1–1 of 1")).to_be_visible()
        with portal.expect_download() as download:
            portal.get_by_role("link", name="Export CSV").click()
        head, *rows = open(download.value.path()).read().strip().splitlines()
        assert len(rows) == 1 and name in rows[0] and "CLEAR_CACHE" in rows[0], (head, rows)
        assert complaints(portal) == [] and fits(portal)


@pytest.mark.parametrize("slug", [
    "remote-start", "remote-stop", "reset", "availability", "unlock", "clear-cache", "trigger-message", "extended-trigger-message",
    "get-configuration", "change-configuration", "data-transfer", "diagnostics", "log", "firmware", "signed-firmware", "local-list",
    "local-list-version", "charging-profile", "clear-charging-profile", "composite-schedule", "install-certificate", "certificates",
    "delete-certificate"])
def test_every_kind_has_a_form_that_is_accessible(portal, slug):
    portal.goto(f"/operations/new/{slug}")
    expect(portal.get_by_role("heading", level=1)).to_be_visible()
    expect(portal.locator("form")).to_be_visible()
    more = portal.get_by_role("button", name="More settings")
    if more.count():
        more.click()
    assert complaints(portal) == [] and fits(portal)
