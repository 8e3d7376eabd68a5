"""Each scenario file against the running server, and what the server then has to show for it."""
import os
import subprocess
import tempfile

import pytest
from conftest import PATIENCE, eventually
from server import ROOT, Server

SCENARIOS = ROOT / "scripts/scenarios"
TAG = "SCENARIO"

# What somebody asks while the scenario waits for it.
ADDRESS = "https://files.example/x"
OPERATIONS = {
    "firmware-update": ("updateFirmware", {"url": ADDRESS}, "ACCEPTED"),
    "firmware-fails": ("updateFirmware", {"url": ADDRESS}, "ACCEPTED"),
    "diagnostics": ("getDiagnostics", {"location": ADDRESS}, "ACCEPTED"),
    "log": ("getLog", {"location": ADDRESS}, "ACCEPTED"),
    "local-list": ("sendLocalList", {}, "ACCEPTED"),
    "local-list-mismatch": ("sendLocalList", {}, "REJECTED"),
    "rejected-operation": ("reset", {"type": "SOFT"}, "REJECTED"),
    "failing-operation": ("reset", {"type": "SOFT"}, "FAILED"),
    "slow-operation": ("clearCache", {}, "ACCEPTED"),
    "unanswered-operation": ("clearCache", {}, None),
    "composite-schedule": ("getCompositeSchedule", {"connector": 1, "durationSeconds": 3600}, "ACCEPTED"),
}

# A server of its own with other settings, where waiting would take too long otherwise.
SETTINGS = {"pings-ignored": {"STATIONMASTER_PING_INTERVAL": "1s"}}


class Play:
    """A charge point of its own that plays one file."""

    def __init__(self, server, name, scenario, tag=TAG):
        self.server, self.id = server, name
        self.station = server.onboard(name)
        if not server.sql(f"select 1 from tags where lower(id_tag) = lower('{tag}')"):
            server.create_tag(tag, allowConcurrent=True)
        process = subprocess.Popen(
            [server.binaries / "charger-simulator", "--url", f"ws://127.0.0.1:{server.http_port}/ocpp", "--id", name, "--id-tags", tag,
             "--scenario", SCENARIOS / f"{scenario}.scenario", "--speed", "600", "--meter-interval", "700ms", "--answer-timeout", "3s",
             "--seed", "5"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            if scenario in OPERATIONS:
                self.ask(*OPERATIONS[scenario])
            self.output, _ = process.communicate(timeout=PATIENCE * 2)
        finally:
            process.kill()
        assert process.returncode == 0, self.output[-3000:]

    def ask(self, name, input, expected):
        eventually(lambda: self.server.post(
            "query ($id: String) { station(chargePointId: $id) { presence } }", {"id": self.id})["station"]["presence"] == "ONLINE",
            "the charge point is connected")
        type = name[0].upper() + name[1:] + "Input"
        _, answer = self.server.post(
            f"mutation ($input: {type}!) {{ {name}(input: $input) {{ operation {{ status }} }} }}",
            {"input": {"stationId": self.station, "wait": expected is not None, **input}}, raw=True)
        if expected:
            assert "errors" not in answer and answer["data"][name]["operation"]["status"] == expected, answer

    def sql(self, statement):
        return self.server.sql(statement.format(station=f"(select id from stations where charge_point_id = '{self.id}')"))

    def sessions(self):
        """Status, energy and why it ended, oldest first."""
        return [tuple(row) for row in self.sql(
            "select status, energy_wh::int, coalesce(stop_reason, ''), is_stopped_by_charger from sessions"
            " where station_id = {station} order by started_at, id")]

    def facts(self):
        return [row[0] for row in self.sql("select kind from session_facts where station_id = {station} and kind <> 'NOTE' order by id")]

    def registers(self):
        """The session's energy as its meter values tell it, in Wh."""
        return self.sql(
            "select k.phase, m.value::int from meter_values m join sample_kinds k on k.id = m.kind_id"
            " join sessions x on x.id = m.session_id where x.station_id = {station}"
            " and k.measurand = 'Energy.Active.Import.Register' order by m.sampled_at, k.phase")


CHECKED = {}


def shows(*scenarios):
    """The check of those files."""
    def register(check):
        CHECKED.update(dict.fromkeys(scenarios, check))
        return check
    return register


@shows("charge", "lower-case-tag", "clock-fast", "clock-unset", "clock-without-zone")
def one_charge(play):
    [(status, energy, reason, is_stopped)] = play.sessions()
    assert (status, reason, is_stopped) == ("COMPLETED", "Local", "t") and int(energy) > 0
    assert play.facts() == ["START", "STOP"]
    [[tag, verdict]] = play.sql('select t.id_tag, x."authorization" from sessions x join tags t on t.id = x.tag_id where x.station_id = {station}')
    assert (tag, verdict) == (TAG, "ACCEPTED")


@shows("offline-charge")
def charged_offline(play):
    one_charge(play)
    # The times are those of the charge, which was over before the link was back.
    [[seconds]] = play.sql("select extract(epoch from opened_at - started_at)::int from sessions where station_id = {station}")
    assert int(seconds) >= 3
    assert int(play.sql("select count(*) from meter_values where session_id in (select id from sessions where station_id = {station})")[0][0]) > 0


@shows("reboot")
def rebooted(play):
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", "Reboot")]


@shows("power-loss")
def lost_power(play):
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", "PowerLoss")]


@shows("clock-stopped")
def two_charges(play):
    assert [(s[0], s[3]) for s in play.sessions()] == [("COMPLETED", "t")] * 2
    assert len(play.sql("select distinct started_at_sent from sessions where station_id = {station}")) == 1


@shows("meter-roll-back")
def energy_of_the_meter_values(play):
    [(status, energy, _, _)] = play.sessions()
    assert status == "COMPLETED" and 1000 <= int(energy) < 1100
    [[flag]] = play.sql("select details->>'isMeterBelowStart' from session_facts where station_id = {station} and kind = 'STOP'")
    assert flag == "true"


@shows("meter-session-relative")
def energy_of_start_and_stop(play):
    [(status, energy, _, _)] = play.sessions()
    assert status == "COMPLETED" and 1500 <= int(energy) < 1600


@shows("meter-kwh", "meter-without-unit")
def whole_watt_hours(play):
    [(status, energy, _, _)] = play.sessions()
    assert status == "COMPLETED" and 1234 <= int(energy) < 1300
    assert 701_234 <= int(play.registers()[-1][1]) < 701_300


@shows("meter-per-phase")
def three_phases(play):
    [(status, energy, _, _)] = play.sessions()
    assert status == "COMPLETED" and 1234 <= int(energy) < 1300
    last = play.registers()[-3:]
    assert [row[0] for row in last] == ["L1", "L2", "L3"] and 701_234 <= sum(int(row[1]) for row in last) < 701_300


@shows("transaction-minus-one")
def found_without_its_number(play):
    [(status, energy, _, is_stopped)] = play.sessions()
    assert (status, is_stopped) == ("COMPLETED", "t") and 2500 <= int(energy) < 2600
    assert play.facts() == ["START", "STOP"]


@shows("duplicate-same-id", "duplicate-new-id")
def nothing_doubled(play):
    [(status, energy, _, _)] = play.sessions()
    assert status == "COMPLETED" and 500 <= int(energy) < 600
    assert play.facts() == ["START", "STOP"]


@shows("stop-before-start")
def an_orphan(play):
    assert play.sessions() == [] and play.facts() == ["ORPHAN_STOP"]


@shows("second-stop")
def the_first_stop_counts(play):
    assert play.sessions() == [("COMPLETED", "800", "Local", "t")]
    assert play.facts() == ["START", "STOP", "SECOND_STOP"]


@shows("two-starts")
def the_older_is_closed(play):
    assert [s[:2] for s in play.sessions()] == [("ESTIMATED", "300"), ("COMPLETED", "500")]


@shows("half-open")
def one_charge_over_two_links(play):
    [(status, energy, _, is_stopped)] = play.sessions()
    assert (status, is_stopped) == ("COMPLETED", "t") and 700 <= int(energy) < 800
    assert play.facts() == ["START", "STOP"]


@shows("faulted")
def the_fault_is_shown(play):
    assert [s[0] for s in play.sessions()] == [("COMPLETED")]
    [[status, code]] = play.sql("select status, error_code from connectors where station_id = {station} and number = 1")
    assert (status, code) == ("FAULTED", "GroundFailure")


@shows("unknown-tag")
def refused_and_kept(play):
    [(status, _, reason, _)] = play.sessions()
    assert (status, reason) == ("COMPLETED", "DeAuthorized")
    assert play.sql('select "authorization" from sessions where station_id = {station}') == [["INVALID"]]


@shows("status-skips")
def the_last_status_stands(play):
    assert play.sql("select status from connectors where station_id = {station} and number = 1") == [["CHARGING"]]


@shows("firmware-update")
def the_update_is_followed(play):
    eventually(lambda: play.sql("select effect from operations where station_id = {station}") == [["SEEN"]], "the update is seen to be done")


@shows("firmware-fails")
def the_update_is_seen_to_fail(play):
    eventually(lambda: play.sql("select effect from operations where station_id = {station}") == [["MISSED"]], "the update is seen to fail")


@shows("data-transfer")
def the_message_is_kept(play):
    assert play.sql("select kind, vendor_id, name, detail from station_events where station_id = {station}") == [
        ["VENDOR_MESSAGE", "org.example", "mood", "fine"]]


@shows("security-event")
def the_event_is_kept(play):
    assert play.sql("select kind, name from station_events where station_id = {station}") == [["SECURITY_EVENT", "TamperDetectionActivated"]]


@shows("diagnostics", "log")
def the_upload_is_followed(play):
    assert [row[0] for row in play.sql("select name from station_events where station_id = {station} order by id")] == ["Uploading", "Uploaded"]


@pytest.fixture
def set_server(scenario):
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment=SETTINGS[scenario]).start()
        server.token = server.make_user()
        yield server
        server.stop()


@pytest.mark.parametrize("scenario", sorted(path.stem for path in SCENARIOS.glob("*.scenario")))
def test_a_scenario_goes_as_it_says_and_the_server_shows_it(request, name, scenario):
    play = Play(request.getfixturevalue("set_server" if scenario in SETTINGS else "server"), name, scenario)
    CHECKED.get(scenario, lambda play: None)(play)


def test_no_check_has_lost_its_scenario():
    files = {path.stem for path in SCENARIOS.glob("*.scenario")}
    assert set(CHECKED) <= files and set(OPERATIONS) <= files
