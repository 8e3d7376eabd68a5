"""Lists that are imported: what the report says, what changes, and that nothing does where a file is broken or hostile."""
import datetime
import http.client
import io
import json
import pathlib
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import openpyxl
import pytest
from test_exports import fetch, rows


def send(server, target, body, token=None, **parameters):
    url = f"http://127.0.0.1:{server.http_port}/import/{target}?{urllib.parse.urlencode(parameters)}"
    token = server.token if token is None else token
    body = body if isinstance(body, bytes) else body.encode()
    request = urllib.request.Request(url, body, {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        return error.code, json.loads(text) if error.headers["Content-Type"] == "application/json" else text


def outcomes(report):
    return [row["outcome"] for row in report["rows"]]


def book(*table, **more):
    workbook = openpyxl.Workbook()
    for row in table:
        workbook.active.append(row)
    for name, value in more.items():
        setattr(workbook, name, value)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def tags(server, prefix):
    return {row["idTag"]: row for row in rows(fetch(server, "tags.csv", text=prefix)[1])}


def test_tags_are_tried_imported_and_imported_again_unchanged(server, name):
    station, tag = server.onboard(name), name[-8:]
    server.create_group(f"G{name}", stationIds=[station])
    text = (
        "idTag;type;note;groups;stations;expiresAt;isBlocked\r\n"
        f"{tag}A;COMPANY;'=cmd;G{name};{name};2031-02-03T04:05:06Z;false\r\n{tag}B;;\"two;\r\nlines\";;;;true\r\n")
    status, report = send(server, "tags", text, dryRun="true")
    assert (status, report["dryRun"], report["applied"], outcomes(report)) == (200, True, False, ["NEW", "NEW"])
    assert [row["line"] for row in report["rows"]] == [2, 3]
    assert tags(server, tag) == {}
    status, report = send(server, "tags", text)
    assert (status, report["applied"], report["counts"]["NEW"]) == (200, True, 2)
    found = tags(server, tag)
    assert found[f"{tag}A"]["note"] == "'=cmd" and found[f"{tag}A"]["groups"] == f"G{name}" and found[f"{tag}A"]["stations"] == name
    assert found[f"{tag}A"]["expiresAt"] == "2031-02-03T04:05:06.000Z"
    assert (found[f"{tag}B"]["type"], found[f"{tag}B"]["isBlocked"], found[f"{tag}B"]["note"]) == ("OTHER", "true", "two;\nlines")
    assert outcomes(send(server, "tags", text)[1]) == ["UNCHANGED", "UNCHANGED"]
    for kind in ("csv", "xlsx"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.http_port}/export/tags.{kind}?text={tag}", headers={"Authorization": f"Bearer {server.token}"})
        with urllib.request.urlopen(request) as answer:
            status, report = send(server, "tags", answer.read())
        assert status == 200, report
        assert outcomes(report) == ["UNCHANGED", "UNCHANGED"], (kind, report)
        assert report["ignoredColumns"] == ["firstName", "lastName"]
    changed = f"idTag,note,isBlocked,groups\n{tag.lower()}a,,true,\n{tag}B,\"two;\r\nlines\",,\n"
    status, report = send(server, "tags", changed)
    assert outcomes(report) == ["CHANGED", "UNCHANGED"], report
    assert {c["field"]: (c["from"], c["to"]) for c in report["rows"][0]["changes"]} == {
        "note": ("=cmd", None), "isBlocked": ("false", "true"), "groups": (f"G{name}", None)}
    row = tags(server, tag)[f"{tag}A"]
    assert (row["note"], row["isBlocked"], row["groups"], row["stations"], row["type"]) == ("", "true", "", name, "COMPANY")


def test_one_refused_row_keeps_all_others_out_unless_it_may_be_skipped(server, name):
    tag = name[-8:]
    text = f"idTag,type,userEmail\n{tag}A,COMPANY,\n{tag}B,PURPLE,nobody@x.example\n{tag}a,,\n"
    status, report = send(server, "tags", text)
    assert (status, report["applied"], outcomes(report)) == (422, False, ["NEW", "REFUSED", "REFUSED"])
    assert [p["field"] for p in report["rows"][1]["problems"]] == ["type", "userEmail"]
    assert "line 2" in report["rows"][2]["problems"][0]["message"]
    assert tags(server, tag) == {}
    status, report = send(server, "tags", text, skipRefused="true")
    assert (status, report["applied"]) == (200, True)
    assert list(tags(server, tag)) == [f"{tag}A"]


def test_stations_come_from_a_workbook_with_their_passwords_and_may_connect(server, name):
    server.create_group(f"G{name}")
    content = book(
        ["chargePointId", "description", "zipCode", "country", "groups", "password", "materialNumber"],
        [f"{name}-1", "front", 10115, "DE", f"G{name}", "correct horse", "=A1"], [f"{name}-2", None, "01234", None, None, None, None])
    status, report = send(server, "stations", content, dryRun="true")
    assert outcomes(report) == ["REFUSED", "NEW"], report  # the formula was never reckoned
    assert "formula" in report["rows"][0]["problems"][0]["message"]
    content = book(
        ["chargePointId", "description", "zipCode", "country", "groups", "password"],
        [f"{name}-1", "front", 10115, "DE", f"G{name}", "correct horse"], [f"{name}-2", None, "01234", None, None, None])
    status, report = send(server, "stations", content)
    assert (status, report["applied"], outcomes(report)) == (200, True, ["NEW", "NEW"]), report
    assert "correct horse" not in json.dumps(report)
    found = {row["chargePointId"]: row for row in rows(fetch(server, "stations.csv", text=name)[1])}
    assert (found[f"{name}-1"]["zipCode"], found[f"{name}-1"]["groups"], found[f"{name}-2"]["zipCode"]) == ("10115", f"G{name}", "01234")
    from conftest import run
    from charger import connected

    async def connect():
        async with connected(server, f"{name}-1", "correct horse"):
            pass

    run(connect())
    status, report = send(server, "stations", fetch(server, "stations.csv", text=name)[1])
    assert outcomes(report) == ["UNCHANGED", "UNCHANGED"], report
    stranger = server.make_user("organization-owner", "Somebody else")
    status, report = send(server, "stations", f"chargePointId,description\n{name}-1,mine\n", stranger)
    assert (status, outcomes(report)) == (422, ["REFUSED"]) and "elsewhere" in report["rows"][0]["problems"][0]["message"]
    assert "front" not in json.dumps(report)


def test_only_those_import_who_may_create_and_change(server, name):
    for role in ("driver", "support"):
        token = server.make_user(role)
        assert send(server, "tags", "idTag\nX\n", token, dryRun="true")[0] == 403
        assert send(server, "stations", "chargePointId\nX\n", token)[0] == 403
    assert send(server, "tags", "idTag\nX\n", server.make_user("installer"))[0] == 403
    assert send(server, "stations", "chargePointId\nX\n", "sm_wrong")[0] == 401
    # What is another organization's is nobody else's.
    tag = name[-8:]
    server.create_tag(tag, note="ours")
    stranger = server.make_user("organization-owner", "Somebody else")
    status, report = send(server, "tags", f"idTag,note\n{tag},theirs\n", stranger)
    assert (status, outcomes(report)) == (200, ["NEW"])
    assert tags(server, tag)[tag]["note"] == "ours"


def test_an_import_is_in_the_audit_trail_under_its_persons_name(server, name):
    tag = name[-8:]
    assert send(server, "tags", f"idTag\n{tag}\n")[1]["applied"]
    [[count]] = server.sql(f"select count(*) from audit_entries where user_id is not null and object_label = '{tag}'")
    assert count == "1"


def parts(content, **replaced):
    """The workbook with other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if (by := replaced.get(pathlib.PurePath(part).stem, b"")) is not None:
                new.writestr(part, by or old.read(part))
    return file.getvalue()


GOOD = book(["idTag", "note"], ["NEVER", "x"])
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">""" + b"".join(
    b"<!ENTITY %c \"%s\">" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><worksheet><sheetData>&m;</sheetData></worksheet>"
WIDE = b"<worksheet><sheetData><row>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * 1_000_000 + b"</row></sheetData></worksheet>"
DEEP = b"<worksheet>" + b"<a>" * 100_000
FAR = b"<worksheet><sheetData><row r='99999999999999999999'><c r='A1'><v>1</v></c></row></sheetData></worksheet>"


@pytest.mark.parametrize(
    "content, says",
    [
        (GOOD[:-200], "no .xlsx workbook"), (b"PK\x03\x04" + b"x" * 1000, "no .xlsx workbook"), (b"\xd0\xcf\x11\xe0" + b"x" * 100, "older"),
        (parts(GOOD, sheet1=b"\0" * 300_000_000), "damaged"),  # not well-formed long before it is unpacked
        (parts(GOOD, sheet1=b"<worksheet>" + b" " * 300_000_000 + b"</worksheet>"), "too large when it is unpacked"),
        (parts(GOOD, sheet1=LAUGHS), "document type"), (parts(GOOD, sheet1=WIDE), "more than 100 columns"),
        (parts(GOOD, sheet1=DEEP), "nested too deeply"), (parts(GOOD, sheet1=FAR), "names of the columns"),
        (parts(GOOD, sheet1=None), "no sheet"), (parts(GOOD, workbook=None), "no .xlsx workbook with a sheet"),
        (parts(GOOD, sheet1=b"<worksheet><sheetData/></worksheet>"), "sheet is empty"),
        (book(["idTag"], *[[f"N{n}"] for n in range(10_001)]), "more than 10000 rows"), (book(["idTag", "note"], ["N", "x" * 20_000]), "more than 10000 bytes"),
        ("idTag\n" + "x\n" * 10_001, "more than 10000 rows"), ("idTag," * 1_000_000 + "\n", "more than 100 cells"),
        ("note\nx\n", "column idTag is missing"), ("idTag,colour\nx,red\n", "colour is no column"), (b"idTag\n\xff\n", "not UTF-8"), ("", "empty"),
    ], ids=lambda value: value if isinstance(value, str) and len(value) < 40 and value.isprintable() else "file")
def test_what_is_broken_or_hostile_is_refused_and_changes_nothing(server, content, says):
    status, answer = send(server, "tags", content)
    assert status in (400, 413) and says in answer, answer
    assert tags(server, "NEVER") == {}
    assert not (server.data / "imports").exists() or not list((server.data / "imports").iterdir())
    assert server.ops("/health/ready")[0] == 200


def test_a_file_that_is_too_large_is_refused_by_its_head(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=60)
    connection.putrequest("POST", "/import/tags")
    connection.putheader("Authorization", f"Bearer {server.token}")
    connection.putheader("Content-Length", str(9 << 20))
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, b"larger than" in answer.read()) == (413, True)
    connection.close()


def test_times_of_workbooks_are_dates_numbers_or_texts(server, name):
    tag = name[-8:]
    content = book(
        ["idTag", "expiresAt (UTC)"], [f"{tag}A", datetime.datetime(2031, 2, 3, 4, 5, 6)], [f"{tag}B", "2031-02-03T04:05:06.789Z"],
        [f"{tag}C", datetime.date(2031, 2, 3)])
    status, report = send(server, "tags", content)
    assert status == 200, report
    assert [tags(server, tag)[f"{tag}{n}"]["expiresAt"] for n in "ABC"] == [
        "2031-02-03T04:05:06.000Z", "2031-02-03T04:05:06.789Z", "2031-02-03T00:00:00.000Z"]


def test_ten_thousand_tags_are_imported_in_one_go(server, name):
    tag = name[-8:]
    status, report = send(server, "tags", "idTag,note\n" + "".join(f"{tag}-{n},n{n}\n" for n in range(10_000)))
    assert (status, report["counts"]) == (200, {"NEW": 10_000, "CHANGED": 0, "UNCHANGED": 0, "REFUSED": 0})
    status, report = send(server, "tags", "idTag,note\n" + "".join(f"{tag}-{n},m{n}\n" for n in range(10_000)))
    assert (status, report["counts"]["CHANGED"]) == (200, 10_000)
    server.sql(f"delete from tags where id_tag like '{tag}-%'")
