"""Lists as files, fetched as a person's browser or a program would."""
import csv
import io
import json
import urllib.error
import urllib.parse
import urllib.request

import openpyxl
import pytest
from charger import connected, now
from conftest import eventually, run
from ocpp.v16 import call


def fetch(server, path, token=None, **parameters):
    url = f"http://127.0.0.1:{server.http_port}/export/{path}?{urllib.parse.urlencode(parameters, doseq=True)}"
    token = server.token if token is None else token
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sessions(server, name, count):
    """So many sessions of the station, straight in the database, and tags that are made to be formulas."""
    server.sql(
        'insert into sessions (organization_id, station_id, connector_number, transaction_id, id_tag, status, "authorization", is_exclusive,'
        " started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, last_meter_wh, last_meter_at, energy_wh)"
        " select s.organization_id, s.id, 1, nextval('transaction_ids'), '=1+' || n, 'COMPLETED', 'ACCEPTED', false,"
        " timestamptz '2026-03-01T00:00:00Z' + n * interval '1 s', n::text, 1000, now(), 1000.5 + n, 1000, now(), 0.5 + n"
        f" from stations s, generate_series(1, {count}) n where s.charge_point_id = '{name}'")


def test_sessions_are_streamed_whole_newest_first_and_as_filtered(server, name):
    id = server.onboard(name)
    sessions(server, name, 2_500)
    status, text, headers = fetch(server, "sessions.csv", stationIds=[id])
    assert status == 200 and headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"] == 'attachment; filename="sessions.csv"'
    found = rows(text)
    assert len(found) == 2_500
    newest = found[0]
    assert (newest["chargePointId"], newest["idTag"], newest["startedAt"]) == (name, "'=1+2500", "2026-03-01T00:41:40.000Z")
    assert (newest["energyWh"], newest["meterStopWh"], newest["stopReason"]) == ("2500.5", "3500.5", "")
    _, text, _ = fetch(server, "sessions.csv", stationIds=[id], to="2026-03-01T00:00:03Z")
    assert [row["idTag"] for row in rows(text)] == ["'=1+2", "'=1+1"]
    _, text, _ = fetch(server, "sessions.csv", stationIds=[id], status="ACTIVE")
    assert text.count("\r\n") == 1


def test_a_file_has_the_columns_and_the_order_that_are_asked_for(server, name):
    id = server.onboard(name)
    sessions(server, name, 3)
    columns = ["maximumPowerW", "idTag", "id", "energyWh"]
    _, text, _ = fetch(server, "sessions.csv", stationIds=[id], columns=columns, orderBy="ENERGY")
    head, *lines = text.split("\r\n")
    assert head == ",".join(columns)
    assert [line.split(",")[1::2] for line in lines[:3]] == [["'=1+1", "1.5"], ["'=1+2", "2.5"], ["'=1+3", "3.5"]]
    node = server.post("query ($id: ID!) { session(id: $id) { idTag } }", {"id": lines[0].split(",")[2]})
    assert node["session"]["idTag"] == "=1+1"
    head, *rest = workbook(server, "stations.xlsx", chargePointId=name, columns=["connectors", "chargePointId"])["stations"].iter_rows(values_only=True)
    assert head == ("connectors", "chargePointId") and [row[1] for row in rest] == [name]


def test_nothing_of_others_is_in_a_file(server, name):
    id = server.onboard(name)
    sessions(server, name, 3)
    stranger = server.make_user("organization-owner", "Somebody else")
    driver = server.make_user("driver")
    for token in (stranger, driver):
        assert rows(fetch(server, "sessions.csv", token, stationIds=[id])[1]) == []
    assert rows(fetch(server, "stations.csv", stranger, chargePointId=name)[1]) == []
    assert rows(fetch(server, "stations.csv", chargePointId=name)[1])[0]["chargePointId"] == name
    assert len(rows(fetch(server, "sessions.csv", stationIds=[id])[1])) == 3


@pytest.mark.parametrize(
    "path, token, parameters, status, says",
    [
        ("sessions.csv", "", {}, 401, "token"), ("sessions.csv", "sm_wrong", {}, 401, "token"),
        ("sessions.csv", None, {"from": "noon"}, 400, "from is not a moment"),
        ("sessions.csv", None, {"colour": "red"}, 400, "colour is no filter of sessions"),
        ("sessions.csv", None, {"columns": "colour"}, 400, "colour is no column of sessions"),
        ("sessions.xlsx", None, {"columns": ["idTag", "idTag"]}, 400, "named twice"),
        ("sessions.csv", None, {"orderBy": "COLOUR"}, 400, "orderBy is not one of the values"),
        ("stations.csv", None, {"presence": "AWAY"}, 400, "presence is not one of the values"),
        ("everything.csv", None, {}, 404, ""),
    ])
def test_what_cannot_be_exported_is_said(server, path, token, parameters, status, says):
    answer = fetch(server, path, token, **parameters)
    assert answer[0] == status and says in answer[1], answer


def test_a_client_that_goes_away_gives_its_place_free(server, name):
    id = server.onboard(name)
    sessions(server, name, 20_000)
    url = f"http://127.0.0.1:{server.http_port}/export/sessions.csv?stationIds={urllib.parse.quote(id)}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {server.token}"})

    def begin():
        """False while the place of the one before is taken: that its client has gone is seen in the next write to it."""
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            assert error.code == 503, error.read()
            return False
        assert answer.read(100)
        answer.close()
        return True

    for _ in range(5):
        assert eventually(begin, "the place is free again")

    def whole():
        status, text, _ = fetch(server, "sessions.csv", stationIds=[id])
        return status == 200 and len(rows(text)) == 20_000

    assert eventually(whole, "the place is free again")


def workbook(server, path, token=None, **parameters):
    url = f"http://127.0.0.1:{server.http_port}/export/{path}?{urllib.parse.urlencode(parameters, doseq=True)}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token or server.token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{path}"'
        return openpyxl.load_workbook(io.BytesIO(answer.read()))


def test_a_workbook_has_texts_as_texts_numbers_as_numbers_and_times_as_dates(server, name):
    id = server.onboard(name)
    sessions(server, name, 1_200)
    book = workbook(server, "sessions.xlsx", stationIds=[id])
    assert book.sheetnames == ["sessions"]
    head, first, *rest = book["sessions"].iter_rows(values_only=True)
    row = dict(zip(head, first))
    assert len(rest) == 1_199
    assert (row["chargePointId"], row["idTag"], row["energyWh"]) == (name, "=1+1200", 1200.5)
    assert str(row["startedAt (UTC)"]) == "2026-03-01 00:20:00"
    assert book["sessions"].cell(2, head.index("idTag") + 1).data_type == "s"


def test_a_workbook_has_the_clock_of_the_organization_and_is_read_again_by_it(server, name):
    owner = server.make_user("organization-owner", organization="Zoned " + name)
    server.post('mutation { updateOrganization(input: {timeZone: "America/New_York"}) { organization { id } } }', token=owner)
    make = "mutation ($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }"
    server.post(make, {"i": {"idTag": name[:20], "expiresAt": "2031-01-02T03:04:05Z"}}, owner)
    book = workbook(server, "tags.xlsx", owner)
    head, row = book["tags"].iter_rows(values_only=True)
    assert str(dict(zip(head, row))["expiresAt (America/New_York)"]) == "2031-01-01 22:04:05"
    # Values separated by commas have moments, which are the same everywhere.
    assert rows(fetch(server, "tags.csv", owner)[1])[0]["expiresAt"] == "2031-01-02T03:04:05.000Z"
    content = io.BytesIO()
    book.save(content)
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.http_port}/import/tags?dryRun=true", content.getvalue(), {
            "Authorization": f"Bearer {owner}", "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        report = json.loads(answer.read())
    assert report["counts"] == {"NEW": 0, "CHANGED": 0, "UNCHANGED": 1, "REFUSED": 0}, report


def test_tags_are_exported_with_whom_and_where_they_are_for(server, name):
    id = server.onboard(name)
    server.create_tag(f"X{name[:10]}", note="=cmd", alias='a "quoted", alias', stationIds=[id])
    found = rows(fetch(server, "tags.csv", idTag=f"X{name[:10]}")[1])
    assert [(row["idTag"], row["note"], row["alias"], row["stations"]) for row in found] == [(f"X{name[:10]}", "'=cmd", 'a "quoted", alias', name)]
    head, row = workbook(server, "tags.xlsx", idTag=f"X{name[:10]}")["tags"].iter_rows(values_only=True)
    assert dict(zip(head, row))["note"] == "=cmd"
    assert rows(fetch(server, "tags.csv", server.make_user("driver"))[1]) == []


def test_an_empty_list_is_a_workbook_with_the_names_of_its_columns(server):
    stranger = server.make_user("organization-owner", "Nobody's fleet")
    book = workbook(server, "stations.xlsx", stranger)
    assert [cell for cell in next(book["stations"].iter_rows(values_only=True))][:2] == ["chargePointId", "description"]
    assert book["stations"].max_row == 1
    assert not list((server.data / "exports").iterdir())


def test_what_a_charger_said_and_measured_is_exported_as_it_is_listed(server, name):
    id = server.onboard(name)

    async def speak():
        async with connected(server, name) as charger:
            await charger.call(call.Heartbeat(), suppress=False)
            await charger.call(call.DataTransfer(vendor_id="=v", message_id="m", data="-1"), suppress=False)
            await charger.call(
                call.MeterValues(connector_id=0, meter_value=[{"timestamp": now(), "sampled_value": [
                    {"value": "231.5", "measurand": "Voltage", "unit": "V", "phase": "L1"}]}]), suppress=False)

    run(speak())

    def exported():
        status, text, headers = fetch(server, "ocppMessages.csv", stationId=id)
        assert status == 200 and headers["Content-Disposition"] == 'attachment; filename="ocppMessages.csv"'
        found = rows(text)
        return found if len(found) >= 8 else None

    messages = eventually(exported, "the recording is written")
    assert {row["chargePointId"] for row in messages} == {name}
    assert [row["receivedAt"] for row in messages] == sorted((row["receivedAt"] for row in messages), reverse=True)
    [only] = rows(fetch(server, "ocppMessages.csv", stationId=id, direction="RECEIVED", action="DataTransfer")[1])
    assert '"vendorId":"=v"' in only["payload"].replace(" ", "") and only["messageId"]
    [value] = rows(fetch(server, "meterValues.csv", stationId=id, **{"from": "2026-01-01T00:00:00Z"})[1])
    assert (value["value"], value["unit"], value["phase"], value["connector"]) == ("231.5", "V", "L1", "0")
    [event] = rows(fetch(server, "stationEvents.csv", stationIds=[id], kinds=["VENDOR_MESSAGE"])[1])
    assert (event["vendorId"], event["name"], event["detail"]) == ("'=v", "m", "'-1")
    beats = eventually(lambda: rows(fetch(server, "heartbeats.csv", stationIds=[id])[1]), "heartbeats are written")
    assert {row["chargePointId"] for row in beats} == {name}
    [station] = rows(fetch(server, "inventory.csv", chargePointId=name)[1])
    assert station["chargePointId"] == name and station["hasPassword"] == "false"
    book = workbook(server, "ocppMessages.xlsx", stationId=id)
    assert book["ocppMessages"].max_row == len(messages) + 1
    stranger = server.make_user("organization-owner", "Somebody else")
    for path, parameters in [
            ("ocppMessages.csv", {"stationId": id}), ("stationEvents.csv", {"stationIds": [id]}), ("heartbeats.csv", {"stationIds": [id]}),
            ("meterValues.csv", {"stationId": id, "from": "2026-01-01T00:00:00Z"}), ("inventory.csv", {"chargePointId": name})]:
        assert rows(fetch(server, path, stranger, **parameters)[1]) == [], path
        assert rows(fetch(server, path, server.make_user("driver"), **parameters)[1]) == [], path


def test_operations_are_exported_with_what_became_of_them(server, name):
    id = server.onboard(name)
    server.post(
        "mutation ($input: ResetInput!) { reset(input: $input) { operation { id } } }", {"input": {"stationId": id, "type": "SOFT"}}, raw=True)
    [row] = rows(fetch(server, "operations.csv", stationIds=[id])[1])
    assert (row["kind"], row["chargePointId"]) == ("RESET", name) and "SOFT" in row["request"].upper()
    assert rows(fetch(server, "operations.csv", stationIds=[id], kind="CLEAR_CACHE")[1]) == []
    assert fetch(server, "meterValues.csv", stationId=id)[0] == 400


def test_a_person_takes_along_what_is_kept_of_them_and_nothing_of_others(server, name):
    owner, driver, other = (server.make_user(role, "Export of people") for role in ("organization-owner", "driver", "driver"))
    email, others = (server.post("{ viewer { user { email } } }", token=token)["viewer"]["user"]["email"] for token in (driver, other))
    server.post(f'mutation {{ onboardStation(input: {{chargePointId: "{name}"}}) {{ station {{ id }} }} }}', token=owner)
    server.sql(
        "insert into tags (organization_id, id_tag, user_id, alias) select organization_id, left(md5(email), 12), id,"
        f" 'Card of ' || email from users where email in ('{email}', '{others}')")
    server.sql(
        'insert into sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status, "authorization",'
        " is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, last_meter_wh, last_meter_at, energy_wh)"
        " select s.organization_id, s.id, 1, nextval('transaction_ids'), t.id_tag, t.id, 'COMPLETED', 'ACCEPTED', false,"
        " timestamptz '2026-03-01T00:00:00Z' + n * interval '1 s', t.id || ' ' || n, 0, now(), n, n, now(), n"
        f" from stations s, tags t, generate_series(1, 700) n where s.charge_point_id = '{name}' and t.alias like 'Card of %'")
    status, text, headers = fetch(server, "me", driver)
    assert status == 200 and headers["Content-Type"] == "application/json"
    assert headers["Content-Disposition"] == 'attachment; filename="me.json"' and headers["Cache-Control"] == "no-store"
    mine = json.loads(text)
    assert mine["profile"]["email"] == email and mine["profile"]["organization"] == "Export of people"
    assert [tag["alias"] for tag in mine["tags"]] == [f"Card of {email}"]
    assert [session["energyWh"] for session in mine["chargingSessions"]] == list(range(1, 701))
    assert mine["chargingSessions"][0]["chargePointId"] == name and mine["chargingSessions"][0]["startedAt"] == "2026-03-01T00:00:01.000Z"
    assert len(mine["tokens"]) == 1 and mine["signIns"] == []
    assert others not in text and owner not in text
    theirs = json.loads(fetch(server, "me", owner)[1])
    assert theirs["chargingSessions"] == [] and email not in json.dumps(theirs)
    trail = server.post("{ auditEntries(filter: {objectTypes: [\"User\"]}) { nodes { action userEmail reason } } }", token=owner)
    assert {"action": "REVEALED", "userEmail": email, "reason": "Export of own data"} in trail["auditEntries"]["nodes"]
    assert fetch(server, "me", "")[0] == 401
    assert fetch(server, "me", driver, userId="x")[0] == 400
