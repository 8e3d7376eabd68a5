"""Exports that nobody waits for: begun at a list, followed and fetched on their own page."""
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits


@pytest.fixture
def portal(page, context, server):
    sign_in(context, server, make_person(server))
    return page


def begin(page, kind):
    page.get_by_role("button", name="More ways to export").click()
    page.get_by_role("menuitem", name=kind).click()
    expect(page.get_by_role("heading", name="Exports", level=1)).to_be_visible()


def test_what_a_list_shows_is_written_in_the_background_and_fetched(portal, server, name):
    portal.goto("/account/exports")
    expect(portal.get_by_text("No exports")).to_be_visible()
    server.onboard(name)
    server.onboard(f"{name}-OTHER")
    portal.goto(f"/stations?q={name}-OTHER")
    begin(portal, "CSV in the background")
    row = portal.get_by_role("row").filter(has_text="Stations, CSV")
    expect(row).to_contain_text("Ready", timeout=30_000)
    with portal.expect_download() as download:
        row.get_by_role("link", name="Download").click()
    text = download.value.path().read_text()
    assert download.value.suggested_filename == "stations.csv"
    assert f"{name}-OTHER" in text and text.count("\n") == 2, text
    assert complaints(portal) == []

    portal.goto("/sessions")
    begin(portal, "Excel in the background")
    book = portal.get_by_role("row").filter(has_text="Charging sessions, Excel")
    expect(book).to_contain_text("Ready", timeout=30_000)
    with portal.expect_download() as download:
        book.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes()[:2] == b"PK"

    portal.get_by_role("button", name="Actions for Stations, CSV").click()
    portal.get_by_role("menuitem", name="Delete").click()
    portal.get_by_role("alertdialog", name="Delete the export?").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    portal.set_viewport_size({"width": 390, "height": 844})
    expect(portal.get_by_text("Charging sessions, Excel").first).to_be_visible()
    assert complaints(portal) == [] and fits(portal)


def test_a_file_holds_what_is_shown_as_it_is_sorted(portal, server, name):
    for letter in "AB":
        server.onboard(f"{name}-{letter}", description=f"Place {letter}")
    portal.goto(f"/stations?q={name}")
    portal.get_by_role("columnheader", name="Onboarded").get_by_role("button").click()
    portal.get_by_role("button", name="Columns").click()
    gear = portal.get_by_role("dialog", name="Columns")
    for column in ("Connection", "Connectors", "Model", "Firmware", "Group", "Last heard"):
        gear.get_by_role("checkbox", name=column, exact=True).uncheck()
    gear.get_by_role("checkbox", name="OCPP version", exact=True).check()
    portal.keyboard.press("Escape")
    portal.get_by_role("button", name="More ways to export").click()
    with portal.expect_download() as download:
        portal.get_by_role("menuitem", name="CSV as shown: 2 rows, 3 columns").click()
    head, *rows = download.value.path().read_text(encoding="utf-8-sig").strip().splitlines()
    assert download.value.suggested_filename == "stations.csv"
    assert head == "chargePointId,description,onboardedAt"
    assert [row.split(",")[:2] for row in rows] == [[f"{name}-B", "Place B"], [f"{name}-A", "Place A"]]
    with portal.expect_download() as download:
        portal.get_by_role("link", name="Export CSV").click()
    head, *rows = download.value.path().read_text(encoding="utf-8-sig").strip().splitlines()
    assert "presence" in head and rows[0].startswith(f"{name}-B,")
    assert complaints(portal) == [] and fits(portal)


def test_an_export_that_fails_says_why(portal, server, name):
    server.sql("""insert into export_jobs (organization_id, user_id, token_id, list, parameters, format)
        select u.organization_id, u.id, 999999, 'sessions', '[]', 'CSV' from users u order by u.id desc limit 1""")
    portal.goto("/account/exports")
    expect(portal.get_by_role("row").filter(has_text="Failed")).to_contain_text("not good any more", timeout=30_000)


def test_what_is_begun_elsewhere_and_gets_further_is_shown_at_once(portal, server, name):
    """Told by the server, not asked for again and again."""
    portal.goto("/account/exports")
    expect(portal.get_by_text("No exports")).to_be_visible()
    # Once more as soon as it is told of changes: what came between the two.
    portal.wait_for_timeout(3_000)
    asked = []
    portal.on("request", lambda request: asked.append(request) if "ExportJobs" in (request.post_data or "") else None)
    portal.wait_for_timeout(6_000)
    assert asked == []
    server.sql("""insert into export_jobs (organization_id, user_id, token_id, list, parameters, format)
        select u.organization_id, u.id, 999999, 'sessions', '[]', 'CSV' from users u order by u.id desc limit 1""")
    expect(portal.get_by_role("row").filter(has_text="Failed")).to_contain_text("not good any more", timeout=10_000)
    assert len(asked) <= 2
