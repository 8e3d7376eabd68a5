"""What operators look at: the debug endpoint, health, metrics, and one clear line for everything that stops a start."""
import asyncio
import contextlib
import hashlib
import pathlib
import re
import urllib.error
import urllib.request

from charger import connected
from conftest import Server, eventually, run
from graphql_socket import GraphQLSocket


def test_the_debug_endpoint_shows_the_tree_and_every_actor(server, name):
    server.onboard(name)

    async def look():
        async with connected(server, name) as charger:
            await charger.status(1, "Preparing")
            await charger.status(1, "Charging")
            overview = server.debug()
            assert any("ChargePointRegistry" in service for service in overview["services"])
            assert name in [actor["chargePointId"] for actor in overview["actors"]]
            actor = server.debug(name)
            assert actor["presence"] == "ONLINE" and actor["restarts"] == 0
            assert [c["status"] for c in actor["connectors"]] == ["CHARGING"]
            transitions = actor["connectors"][0]["transitions"]
            assert [t["to"] for t in transitions][-2:] == ["PREPARING", "CHARGING"]
            assert {"BootNotification", "StatusNotification"} <= {frame["action"] for frame in actor["frames"]}
            assert actor["inboxDepth"] == 0 and actor["pendingCalls"] == []

    run(look())
    eventually(lambda: server.debug(name)["presence"] == "OFFLINE", "it is offline")
    assert server.ops("/debug/actors/NOBODY")[0] == 404


def test_a_browser_gets_a_page(server):
    status, page = server.ops("/debug/actors", {"Accept": "text/html"})
    assert status == 200 and page.lstrip().lower().startswith("<!doctype html>")


def test_what_a_charger_says_is_text_on_the_page_and_never_markup(server, name):
    server.onboard(name, description="<script>alert(1)</script>")

    async def say():
        async with connected(server, name) as charger:
            await charger.status(1, "Faulted", "OtherError", info="<script>alert(2)</script>")
            return server.ops(f"/debug/actors/{name}", {"Accept": "text/html"})[1]

    page = run(say())
    assert "alert(2)" in page and "<script>alert" not in page


def test_foreign_hosts_are_refused(server):
    assert server.ops("/debug/actors", {"Host": "evil.example"})[0] == 403


def test_health_and_metrics(server):
    assert server.ops("/health/live")[0] == 200
    assert server.ops("/health/ready")[0] == 200
    status, text = server.ops("/metrics")
    assert status == 200 and "# TYPE" in text and "process_resident_memory_bytes" in text


def test_every_request_and_statement_and_queue_has_its_figure(server):
    def count(series):
        found = re.search(rf"^{re.escape(series)} ([0-9.]+)$", server.ops("/metrics")[1], re.MULTILINE)
        return float(found[1]) if found else 0

    statement = 'postgres_statement_duration_seconds_count{statement="select stations"}'
    operation = 'graphql_operation_duration_seconds_count{operation="query",outcome="ok"}'
    route = 'http_request_duration_seconds_count{method="POST",route="/graphql",status="200"}'
    before = {series: count(series) for series in (statement, operation, route)}
    server.post("{ stations(first: 1) { nodes { chargePointId } } }")
    for series, number in before.items():
        assert count(series) > number, series
    text = server.ops("/metrics")[1]
    assert "_total_total" not in text
    for queue in ('stationmaster_queue_depth{queue="reports"}', "postgres_statements_waiting"):
        assert f"\n{queue} 0.0\n" in text
    # What a client makes up becomes no name.
    unknown = 'http_request_duration_seconds_count{method="GET",route="NotFound",status="404"}'
    before = count(unknown)
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(f"http://127.0.0.1:{server.http_port}/madeUp/at/random")
    assert "madeUp" not in server.ops("/metrics")[1]
    assert count(unknown) == before + 1


def told_queues():
    """Each queue of the README's table with its limit; None: no number."""
    text = (pathlib.Path(__file__).parents[2] / "README.md").read_text()
    rows = re.search(r"^\| queue \| limit \|.*\n\|.*\n((?:\|.*\n)+)", text, re.MULTILINE)[1]
    told = {}
    for row in rows.splitlines():
        names, limit, _ = row.strip("| ").split(" | ")
        names = re.findall(r"`(\w+)`", names)
        limits = [float(number) for number in re.findall(r"\d+", limit)]
        assert len(limits) in (0, 1, len(names)), row
        told |= dict(zip(names, limits if len(limits) == len(names) else (limits or [None]) * len(names)))
    return told


def test_the_readme_has_every_queue_with_its_limit(server, name):
    server.onboard(name)
    text = server.ops("/metrics")[1]
    shown = lambda figure: {
        queue: float(value)
        for queue, value in re.findall(rf'^stationmaster_queue_{figure}{{queue="(\w+)"}} ([0-9.e+]+)$', text, re.MULTILINE)}
    told = told_queues()
    assert len(told) > 20
    assert set(shown("refused_total")) == set(told)
    # Without a subscriber the event bus has no buffer, and so no limit.
    limits = shown("limit")
    limits.pop("events", None)
    assert limits == {queue: limit for queue, limit in told.items() if limit is not None}
    assert set(shown("depth")) == set(told) - {"subscriber_bytes"}


def test_frames_and_calls_of_chargers_have_their_figures(server, name):
    def count(series):
        found = re.search(rf"^{re.escape(series)} ([0-9.]+)$", server.ops("/metrics")[1], re.MULTILINE)
        return float(found[1])

    series = [
        'stationmaster_ocpp_frames_total{action="Authorize",direction="received",kind="CALL"}',
        'stationmaster_ocpp_frames_total{action="Authorize",direction="sent",kind="CALLRESULT"}',
        'stationmaster_ocpp_call_duration_seconds_count{action="Authorize",direction="received",outcome="CALLRESULT"}',
    ]
    before = [count(one) for one in series]
    server.onboard(name)

    async def ask():
        async with connected(server, name) as charger:
            await charger.authorize("nobody")

    run(ask())
    assert [count(one) for one in series] == [number + 1 for number in before]


def stopped_by(server):
    """The one line that a start says which cannot succeed."""
    before = len(server.log.read_text()) if server.log.exists() else 0
    server.start(wait=False)
    assert server.process.wait(60) == 1
    [line] = server.log.read_text()[before:].strip().splitlines()
    return line


def test_a_port_that_is_taken(server, tmp_path):
    second = Server(tmp_path)
    second.environment["STATIONMASTER_HTTP_PORT"] = str(server.http_port)
    line = stopped_by(second)
    assert str(server.http_port) in line and "STATIONMASTER_HTTP_PORT" in line


def test_a_second_copy_on_the_same_data_directory(server, tmp_path):
    second = Server(tmp_path)
    second.environment["STATIONMASTER_DATA_DIR"] = str(server.data)
    line = stopped_by(second)
    assert str(server.data) in line and str(server.process.pid) in line


def test_wrong_and_unknown_settings(tmp_path):
    wrong = Server(tmp_path, environment={"STATIONMASTER_CALL_TIMEOUT": "soon"})
    line = stopped_by(wrong)
    assert "STATIONMASTER_CALL_TIMEOUT" in line and "soon" in line and "30s" in line
    (tmp_path / "second").mkdir()
    unknown = Server(tmp_path / "second", environment={"STATIONMASTER_HTTP_PROT": "1"})
    assert "STATIONMASTER_HTTP_PROT" in stopped_by(unknown)


def test_a_broken_database(own_server):
    own_server.stop()
    version = own_server.cluster() / "PG_VERSION"
    right = version.read_text()
    version.write_text("nonsense\n")
    try:
        line = stopped_by(own_server)
    finally:
        version.write_text(right)
    assert "database" in line and "damaged" in line


def test_a_token_that_is_revoked_ends_living_subscriptions(server, name):
    station_id = server.onboard(name)
    token = server.make_user()

    async def live():
        async with GraphQLSocket(server, token) as api:
            await api.subscribe("subscription ($ids: [ID!]) { stationChanged(stationIds: $ids) { id } }", {"ids": [station_id]})
            digest = hashlib.sha256(token.encode()).hexdigest()
            server.sql(f"update api_tokens set revoked_at = now() where token_hash = '\\x{digest}'")
            await asyncio.wait_for(api.socket.wait_closed(), 30)
            return api.socket.close_code

    assert run(live()) == 4403
