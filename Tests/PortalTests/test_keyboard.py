"""Every page by keys alone: whatever can be clicked is come to by Tab and arrows, and no menu loses the focus."""
import pytest
from charging import Charging
from keyboard import menus_give_the_focus_back, unreachable
from people import make_person, session_of, sign_in
from playwright.sync_api import expect

TARIFF = "mutation ($i: CreateTariffInput!) { createTariff(input: $i) { tariff { id } } }"
WEBHOOK = "mutation ($i: CreateWebhookInput!) { createWebhook(input: $i) { webhook { id } } }"
REQUEST = "mutation ($i: CreateServiceRequestInput!) { createServiceRequest(input: $i) { serviceRequest { id } } }"
ONBOARD = "mutation ($i: OnboardStationInput!) { onboardStation(input: $i) { station { id } } }"
TAG = "mutation ($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }"
GROUP = "mutation ($i: CreateGroupInput!) { createGroup(input: $i) { group { id } } }"
TRIGGER = "mutation ($i: TriggerMessageInput!) { triggerMessage(input: $i) { operations { id } } }"
NAME = "KEYS-1"


@pytest.fixture(scope="module")
def furnished(server):
    """An organization with one of everything, whose station charges; who owns it, and the ids that addresses have."""
    organization = "Keys alone"
    token = server.make_user("organization_owner", organization=organization)
    email = make_person(server, "organization_owner", organization=organization)

    def make(document, path, **fields):
        data = server.post(document, {"i": fields}, token)
        for part in path.split("."):
            data = data[part]
        return data

    ids = {"station": make(ONBOARD, "onboardStation.station.id", chargePointId=NAME)}
    ids["tag"] = make(TAG, "createTag.tag.id", idTag="KEYS-TAG")
    ids["group"] = make(GROUP, "createGroup.group.id", name="Keys", stationIds=[ids["station"]], tagIds=[ids["tag"]])
    make(GROUP, "createGroup.group.id", name="Below", parentId=ids["group"])
    ids["tariff"] = make(TARIFF, "createTariff.tariff.id", name="Day", currency="EUR", timeZone="Europe/Berlin", pricePerKwh="0.39")
    ids["webhook"] = make(WEBHOOK, "createWebhook.webhook.id", name="Billing", url="https://example.org/hook", events=["SESSION_STARTED"])
    ids["request"] = make(REQUEST, "createServiceRequest.serviceRequest.id", stationId=ids["station"], subject="Cable", text="It does not lock.")
    ids["user"] = session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]
    with Charging(server, NAME, "KEYS-TAG") as charging:
        charging.meter(2000, power=7400)
        charging.status(2, "Faulted", "GroundFailure")
        [asked] = make(TRIGGER, "triggerMessage.operations", stationId=ids["station"], message="Heartbeat", wait=False)
        ids["operation"] = asked["id"]
        ids["session"] = server.post("query ($s: [ID!]) { sessions(filter: {stationIds: $s}) { nodes { id } } }", {"s": [ids["station"]]}, token)[
            "sessions"]["nodes"][0]["id"]
        yield email, ids


PAGES = [
    "/dashboard", "/stations", "/stations/new", "/stations/new?way=claim", "/stations/import", "/connectors",
    *(f"/stations/{NAME}{tab}" for tab in ("", "/sessions", "/connectors", "/installation", "/diagnostics", "/configuration", "/pictures", "/logbook")),
    "/tags", "/tags/new", "/tags/inbox", "/tags/import", "/tags/{tag}", "/reservations", "/reservations?view=list", "/reservations?view=queue",
    "/sessions", "/sessions/{session}", "/operations", "/operations/new/charging-profile", "/operations/{operation}",
    "/firmware", "/firmware/new", "/certificates", "/maintenance/inventory", "/maintenance/diagnostics", "/maintenance/cp-logs?station={station}",
    "/maintenance/messages?station={station}", "/maintenance/heartbeats", "/maintenance/quirks", "/requests", "/requests/{request}",
    "/notifications", "/notifications/preferences", "/search?q=KEYS", "/groups", "/groups/{group}", "/groups/{group}/tags", "/groups/{group}/rights",
    "/settings/tariffs", "/settings/tariffs/new", "/settings/tariffs/{tariff}", "/settings/tariffs/{tariff}/edit", "/settings/users",
    "/settings/users/{user}", "/settings/users/{user}/sign-ins", "/settings/webhooks", "/settings/webhooks/{webhook}", "/settings/audit",
    "/account/profile", "/account/security", "/account/tokens", "/account/exports", "/account/sign-ins", "/privacy", "/imprint"]


@pytest.mark.parametrize("address", PAGES)
def test_whatever_can_be_clicked_is_reached_by_keys(page, context, server, furnished, address):
    email, ids = furnished
    sign_in(context, server, email)
    page.goto(address.format(**ids))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.get_by_role("heading", level=1).first).not_to_have_text("Nothing is here")
    page.wait_for_load_state("networkidle")
    assert unreachable(page) == []
    assert menus_give_the_focus_back(page) == []


@pytest.mark.parametrize("width", [390, 800])
@pytest.mark.parametrize("address", ["/dashboard", "/stations", "/sessions", f"/stations/{NAME}", "/groups/{group}"])
def test_on_narrow_windows_too(page, context, server, furnished, address, width):
    email, ids = furnished
    sign_in(context, server, email)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address.format(**ids))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert unreachable(page) == []


@pytest.mark.parametrize("address", ["/sign-in", "/forgot", "/reset/anything"])
def test_the_way_in_is_walked_by_keys(page, address):
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert unreachable(page) == []


def test_what_only_the_mouse_reaches_is_found(page):
    """The test of this test: on a page with such a part it does not stay silent."""
    page.goto("/forgot")
    expect(page.get_by_role("button", name="Send the link")).to_be_visible()
    page.get_by_role("button", name="Send the link").evaluate("button => { button.tabIndex = -1; }")
    assert unreachable(page) == ["cannot be reached: button “Send the link”"]
