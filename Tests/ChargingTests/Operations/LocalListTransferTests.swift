import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// Local lists on their way to a charger.
@Suite("Local lists on their way", .timeLimit(.minutes(1)))
struct LocalListTransferTests {
    private let accepted = #"{"status":"Accepted"}"#

    private func tags(_ names: [String]) -> [LocalListEntry] {
        names.map { LocalListEntry(idTag: $0, status: .accepted) }
    }

    private func limits(message: String?, list: String?) -> String {
        let settings = [("SendLocalListMaxLength", message), ("LocalAuthListMaxLength", list)].compactMap {
            key, value in
            value.map { #"{"key":"\#(key)","readonly":true,"value":"\#($0)"}"# }
        }
        return #"{"configurationKey":[\#(settings.joined(separator: ","))]}"#
    }

    /// Asks, gives the answers one after the other, and returns the requests.
    private func carryOut(
        _ update: LocalListUpdate?, _ bench: RegistryBench, _ charger: MemoryConnection, from first: Int = 0,
        answers: [String]
    ) async throws -> [JSONValue] {
        async let done = bench.carryOut(.sendLocalList(update))
        var sent: [JSONValue] = []
        for (index, answer) in answers.enumerated() {
            let frame = try #require(await charger.answer(first + index, answer))
            sent.append(try #require(try JSONValue(parsing: frame)[3]))
        }
        _ = try await done
        return sent
    }

    private func entries(_ request: JSONValue) -> [String] {
        (request["localAuthorizationList"]?.array ?? []).compactMap { $0["idTag"]?.string }
    }

    @Test func `trap 23: a list longer than SendLocalListMaxLength is a Full one and differences behind it`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = nil
            bench.database.validTags = tags(["A", "B", "C", "D", "E"])
            let sent = try await carryOut(
                .full, bench, charger,
                answers: [limits(message: "2", list: "5"), accepted, accepted, accepted])
            #expect(sent[0] == ["key": ["SendLocalListMaxLength", "LocalAuthListMaxLength"]])
            #expect(sent.dropFirst().map { $0["updateType"]?.string } == ["Full", "Differential", "Differential"])
            #expect(sent.dropFirst().map { $0["listVersion"]?.integer } == [1, 2, 3])
            #expect(sent.dropFirst().map(entries) == [["A", "B"], ["C", "D"], ["E"]])
            #expect(bench.statuses == [.accepted])
            #expect(
                bench.database.heldList(of: 1) == HeldLocalList(version: 3, entries: tags(["A", "B", "C", "D", "E"])))
            // Remembered: the next list begins at once.
            let next = try await carryOut(.full, bench, charger, from: 4, answers: [accepted, accepted, accepted])
            #expect(next.map { $0["listVersion"]?.integer } == [4, 5, 6])
        }
    }

    @Test func `trap 23: a long difference takes tags off the list before it adds others`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = LocalListLimits(message: 2)
            bench.database.validTags = tags(["A", "B"])
            _ = try await carryOut(.full, bench, charger, answers: [accepted])
            bench.database.validTags = tags(["C", "D"])
            let sent = try await carryOut(nil, bench, charger, from: 1, answers: [accepted, accepted])
            #expect(sent.map(entries) == [["A", "B"], ["C", "D"]])
            #expect(sent[0]["localAuthorizationList"]?.array == [["idTag": "A"], ["idTag": "B"]])
            #expect(sent.allSatisfy { $0["updateType"] == "Differential" })
        }
    }

    @Test func `trap 23: a list longer than LocalAuthListMaxLength is refused with both numbers`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = nil
            bench.database.validTags = tags(["A", "B", "C"])
            let sent = try await carryOut(
                .full, bench, charger, answers: [limits(message: nil, list: "2")])
            #expect(sent.count == 1 && charger.sent.count == 1)
            let operation = try #require(bench.database.operations.first)
            #expect(operation.status == .failed)
            #expect(operation.failure == "3 tags are known at this station; its LocalAuthListMaxLength allows 2.")
        }
    }

    @Test(arguments: [
        #"{"unknownKey":["SendLocalListMaxLength","LocalAuthListMaxLength"]}"#, #"{"configurationKey":1}"#,
    ])
    func `a charger that does not tell its limits has none that are known`(answer: String) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = nil
            bench.database.validTags = tags((1...501).map { "T\($0)" })
            let sent = try await carryOut(.full, bench, charger, answers: [answer, accepted, accepted])
            #expect(sent.dropFirst().map { entries($0).count } == [500, 1])
            #expect(bench.database.localListLimits == LocalListLimits())
        }
    }

    @Test(arguments: ["VersionMismatch", "Failed"])
    func `trap 23: a difference that does not fit is followed by the whole list, once`(status: String) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.validTags = tags(["A"])
            _ = try await carryOut(.full, bench, charger, answers: [accepted])
            bench.database.validTags = tags(["A", "B"])
            let sent = try await carryOut(
                .differential, bench, charger, from: 1, answers: [#"{"status":"\#(status)"}"#, accepted])
            #expect(sent.map { $0["updateType"]?.string } == ["Differential", "Full"])
            #expect(sent.map { $0["listVersion"]?.integer } == [2, 3])
            #expect(sent.map(entries) == [["B"], ["A", "B"]])
            #expect(bench.statuses == [.accepted, .accepted])
            #expect(bench.database.heldList(of: 1) == HeldLocalList(version: 3, entries: tags(["A", "B"])))
        }
    }

    @Test func `trap 23: a second update waits for nobody and does not come between the messages of the first`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = LocalListLimits(message: 1, list: nil)
            bench.database.validTags = tags(["A", "B"])
            async let first = bench.carryOut(.sendLocalList(.full))
            _ = await charger.frame(0)
            _ = try await bench.carryOut(.sendLocalList(.full))
            let refused = try #require(bench.database.operations.last)
            #expect(refused.status == .failed)
            #expect(refused.failure == "Another update of its local list is under way; try again when that is done.")
            await charger.answer(0, accepted)
            await charger.answer(1, accepted)
            _ = try await first
            #expect(charger.sent.count == 2 && bench.database.operations.first?.status == .accepted)
            // And then the next may go.
            _ = try await carryOut(.full, bench, charger, from: 2, answers: [accepted, accepted])
            #expect(bench.database.operations.last?.status == .accepted)
        }
    }

    @Test func `an answer that cannot be read is told as that`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.validTags = tags(["A"])
            _ = try await carryOut(.full, bench, charger, answers: ["{}"])
            let operation = try #require(bench.database.operations.first)
            #expect(operation.status == .failed)
            #expect(operation.failure?.hasPrefix("the answer cannot be read: ") == true)
        }
    }

    @Test func `an update that was never sent leaves the charger with what it held`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.callTimeout = .seconds(300)
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            bench.database.validTags = tags(["A"])
            _ = try await carryOut(.full, bench, charger, answers: [accepted])
            bench.database.validTags = tags(["A", "B"])
            async let slow = bench.carryOut(try .clearCache())
            _ = await charger.frame(1)
            async let waiting = bench.carryOut(.sendLocalList(nil))
            #expect(await bench.passes { bench.statuses.last == .expired })
            #expect(bench.database.heldList(of: 1) == HeldLocalList(version: 1, entries: tags(["A"])))
            await charger.answer(1, accepted)
            _ = try await (slow, waiting)
        }
    }

    @Test func `after a message whose fate is not known it is in doubt what the charger holds`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.localListLimits = LocalListLimits(message: 1)
            bench.database.validTags = tags(["A", "B"])
            async let done = bench.carryOut(.sendLocalList(nil))
            await charger.answer(0, accepted)
            await charger.refuse(1, "InternalError", "")
            _ = try await done
            #expect(bench.statuses == [.failed])
            #expect(bench.database.heldList(of: 1) == nil)
        }
    }

    @Test func `a charger that keeps no list is not sent changes`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await carryOut(.full, bench, charger, answers: [#"{"status":"NotSupported"}"#])
            #expect(bench.statuses == [.rejected])
            bench.database.validTags = tags(["A"])
            let own = LocalListKeeper(bench.operations, logger: .silent)
            try await own.keep()
            #expect(bench.statuses == [.rejected])
        }
    }

    @Test func `what changes is sent without being asked for, as an operation`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            bench.database.validTags = tags(["A"])
            _ = try await carryOut(.full, bench, charger, answers: [accepted])
            let keeper = LocalListKeeper(bench.operations, logger: .silent)
            try await keeper.keep()
            #expect(charger.sent.count == 1)
            bench.database.validTags = tags(["A", "B"])
            try await keeper.keep()
            let frame = try #require(await charger.answer(1, accepted))
            let request = try #require(try JSONValue(parsing: frame)[3])
            #expect(request["updateType"] == "Differential" && entries(request) == ["B"])
            #expect(await eventually { bench.statuses == [.accepted, .accepted] })
            #expect(bench.database.operations.last?.kind == .sendLocalList)
        }
    }

    @Test func `nothing is recorded for a station that is not connected here`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await carryOut(.full, bench, charger, answers: [accepted])
            bench.database.validTags = tags(["A"])
            await charger.chargePoint?.closed("gone")
            #expect(await eventually { bench.row()?.presence == .offline })
            try await LocalListKeeper(bench.operations, logger: .silent).keep()
            #expect(bench.statuses == [.accepted])
        }
    }
}
