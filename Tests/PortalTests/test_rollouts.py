"""Firmware for many stations: a roll-out is begun, followed wave by wave, stopped and taken up again."""
import contextlib
import re
import secrets

import pytest
from files import add_image
from ocpp.v16 import call
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits
from server import eventually
from standing import Standing

STATE = """query ($id: ID!) { firmwareRollout(id: $id) { status waveSizes pauseSeconds maxFailures stationWaitSeconds installedCount failedCount
    stations { nodes { wave status reason station { chargePointId } } } } }"""
CREATE = "mutation ($i: CreateFirmwareRolloutInput!) { createFirmwareRollout(input: $i) { rollout { id } } }"
GOOD = ("Downloading", "Downloaded", "Installing", "Installed")


def make_image(server, model="Model X"):
    version = f"8.{secrets.randbelow(10**6)}.1"
    status, image = add_image(server, secrets.token_bytes(5000), version, model=model)
    assert status == 201, image
    return version, image["id"]


def introduce(server, names):
    """They were connected, and have said what they are."""
    with contextlib.ExitStack() as stack:
        for each in names:
            stack.enter_context(Standing(server, each))
        await_models(server, names)


def await_models(server, names, model="Model X"):
    def models():
        found = server.post(
            "query ($t: String, $m: String) { stations(filter: {text: $t, model: $m}) { totalCount } }", {"t": names[0][:10], "m": model})
        return found["stations"]["totalCount"] == len(names)
    eventually(models, "they have said what they are")


def make_rollout(server, name, image, stations, **more):
    answer = server.post(CREATE, {"i": {"name": name, "imageId": image, "stationIds": stations, "waveSizes": [1], **more}})
    return answer["createFirmwareRollout"]["rollout"]["id"]


def state(server, page):
    return server.post(STATE, {"id": page.url.rsplit("/", 1)[1].split("?")[0]})["firmwareRollout"]


def was_taken(charger):
    post = charger.server.post
    station = post("query ($id: String!) { station(chargePointId: $id) { id } }", {"id": charger.id})["station"]["id"]
    asked = post("query ($id: ID!) { operations(filter: {stationIds: [$id], kind: UPDATE_FIRMWARE}) { nodes { status } } }", {"id": station})
    return asked["operations"]["nodes"][0]["status"] == "ACCEPTED"


def update(charger, steps):
    action, arguments = charger.asked()
    assert action == "UpdateFirmware", action
    # What it is asked is known here before it has answered; it tells of steps after that only.
    eventually(lambda: was_taken(charger), "its answer has come")
    for step in steps:
        charger.call(call.FirmwareStatusNotification(status=step))
    return arguments


def row_of(page, name):
    return page.get_by_role("row").filter(has_text=name)


def test_a_roll_out_is_begun_followed_stopped_and_taken_up_again(portal, server, name):
    names = [f"{name}-{letter}" for letter in "ABC"]
    for each in names:
        server.onboard(each)
    version, _ = make_image(server)
    with Standing(server, names[0], replies={"UpdateFirmware": {}}) as first, Standing(server, names[1], replies={"UpdateFirmware": {}}) as second, \
            Standing(server, names[2], replies={"UpdateFirmware": {}}) as third:
        await_models(server, names)
        portal.goto("/firmware?view=rollouts")
        portal.get_by_role("link", name="New roll-out").first.click()
        portal.get_by_label("Stations in each wave").fill("none")
        portal.get_by_label("Pause between waves").fill("-1")
        portal.get_by_role("button", name="See what would happen").click()
        expect(portal.get_by_text("This is needed.")).to_have_count(2)
        expect(portal.get_by_text("Up to 20 numbers from 1 to 500")).to_be_visible()
        expect(portal.get_by_text("A whole number from 0 to 43200.")).to_be_visible()
        assert complaints(portal) == []
        portal.get_by_label("Firmware", exact=True).select_option(label=f"Somebody Model X {version} · fw.bin")
        portal.get_by_label("Name").fill(f"Spring {name}")
        portal.get_by_label("Charge point ID, description, vendor or model").fill(name)
        expect(portal.get_by_text("3 stations are found")).to_be_visible()
        portal.get_by_label("Stations in each wave").fill("1, 1, 5")
        portal.get_by_label("Pause between waves").fill("0")
        portal.get_by_label("A station may take so long").fill("2")
        portal.get_by_role("button", name="See what would happen").click()
        expect(portal.get_by_text("3 stations of 3 would be updated, in 3 waves.")).to_be_visible()
        assert complaints(portal) == []
        portal.get_by_role("button", name="Begin roll-out").click()
        expect(portal.get_by_role("heading", level=1, name=f"Spring {name}")).to_be_visible()
        made = state(server, portal)
        assert (made["waveSizes"], made["pauseSeconds"], made["maxFailures"], made["stationWaitSeconds"]) == ([1, 1, 5], 0, 0, 7200)
        assert [row["station"]["chargePointId"] for row in made["stations"]["nodes"]] == names
        update(first, GOOD[:1])
        expect(row_of(portal, names[0])).to_contain_text("Downloading", timeout=20_000)
        expect(row_of(portal, names[0])).to_contain_text("At it")
        expect(row_of(portal, names[1])).to_contain_text("Its wave is to come")
        waves = portal.get_by_role("list", name="Wave").get_by_role("listitem")
        expect(waves).to_have_text([re.compile("^Now: Wave 1: 1 station$"), re.compile("Wave 2: 1 station$"), re.compile("Wave 3: 1 station$")])
        assert complaints(portal) == []
        for step in GOOD[1:]:
            first.call(call.FirmwareStatusNotification(status=step))
        expect(row_of(portal, names[0])).to_contain_text("Installed", timeout=20_000)
        expect(portal.get_by_text("1 installed")).to_be_visible()
        update(second, ("Downloading", "DownloadFailed"))
        expect(portal.get_by_role("alert").filter(has_text="It stopped by itself: 1 station has failed")).to_be_visible(timeout=20_000)
        expect(waves.nth(0)).to_have_text("Done: Wave 1: 1 station")
        expect(waves.nth(1)).to_have_text("Failed: Wave 2: 1 station")
        expect(row_of(portal, names[1])).to_contain_text("It told that the update failed.")
        assert complaints(portal) == []
        portal.get_by_role("button", name="Go on").click()
        update(third, GOOD)
        expect(portal.get_by_text("Finished", exact=True)).to_be_visible(timeout=20_000)
        expect(portal.get_by_role("button", name="Cancel roll-out")).to_have_count(0)
        expect(waves.filter(has_text="Done")).to_have_count(3)
        done = state(server, portal)
        assert (done["status"], done["installedCount"], done["failedCount"]) == ("FINISHED", 2, 1)
    portal.get_by_role("button", name="State").click()
    portal.get_by_role("checkbox", name="Failed").check()
    portal.keyboard.press("Escape")
    expect(row_of(portal, names[0])).to_have_count(0)
    expect(row_of(portal, names[1])).to_be_visible()
    portal.goto("/firmware?view=rollouts")
    row = row_of(portal, f"Spring {name}")
    expect(row).to_contain_text("2 installed")
    expect(row).to_contain_text("1 failed")
    assert complaints(portal) == []


def test_chosen_stations_are_planned_left_out_paused_and_cancelled(portal, server, name):
    names = [f"{name}-{letter}" for letter in "AB"]
    for each in names:
        server.onboard(each)
    version, _ = make_image(server)
    introduce(server, names)
    portal.goto(f"/firmware?version={version}")
    portal.get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Roll out to many…").click()
    expect(portal.get_by_label("Firmware", exact=True)).to_contain_text(version)
    portal.get_by_label("Name").fill(f"Autumn {name}")
    portal.get_by_label("Stations", exact=True).select_option("chosen")
    portal.get_by_label("Begin later").check()
    portal.get_by_role("button", name="See what would happen").click()
    expect(portal.get_by_text("Choose at least one station", exact=False).first).to_be_visible()
    for each in names:
        portal.get_by_label("Add a station").fill(each)
        portal.get_by_role("option", name=re.compile(each)).click()
        expect(portal.get_by_role("button", name=f"Take {each} off the list")).to_be_visible()
    portal.get_by_role("button", name="See what would happen").click()
    portal.get_by_role("button", name="Plan roll-out").click()
    expect(portal.get_by_role("heading", level=1, name=f"Autumn {name}")).to_be_visible()
    assert state(server, portal)["status"] == "SCHEDULED"
    row_of(portal, names[1]).get_by_role("button", name=re.compile("^Actions")).click()
    portal.get_by_role("menuitem", name="Leave out").click()
    question = portal.get_by_role("alertdialog", name=f"Leave out {names[1]}?")
    assert complaints(portal) == []
    question.get_by_role("button", name="Leave out").click()
    expect(row_of(portal, names[1])).to_contain_text("Somebody left it out.")
    portal.get_by_role("button", name="Pause", exact=True).click()
    expect(portal.get_by_text("It is paused")).to_be_visible()
    assert state(server, portal)["status"] == "PAUSED"
    portal.get_by_role("button", name="Cancel roll-out").click()
    question = portal.get_by_role("alertdialog", name=f"Cancel Autumn {name}?")
    question.get_by_role("button", name="Cancel", exact=True).click()
    assert state(server, portal)["status"] == "PAUSED"
    portal.get_by_role("button", name="Cancel roll-out").click()
    question.get_by_role("button", name="Cancel roll-out").click()
    expect(row_of(portal, names[0])).to_contain_text("Not asked any more")
    assert [(row["status"], row["reason"]) for row in state(server, portal)["stations"]["nodes"]] == [("CANCELLED", None), ("SKIPPED", "BY_PERSON")]


def test_what_would_happen_is_shown_before_anything_does(portal, server, name):
    """One runs it, one is in another roll-out, one is away, and one is another model."""
    names = [f"{name}-{letter}" for letter in "ABCD"]
    stations = [server.onboard(each) for each in names]
    version, image = make_image(server)
    introduce(server, names[1:])
    with Standing(server, names[0]) as charger:
        charger.call(call.BootNotification(charge_point_model="Model X", charge_point_vendor="Somebody", firmware_version=version))
        server.onboard(f"{name}-E")
        make_rollout(server, f"First {name}", image, [stations[1]], startsAt="2040-01-01T00:00:00Z")
        away = "query ($t: String) { stations(filter: {text: $t, presence: OFFLINE}) { totalCount } }"
        eventually(lambda: server.post(away, {"t": name})["stations"]["totalCount"] >= 3, "those that were connected are away")
        portal.goto(f"/firmware/new?image={image}")
        portal.get_by_label("Name").fill(f"Second {name}")
        portal.get_by_label("Charge point ID, description, vendor or model").fill(name)
        portal.get_by_label("Stations in each wave").fill("1")
        portal.get_by_role("button", name="See what would happen").click()
        expect(portal.get_by_text("2 stations of 5 would be updated, in 2 waves.")).to_be_visible()
        expect(portal.get_by_text("2 of them are not connected now, and are asked once they are.")).to_be_visible()
        expect(row_of(portal, names[0])).to_contain_text("Left out: It runs this version already.")
        expect(row_of(portal, names[1])).to_contain_text("Left out: It takes part in another roll-out.")
        expect(row_of(portal, names[2])).to_contain_text("Updated once it is connected")
        expect(row_of(portal, f"{name}-E")).to_contain_text("Left out: The image is for another vendor or model.")
        assert complaints(portal) == []
        portal.set_viewport_size({"width": 390, "height": 844})
        # What is scrolled half under the header would count as a target that is too small.
        portal.evaluate("scrollTo(0, 0)")
        assert complaints(portal) == [] and fits(portal)
        # What was shown is of these waves alone.
        portal.get_by_label("Stations in each wave").fill("2")
        expect(portal.get_by_text("would be updated")).to_have_count(0)
        expect(portal.get_by_role("button", name="Begin roll-out")).to_have_count(0)
        portal.get_by_role("button", name="See what would happen").click()
        expect(portal.get_by_text("2 stations of 5 would be updated, in 1 wave.")).to_be_visible()
        found = server.post("{ firmwareRollouts { nodes { name } } }")["firmwareRollouts"]["nodes"]
        assert f"Second {name}" not in [each["name"] for each in found]


def test_who_may_not_roll_out_only_looks(page, context, server, name):
    station = server.onboard(name)
    introduce(server, [name])
    _, image = make_image(server)
    rollout = make_rollout(server, f"Seen {name}", image, [station], startsAt="2040-01-01T00:00:00Z")
    sign_in(context, server, make_person(server, role="support"))
    page.goto("/firmware?view=rollouts")
    row_of(page, f"Seen {name}").get_by_role("link").first.click()
    expect(row_of(page, name)).to_be_visible()
    for action in ("Pause", "Cancel roll-out"):
        expect(page.get_by_role("button", name=action)).to_have_count(0)
    expect(page.get_by_role("link", name="New roll-out")).to_have_count(0)
    page.goto("/firmware/new")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    stranger = make_person(server, organization=f"Elsewhere {name}")
    sign_in(context, server, stranger)
    page.goto(f"/firmware/{rollout}")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_every_width(portal, server, name, theme):
    station = server.onboard(name)
    introduce(server, [name])
    _, image = make_image(server)
    rollout = make_rollout(server, f"Wide {name}", image, [station], startsAt="2040-01-01T00:00:00Z")
    portal.emulate_media(color_scheme=theme)
    for address, text in ((f"/firmware/{rollout}", name), ("/firmware?view=rollouts", f"Wide {name}"), ("/firmware/new", "How carefully")):
        portal.set_viewport_size({"width": 1440, "height": 900})
        portal.goto(address)
        expect(portal.get_by_text(text).first).to_be_visible()
        for width in (1440, 700, 390):
            portal.set_viewport_size({"width": width, "height": 800})
            assert complaints(portal) == [], (address, width)
            assert fits(portal), (address, width)


def test_a_newer_image_is_found_for_one_station_and_installed(portal, server, name):
    server.onboard(name)
    # Of which no other test of this server has an image.
    model = f"M {name}"

    def boot(charger, version):
        charger.call(call.BootNotification(charge_point_model=model, charge_point_vendor="Somebody", firmware_version=version))

    with Standing(server, name, replies={"UpdateFirmware": {}}) as charger:
        boot(charger, "1.0")
        await_models(server, [name], model)
        version, _ = make_image(server, model)
        portal.goto(f"/stations?q={name}&update=true")
        expect(row_of(portal, name)).to_contain_text(f"Update: {version}")
        assert complaints(portal) == []
        portal.goto(f"/stations?q={name}&update=false")
        expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
        portal.goto(f"/stations/{name}")
        portal.get_by_role("button", name="Check for update").click()
        expect(portal.get_by_text(re.compile("newer image.* in the catalogue"))).to_be_visible()
        assert complaints(portal) == []
        portal.get_by_role("link", name=re.compile(f"Roll out.*{version}")).click()
        expect(portal.get_by_label("Firmware").locator("option:checked")).to_contain_text(version)
        portal.go_back()
        portal.get_by_role("button", name="Check for update").click()
        portal.get_by_role("button", name=f"Install {version}…").click()
        dialog = portal.get_by_role("dialog", name="Update firmware")
        expect(dialog.get_by_label("Firmware").locator("option:checked")).to_contain_text(version)
        dialog.get_by_role("button", name="Update").click()
        update(charger, GOOD)
        expect(dialog.get_by_role("list", name="Update firmware")).to_contain_text("The firmware is installed", timeout=20_000)
        dialog.get_by_role("button", name="Close").last.click()
        boot(charger, version)
        expect(portal.get_by_text("The catalogue has nothing newer for it.")).to_be_visible()
        portal.goto(f"/stations?q={name}")
        expect(row_of(portal, name)).to_contain_text(version)
        expect(row_of(portal, name)).not_to_contain_text("Update:")
    portal.goto(f"/stations?q={name}")
    portal.get_by_role("button", name="Update available").click()
    portal.get_by_role("radio", name="Yes").click()
    expect(portal.get_by_text("Nothing matches these filters")).to_be_visible()
