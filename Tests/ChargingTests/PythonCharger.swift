import Foundation

/// A charger made with the Python package `ocpp`, which we did not write: it checks each request and its own answer against
/// the JSON schemas of the standard. Frames go in and out a line each.
final class PythonCharger {
    static let python = ProcessInfo.processInfo.environment["STATIONMASTER_TEST_PYTHON"]

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var read = Data()

    init(_ python: String) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", Self.script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The answer to a frame; nil when the charger has ended.
    func answer(to frame: String) throws -> String? {
        try input.fileHandleForWriting.write(contentsOf: Data((frame + "\n").utf8))
        while true {
            if let end = read.firstIndex(of: UInt8(ascii: "\n")) {
                defer { read = Data(read[read.index(after: end)...]) }
                return String(decoding: read[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            read.append(more)
        }
    }

    private static let script = """
        import asyncio, sys
        from ocpp.routing import on
        from ocpp.v16 import ChargePoint, call_result

        TIME = "2026-01-02T03:04:05Z"
        SCHEDULE = {
            "duration": 60, "start_schedule": TIME, "charging_rate_unit": "A", "min_charging_rate": 6.1,
            "charging_schedule_period": [{"start_period": 0, "limit": 16.5, "number_phases": 3}],
        }
        HASH = {"hash_algorithm": "SHA256", "issuer_name_hash": "0a", "issuer_key_hash": "0b", "serial_number": "1F"}
        ANSWERS = {
            "CancelReservation": {"status": "Accepted"},
            "CertificateSigned": {"status": "Accepted"},
            "ChangeAvailability": {"status": "Scheduled"},
            "ChangeConfiguration": {"status": "RebootRequired"},
            "ClearCache": {"status": "Accepted"},
            "ClearChargingProfile": {"status": "Unknown"},
            "DataTransfer": {"status": "Accepted", "data": "d"},
            "DeleteCertificate": {"status": "NotFound"},
            "ExtendedTriggerMessage": {"status": "Accepted"},
            "GetCompositeSchedule": {
                "status": "Accepted", "connector_id": 1, "schedule_start": TIME, "charging_schedule": SCHEDULE},
            "GetConfiguration": {
                "configuration_key": [{"key": "k", "readonly": True, "value": "v"}], "unknown_key": ["u"]},
            "GetDiagnostics": {"file_name": "log.zip"},
            "GetInstalledCertificateIds": {"status": "Accepted", "certificate_hash_data": [HASH]},
            "GetLocalListVersion": {"list_version": 7},
            "GetLog": {"status": "AcceptedCanceled", "filename": "log.zip"},
            "InstallCertificate": {"status": "Failed"},
            "RemoteStartTransaction": {"status": "Accepted"},
            "RemoteStopTransaction": {"status": "Rejected"},
            "ReserveNow": {"status": "Occupied"},
            "Reset": {"status": "Accepted"},
            "SendLocalList": {"status": "VersionMismatch"},
            "SetChargingProfile": {"status": "NotSupported"},
            "SignedUpdateFirmware": {"status": "InvalidCertificate"},
            "TriggerMessage": {"status": "NotImplemented"},
            "UnlockConnector": {"status": "UnlockFailed"},
            "UpdateFirmware": {},
        }

        class Lines:
            async def recv(self):
                line = sys.stdin.readline()
                if not line:
                    sys.exit(0)
                return line.rstrip("\\n")

            async def send(self, text):
                print(text, flush=True)

        def answering(action):
            async def answer(self, **arguments):
                return getattr(call_result, action)(**ANSWERS[action])
            answer.__name__ = "on_" + action
            return on(action)(answer)

        async def serve():
            kind = type("Charger", (ChargePoint,), {"on_" + action: answering(action) for action in ANSWERS})
            await kind("pipe", Lines()).start()

        asyncio.run(serve())
        """
}
