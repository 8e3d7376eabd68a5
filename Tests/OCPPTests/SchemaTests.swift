import Foundation
import JSON
import OCPP
import Testing

/// Holds what we send against the JSON schemas of the standard, as the Python package `ocpp` carries them.
@Suite("Outbound frames and the standard's schemas")
struct SchemaTests {
    private static let python = ProcessInfo.processInfo.environment["STATIONMASTER_TEST_PYTHON"]

    @Test(.enabled(if: python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `every message that we send is valid`() throws {
        let outcome = try check(frames())
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.hasPrefix("valid: \(Samples.requests.count + Samples.responses.count + 1)"))
    }

    @Test(.enabled(if: python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `the check finds a message that is not valid`() throws {
        let id = try #require(MessageID("1"))
        let broken = OCPP16.Authorize(idTag: IdTag(String(repeating: "x", count: 21))).encodedCall(id: id)
        let outcome = try check([("Authorize", broken)])
        #expect(outcome.status != 0)
        #expect(outcome.output.contains("is too long"))
    }

    private func frames() throws -> [(action: String, frame: [UInt8])] {
        let id = try #require(MessageID("id-1"))
        let calls = Samples.requests.map { (type(of: $0).action, $0.encodedCall(id: id)) }
        let results = Samples.responses.map { ($0.action, $0.response.encodedResult(id: id)) }
        let error = OCPP16.encodedError(id: id, code: .securityError, description: "not yet", details: ["a": 1])
        return calls + results + [("", error)]
    }

    /// One line for each frame: the action, a tabulator, the frame.
    private func check(_ frames: [(action: String, frame: [UInt8])]) throws -> (status: Int32, output: String) {
        let lines = frames.map { $0.action + "\t" + String(decoding: $0.frame, as: UTF8.self) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "ocpp-frames-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "frames.tsv")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)

        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = ["-c", Self.script, file.path]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private static let script = """
        import decimal, json, re, sys
        from ocpp.messages import get_validator, unpack

        def check_times(value):
            for name, inner in value.items() if isinstance(value, dict) else []:
                if name in ("timestamp", "currentTime", "expiryDate", "validFrom", "validTo", "startSchedule"):
                    if not re.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z", inner):
                        raise ValueError(f"{name}: {inner}")
                check_times(inner)
            for inner in value if isinstance(value, list) else []:
                check_times(inner)

        count = 0
        for line in open(sys.argv[1], encoding="utf-8"):
            action, frame = line.rstrip("\\n").split("\\t")
            message = unpack(frame)
            if message.message_type_id == 4:
                count += 1
                continue
            payload = json.loads(frame, parse_float=decimal.Decimal)[-1]
            validator = get_validator(message.message_type_id, action, "1.6", parse_float=decimal.Decimal)
            errors = [f"{action} {error.message}" for error in validator.iter_errors(payload)]
            if errors:
                sys.exit("\\n".join(errors))
            check_times(payload)
            count += 1
        print("valid:", count)
        """
}
