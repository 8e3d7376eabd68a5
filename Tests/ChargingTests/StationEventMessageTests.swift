import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Messages that become events of a station", .timeLimit(.minutes(1)))
struct StationEventMessageTests {
    struct Told: Sendable {
        let action: String
        let payload: String
        let kind: StationEventKind
        let name: String
        var request: Int32?
        var detail: String?
        var vendor: String?
    }

    static let told: [Told] = [
        Told(
            action: "FirmwareStatusNotification", payload: #"{"status":"Installed"}"#, kind: .firmwareStatus,
            name: "Installed"),
        Told(
            action: "FirmwareStatusNotification", payload: #"{"status":"VendorState"}"#, kind: .firmwareStatus,
            name: "VendorState"),
        Told(
            action: "DiagnosticsStatusNotification", payload: #"{"status":"uploading"}"#, kind: .diagnosticsStatus,
            name: "Uploading"),
        Told(
            action: "LogStatusNotification", payload: #"{"status":"Uploaded","requestId":7}"#, kind: .logStatus,
            name: "Uploaded", request: 7),
        Told(
            action: "LogStatusNotification", payload: #"{"status":"Idle","requestId":5000000000}"#, kind: .logStatus,
            name: "Idle"),
        Told(
            action: "SignedFirmwareStatusNotification", payload: #"{"status":"InvalidSignature","requestId":8}"#,
            kind: .signedFirmwareStatus, name: "InvalidSignature", request: 8),
        Told(
            action: "SecurityEventNotification",
            payload: #"{"type":"LidOpened","timestamp":"2026-09-21T10:00:00Z","techInfo":"left"}"#,
            kind: .securityEvent, name: "LidOpened", detail: "left"),
        Told(
            action: "DataTransfer", payload: #"{"vendorId":"v","messageId":"m","data":{"a":1}}"#,
            kind: .vendorMessage, name: "m", detail: #"{"a":1}"#, vendor: "v"),
        Told(
            action: "DataTransfer", payload: #"{"vendorId":"v"}"#, kind: .vendorMessage, name: "", vendor: "v"),
    ]

    @Test(arguments: told)
    func `the fact is committed before the answer, and announced after it`(told: Told) async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(#"[2,"1","\#(told.action)",\#(told.payload)]"#)
        await bench.settle()
        #expect(bench.connection.sent.isEmpty)
        #expect(bench.events.all.isEmpty)
        bench.database.releaseAll()
        let answer = try JSONValue(parsing: try #require(await bench.connection.frame(0)))
        #expect(answer[2] == (told.action == "DataTransfer" ? ["status": "UnknownVendorId"] : [:]))
        let event = try #require(bench.database.events.first)
        #expect(bench.events.all == [.stationEventAdded(event)])
        #expect(event.report.kind == told.kind)
        #expect(event.report.name == told.name)
        #expect(event.report.requestID == told.request)
        #expect(event.report.detail == told.detail)
        #expect(event.report.vendorID == told.vendor)
    }

    @Test func `trap 7: a security event keeps the time that it came with, and a clock that was never set is mended`()
        async throws
    {
        let bench = try await ChargePointBench()
        let received = bench.time.now
        for (id, time) in ["2026-09-21T12:00:00+02:00", "1970-01-01T00:00:12", "2099-01-01T00:00:00Z"].enumerated() {
            let payload = #"{"type":"t\#(id)","timestamp":"\#(time)"}"#
            #expect(await bench.exchange(#"[2,"\#(id)","SecurityEventNotification",\#(payload)]"#)?[0] == 3)
        }
        let times = bench.database.events.map(\.report.at)
        #expect(times.map(\.sent) == ["2026-09-21T12:00:00+02:00", "1970-01-01T00:00:12", "2099-01-01T00:00:00Z"])
        #expect(times[0].understood == Timestamp(parsing: "2026-09-21T10:00:00Z"))
        #expect(times[1].understood == received && times[2].understood == received)
    }

    @Test func `trap 2: a frame that comes again under its id hears the first answer and tells nothing new`()
        async throws
    {
        let bench = try await ChargePointBench()
        let frame = #"[2,"9","FirmwareStatusNotification",{"status":"Installing"}]"#
        let first = await bench.exchange(frame)
        #expect(await bench.exchange(frame) == first)
        #expect(bench.database.reports.count == 1)
        #expect(await bench.chargePoint.debugState.counters.repeatedFrames == 1)
    }

    @Test func `a repeated event is announced again, since its first commit may be one that nobody heard of`()
        async throws
    {
        let bench = try await ChargePointBench()
        for id in 1...2 {
            _ = await bench.exchange(#"[2,"\#(id)","LogStatusNotification",{"status":"Uploaded","requestId":1}]"#)
        }
        await bench.settle()
        #expect(bench.database.events.count == 1)
        let event = try #require(bench.database.events.first)
        #expect(bench.events.all == [.stationEventAdded(event), .stationEventAdded(event)])
    }

    // MARK: - Certificate requests

    private func sign(_ text: String) async throws -> (answer: JSONValue?, event: StationEvent?) {
        let bench = try await ChargePointBench()
        let request: JSONValue = [2, "1", "SignCertificate", ["csr": .string(text)]]
        let answer = await bench.exchange(String(decoding: request.encoded(), as: UTF8.self))
        return (answer?[2]?["status"], bench.database.events.first)
    }

    @Test func `a certificate request is accepted, kept as it came, and waits for who signs it`() async throws {
        let (answer, event) = try await sign(Self.request)
        #expect(answer == "Accepted")
        #expect(event?.report.kind == .certificateRequest)
        #expect(event?.report.name == "AwaitingSignature")
        #expect(event?.report.detail == Self.request)
    }

    @Test(arguments: [
        "", "hello", request.replacing("CERTIFICATE REQUEST", with: "CERTIFICATE"), String(request.dropLast(40)),
        request.replacing("MIHe", with: "MIHf"), request.replacing("MIHe", with: "AIHe"),
        request.replacing("MIHe", with: "M*He"),
        "-----BEGIN CERTIFICATE REQUEST----------END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----",
        request + String(repeating: "x", count: 30_000), request + request,
    ])
    func `what is no certificate request is rejected, and that it came is kept`(text: String) async throws {
        let (answer, event) = try await sign(text)
        #expect(answer == "Rejected")
        #expect(event?.report.name == "Rejected")
        #expect(event?.report.detail == "not a PKCS #10 request in PEM")
    }

    @Test(arguments: [
        request, request.replacing("\n", with: "\r\n"), request.replacing("\n", with: ""), "\n " + request + "\n\n",
        request.replacing("CERTIFICATE REQUEST", with: "NEW CERTIFICATE REQUEST"),
    ])
    func `a certificate request is known however its lines are broken`(text: String) {
        #expect(CertificateRequest.isOne(text))
    }

    static let request = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHeMIGFAgEAMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzANBgNVBAMMBkNQMDAwMTBZ
        MBMGByqGSM49AgEGCCqGSM49AwEHA0IABABHqRguTIfXKAo4vztNYkA70c2UUPTl
        VJud2eTRMwTdhvjNNP1+PI8p7i/fma4A5phI1CW7ExCiAO6ttREilgegADAKBggq
        hkjOPQQDAgNIADBFAiBqM3m81/4TKlJ8iCBKoFhil6TO+LI83oS19JwjlCqq5QIh
        AOCOmefk6gNbThO4ALZfplY+yvXur5ax9gpqFmJjqYQG
        -----END CERTIFICATE REQUEST-----
        """
}
