import JSON
import TestSupport
import Testing

@testable import Charging

/// Random stations, held second by second against ``ReferenceSchedule``.
@Suite("Composite schedules of random profiles", .timeLimit(.minutes(2)))
struct CompositePropertyTests {
    @Test(arguments: 0..<300) func `each second is as the rules say`(seed: Int) throws {
        var random = Xorshift(seed: UInt64(seed) + 1)
        let (state, question) = random.station()
        let schedule = state.compositeSchedule(question)
        let reference = ReferenceSchedule(state: state, question: question)
        let start = question.start.microseconds / 1_000_000
        try #require(schedule.durationSeconds == question.durationSeconds)
        var place = 0
        for offset in 0..<question.durationSeconds {
            if place + 1 < schedule.periods.count, schedule.periods[place + 1].startSeconds == offset { place += 1 }
            let period = schedule.periods[place]
            let found = ReferenceSchedule.Answer(
                limitTenths: period.limitTenths, phases: period.phases, sources: Set(period.sources))
            try #require(found == reference.answer(at: start + Int64(offset)), "seed \(seed), second \(offset)")
        }
    }

    @Test(arguments: 0..<300) func `periods rise from 0 and neighbours differ`(seed: Int) {
        var random = Xorshift(seed: UInt64(seed) + 1)
        let (state, question) = random.station()
        let periods = state.compositeSchedule(question).periods
        #expect(periods.first?.startSeconds == 0)
        for (left, right) in zip(periods, periods.dropFirst()) {
            #expect(left.startSeconds < right.startSeconds)
            #expect(
                left.limitTenths != right.limitTenths || left.phases != right.phases || left.sources != right.sources)
        }
    }

    @Test(arguments: 0..<100) func `a schedule agrees with itself when a charger tells it`(seed: Int) {
        var random = Xorshift(seed: UInt64(seed) + 1)
        let (state, question) = random.station()
        let ours = state.compositeSchedule(question)
        let told = ToldSchedule(
            start: ours.start, durationSeconds: ours.durationSeconds, unit: ours.unit,
            periods: ours.periods.map {
                // A charger has a limit of its own where none is set.
                ToldSchedule.Period(startSeconds: $0.startSeconds, limitTenths: $0.limitTenths ?? 480)
            })
        let comparison = state.compare(
            told, connector: question.connector, askedSeconds: question.durationSeconds, voltage: question.voltage)
        #expect(comparison.agrees)
    }
}

/// Marsaglia's generator: the same numbers for the same seed on every machine.
private struct Xorshift: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// Some profiles and charges around a moment that is near the turn of a day or week.
    mutating func station() -> (SmartChargingState, CompositeQuestion) {
        let midnight: Int64 = 1_767_225_600 + 86_400 * Int64.random(in: 0...20, using: &self)
        let start = midnight - Int64.random(in: 0...900, using: &self)
        let question = CompositeQuestion(
            connector: Int.random(in: 0...2, using: &self),
            start: Timestamp(microseconds: start * 1_000_000 + Int64.random(in: 0...999_999, using: &self)),
            durationSeconds: Int.random(in: 1...1_500, using: &self), unit: chance(50) ? .watts : .amperes,
            voltage: chance(80) ? nil : 120)
        var state = SmartChargingState(connectors: chance(90) ? [1, 2] : [])
        for connector in 1...2 where chance(60) {
            state.transactions.append(
                .init(
                    connector: connector, id: Int32(connector),
                    startedAt: Timestamp(
                        microseconds: (start - Int64.random(in: -300...2_000, using: &self)) * 1_000_000)))
        }
        for id in 0..<Int.random(in: 0...9, using: &self) { state.install(profile(id, around: start)) }
        return (state, question)
    }

    private mutating func profile(_ id: Int, around start: Int64) -> InstalledProfile {
        func moment(_ range: ClosedRange<Int64>, _ random: inout Xorshift) -> Timestamp {
            Timestamp(microseconds: (start + Int64.random(in: range, using: &random)) * 1_000_000)
        }
        let purpose = ProfilePurpose.allCases.randomElement(using: &self) ?? .transaction
        let kind = ProfileKind.allCases.randomElement(using: &self) ?? .absolute
        var second = 0
        let periods = (0..<Int.random(in: 1...5, using: &self)).map { _ in
            defer { second += Int.random(in: 1...600, using: &self) }
            return RequestedProfile.Period(
                startSeconds: second,
                limit: Double(Int.random(in: 0...400, using: &self)) / 10 * (chance(30) ? 100 : 1),
                phases: chance(50) ? nil : Int.random(in: 1...3, using: &self))
        }
        var profile = RequestedProfile(
            id: id, purpose: purpose, kind: kind, unit: chance(50) ? .watts : .amperes, periods: periods)
        profile.stackLevel = Int.random(in: 0...2, using: &self)
        if kind == .recurring { profile.recurrency = chance(50) ? .daily : .weekly }
        if chance(40) { profile.validFrom = moment(-600...900, &self) }
        if chance(40) { profile.validTo = moment(0...1_200, &self) }
        if chance(50) { profile.durationSeconds = Int.random(in: 0...1_500, using: &self) }
        if chance(60) { profile.startAt = moment(kind == .recurring ? -1_300_000...600 : -1_200...600, &self) }
        let connector =
            purpose == .chargePointMax ? 0 : Int.random(in: (purpose == .transaction ? 1 : 0)...2, using: &self)
        if purpose == .transaction { profile.transactionID = chance(80) ? connector : 77 }
        return InstalledProfile(connector: connector, profile: profile, acceptedAt: moment(-1_000...0, &self))
    }
}
