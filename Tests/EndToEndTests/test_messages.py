"""Every message of a charger, sent by a client that checks what it sends and what it hears against the standard's schemas."""
import json

import pytest
from charger import connected, now
from conftest import run
from ocpp.v16 import call

EVENTS = """
    query ($id: String, $kinds: [StationEventKind!]) {
      station(chargePointId: $id) {
        events(kinds: $kinds) { totalCount nodes { kind name vendorId requestId detail reportedAt } }
      }
    }"""

# What the makers of certificates make of a key and a name.
CSR = """-----BEGIN CERTIFICATE REQUEST-----
MIHeMIGFAgEAMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzANBgNVBAMMBkNQMDAwMTBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABABHqRguTIfXKAo4vztNYkA70c2UUPTl
VJud2eTRMwTdhvjNNP1+PI8p7i/fma4A5phI1CW7ExCiAO6ttREilgegADAKBggq
hkjOPQQDAgNIADBFAiBqM3m81/4TKlJ8iCBKoFhil6TO+LI83oS19JwjlCqq5QIh
AOCOmefk6gNbThO4ALZfplY+yvXur5ax9gpqFmJjqYQG
-----END CERTIFICATE REQUEST-----
"""


def events(server, name, kinds=None, **more):
    return server.post(EVENTS, {"id": name, "kinds": kinds}, **more)["station"]["events"]


async def answered(charger, request):
    """The library raises when the answer is an error or breaks its schema."""
    answer = await charger.call(request, suppress=False)
    assert answer is not None
    return answer


def test_every_message_that_a_charger_can_send_is_answered_as_the_schemas_say(server, name):
    server.onboard(name)
    tag = name.upper()
    server.create_tag(tag)
    sent = set()

    async def send():
        async with connected(server, name, boot=False) as charger:
            async def ask(request):
                sent.add(type(request).__name__)
                return await answered(charger, request)

            full = {f: f[:25] for f in ("charge_box_serial_number", "charge_point_serial_number", "firmware_version", "meter_type", "meter_serial_number")}
            boot = await ask(call.BootNotification(
                charge_point_model="Model", charge_point_vendor="Vendor", iccid="1", imsi="2", **full))
            assert boot.status == "Accepted"
            assert (await ask(call.Authorize(id_tag=tag))).id_tag_info["status"] == "Accepted"
            assert (await ask(call.Authorize(id_tag="nobody"))).id_tag_info["status"] == "Invalid"
            assert (await ask(call.DataTransfer(vendor_id="com.example"))).status == "UnknownVendorId"
            assert (await ask(call.DataTransfer(vendor_id="com.example", message_id="m", data="d"))).status == "UnknownVendorId"
            for status in ("Idle", "Uploading", "Uploaded", "UploadFailed"):
                await ask(call.DiagnosticsStatusNotification(status=status))
            for status in ("Downloading", "Downloaded", "Installing", "Installed", "DownloadFailed", "InstallationFailed", "Idle"):
                await ask(call.FirmwareStatusNotification(status=status))
            assert (await ask(call.Heartbeat())).current_time.endswith("Z")
            for status in ("BadMessage", "Idle", "NotSupportedOperation", "PermissionDenied", "Uploaded", "UploadFailure", "Uploading"):
                await ask(call.LogStatusNotification(status=status, request_id=7))
            await ask(call.SecurityEventNotification(type="SettingSystemTime", timestamp=now(), tech_info="ntp"))
            assert (await ask(call.SignCertificate(csr=CSR))).status == "Accepted"
            assert (await ask(call.SignCertificate(csr="certainly not"))).status == "Rejected"
            for status in ("DownloadScheduled", "DownloadPaused", "SignatureVerified", "InstallScheduled", "InstallRebooting",
                           "InstallVerificationFailed", "InvalidSignature", "Installed"):
                await ask(call.SignedFirmwareStatusNotification(status=status, request_id=8))
            await ask(call.StatusNotification(connector_id=0, error_code="NoError", status="Available"))
            await ask(call.StatusNotification(
                connector_id=1, error_code="OtherError", status="Faulted", timestamp=now(), info="i", vendor_id="v", vendor_error_code="e"))
            start = await ask(call.StartTransaction(connector_id=1, id_tag=tag, meter_start=10, timestamp=now(), reservation_id=3))
            assert start.transaction_id > 0
            value = [{"timestamp": now(), "sampled_value": [
                {"value": "11", "context": "Sample.Periodic", "format": "Raw", "measurand": "Energy.Active.Import.Register", "phase": "L1",
                 "location": "Outlet", "unit": "Wh"}, {"value": "1"}]}]
            await ask(call.MeterValues(connector_id=1, transaction_id=start.transaction_id, meter_value=value))
            await ask(call.MeterValues(connector_id=0, meter_value=value))
            stop = await ask(call.StopTransaction(
                transaction_id=start.transaction_id, meter_stop=20, timestamp=now(), id_tag=tag, reason="Local", transaction_data=value))
            assert stop.id_tag_info["status"] == "Accepted"

    run(send())
    assert len(sent) == 14, sent


def test_what_a_station_tells_of_itself_can_be_read_once_it_is_answered(server, name):
    server.onboard(name)
    driver = server.make_user("driver")

    async def tell():
        async with connected(server, name) as charger:
            time = now()
            await answered(charger, call.SecurityEventNotification(type="LidOpened", timestamp=time, tech_info="left"))
            assert events(server, name)["nodes"] == [
                {"kind": "SECURITY_EVENT", "name": "LidOpened", "vendorId": None, "requestId": None, "detail": "left", "reportedAt": time}]
            await answered(charger, call.LogStatusNotification(status="Uploaded", request_id=7))
            await answered(charger, call.SignCertificate(csr=CSR))
            await answered(charger, call.DataTransfer(vendor_id="com.example", message_id="m", data="d"))

    run(tell())
    told = events(server, name)
    assert told["totalCount"] == 4
    assert [e["kind"] for e in told["nodes"]] == ["VENDOR_MESSAGE", "CERTIFICATE_REQUEST", "LOG_STATUS", "SECURITY_EVENT"]
    assert [(e["name"], e["vendorId"], e["requestId"], e["detail"]) for e in told["nodes"][:3]] == [
        ("m", "com.example", None, "d"), ("AwaitingSignature", None, None, CSR), ("Uploaded", None, 7, None)]
    assert [e["name"] for e in events(server, name, ["LOG_STATUS", "SECURITY_EVENT"])["nodes"]] == ["Uploaded", "LidOpened"]
    assert events(server, name, token=driver)["totalCount"] == 0


def test_what_a_station_repeats_after_a_reconnect_is_told_once(server, name):
    server.onboard(name)
    event = call.SecurityEventNotification(type="ResetOrReboot", timestamp=now(), tech_info=None)

    async def tell():
        for _ in range(2):
            async with connected(server, name) as charger:
                await answered(charger, event)
                await answered(charger, call.FirmwareStatusNotification(status="Installed"))

    run(tell())
    assert sorted(e["name"] for e in events(server, name)["nodes"]) == ["Installed", "ResetOrReboot"]


def test_what_was_answered_outlives_a_kill(own_server, name):
    own_server.onboard(name)

    async def tell():
        async with connected(own_server, name) as charger:
            await answered(charger, call.FirmwareStatusNotification(status="Installed"))
            own_server.kill()

    run(tell())
    own_server.start()
    assert [e["name"] for e in events(own_server, name)["nodes"]] == ["Installed"]


@pytest.mark.parametrize(
    "action, payload, leniency",
    [
        ("MeterValues", {"connectorId": 1, "meterValue": [{"timestamp": "2026-01-02T03:04:05Z", "sampledValue": []}]}, "emptyArray"),
        ("MeterValues", {"connectorId": 1, "meterValue": {"timestamp": "2026-01-02T03:04:05Z", "sampledValue": {"value": "1"}}}, "objectForArray"),
        ("StatusNotification", {"connectorId": 1, "errorCode": "noerror", "status": "available"}, "wrongCase"),
        ("LogStatusNotification", {"status": "Idle", "requestId": {}}, "emptyStructureForAbsent"),
        ("FirmwareStatusNotification", {"status": "Idle", "requestId": None}, "unknownField"),
    ])
def test_what_a_charger_does_against_the_standard_is_answered_counted_by_name_and_shown(server, name, action, payload, leniency):
    server.onboard(name)

    async def send():
        async with server.socket(name) as socket:
            await socket.send(json.dumps([2, "1", action, payload]))
            assert json.loads(await socket.recv()) == [3, "1", {}]
            counters = server.debug(name)["counters"]
            assert counters["leniencies"].get(leniency, 0) >= 1, counters
            assert f'leniency="{leniency}"' in server.ops("/metrics")[1]

    run(send())
