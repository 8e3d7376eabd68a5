"""A charger made with the PyPI package `ocpp`, which we did not write."""
import asyncio
import contextlib
import datetime

from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# A reply that never comes.
MUTE = object()


class Charger(ChargePoint):
    """Records what the server asks of it and answers as `replies` says.

    A reply is a status, the fields of an answer, an error of OCPP or `MUTE`.
    """

    def __init__(self, id, socket):
        super().__init__(id, socket, response_timeout=60)
        self.asked = asyncio.Queue()
        self.replies = {"TriggerMessage": "NotImplemented"}

    async def boot(self):
        return await self.call(call.BootNotification(charge_point_model="Model X", charge_point_vendor="Somebody", firmware_version="1.2.3"))

    async def status(self, connector, status, error_code="NoError", **more):
        return await self.call(call.StatusNotification(connector_id=connector, error_code=error_code, status=status, timestamp=now(), **more))

    async def authorize(self, id_tag):
        return (await self.call(call.Authorize(id_tag=id_tag))).id_tag_info

    async def start_transaction(self, connector, id_tag, meter_start, timestamp=None):
        return await self.call(
            call.StartTransaction(connector_id=connector, id_tag=id_tag, meter_start=meter_start, timestamp=timestamp or now()))

    async def meter(self, connector, transaction_id, energy, power=None, timestamp=None):
        values = [{"value": str(energy), "measurand": "Energy.Active.Import.Register", "unit": "Wh"}]
        if power is not None:
            values.append({"value": str(power), "measurand": "Power.Active.Import", "unit": "W"})
        return await self.call(
            call.MeterValues(
                connector_id=connector, transaction_id=transaction_id,
                meter_value=[{"timestamp": timestamp or now(), "sampled_value": values}]))

    async def stop_transaction(self, transaction_id, meter_stop, id_tag=None, timestamp=None, reason="Local"):
        return await self.call(
            call.StopTransaction(
                transaction_id=transaction_id, meter_stop=meter_stop, timestamp=timestamp or now(), id_tag=id_tag, reason=reason))


def handler(action):
    async def handle(self, **arguments):
        await self.asked.put((action, arguments))
        reply = self.replies.get(action, "Accepted")
        if isinstance(reply, Exception):
            raise reply
        if reply is MUTE:
            await asyncio.sleep(3600)
        return getattr(call_result, action)(**(reply if isinstance(reply, dict) else {"status": reply}))
    # The package finds handlers by their names.
    handle.__name__ = f"on_{action}"
    return on(action)(handle)


# What a central system asks of chargers.
ASKED = [
    "CancelReservation", "CertificateSigned", "ChangeAvailability", "ChangeConfiguration", "ClearCache", "ClearChargingProfile",
    "DataTransfer", "DeleteCertificate",
    "ExtendedTriggerMessage", "GetCompositeSchedule", "GetConfiguration", "GetDiagnostics", "GetInstalledCertificateIds",
    "GetLocalListVersion", "GetLog", "InstallCertificate", "RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow", "Reset",
    "SendLocalList", "SetChargingProfile", "SignedUpdateFirmware", "TriggerMessage", "UnlockConnector", "UpdateFirmware",
]
for asked in ASKED:
    setattr(Charger, f"on_{asked}", handler(asked))


@contextlib.asynccontextmanager
async def connected(server, id, password=None, boot=True, **more):
    """A charger that is connected and has booted, for the time of the block."""
    async with server.socket(id, password, **more) as socket:
        charger = Charger(id, socket)
        listening = asyncio.create_task(charger.start())
        try:
            if boot:
                assert (await charger.boot()).status == "Accepted"
            yield charger
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await listening
