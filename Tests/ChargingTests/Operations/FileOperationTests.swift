import JSON
import TestSupport
import Testing

@testable import Charging

/// Uploads to this server and firmware of its catalogue, from the request to the end.
@Suite("Operations with files", .timeLimit(.minutes(1)))
struct FileOperationTests {
    private let accepted = #"{"status":"Accepted"}"#
    private let named = #"{"fileName":"d.zip"}"#

    private func payload(_ sent: String?) throws -> JSONValue {
        let frame = try JSONValue(parsing: try #require(sent))
        return try #require(frame[3])
    }

    private func report(_ action: String, _ status: String, _ id: Int64? = nil) -> String {
        let number = id.map { ",\"requestId\":\($0)" } ?? ""
        return "[2,\"\(status)\(id ?? 0)\",\"\(action)\",{\"status\":\"\(status)\"\(number)}]"
    }

    private func operation(_ bench: RegistryBench) throws -> OperationID {
        try #require(bench.files.offered.first).operation
    }

    private func receive(_ operation: OperationID, _ bench: RegistryBench, station: Int64 = 1) {
        bench.events.publish(
            .fileReceived(
                operation, station: StationID(rawValue: station), organization: OrganizationID(rawValue: 1)))
    }

    @Test func `without a location the upload comes to us, for an hour, and its secret is not kept`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try payload(
                await bench.carryOut(.getDiagnostics(from: nil, to: nil), on: charger, answer: named))
            let offer = try #require(bench.files.offered.first)
            #expect(sent["location"]?.string == "http://files/up/secret-\(offer.operation)")
            #expect(bench.time.now.duration(to: offer.until) == .seconds(3600))
            #expect(bench.database.operations.first?.request == [:])
            let frames = await charger.chargePoint?.debugState.frames.map(\.text) ?? []
            #expect(frames.contains { $0.contains("http://files/up/***") })
            #expect(!frames.contains { $0.contains("secret-") })
        }
    }

    @Test func `an upload to us is seen when the file is here, and not before`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(.getDiagnostics(from: nil, to: nil), on: charger, answer: named)
            await charger.receive(report("DiagnosticsStatusNotification", "Uploaded"))
            _ = await charger.frame(1)
            receive(OperationID(rawValue: 77), bench)
            await charger.settle()
            #expect(bench.effects == [.pending])
            receive(try operation(bench), bench)
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `an upload to us that the charger gives up is missed`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(.getDiagnostics(from: nil, to: nil), on: charger, answer: named)
            await charger.receive(report("DiagnosticsStatusNotification", "UploadFailed"))
            #expect(await eventually { bench.effects == [.missed] })
        }
    }

    @Test func `an upload elsewhere is seen by the charger's word`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .getDiagnostics(location: "ftp://h/", from: nil, to: nil), on: charger, answer: named)
            #expect(bench.files.offered.isEmpty)
            await charger.receive(report("DiagnosticsStatusNotification", "Uploaded"))
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `a log comes to us likewise, also when it takes the place of another`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try payload(
                await bench.carryOut(
                    .getLog(.security, from: nil, to: nil), on: charger, answer: #"{"status":"AcceptedCanceled"}"#))
            #expect(sent["log"]?["remoteLocation"]?.string?.hasPrefix("http://files/up/") == true)
            #expect(bench.statuses == [.accepted] && bench.effects == [.pending])
            receive(try operation(bench), bench)
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test(arguments: ["sftp://h/", "file:///etc/passwd", "h/", "http:/h", "ftp", "javascript:x"])
    func `only protocols that chargers know are sent`(location: String) {
        #expect(throws: ChargingError.self) {
            try StationOperation.getDiagnostics(location: location, from: nil, to: nil)
        }
        #expect(throws: ChargingError.self) {
            try StationOperation.getLog(.security, location: location, from: nil, to: nil)
        }
        #expect(throws: ChargingError.self) {
            try StationOperation.updateFirmware(.address(location), retrieveAt: nil, retries: nil, retryInterval: nil)
        }
    }

    @Test(arguments: ["http", "https", "ftp", "FTPS"])
    func `the protocols of the standard are`(scheme: String) throws {
        _ = try StationOperation.getDiagnostics(location: scheme + "://h/", from: nil, to: nil)
    }

    @Test(arguments: [
        ("csms.example:8080", false, "http://csms.example:8080"),
        ("[2001:db8::1]:80", true, "https://[2001:db8::1]:80"),
        ("h/x", false, nil), ("h\"", false, nil), ("", false, nil), (nil, false, nil),
    ])
    func `where the charger reached us is told, where that can be an address`(
        host: String?, isSecure: Bool, reached: String?
    ) async throws {
        try await RegistryBench().running { bench in
            guard case .accepted(let admission) = await bench.admit(isSecure: isSecure, host: host) else {
                Issue.record("not admitted")
                return
            }
            #expect(admission.reachedAddress == reached)
        }
    }

    private func update(_ image: Int64, at time: Timestamp? = nil) throws -> StationOperation {
        try .updateFirmware(
            .image(FirmwareImageID(rawValue: image), name: "image"), retrieveAt: time, retries: 3, retryInterval: 5)
    }

    @Test func `firmware of the catalogue is offered to the end of its time`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let start = bench.time.now.advanced(by: .seconds(7200))
            let sent = try payload(await bench.carryOut(update(1, at: start), on: charger, answer: "{}"))
            let offer = try #require(bench.files.offered.first)
            #expect(sent["location"]?.string == "http://files/down/secret-\(offer.operation)")
            #expect(sent["retrieveDate"]?.string == start.description)
            #expect(offer.until == start.advanced(by: bench.registry.configuration.deferredWindow))
            #expect(bench.database.operations.first?.request["imageId"] == "image")
            bench.clock.advance(by: bench.registry.configuration.deferredWindow + .seconds(60))
            await charger.settle()
            #expect(bench.effects == [.pending])
            #expect(await bench.passes(.seconds(3600)) { bench.effects == [.missed] })
        }
    }

    @Test func `an image that is not there and a time too far ahead fail in words`() async throws {
        try await RegistryBench().running { bench in
            _ = try #require(await bench.connect())
            _ = try await bench.carryOut(update(9))
            _ = try await bench.carryOut(update(1, at: bench.time.now.advanced(by: .seconds(31 * 86_400))))
            #expect(bench.statuses == [.failed, .failed])
            #expect(
                bench.database.operations.map(\.failure) == [
                    "no such image", "An update can be planned at most 30 days ahead.",
                ])
        }
    }

    private var signed: StationOperation {
        .signedUpdateFirmware(
            FirmwareImageID(rawValue: 2), name: "image", retrieveAt: nil, installAt: nil, retries: nil,
            retryInterval: nil)
    }

    @Test(arguments: [
        ("Installed", OperationEffect.seen), ("InvalidSignature", .missed), ("InstallVerificationFailed", .missed),
        ("DownloadFailed", .missed), ("SignatureVerified", .pending), ("InstallRebooting", .pending),
    ])
    func `a signed update is followed to its end by its own number, or by none`(
        status: String, effect: OperationEffect
    ) async throws {
        for isNumbered in [true, false] {
            try await RegistryBench().running { bench in
                let charger = try #require(await bench.connect())
                let sent = try payload(await bench.carryOut(signed, on: charger, answer: accepted))
                let id = try #require(sent["requestId"]?.integer)
                #expect(sent["firmware"]?["signature"] == "c2ln" && sent["firmware"]?["signingCertificate"] == "PEM")
                await charger.receive(report("SignedFirmwareStatusNotification", status, id + 1))
                _ = await charger.frame(1)
                await charger.settle()
                #expect(bench.effects == [.pending])
                await charger.receive(report("SignedFirmwareStatusNotification", status, isNumbered ? id : nil))
                _ = await charger.frame(2)
                await charger.settle()
                #expect(await eventually { bench.effects == [effect] })
            }
        }
    }

    @Test func `an image without a signature is not sent as signed`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.carryOut(
                .signedUpdateFirmware(
                    FirmwareImageID(rawValue: 1), name: "image", retrieveAt: nil, installAt: nil, retries: nil,
                    retryInterval: nil))
            #expect(bench.statuses == [.failed])
            #expect(charger.sent.isEmpty)
        }
    }
}
