"""Lists of tags and stations from files: checked row by row, then imported."""
import csv
import io
import re

import openpyxl
import pytest
from people import make_person, sign_in
from playwright.sync_api import expect
from reach import complaints, fits

TAGS = "query ($t: String) { tags(filter: {text: $t}) { nodes { idTag note isBlocked } } }"
STATIONS = "query ($t: String) { stations(filter: {text: $t}) { nodes { chargePointId description groups { name } } } }"


def tags(server, text):
    return {tag["idTag"]: tag for tag in server.post(TAGS, {"t": text})["tags"]["nodes"]}


def choose(page, text, name="list.csv"):
    page.get_by_label("CSV or Excel file").set_input_files({
        "name": name, "mimeType": "application/octet-stream", "buffer": text if isinstance(text, bytes) else text.encode()})


def row(page, text):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=text, exact=True))


def test_tags_are_checked_mended_and_imported(portal, server, name):
    server.create_tag(f"{name}A", note="old")
    portal.goto("/tags")
    portal.get_by_role("link", name="Import", exact=True).click()
    expect(portal.get_by_role("heading", name="Import tags", level=1)).to_be_visible()
    assert complaints(portal) == []
    choose(portal, f"idTag,note,type,firstName\n{name}A,new,,Ann\n{name}B,,PURPLE,\n{name}C,\"=two, things\",,\n")
    expect(row(portal, f"{name}A")).to_contain_text("Changed")
    expect(row(portal, f"{name}A")).to_contain_text("note old → new")
    expect(row(portal, f"{name}B")).to_contain_text(re.compile(r"3.*Refused.*type"))
    expect(row(portal, f"{name}C")).to_contain_text("New")
    expect(portal.get_by_role("alert")).to_contain_text("1 row is refused")
    expect(portal.get_by_text("because others write them: firstName")).to_be_visible()
    assert complaints(portal) == [] and fits(portal)
    assert [(tag["note"]) for tag in tags(server, name).values()] == ["old"]
    # One looks at what is refused alone.
    portal.get_by_role("button", name="Outcome", exact=True).click()
    portal.get_by_role("radio", name="Refused").click()
    expect(row(portal, f"{name}A")).to_have_count(0)
    assert "outcome=REFUSED" in portal.url
    # The mended file has the same name.
    choose(portal, f"idTag,note,type\n{name}A,new,\n{name}B,,COMPANY\n{name}C,\"=two, things\",\n")
    expect(row(portal, f"{name}B")).to_contain_text("New")
    portal.get_by_role("button", name="Import 3 rows").click()
    expect(portal.get_by_role("alert")).to_contain_text("3 rows are imported.")
    found = tags(server, name)
    assert {id: tag["note"] for id, tag in found.items()} == {f"{name}A": "new", f"{name}B": None, f"{name}C": "=two, things"}
    portal.get_by_role("link", name="To the list").click()
    expect(portal.get_by_role("heading", name="Authorization", level=1)).to_be_visible()


def test_refused_rows_may_be_left_out(portal, server, name):
    portal.goto("/tags/import")
    choose(portal, f"idTag,isBlocked\n{name}A,true\n{name}B,perhaps\n")
    portal.get_by_role("button", name="Import the other row").click()
    expect(portal.get_by_role("alert")).to_contain_text("1 row is imported. 1 row was left out.")
    assert {id: tag["isBlocked"] for id, tag in tags(server, name).items()} == {f"{name}A": True}


def test_the_report_is_a_list_without_formulas(portal, server, name):
    server.create_tag(f"{name}A", note="old")
    portal.goto("/tags/import")
    choose(portal, f'idTag,note,type\n{name}A,=1+1,\n{name}B,,"PUR""PLE"\n{name}C,,\n')
    with portal.expect_download() as download:
        portal.get_by_role("button", name="Download the report").click()
    lines = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"), newline="")))
    assert lines[0] == ["line", "key", "outcome", "column", "from", "to", "problem"]
    assert lines[1] == ["2", f"{name}A", "CHANGED", "note", "old", "'=1+1", ""]
    assert lines[2][:4] == ["3", f"{name}B", "REFUSED", "type"] and 'PUR"PLE' in lines[2][6]
    assert lines[3] == ["4", f"{name}C", "NEW", "", "", "", ""] and len(lines) == 4


def test_stations_come_from_a_workbook(portal, server, name):
    server.create_group(f"G{name}")
    workbook = openpyxl.Workbook()
    for line in (["chargePointId", "description", "groups", "password"], [name, "Front gate", f"G{name}", "correct horse battery"]):
        workbook.active.append(line)
    file = io.BytesIO()
    workbook.save(file)
    portal.goto("/stations")
    portal.get_by_role("link", name="Import", exact=True).click()
    choose(portal, file.getvalue(), "stations.xlsx")
    expect(row(portal, name)).to_contain_text("New")
    expect(portal.get_by_text("correct horse battery")).to_have_count(0)
    portal.get_by_role("button", name="Import 1 row").click()
    expect(portal.get_by_role("alert")).to_contain_text("1 row is imported.")
    [station] = server.post(STATIONS, {"t": name})["stations"]["nodes"]
    assert (station["description"], [group["name"] for group in station["groups"]]) == ("Front gate", [f"G{name}"])
    # The same file once more has nothing to say.
    choose(portal, f"chargePointId,description\n{name},Front gate\n")
    expect(portal.get_by_role("alert")).to_contain_text("There is nothing to import")
    expect(portal.get_by_role("button", name=re.compile("^Import"))).to_have_count(0)


@pytest.mark.parametrize("content, says", [
    ("note\nx\n", "idTag is missing"), (b"\xd0\xcf\x11\xe0" + b"x" * 100, "Save it as .xlsx"), ("idTag,colour\nx,red\n", "colour is no column"),
    (b"x" * (9 << 20), "larger than 8 MB"), ("", "empty"),
], ids=["no key", "an older workbook", "an unknown column", "too large", "empty"])
def test_a_file_that_cannot_be_read_says_what_to_do(portal, content, says):
    portal.allowed_complaints.append("400 (Bad Request)")
    portal.goto("/tags/import")
    choose(portal, content)
    alert = portal.get_by_role("alert")
    expect(alert).to_contain_text(says)
    expect(alert).to_contain_text("Nothing was changed.")
    expect(portal.get_by_role("table")).to_have_count(0)


def test_what_has_changed_since_the_check_stops_the_import(portal, server, name):
    portal.allowed_complaints.append("422 (Unprocessable")
    email = make_person(server, "driver")
    portal.goto("/tags/import")
    choose(portal, f"idTag,userEmail\n{name}A,{email}\n")
    expect(row(portal, f"{name}A")).to_contain_text("New")
    server.sql(f"UPDATE users SET email = 'gone-{email}' WHERE email = '{email}'")
    portal.get_by_role("button", name="Import 1 row").click()
    expect(portal.get_by_text("something has changed since the file was checked")).to_be_visible()
    expect(row(portal, f"{name}A")).to_contain_text("userEmail")
    assert tags(server, name) == {}


def test_an_import_that_meets_no_server_can_be_tried_again(portal, server, name):
    portal.allowed_complaints.append("ERR_FAILED")
    portal.goto("/tags/import")
    portal.route("**/import/tags*", lambda route: route.abort())
    choose(portal, f"idTag\n{name}A\n")
    expect(portal.get_by_role("alert")).to_contain_text("The server did not answer.")
    portal.unroute("**/import/tags*")
    portal.get_by_role("button", name="Try again").click()
    expect(row(portal, f"{name}A")).to_contain_text("New")


def test_many_rows_are_turned_page_by_page(portal, name):
    portal.goto("/tags/import")
    choose(portal, "idTag\n" + "".join(f"{name}-{number}\n" for number in range(45)))
    expect(portal.get_by_text("1–20 of 45")).to_be_visible()
    for _ in range(2):
        portal.get_by_role("button", name="Next").click()
    expect(portal.get_by_text("41–45 of 45")).to_be_visible()
    expect(row(portal, f"{name}-44")).to_be_visible()
    portal.get_by_role("button", name="Previous").click()
    expect(row(portal, f"{name}-20")).to_be_visible()


@pytest.mark.parametrize("role", ["driver", "installer"])
def test_who_may_not_import_sees_no_way_to_it(page, context, server, role):
    sign_in(context, server, make_person(server, role))
    page.goto("/tags")
    expect(page.get_by_role("heading", name="Authorization", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Import", exact=True)).to_have_count(0)
    page.goto("/tags/import")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()


def test_the_import_works_on_a_telephone(portal, server, name):
    portal.set_viewport_size({"width": 390, "height": 844})
    portal.goto("/tags/import")
    choose(portal, f"idTag,type\n{name}A,\n{name}B,PURPLE\n")
    expect(portal.get_by_role("alert")).to_contain_text("1 row is refused")
    assert complaints(portal) == [] and fits(portal)
