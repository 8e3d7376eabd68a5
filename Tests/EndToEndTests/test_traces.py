"""A request's trace: taken from it, told in its answer, found in the log, and written for OpenTelemetry's collector."""
import asyncio
import json
import os
import tempfile

import pytest
from charger import connected
from conftest import eventually, run
from server import Server
from test_request_ids import QUERY, ask, break_tags

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"
RESET = "mutation ($input: ResetInput!) { reset(input: $input) { operation { status } } }"


@pytest.fixture(scope="module")
def traced():
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={"STATIONMASTER_TRACE_FILE": f"{folder}/traces.jsonl"}).start()
        server.token = server.make_user()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


def spans(server, trace):
    path = server.folder / "traces.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    found = [
        span for line in lines for resource in json.loads(line)["resourceSpans"] for scope in resource["scopeSpans"]
        for span in scope["spans"] if span["traceId"] == trace]
    return {span["name"]: span for span in found}


def post(server, query, headers, variables=None):
    import urllib.request
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json", **headers}
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{server.http_port}/graphql", body, headers)) as response:
        return response.headers["traceresponse"], json.load(response)


def test_a_request_is_a_part_of_the_trace_that_it_names(traced, name):
    answer, _ = post(traced, "{ stations { nodes { chargePointId } } }", {"traceparent": PARENT})
    _, trace, span, flags = answer.split("-")
    assert (trace, flags) == (TRACE, "01") and span != "b7ad6b7169203331"
    found = eventually(lambda: (found := spans(traced, TRACE)) and "POST /graphql" in found and found, "the spans are written")
    request = found["POST /graphql"]
    assert (request["spanId"], request["parentSpanId"], request["kind"]) == (span, "b7ad6b7169203331", 2)
    for stage in ("graphql.parse", "graphql.validate", "graphql.plan", "graphql.execute"):
        assert found[stage]["parentSpanId"] == span, stage
    assert found["select stations"]["parentSpanId"] == found["graphql.execute"]["spanId"]


def test_a_call_to_a_charger_is_of_the_trace_that_asked_for_it(traced, name):
    station = traced.onboard(name)
    trace = "1" * 32

    async def ask_it():
        async with connected(traced, name):
            _, answer = await asyncio.to_thread(
                post, traced, RESET, {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}, {"input": {"stationId": station, "type": "SOFT"}})
            assert answer["data"]["reset"]["operation"]["status"] == "ACCEPTED"

    run(ask_it())
    found = eventually(lambda: "OCPP Reset" in spans(traced, trace) and spans(traced, trace), "the call is written")
    assert found["OCPP Reset"]["attributes"] == [{"key": "ocpp.charge_point", "value": {"stringValue": name}}]


def test_what_a_charger_says_is_a_trace_from_its_frame_to_the_answer(traced, name):
    traced.onboard(name)

    async def say():
        async with connected(traced, name) as charger:
            await charger.status(1, "Available")

    run(say())

    def said():
        path = traced.folder / "traces.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [
            span for line in lines for resource in json.loads(line)["resourceSpans"] for scope in resource["scopeSpans"]
            for span in scope["spans"] if {"key": "ocpp.charge_point", "value": {"stringValue": name}} in span["attributes"]]

    found = eventually(lambda: any(span["name"] == "OCPP StatusNotification" for span in said()) and said(), "what it said is written")
    by_name = {span["name"]: span for span in found}
    assert "parentSpanId" not in by_name["OCPP BootNotification"] or not by_name["OCPP BootNotification"]["parentSpanId"]
    status = by_name["OCPP StatusNotification"]
    assert status["kind"] == 2 and status["traceId"] != by_name["OCPP BootNotification"]["traceId"]
    assert int(status["startTimeUnixNano"]) <= int(status["endTimeUnixNano"])
    assert [each["key"] for each in status["attributes"]] == ["ocpp.charge_point", "ocpp.message_id"]


def test_who_says_that_a_trace_is_not_sampled_gets_no_spans_and_others_a_trace_of_their_own(traced):
    answer, _ = post(traced, "{ viewer { role } }", {"traceparent": f"00-{'2' * 32}-b7ad6b7169203331-00"})
    assert answer.startswith(f"00-{'2' * 32}-") and answer.endswith("-00")
    answer, _ = post(traced, "{ viewer { role } }", {"traceparent": "nonsense"})
    own = answer.split("-")[1]
    eventually(lambda: "POST /graphql" in spans(traced, own), "its spans are written")
    assert spans(traced, "2" * 32) == {}


def test_without_a_file_the_log_still_knows_the_trace(own_server):
    break_tags(own_server)
    _, request_id, _ = ask(own_server, {"traceparent": PARENT}, body={"query": QUERY})
    lines = eventually(lambda: [line for line in own_server.log.read_text().splitlines() if f"traceId={TRACE}" in line], "the log has it")
    assert all(f"requestId={request_id}" in line for line in lines)
    assert post(own_server, "{ viewer { role } }", {"traceparent": PARENT})[0] == PARENT
    assert post(own_server, "{ viewer { role } }", {})[0] is None
