import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Asking stations for reservations", .timeLimit(.minutes(1)))
struct ReservationOperationTests {
    private let accepted = #"{"status":"Accepted"}"#

    private func wanted(
        _ bench: RegistryBench, connector: Int = 1, tag: String = "04AA11", replacing: ReservationID? = nil
    ) -> WantedReservation {
        WantedReservation(
            connector: connector, idTag: tag, parentIDTag: "P", expiresAt: bench.time.now.advanced(by: .seconds(600)),
            replaces: replacing)
    }

    private func reserveNow(_ bench: RegistryBench, connector: Int = 1) throws -> StationOperation {
        try .reserveNow(wanted(bench, connector: connector), at: bench.time.now)
    }

    private func statuses(_ bench: RegistryBench) -> [ReservationStatus] {
        bench.database.reservations.map(\.booked.status)
    }

    @Test func `it is in the books before the call is sent, under the number that the station is told`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let done = bench.carryOut(try reserveNow(bench))
            let sent = try JSONValue(parsing: try #require(await charger.frame(0)))
            let row = try #require(bench.database.reservations.first)
            #expect(row.booked.status == .requested)
            #expect(
                sent[3] == [
                    "connectorId": 1, "expiryDate": .string(row.wanted.expiresAt.description), "idTag": "04AA11",
                    "parentIdTag": "P", "reservationId": .integer(Int64(row.booked.number)),
                ])
            await charger.answer(0, accepted)
            _ = try await done
            #expect(statuses(bench) == [.active] && bench.statuses == [.accepted])
        }
    }

    @Test(arguments: [
        ("Faulted", ReservationReason.faulted), ("Occupied", .occupied), ("Rejected", .rejected),
        ("Unavailable", .unavailable),
    ])
    func `what the station refuses with is kept`(answer: String, reason: ReservationReason) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: #"{"status":"\#(answer)"}"#)
            #expect(statuses(bench) == [.refused] && bench.database.reservations.first?.reason == reason)
            #expect(bench.statuses == [.rejected])
        }
    }

    @Test(arguments: [
        ("NotImplemented", ReservationReason.notSupported), ("NotSupported", .notSupported), ("InternalError", .error),
    ])
    func `a station that answers with an error has no reservation`(
        code: String, reason: ReservationReason
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let done = bench.carryOut(try reserveNow(bench))
            await charger.refuse(0, code, "")
            _ = try await done
            #expect(statuses(bench) == [.refused] && bench.database.reservations.first?.reason == reason)
        }
    }

    @Test(arguments: [true, false])
    func `without an answer it stays in doubt, whether the station was mute or went away`(isMute: Bool) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            async let done = bench.carryOut(try reserveNow(bench))
            #expect(await charger.frame(0) != nil)
            if isMute {
                #expect(await bench.passes(.seconds(5)) { bench.statuses == [.timedOut] })
            } else {
                _ = await eventually { bench.statuses == [.sent] }
                await charger.disconnect()
            }
            _ = try await done
            #expect(bench.statuses == [isMute ? .timedOut : .failed])
            #expect(statuses(bench) == [.requested])
        }
    }

    @Test func `a request that never left leaves nothing reserved`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            _ = try await bench.carryOut(.clearCache(), wait: false)
            #expect(await charger.frame(0) != nil)
            async let done = bench.carryOut(try reserveNow(bench))
            _ = await eventually { statuses(bench) == [.requested] }
            await charger.disconnect()
            _ = try await done
            #expect(statuses(bench) == [.refused] && bench.database.reservations.first?.reason == .notSent)
        }
    }

    @Test func `a request that a busy server does not take leaves nothing reserved`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.operationLimit = 0
        try await RegistryBench(configuration: configuration).running { bench in
            let charger = try #require(await bench.connect())
            let refusal = await bench.refusal { _ = try await bench.carryOut(try reserveNow(bench)) }
            #expect(refusal?.code == .limitExceeded && charger.sent.isEmpty)
            #expect(statuses(bench) == [.refused] && bench.database.reservations.first?.reason == .notSent)
        }
    }

    @Test func `a request that was over before its turn is not sent`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            var operation = try reserveNow(bench)
            let claim = try #require(operation.claim)
            operation.claim = OperationClaim(
                take: { context, viewer in
                    try await claim.take(context, viewer)
                    let id = try #require(bench.database.reservations.first?.booked.id)
                    try await bench.database.cancel(id, because: nil, at: context.now)
                }, giveBack: claim.giveBack)
            _ = try await bench.carryOut(operation)
            #expect(bench.statuses == [.failed] && charger.sent.isEmpty)
        }
    }

    @Test func `an offline station is asked for nothing, and nothing is in the books`() async throws {
        try await RegistryBench().running { bench in
            let refusal = await bench.refusal { _ = try await bench.carryOut(try reserveNow(bench)) }
            #expect(refusal?.code == .chargerOffline && refusal?.operationID != nil)
            #expect(bench.database.reservations.isEmpty && bench.statuses == [.failed])
        }
    }

    @Test func `a connector that is reserved already is a conflict with the recorded attempt, and nothing is sent`()
        async throws
    {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            let refusal = await bench.refusal { _ = try await bench.carryOut(try reserveNow(bench)) }
            #expect(refusal?.code == .conflict && refusal?.operationID != nil)
            #expect(bench.statuses == [.accepted, .failed] && charger.sent.count == 1)
        }
    }

    @Test func `each step is told, and what is over by then makes room first`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            #expect(bench.told == [.requested, .active])
            bench.time.advance(by: .seconds(600))
            try await bench.carryOut(try reserveNow(bench), on: charger, frame: 1, answer: #"{"status":"Occupied"}"#)
            #expect(bench.told == [.requested, .active, .expired, .requested, .refused])
            try await bench.carryOut(try reserveNow(bench), on: charger, frame: 2, answer: accepted)
            let live = try #require(bench.database.reservations.last?.booked.id)
            async let done = bench.operations.cancel(reservation: live, wait: true, viewer: .sample())
            await charger.answer(3, accepted)
            _ = try await done
            #expect(bench.told.suffix(3) == [.requested, .active, .cancelled])
        }
    }

    @Test func `a replacement is asked for under the same number`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            let first = try #require(bench.database.reservations.first)
            let again = wanted(bench, tag: "OTHER", replacing: first.booked.id)
            let sent = try await bench.carryOut(
                .reserveNow(again, at: bench.time.now), on: charger, frame: 1, answer: accepted)
            #expect(sent?.contains(#""reservationId":\#(first.booked.number)"#) == true)
            #expect(bench.database.reservations.map(\.wanted.idTag) == ["OTHER"])
        }
    }

    @Test(arguments: [-1, 0, 366 * 86_400 + 1])
    func `a time that is over or absurdly far away is refused with what would do`(seconds: Int64) throws {
        let now = Timestamp(microseconds: 1_790_000_000_000_000)
        let wanted = WantedReservation(connector: 1, idTag: "T", expiresAt: now.advanced(by: .seconds(seconds)))
        let error = #expect(throws: ChargingError.self) { _ = try StationOperation.reserveNow(wanted, at: now) }
        #expect(error?.code == .badInput && error?.field == "expiresAt")
        #expect(error?.message.contains(wanted.expiresAt.description) == true)
    }

    @Test(arguments: [("Reserved", 1, OperationEffect.seen), ("Reserved", 2, .missed), ("Preparing", 1, .missed)])
    func `its effect is the status Reserved of that connector`(
        status: String, connector: Int, effect: OperationEffect
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            #expect(bench.effects == [.pending])
            await charger.receive(Frames.status(status, connector: connector))
            _ = await charger.frame(1)
            await charger.settle()
            #expect(await bench.passes(effect == .seen ? .zero : .seconds(200)) { bench.effects == [effect] })
        }
    }

    @Test func `a driver who is there before the status shows it too, and for connector 0 nothing does`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench, connector: 0), on: charger, answer: accepted)
            try await bench.carryOut(try reserveNow(bench), on: charger, frame: 1, answer: accepted)
            #expect(bench.effects == [.none, .pending])
            await charger.receive(Frames.start())
            #expect(await eventually { bench.effects == [.none, .seen] })
        }
    }

    @Test(arguments: [
        ("Accepted", OperationStatus.accepted, ReservationReason?.none),
        ("Rejected", .rejected, .unknownToStation),
    ])
    func `a cancel ends it, also where the station says that it has no such reservation`(
        answer: String, status: OperationStatus, reason: ReservationReason?
    ) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            await charger.receive(Frames.status("Reserved"))
            _ = await charger.frame(1)
            let row = try #require(bench.database.reservations.first)
            async let done = bench.operations.cancel(reservation: row.booked.id, wait: true, viewer: .sample())
            let sent = await charger.answer(2, #"{"status":"\#(answer)"}"#)
            #expect(try await done.reservation == row.booked.id)
            #expect(sent?.contains(#""CancelReservation",{"reservationId":\#(row.booked.number)}"#) == true)
            #expect(statuses(bench) == [.cancelled] && bench.database.reservations.first?.reason == reason)
            #expect(bench.statuses.last == status)
            guard status == .accepted else { return }
            #expect(bench.effects.last == .pending)
            await charger.receive(Frames.status("Available", id: "s2"))
            #expect(await eventually { bench.effects.last == .seen })
        }
    }

    @Test func `a cancel that nobody answers ends nothing`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            try await bench.carryOut(try reserveNow(bench), on: charger, answer: accepted)
            let id = try #require(bench.database.reservations.first?.booked.id)
            async let done = bench.operations.cancel(reservation: id, wait: true, viewer: .sample())
            #expect(await charger.frame(1) != nil)
            #expect(await bench.passes(.seconds(5)) { bench.statuses.last == .timedOut })
            _ = try await done
            #expect(statuses(bench) == [.active])
        }
    }

    @Test func `what is over is not cancelled, and what is live at stations is cancelled all at once`() async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            for (frame, connector) in [1, 2].enumerated() {
                try await bench.carryOut(
                    try reserveNow(bench, connector: connector), on: charger, frame: frame, answer: accepted)
            }
            async let done = bench.operations.cancelReservations(
                allAt: [StationID(rawValue: 1)], wait: true, viewer: .sample())
            for frame in 2...3 { await charger.answer(frame, accepted) }
            #expect(try await done.map(\.reservation) == bench.database.reservations.map(\.booked.id))
            #expect(statuses(bench) == [.cancelled, .cancelled])
            let id = try #require(bench.database.reservations.first?.booked.id)
            let refusal = await bench.refusal {
                _ = try await bench.operations.cancel(reservation: id, wait: true, viewer: .sample())
            }
            #expect(refusal?.code == .conflict && refusal?.message.contains("CANCELLED") == true)
        }
    }

    @Test func `those who may not operate stations cancel nothing, and what is not theirs is not there`() async throws {
        try await RegistryBench().running { bench in
            let id = ReservationID(rawValue: 7)
            for (viewer, code) in [(Viewer.sample(.driver), ChargingError.Code.forbidden), (.sample(), .notFound)] {
                let refusal = await bench.refusal {
                    _ = try await bench.operations.cancel(reservation: id, wait: true, viewer: viewer)
                }
                #expect(refusal?.code == code)
            }
        }
    }
}

extension RegistryBench {
    /// What was announced of reservations.
    fileprivate var told: [ReservationStatus] {
        events.all.compactMap { if case .reservationChanged(let reservation) = $0 { reservation.status } else { nil } }
    }
}
