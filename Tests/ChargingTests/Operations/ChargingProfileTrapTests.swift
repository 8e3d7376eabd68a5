import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// What goes wrong with charging profiles in the field, and what we do: traps 26 to 28 that need a charger's answers.
/// Those of the computation alone are in `CompositeScheduleTests`.
@Suite("Traps of smart charging", .timeLimit(.minutes(1)))
struct ChargingProfileTrapTests {
    private let accepted = #"{"status":"Accepted"}"#

    private func profile(_ id: Int, _ purpose: ProfilePurpose = .transactionDefault, level: Int = 0) -> RequestedProfile
    {
        var profile = RequestedProfile(
            id: id, purpose: purpose, kind: .absolute, unit: .amperes,
            periods: [.init(startSeconds: 0, limit: 16, phases: nil)])
        profile.stackLevel = level
        profile.startAt = monday
        return profile
    }

    @Test func `trap 27: a profile counts as being there only when the charger has accepted it`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let operation = try StationOperation.setChargingProfile(connector: 1, profile(1))
            try await bench.carryOut(operation, on: charger, answer: #"{"status":"Rejected"}"#)
            try await bench.carryOut(operation, on: charger, frame: 1, answer: #"{"status":"NotSupported"}"#)
            #expect(bench.database.profiles.isEmpty)
            try await bench.carryOut(operation, on: charger, frame: 2, answer: accepted)
            #expect(bench.database.profiles.map(\.profile) == [profile(1)])
            #expect(bench.database.profiles.first?.acceptedAt == bench.time.now)
        }
    }

    @Test func `trap 27: the same purpose and stack level on the same connector replaces, and so does the same id`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            var frame = 0
            func set(_ connector: Int, _ profile: RequestedProfile) async throws -> [Int] {
                try await bench.carryOut(
                    .setChargingProfile(connector: connector, profile), on: charger, frame: frame, answer: accepted)
                frame += 1
                return bench.database.profiles.map(\.profile.id).sorted()
            }
            #expect(try await set(1, profile(1)) == [1])
            #expect(try await set(1, profile(2, level: 1)) == [1, 2])
            #expect(try await set(2, profile(3)) == [1, 2, 3])
            #expect(try await set(1, profile(4)) == [2, 3, 4])
            #expect(try await set(0, profile(3, .chargePointMax)) == [2, 3, 4])
        }
    }

    @Test func `trap 28: what the charger has cleared, or does not know, is not there any more`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for id in 1...3 {
                try await bench.carryOut(
                    .setChargingProfile(connector: 1, profile(id, level: id)), on: charger, frame: id - 1,
                    answer: accepted)
            }
            try await bench.carryOut(
                .clearChargingProfile(ProfileCriteria(stackLevel: 2)), on: charger, frame: 3, answer: accepted)
            #expect(bench.database.profiles.map(\.profile.id) == [1, 3])
            try await bench.carryOut(
                .clearChargingProfile(ProfileCriteria(id: 3)), on: charger, frame: 4, answer: #"{"status":"Unknown"}"#)
            #expect(bench.database.profiles.map(\.profile.id) == [1])
            // A charger that cannot clear level 0 answers with an error, and keeps it.
            let clear = try StationOperation.clearChargingProfile(ProfileCriteria(id: 1))
            async let done = bench.carryOut(clear)
            await charger.refuse(5, "InternalError", "no")
            _ = try await done
            #expect(bench.database.profiles.map(\.profile.id) == [1])
        }
    }

    @Test func `trap 28: what a charger with stack level 0 alone was sent is in the books as it was sent`() async throws
    {
        try await RegistryBench().running { bench in
            var corrections = QuirkCorrections()
            corrections.knowsOnlyStackLevelZero = true
            bench.database.quirkProfiles = [
                QuirkProfile(
                    id: QuirkProfileID(rawValue: 1), vendor: QuirkPattern("*"), model: QuirkPattern("*"),
                    firmwareVersion: QuirkPattern("*"), corrections: corrections)
            ]
            var limits = ProfileLimits()
            limits.maximumStackLevel = 0
            try await bench.database.heard(limits, of: StationID(rawValue: 1))
            let charger = try #require(await bench.connect())
            for (frame, id) in [1, 2].enumerated() {
                let sent = try await bench.carryOut(
                    .setChargingProfile(connector: 1, profile(id, level: id)), on: charger, frame: frame,
                    answer: accepted)
                #expect(sent?.contains(#""stackLevel":0"#) == true)
            }
            // The second took the place of the first, as it did in the charger.
            #expect(bench.database.profiles.map(\.profile) == [profile(2, level: 0)])
            try await bench.carryOut(
                .remoteStart(connector: 1, idTag: "04AA11", profile: transactionProfile(9, level: 5)), on: charger,
                frame: 2, answer: accepted)
            await charger.receive(Frames.start(at: "2026-09-21T14:13:20Z"))
            #expect(await eventually { bench.effects.last == .seen })
            #expect(bench.database.profiles.map(\.profile.stackLevel) == [0, 0])
        }
    }

    private func transactionProfile(_ id: Int, level: Int) -> RequestedProfile {
        var profile = profile(id, .transaction, level: level)
        profile.kind = .relative
        profile.startAt = nil
        return profile
    }

    @Test func `trap 28: a remote start with a profile that the charger cannot take is not sent`() async throws {
        try await RegistryBench().running { bench in
            var limits = ProfileLimits()
            limits.maximumStackLevel = 4
            try await bench.database.heard(limits, of: StationID(rawValue: 1))
            let charger = try #require(await bench.connect())
            let refusal = await bench.refusal {
                _ = try await bench.carryOut(
                    .remoteStart(connector: 1, idTag: "04AA11", profile: transactionProfile(9, level: 5)))
            }
            #expect(refusal?.code == .badInput && refusal?.field == "profile")
            #expect(refusal?.message.contains("stackLevel is 5") == true)
            #expect(charger.sent.isEmpty)
        }
    }

    @Test func `trap 28: a TxProfile for a transaction that does not run is not sent`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            var ended = profile(1, .transaction)
            ended.transactionID = 4_711
            let refusal = await bench.refusal {
                _ = try await bench.carryOut(try .setChargingProfile(connector: 1, ended))
            }
            let running = try #require(bench.database.sessions.first?.transactionID)
            #expect(refusal?.message == "Transaction 4711 does not run on connector 1; \(running) does.")
            #expect(charger.sent.count == 1 && bench.statuses == [.failed])
        }
    }

    @Test func `trap 28: a TxProfile whose transaction ends while it waits for its turn is not sent`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            let transaction = try #require(bench.database.sessions.first?.transactionID)
            let operation = try StationOperation.setChargingProfile(connector: 1, profile(1, .transaction))
            let context = await OperationContext(
                OperationID(rawValue: 1),
                OperationTarget(station: StationID(rawValue: 1), organization: OrganizationID(rawValue: 1)),
                try #require(charger.chargePoint), bench.operations.tools)
            try await operation.check(context)
            await charger.receive(Frames.stop(transaction: Int64(transaction), wh: 10))
            _ = await charger.frame(1)
            let refusal = await bench.refusal {
                _ = try await operation.prepare(
                    await OperationContext(
                        context.id, context.target, try #require(charger.chargePoint), bench.operations.tools))
            }
            #expect(refusal?.message == "No charge runs on connector 1.")
        }
    }

    @Test func `trap 28: a TxProfile ends with its transaction`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.start())
            _ = await charger.frame(0)
            try await bench.carryOut(
                .setChargingProfile(connector: 1, profile(1, .transaction)), on: charger, frame: 1, answer: accepted)
            let station = StationID(rawValue: 1)
            #expect(try await bench.database.state(of: station).profiles.count == 1)
            let transaction = try #require(bench.database.sessions.first?.transactionID)
            await charger.receive(Frames.stop(transaction: Int64(transaction), wh: 10))
            _ = await charger.frame(2)
            #expect(try await bench.database.state(of: station).profiles.isEmpty)
        }
    }

    @Test func `trap 19: the profile of a remote start is there once the charge has begun, and ends with it`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let start = try StationOperation.remoteStart(
                connector: nil, idTag: "04AA11", profile: profile(1, .transaction))
            try await bench.carryOut(start, on: charger, answer: #"{"status":"Accepted"}"#)
            await charger.receive(Frames.start("t1", tag: "OTHER", at: "2026-09-21T14:13:20Z"))
            _ = await charger.frame(1)
            #expect(bench.database.profiles.isEmpty)
            await charger.receive(Frames.start("t2", connector: 2, at: "2026-09-21T14:13:20Z"))
            #expect(await eventually { bench.effects == [.seen] })
            let session = try #require(bench.database.sessions.last)
            var begun = profile(1, .transaction)
            begun.transactionID = Int(session.transactionID)
            #expect(
                bench.database.profiles
                    == [InstalledProfile(connector: 2, profile: begun, acceptedAt: bench.time.now)])
            await charger.receive(Frames.stop("e", transaction: Int64(session.transactionID), wh: 1_500))
            _ = await charger.frame(3)
            #expect(try await bench.database.state(of: StationID(rawValue: 1)).profiles.isEmpty)
        }
    }

    @Test func `trap 19: the profile of a remote start that the charger refused is nobody's`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let start = try StationOperation.remoteStart(
                connector: 1, idTag: "04AA11", profile: profile(1, .transaction))
            try await bench.carryOut(start, on: charger, answer: #"{"status":"Rejected"}"#)
            #expect(bench.effects == [.none])
            await charger.receive(Frames.start("t1", at: "2026-09-21T14:13:20Z"))
            _ = await charger.frame(1)
            for _ in 0..<1_000 { await Task.yield() }
            #expect(bench.database.profiles.isEmpty)
        }
    }

    @Test func `trap 28: a stack level that the charger has said it does not take is not sent`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .getConfiguration(keys: []), on: charger,
                answer: #"{"configurationKey":[{"key":"ChargeProfileMaxStackLevel","readonly":true,"value":"0"}]}"#)
            let refusal = await bench.refusal {
                _ = try await bench.carryOut(try .setChargingProfile(connector: 1, profile(1, level: 1)))
            }
            #expect(refusal?.code == .badInput)
            #expect(refusal?.message == "stackLevel is 1; this charger allows 0 to 0 (ChargeProfileMaxStackLevel).")
            #expect(charger.sent.count == 1)
        }
    }

    @Test func `trap 28: the charger's own composite schedule is held against ours, with Power for the unit W`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(
                .setChargingProfile(connector: 1, profile(1)), on: charger, answer: accepted)
            func told(_ watts: Int) -> String {
                #"""
                {"status":"Accepted","connectorId":1,"scheduleStart":"2026-01-05T08:00:00Z","chargingSchedule":
                {"chargingRateUnit":"Power","duration":60,"chargingSchedulePeriod":[{"startPeriod":0,"limit":\#(watts)}]}}
                """#
            }
            let operation = try StationOperation.getCompositeSchedule(connector: 1, duration: 60, unit: .watts)
            try await bench.carryOut(operation, on: charger, frame: 1, answer: told(11_040))
            try await bench.carryOut(operation, on: charger, frame: 2, answer: told(22_000))
            try await bench.carryOut(operation, on: charger, frame: 3, answer: #"{"status":"Rejected"}"#)
            #expect(bench.database.comparisons.map(\.agrees) == [true, false])
            #expect(bench.database.comparisons.last?.start == monday + 8 * 3_600)
            #expect(
                bench.database.comparisons.last?.differences
                    == [.init(startSeconds: 0, endSeconds: 60, station: 22_000, ours: 11_040)])
        }
    }
}
