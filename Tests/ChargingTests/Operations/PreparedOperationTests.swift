import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// Operations whose request depends on what is known when it is made.
@Suite("Operations that are prepared", .timeLimit(.minutes(1)))
struct PreparedOperationTests {
    private let accepted = #"{"status":"Accepted"}"#

    private func payload(_ frame: String?) throws -> JSONValue {
        let text = try #require(frame)
        let value = try JSONValue(parsing: text)
        return try #require(value[3])
    }

    @Test func `a difference holds what is new, changed and gone since the accepted list`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.validTags = ["A", "B", "C"].map { LocalListEntry(idTag: $0, status: .accepted) }
            let full = try payload(await bench.carryOut(.sendLocalList(.full), on: charger, answer: accepted))
            #expect(full["listVersion"] == 1 && full["localAuthorizationList"]?.array?.count == 3)
            bench.database.validTags = [
                LocalListEntry(idTag: "B", status: .accepted), LocalListEntry(idTag: "c", status: .blocked),
                LocalListEntry(idTag: "D", status: .accepted, parentIDTag: "P"),
            ]
            let difference = try payload(
                await bench.carryOut(.sendLocalList(.differential), on: charger, frame: 1, answer: accepted))
            #expect(
                difference == [
                    "listVersion": 2, "updateType": "Differential",
                    "localAuthorizationList": [
                        ["idTag": "A"], ["idTag": "c", "idTagInfo": ["status": "Blocked"]],
                        ["idTag": "D", "idTagInfo": ["status": "Accepted", "parentIdTag": "P"]],
                    ],
                ])
        }
    }

    @Test func `a difference is refused while it is in doubt what the charger holds`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.carryOut(.sendLocalList(.differential))
            #expect(bench.statuses == [.failed])
            #expect(charger.sent.isEmpty)
            try await bench.carryOut(.sendLocalList(.full), on: charger, answer: accepted)
            async let mismatch = bench.carryOut(.sendLocalList(.differential))
            for frame in 1...2 { await charger.answer(frame, #"{"status":"VersionMismatch"}"#) }
            _ = try await mismatch
            _ = try await bench.carryOut(.sendLocalList(.differential))
            #expect(bench.statuses == [.failed, .accepted, .rejected, .failed])
            #expect(charger.sent.count == 3)
        }
    }

    @Test func `the version that a charger tells is below that of the next list`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(.getLocalListVersion(), on: charger, answer: #"{"listVersion":40}"#)
            let list = try payload(
                await bench.carryOut(.sendLocalList(.full), on: charger, frame: 1, answer: accepted))
            #expect(list["listVersion"] == 41)
        }
    }

    private func profile(_ purpose: ProfilePurpose) -> RequestedProfile {
        RequestedProfile(
            id: 1, purpose: purpose, kind: .relative, unit: .amperes,
            periods: [.init(startSeconds: 0, limit: 6, phases: nil)])
    }

    @Test func `a profile for the running transaction names it`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let operation = try StationOperation.setChargingProfile(connector: 1, profile(.transaction))
            _ = try await bench.carryOut(operation)
            #expect(bench.database.operations.first?.failure == "No charge runs on connector 1.")
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            let sent = try payload(await bench.carryOut(operation, on: charger, frame: 1, answer: accepted))
            let transaction = try #require(bench.database.sessions.first?.transactionID)
            #expect(sent["csChargingProfiles"]?["transactionId"]?.integer == Int64(transaction))
            #expect(bench.statuses == [.failed, .accepted])
        }
    }

    @Test func `a remote start carries a TxProfile without a transaction, and no other`() async throws {
        var numbered = profile(.transaction)
        numbered.transactionID = 1
        for bad in [profile(.transactionDefault), numbered] {
            #expect(throws: ChargingError.self) {
                try StationOperation.remoteStart(connector: 1, idTag: "T", profile: bad)
            }
        }
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try payload(
                await bench.carryOut(
                    .remoteStart(connector: nil, idTag: "T", profile: profile(.transaction)), on: charger,
                    answer: accepted))
            #expect(sent["connectorId"] == nil)
            #expect(sent["chargingProfile"]?["chargingProfilePurpose"] == "TxProfile")
            #expect(sent["chargingProfile"]?["transactionId"] == nil)
        }
    }

    @Test(arguments: [(0, ProfilePurpose.transaction), (1, .chargePointMax)])
    func `a profile goes to the connector that its purpose allows`(connector: Int, purpose: ProfilePurpose) {
        #expect(throws: ChargingError.self) {
            try StationOperation.setChargingProfile(connector: connector, profile(purpose))
        }
    }

    @Test func `a log's upload is that of its own request`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let operation = try StationOperation.getLog(.security, location: "https://h/", from: nil, to: nil)
            let sent = try payload(await bench.carryOut(operation, on: charger, answer: accepted))
            let id = try #require(sent["requestId"]?.integer)
            func report(_ status: String, _ id: Int64) -> String {
                #"[2,"\#(status)\#(id)","LogStatusNotification",{"status":"\#(status)","requestId":\#(id)}]"#
            }
            for frame in [report("Uploaded", id + 1), report("Uploading", id)] { await charger.receive(frame) }
            _ = await charger.frame(2)
            #expect(bench.effects == [.pending])
            await charger.receive(report("PermissionDenied", id))
            #expect(await eventually { bench.effects == [.missed] })
        }
    }

    @Test func `diagnostics without a file have no upload to wait for`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .getDiagnostics(location: "ftp://h/", from: nil, to: nil), on: charger, answer: "{}")
            #expect(bench.statuses == [.accepted] && bench.effects == [.none])
        }
    }

    @Test(arguments: [("Installed", OperationEffect.seen), ("InstallationFailed", .missed), ("Downloading", .pending)])
    func `firmware is followed to its end`(status: String, effect: OperationEffect) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try payload(
                await bench.carryOut(
                    .updateFirmware(location: "https://h/", retrieveAt: nil, retries: nil, retryInterval: nil),
                    on: charger, answer: "{}"))
            #expect(sent["retrieveDate"]?.string == bench.time.now.description)
            await charger.receive(#"[2,"f","FirmwareStatusNotification",{"status":"\#(status)"}]"#)
            _ = await charger.frame(1)
            await charger.settle()
            #expect(await eventually { bench.effects == [effect] })
        }
    }
}
