"""Each scenario file against the running server, and what the server then has to show for it."""
import os
import tempfile

import pytest
from scenario import SCENARIOS, TAG, Play
from scenario_asks import ASKS
from server import Server
from tls import make_server

# A server of its own with other settings, where waiting would take too long otherwise.
SETTINGS = {"pings-ignored": {"STATIONMASTER_PING_INTERVAL": "1s"}}

# How each charge point differs from the others: one with a password is known by it; slow batteries leave time to look.
PLAYED = {
    "certificate-connection": {"password": "a-long-password", "tls": True},
    "certificate-signed": {"password": "a-long-password"},
    "certificate-triggered": {"password": "a-long-password"},
    "charging-profile": {"speed": 20},
    "charging-profile-pause": {"speed": 20},
    "remote-start-profile": {"speed": 20},
    "remote-charge": {"speed": 20},
}


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


FETCHED = ["Downloading", "Downloaded"]


@shows("firmware-update", "firmware-retried")
def the_update_is_installed(play):
    progress = [step["status"] for step in play.becomes("SEEN")["progress"]]
    assert progress == [*FETCHED, "Installing", "Installed"] == play.events("FIRMWARE_STATUS")
    assert play.firmware() == ("2.0.0" if "firmware next" in play.text else "1.0.1")


@shows("firmware-fails", "firmware-missing", "firmware-too-large")
def the_image_is_not_fetched(play):
    play.becomes("MISSED")
    assert play.events("FIRMWARE_STATUS") == ["Downloading", "DownloadFailed"]
    assert play.firmware() == "1.0.0"


@shows("firmware-not-installed")
def the_image_is_not_installed(play):
    play.becomes("MISSED")
    assert play.events("FIRMWARE_STATUS") == [*FETCHED, "Installing", "InstallationFailed"]
    assert play.firmware() == "1.0.0"


@shows("signed-firmware")
def the_signature_is_good(play):
    progress = [step["status"] for step in play.becomes("SEEN")["progress"]]
    assert progress == [*FETCHED, "SignatureVerified", "Installing", "InstallRebooting", "Installed"]
    assert play.firmware() == "3.0.0" and play.events("SECURITY_EVENT") == ["FirmwareUpdated"]


@shows("signed-firmware-garbled")
def the_signature_does_not_fit(play):
    progress = [step["status"] for step in play.becomes("MISSED")["progress"]]
    assert progress == [*FETCHED, "InvalidSignature"]
    assert play.firmware() == "1.0.0" and play.events("SECURITY_EVENT") == ["InvalidFirmwareSignature"]


@shows("signed-firmware-untrusted")
def the_signer_is_not_trusted(play):
    assert play.operation()["answer"] == {"status": "InvalidCertificate"}
    assert play.events("SIGNED_FIRMWARE_STATUS") == [] and play.events("SECURITY_EVENT") == ["InvalidFirmwareSigningCertificate"]


@shows("diagnostics", "diagnostics-retried", "log")
def the_file_is_here(play):
    found = play.becomes("SEEN")
    [kind] = {row[0] for row in play.sql("select kind from station_events where station_id = {station}")}
    name, size, told = {
        "diagnostics": ("diagnostics.log", 700_000, "DIAGNOSTICS_STATUS"),
        "diagnostics-retried": ("diagnostics.log", 3_000_000, "DIAGNOSTICS_STATUS"),
        "log": ("security.log", 100_000, "LOG_STATUS"),
    }[play.scenario]
    assert found["upload"] == {"fileName": name, "sizeBytes": size} and kind == told
    assert play.events(told) == ["Uploading", "Uploaded"]
    assert not list((play.server.data / "files" / "incoming").iterdir())


@shows("diagnostics-fail")
def the_upload_is_seen_to_fail(play):
    assert play.becomes("MISSED")["upload"] is None
    assert play.events("DIAGNOSTICS_STATUS") == ["Uploading", "UploadFailed"]


@shows("log-unreachable")
def the_protocol_is_not_known(play):
    play.becomes("MISSED")
    assert play.events("LOG_STATUS") == ["NotSupportedOperation"]


@shows("data-transfer")
def the_message_is_kept(play):
    assert play.sql("select kind, vendor_id, name, detail from station_events where station_id = {station}") == [
        ["VENDOR_MESSAGE", "org.example", "mood", "fine"]]


@shows("vendor-operation")
def the_message_is_answered(play):
    assert play.operation()["answer"] == {"status": "Accepted", "data": "fine"}


@shows("security-event")
def the_event_is_kept(play):
    assert play.sql("select kind, name, detail from station_events where station_id = {station}") == [
        ["SECURITY_EVENT", "TamperDetectionActivated", "the lid is open"]]


@shows("charging-profile")
def the_charge_kept_to_the_limit(play):
    powers = [power for power in play.powers() if power > 1000]
    limited = [index for index, power in enumerate(powers) if power <= 5000]
    # From the first to the last of them nothing more was drawn, and before and after them there was.
    assert max(powers[limited[0]:limited[-1] + 1]) <= 5000 < min(powers[:limited[0]])
    assert play.sql("select 1 from charging_profiles where station_id = {station}") == []


@shows("charging-profile-pause")
def the_charge_was_paused(play):
    [(status, _, reason, _)] = play.sessions()
    assert (status, reason) == ("COMPLETED", "Local") and min(play.powers()) == 0 < max(play.powers())


@shows("composite-schedule")
def the_schedules_differ(play):
    assert play.operation()["compositeScheduleComparison"] == {"agrees": False}
    assert play.operation()["answer"]["chargingSchedule"]["chargingSchedulePeriod"] == [{"startPeriod": 0, "limit": 6}]


@shows("composite-schedule-agrees")
def the_schedules_agree(play):
    assert [play.operation(number)["compositeScheduleComparison"] for number in [3, 4, 5]] == [{"agrees": True}] * 3
    # 8 A for ten minutes, then 16 A, which the whole charge point may not draw, then 10 A.
    periods = play.operation(3)["answer"]["chargingSchedule"]["chargingSchedulePeriod"]
    assert [(period["limit"], period["numberPhases"]) for period in periods] == [(8, 3), (13, 3), (10, 3)]


@shows("remote-charge")
def the_charge_was_remote(play):
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", "Remote")]
    play.becomes("SEEN", 0)
    play.becomes("SEEN", 1)


@shows("remote-start-profile")
def the_remote_charge_kept_to_its_profile(play):
    the_charge_was_remote(play)
    assert 1000 < max(play.powers()) <= 5000


@shows("availability")
def it_is_back_in_service(play):
    assert play.sql("select status from connectors where station_id = {station} and number = 1") == [["AVAILABLE"]]
    assert [play.becomes("SEEN", number)["status"] for number in [0, 1]] == ["ACCEPTED"] * 2


@shows("configuration")
def the_setting_is_read(play):
    answer = play.operation()["answer"]
    assert [(key["key"], key["value"]) for key in answer["configurationKey"]] == [
        ("HeartbeatInterval", "1234"), ("MaxChargingProfilesInstalled", "20")]
    assert answer["unknownKey"] == ["Nothing"]


@shows("unlock")
def the_charge_ended_by_unlocking(play):
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", "UnlockCommand")]


@shows("soft-reset", "hard-reset")
def the_charge_ended_by_the_reset(play):
    reason = {"soft-reset": "SoftReset", "hard-reset": "HardReset"}[play.scenario]
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", reason)]
    play.becomes("SEEN")


@shows("reservation")
def the_reservation_is_over(play):
    assert play.sql("select status from reservations where station_id = {station}") == [["CANCELLED"]]


@shows("triggers")
def every_message_came(play):
    for number in range(4):
        play.becomes("SEEN", number)
    assert [play.events(kind) for kind in ["DIAGNOSTICS_STATUS", "LOG_STATUS", "SIGNED_FIRMWARE_STATUS"]] == [["Idle"]] * 3


@shows("certificate-signed", "certificate-triggered")
def the_certificate_is_issued(play):
    assert play.sql("select status, common_name from certificate_requests where station_id = {station}") == [["ISSUED", play.id]]
    assert play.sql("select kind, status from operations where station_id = {station} order by id desc limit 1") == [["CERTIFICATE_SIGNED", "ACCEPTED"]]


@shows("certificate-connection")
def connected_with_its_certificate(play):
    assert [(s[0], s[2]) for s in play.sessions()] == [("COMPLETED", "Local")]
    assert play.sql("select security_profile from stations where id = {station}") == [["3"]]
    assert play.becomes("SEEN")["upload"]["sizeBytes"] == 100_000


@shows("root-certificates")
def the_certificate_was_told(play):
    assert play.operation()["answer"] == {"status": "NotFound"}
    assert play.hashes == play.expected_hashes


@shows("local-list")
def the_version_is_told(play):
    assert play.operation()["answer"]["listVersion"] > 0


@pytest.fixture
def set_server(scenario):
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment=SETTINGS[scenario]).start()
        server.token = server.make_user()
        yield server
        server.stop()


@pytest.fixture
def tls_server():
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        server = make_server(folder)
        yield server
        server.stop()


@pytest.mark.parametrize("scenario", sorted(path.stem for path in SCENARIOS.glob("*.scenario")))
def test_a_scenario_goes_as_it_says_and_the_server_shows_it(request, name, scenario):
    is_secure = PLAYED.get(scenario, {}).get("tls")
    server = request.getfixturevalue("tls_server" if is_secure else "set_server" if scenario in SETTINGS else "server")
    play = Play(server, name, scenario, asks=ASKS.get(scenario), **PLAYED.get(scenario, {}))
    CHECKED.get(scenario, lambda play: None)(play)


def test_no_check_has_lost_its_scenario():
    files = {path.stem for path in SCENARIOS.glob("*.scenario")}
    assert set(CHECKED) | set(ASKS) | set(PLAYED) <= files
