"""What somebody asks of a charge point while its scenario waits for it."""
import datetime

from conftest import eventually
from files import hashes_of_root, make_root, sign, signature_headers
from scenario import TAG

NOWHERE = "http://127.0.0.1:{port}/files/firmware/nothing"


def profile(id, limit, purpose="TX_DEFAULT_PROFILE", unit="W", level=0, more=(), **schedule):
    periods = [{"startSeconds": start, "limit": limit} for start, limit in [(0, limit), *more]]
    return {"profileId": id, "purpose": purpose, "kind": "ABSOLUTE", "stackLevel": level, "schedule": {
        "unit": unit, "startAt": "2026-01-01T00:00:00Z", "periods": periods, **schedule}}


def firmware(**more):
    return lambda play: play.ask("updateFirmware", imageId=play.image(), **more)


def signed_firmware(root=None, expected="ACCEPTED"):
    """By `Signer`, for a charge point that knows `root` as a manufacturer, or none."""
    def ask(play):
        certificate = make_root(play.folder)
        if root:
            known = certificate if root == "certificate" else make_root(play.folder, root, f"/CN={root}")
            play.ask("installCertificate", type="MANUFACTURER_ROOT_CERTIFICATE", certificate=known)
        content = b"firmware" * 100_000
        image = play.image(signature_headers(sign(play.folder, content), certificate), content)
        play.ask("signedUpdateFirmware", expected, imageId=image)
    return ask


def limit_the_charge(play):
    eventually(lambda: [power for power in play.powers() if power > 5000], "much is drawn")
    play.ask("setChargingProfile", connector=1, profile=profile(1, 5000))
    eventually(lambda: 1000 < play.powers()[-1] <= 5000, "little is drawn")
    play.ask("clearChargingProfile", profileId=1)


def pause_the_charge(play):
    eventually(lambda: max(play.powers(), default=0) > 0, "something is drawn")
    play.ask("setChargingProfile", connector=1, profile=profile(1, 0, "TX_PROFILE", "A"))
    eventually(lambda: 0 in play.powers(), "nothing is drawn")
    play.ask("clearChargingProfile", connector=1, purpose="TX_PROFILE")


def fetch_diagnostics_over_tls(play):
    play.until("select 1 from stations where id = {station} and security_profile = 3", "it shows its certificate")
    play.until("select 1 from sessions where station_id = {station} and stopped_at is not null", "the charge is over")
    play.ask("getDiagnostics")


def compare_a_schedule_that_differs(play):
    play.ask("setChargingProfile", connector=1, profile=profile(1, 16, unit="A"))
    play.ask("getCompositeSchedule", connector=1, durationSeconds=3600)


def compare_schedules(play):
    start = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    play.ask("setChargingProfile", connector=0, profile=profile(1, 16, unit="A", more=[(900, 10)], startAt=start))
    play.ask("setChargingProfile", connector=0, profile=profile(2, 8, unit="A", level=1, startAt=start, durationSeconds=600))
    play.ask("setChargingProfile", connector=0, profile=profile(3, 9000, "CHARGE_POINT_MAX_PROFILE"))
    for connector, unit in [(1, "A"), (1, "W"), (0, "W")]:
        play.ask("getCompositeSchedule", connector=connector, durationSeconds=3600, unit=unit)


def remote_charge(**more):
    def ask(play):
        play.ask("remoteStart", connector=1, idTag=TAG, **more)
        play.until_status("CHARGING")
        eventually(lambda: len(play.powers()) > 3, "power is told")
        play.ask("remoteStop")
    return ask


def take_out_of_service(play):
    for type, status in [("INOPERATIVE", "UNAVAILABLE"), ("OPERATIVE", "AVAILABLE")]:
        play.ask("changeAvailability", connector=1, type=type)
        play.until_status(status)


def change_and_read(play):
    play.ask("changeConfiguration", key="HeartbeatInterval", value="1234")
    play.ask("getConfiguration", keys=["HeartbeatInterval", "MaxChargingProfilesInstalled", "Nothing"])


def reserve_and_cancel(play):
    expiry = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    play.ask("reserveNow", connector=1, idTag=TAG, expiresAt=expiry.isoformat())
    play.until_status("RESERVED")
    play.ask("cancelReservation")


def while_charging(name, expected="ACCEPTED", **input):
    def ask(play):
        play.until_status("CHARGING")
        play.ask(name, expected, **input)
    return ask


def trigger_everything(play):
    play.ask("triggerMessage", message="MeterValues", connector=1)
    play.ask("triggerMessage", message="DiagnosticsStatusNotification")
    play.ask("extendedTriggerMessage", message="LogStatusNotification")
    play.ask("extendedTriggerMessage", message="FirmwareStatusNotification")


def install_tell_and_delete(play):
    root = make_root(play.folder, subject="/CN=Root")
    play.ask("installCertificate", type="CENTRAL_SYSTEM_ROOT_CERTIFICATE", certificate=root)
    told = play.ask("getInstalledCertificateIds", type="CENTRAL_SYSTEM_ROOT_CERTIFICATE")
    [play.hashes] = told["answer"]["certificateHashData"]
    play.expected_hashes = hashes_of_root(play.folder)
    play.ask("deleteCertificate", **play.hashes)
    play.ask("getInstalledCertificateIds", "REJECTED", type="CENTRAL_SYSTEM_ROOT_CERTIFICATE")


def send_and_tell_the_local_list(play):
    play.ask("sendLocalList")
    play.ask("getLocalListVersion")


def asks(name, expected="ACCEPTED", **input):
    return lambda play: play.ask(name, expected, **input)


ASKS = {
    "certificate-connection": fetch_diagnostics_over_tls,
    "firmware-update": firmware(),
    "firmware-retried": firmware(retries=2, retryIntervalSeconds=1),
    "firmware-fails": firmware(retries=2, retryIntervalSeconds=1),
    "firmware-missing": lambda play: play.ask("updateFirmware", url=NOWHERE.format(port=play.server.http_port), retries=1),
    "firmware-too-large": firmware(),
    "firmware-not-installed": firmware(),
    "signed-firmware": signed_firmware("certificate"),
    "signed-firmware-garbled": signed_firmware(),
    "signed-firmware-untrusted": signed_firmware("Another", "REJECTED"),
    "diagnostics": asks("getDiagnostics"),
    "diagnostics-retried": asks("getDiagnostics", retries=5, retryIntervalSeconds=1),
    "diagnostics-fail": asks("getDiagnostics", retries=2, retryIntervalSeconds=1),
    "log": asks("getLog", logType="SECURITY_LOG"),
    "log-unreachable": asks("getLog", location="ftp://files.example/x"),
    "local-list": send_and_tell_the_local_list,
    "local-list-mismatch": asks("sendLocalList", "REJECTED"),
    "rejected-operation": asks("reset", "REJECTED", type="SOFT"),
    "failing-operation": asks("reset", "FAILED", type="SOFT"),
    "slow-operation": asks("clearCache"),
    "unanswered-operation": asks("clearCache", None),
    "soft-reset": while_charging("reset", type="SOFT"),
    "hard-reset": while_charging("reset", type="HARD"),
    "unlock": while_charging("unlockConnector", connector=1),
    "charging-profile": limit_the_charge,
    "charging-profile-pause": pause_the_charge,
    "composite-schedule": compare_a_schedule_that_differs,
    "composite-schedule-agrees": compare_schedules,
    "remote-charge": remote_charge(),
    "remote-start-profile": remote_charge(profile=profile(1, 5000, "TX_PROFILE")),
    "availability": take_out_of_service,
    "configuration": change_and_read,
    "reservation": reserve_and_cancel,
    "triggers": trigger_everything,
    "vendor-operation": asks("dataTransfer", vendorId="Stationmaster", messageId="mood", data="fine"),
    "certificate-triggered": asks("extendedTriggerMessage", message="SignChargePointCertificate"),
    "root-certificates": install_tell_and_delete,
}
