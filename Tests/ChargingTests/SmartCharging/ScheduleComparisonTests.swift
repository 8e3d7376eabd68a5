import JSON
import OCPP
import Testing

@testable import Charging

@Suite("A charger's composite schedule held against ours")
struct ScheduleComparisonTests {
    private let state = SmartChargingState.running(
        .profile(1, .transactionDefault, duration: 300, [(0, 16), (120, 8)]))

    private func compare(
        from start: Timestamp = monday, unit: RateUnit = .amperes, duration: Int? = nil, _ periods: [(Int, Double)]
    ) -> ScheduleComparison {
        state.compare(
            ToldSchedule(
                start: start, durationSeconds: duration, unit: unit,
                periods: periods.map { .init(startSeconds: $0.0, limitTenths: RateLimit.tenths($0.1)) }),
            connector: 1, askedSeconds: 600)
    }

    @Test func `the same limits agree, whatever the charger allows where no profile limits`() {
        #expect(compare([(0, 16), (120, 8), (300, 48)]).agrees)
    }

    @Test func `each interval in which the limits differ is told with both`() {
        let comparison = compare([(0, 16), (60, 10), (300, 48)])
        #expect(
            comparison.differences == [
                .init(startSeconds: 60, endSeconds: 120, station: 10, ours: 16),
                .init(startSeconds: 120, endSeconds: 300, station: 10, ours: 8),
            ])
        #expect(comparison.durationSeconds == 600 && comparison.start == monday)
    }

    @Test func `what the charger does not tell differs`() {
        #expect(
            compare([(60, 16), (120, 8)]).differences
                == [.init(startSeconds: 0, endSeconds: 60, station: nil, ours: 16)])
    }

    @Test func `a tenth of an ampere may be rounded, and no more`() {
        #expect(compare([(0, 15.9), (120, 8.1)]).agrees)
        #expect(!compare([(0, 15.8), (120, 8)]).agrees)
    }

    @Test func `in watts the tolerance is a tenth of an ampere on three phases`() {
        let comparison = compare(unit: .watts, [(0, 11_040 - 69), (120, 5_520 + 69)])
        #expect(comparison.agrees && comparison.tolerance == 69)
        #expect(!compare(unit: .watts, [(0, 11_040 - 70), (120, 5_520)]).agrees)
    }

    @Test func `a change that is a second late is none`() {
        #expect(compare([(0, 16), (121, 8)]).agrees)
        #expect(!compare([(0, 16), (122, 8)]).agrees)
    }

    @Test func `the time compared is the charger's own, and no longer than was asked for`() {
        #expect(compare(from: monday + 100, duration: 100, [(0, 16), (20, 8)]).agrees)
        #expect(compare(duration: 10_000, [(0, 16)]).durationSeconds == 600)
    }

    @Test func `differences are bounded`() {
        let periods = (0..<1_000).map { ($0 * 2, Double($0 % 2)) }
        let state = SmartChargingState.running(.profile(1, .transactionDefault, [(0, 16)]))
        let comparison = state.compare(
            ToldSchedule(
                start: monday, durationSeconds: nil, unit: .amperes,
                periods: periods.map { .init(startSeconds: $0.0, limitTenths: RateLimit.tenths($0.1)) }),
            connector: 1, askedSeconds: 2_000)
        #expect(comparison.differences.count == ScheduleComparison.differenceLimit)
    }
}

@Suite("Previews of composite schedules")
struct CompositePreviewTests {
    private let state = SmartChargingState.running(
        .profile(1, .transactionDefault, level: 0, [(0, 16)]), .profile(2, .transactionDefault, level: 1, [(0, 10)]))
    private let question = CompositeQuestion(connector: 1, start: monday, durationSeconds: 60, unit: .amperes)

    @Test func `the new profile counts as if it were accepted, and what it replaces is told`() throws {
        let new = InstalledProfile.profile(3, .transactionDefault, level: 1, [(0, 20)])
        let preview = try state.preview(question, with: new, without: [])
        #expect(preview.schedule.periods.map(\.limit) == [20])
        #expect(preview.replaced.map(\.profile.id) == [2])
        let source = try #require(preview.schedule.periods[0].sources.first)
        #expect(preview.profiles[source].id == nil && preview.profiles[source].profile.id == 3)
    }

    @Test func `the same id replaces, whatever its purpose and level`() throws {
        let new = InstalledProfile.profile(2, .chargePointMax, on: 0, level: 7, [(0, 5)])
        let preview = try state.preview(question, with: new, without: [])
        #expect(preview.replaced.map(\.profile.id) == [2])
        #expect(preview.schedule.periods.map(\.limit) == [5])
    }

    @Test func `a profile that is left out does not count`() throws {
        let preview = try state.preview(question, with: nil, without: [ChargingProfileID(rawValue: 2)])
        #expect(preview.schedule.periods.map(\.limit) == [16])
    }

    @Test func `a profile that could not be sent is refused`() {
        let new = InstalledProfile.profile(3, .transaction, on: 2, [(0, 20)])
        #expect(throws: ChargingError.self) { try state.preview(question, with: new, without: []) }
    }

    @Test(arguments: [
        (ProfileCriteria(id: 1, purpose: .chargePointMax), [2, 3, 4]), (ProfileCriteria(), []),
        (ProfileCriteria(connector: 0), [1, 2]),
        (ProfileCriteria(purpose: .transactionDefault, stackLevel: 1), [1, 3, 4]),
        (ProfileCriteria(connector: 1, stackLevel: 0), [2, 3, 4]), (ProfileCriteria(stackLevel: 5), [1, 2, 3, 4]),
    ])
    func `a clear takes the one with the id, or those that have all of what is given`(
        criteria: ProfileCriteria, left: [Int]
    ) {
        var state = state
        state.install(.profile(3, .chargePointMax, on: 0, [(0, 32)]))
        state.install(.profile(4, .transactionDefault, on: 0, level: 2, [(0, 32)]))
        state.clear(criteria)
        #expect(state.profiles.map(\.profile.id) == left)
    }
}
