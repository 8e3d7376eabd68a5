import JSON
import Testing

@testable import Charging

/// The rules of OCPP 1.6 edition 2, section 3.13, one by one, with schedules worked out by hand.
@Suite("Composite schedule")
struct CompositeScheduleTests {
    @Test func `without a profile nothing limits`() {
        #expect(SmartChargingState.running().limits() == "0:-")
    }

    @Test func `trap 26: of one purpose the highest stack level wins`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 1, [(0, 10)]),
            .profile(2, .transactionDefault, level: 3, [(0, 20)]),
            .profile(3, .transactionDefault, level: 2, [(0, 6)]))
        #expect(state.limits() == "0:20")
    }

    @Test func `trap 26: when the duration of the highest level ends the lower level counts`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 0, [(0, 10), (300, 12)]),
            .profile(2, .transactionDefault, level: 1, duration: 120, [(0, 20), (60, 16)]))
        #expect(state.limits() == "0:20 60:16 120:10 300:12")
    }

    @Test func `trap 27: without a duration at the highest level the lower level never counts`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 0, [(0, 10)]),
            .profile(2, .transactionDefault, level: 1, [(0, 20), (60, 16)]))
        #expect(state.limits(for: 86_400 * 30) == "0:20 60:16")
    }

    @Test func `before the highest level starts or is valid the lower one counts`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 0, [(0, 10)]),
            .profile(2, .transactionDefault, level: 1, start: monday + 60, [(0, 20)]),
            .profile(3, .transactionDefault, level: 2, [(0, 30)]) {
                $0.validFrom = monday + 120
                $0.validTo = monday + 180
            })
        #expect(state.limits() == "0:10 60:20 120:30 180:20")
    }

    @Test func `validFrom is inside and validTo is outside of the time in which a profile is valid`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, [(0, 10)]) {
                $0.validFrom = monday
                $0.validTo = monday + 1
            })
        #expect(state.limits(for: 2) == "0:10 1:-")
    }

    @Test
    func `trap 27: a profile that becomes valid later and starts then leaves a gap before, in which nothing limits`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, start: monday + 200, [(0, 10)]) { $0.validFrom = monday + 100 })
        #expect(state.limits() == "0:- 200:10")
    }

    @Test func `trap 27: a start in the past is in the middle of the schedule`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, start: monday + -90, [(0, 10), (60, 20), (120, 30)]))
        #expect(state.limits() == "0:20 30:30")
    }

    @Test func `trap 26: a TxProfile comes before a TxDefaultProfile of any level`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 9, [(0, 6)]),
            .profile(2, .transaction, level: 0, duration: 60, [(0, 32)]))
        #expect(state.limits() == "0:32 60:6")
    }

    @Test func `a TxProfile counts only for the transaction that it names`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, [(0, 6)]), .profile(2, .transaction, [(0, 32)]) { $0.transactionID = 2 })
        #expect(state.limits() == "0:6")
    }

    @Test func `trap 26: the connector's own TxDefaultProfile takes the place of connector 0's, whatever their levels`()
    {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, on: 0, level: 5, [(0, 10)]),
            .profile(2, .transactionDefault, on: 1, level: 0, [(0, 20)]))
        #expect(state.limits(connector: 1) == "0:20")
        #expect(state.limits(connector: 2) == "0:10")
    }

    @Test func `connector 0's TxDefaultProfile counts again when the connector's own is not valid any more`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, on: 0, [(0, 10)]),
            .profile(2, .transactionDefault, on: 1, duration: 60, [(0, 20)]) { $0.validTo = monday + 120 })
        #expect(state.limits() == "0:20 60:- 120:10")
    }

    @Test func `trap 26: the ChargePointMaxProfile limits every connector`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, [(0, 25), (60, 8)]), .profile(2, .transactionDefault, on: 0, [(0, 16)]))
        #expect(state.limits(connector: 1) == "0:16 60:8")
        #expect(state.limits(connector: 2) == "0:16 60:8")
    }

    @Test func `each period names the profiles that decide it`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, [(0, 25), (60, 8), (120, 16)]),
            .profile(2, .transactionDefault, [(0, 16)]))
        let periods = state.compositeSchedule(
            CompositeQuestion(connector: 1, start: monday, durationSeconds: 180, unit: .amperes)
        ).periods
        #expect(periods.map { $0.sources.map { state.profiles[$0].profile.id } } == [[2], [1], [1, 2]])
    }

    @Test func `connector 0 may draw what all connectors may together`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, on: 0, [(0, 16)]), .profile(2, .transaction, [(0, 6), (60, 20)]))
        #expect(state.limits(connector: 0) == "0:22 60:36")
    }

    @Test func `connector 0 is limited by the ChargePointMaxProfile, also where a connector has no limit`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, [(0, 30)]), .profile(2, .transactionDefault, on: 1, [(0, 6)]),
            .profile(3, .transactionDefault, on: 2, duration: 60, [(0, 10)]))
        #expect(state.limits(connector: 0) == "0:16 60:30")
    }

    @Test func `the start asked for is second 0, and fractions of a second are cut off`() {
        let state = SmartChargingState.running(.profile(1, .transactionDefault, [(0, 10), (60, 20)]))
        let question = CompositeQuestion(
            connector: 1, start: monday.advanced(by: .milliseconds(50_900)), durationSeconds: 20, unit: .amperes)
        let schedule = state.compositeSchedule(question)
        #expect(schedule.start == monday + 50)
        #expect(schedule.periods.map(\.startSeconds) == [0, 10])
    }

    @Test func `neighbours that say the same are one period`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, [(0, 10), (60, 10), (120, 12), (180, 12)]))
        #expect(state.limits() == "0:10 120:12")
    }
}

/// What the times of a schedule count from. OCPP 1.6 edition 2, sections 7.9 and 7.37.
@Suite("Kinds of charging profiles")
struct ProfileKindTests {
    @Test func `trap 27: a relative profile counts from the start of the transaction`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .relative, [(0, 32), (3_600, 8)]))
        #expect(state.limits(from: monday + 3_000, for: 3_600) == "0:32 600:8")
    }

    @Test func `a transaction of a charger whose clock is ahead counts from the start asked for`() {
        let state = SmartChargingState.running(.profile(1, .transaction, kind: .relative, [(0, 32), (60, 8)]))
        #expect(state.limits(from: monday + -120) == "0:32 60:8")
    }

    @Test func `where nothing runs a relative profile counts from the start asked for`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, on: 2, kind: .relative, [(0, 32), (60, 8)]))
        #expect(state.limits(connector: 2, from: monday + 3_000) == "0:32 60:8")
    }

    @Test func `an absolute profile without a start counts from the start of the transaction`() {
        let state = SmartChargingState.running(.profile(1, .transaction, start: nil, [(0, 32), (60, 8)]))
        #expect(state.limits(from: monday + 30) == "0:32 30:8")
    }

    @Test func `a relative ChargePointMaxProfile counts from when it was accepted`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, kind: .relative, [(0, 32), (60, 8)]))
        #expect(state.limits(connector: 2, from: monday + 30) == "0:32 30:8")
    }

    /// Full power at night, little by day.
    private let nights = InstalledProfile.profile(
        1, .transactionDefault, kind: .recurring, start: monday, [(0, 32), (6 * 3_600, 8), (22 * 3_600, 32)])

    @Test func `a daily profile begins anew every 86,400 seconds`() {
        let state = SmartChargingState.running(nights)
        let limits = state.limits(from: monday + 20 * 86_400 + 21 * 3_600, for: 86_400)
        #expect(limits == "0:8 3600:32 \(9 * 3_600):8")
    }

    @Test func `a weekly profile begins anew every 604,800 seconds`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .recurring, [(0, 16), (5 * 86_400, 32)]) { $0.recurrency = .weekly })
        #expect(state.limits(from: monday + 4 * 86_400, for: 4 * 86_400) == "0:16 86400:32 \(3 * 86_400):16")
    }

    @Test func `a recurring profile with a duration leaves gaps for the lower level`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, level: 1, kind: .recurring, duration: 3_600, [(0, 6)]),
            .profile(2, .transactionDefault, level: 0, [(0, 16)]))
        #expect(state.limits(for: 90_000) == "0:6 3600:16 86400:6")
    }

    @Test func `a duration longer than the day is cut off by the next day`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .recurring, duration: 100_000, [(0, 6), (90_000, 32)]))
        #expect(state.limits(for: 200_000) == "0:6")
    }

    @Test func `a recurring profile does not recur before its start`() {
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .recurring, start: monday + 60, [(0, 6)]))
        #expect(state.limits() == "0:- 60:6")
    }

    @Test func `trap 27: a daily profile is an hour off for local time after the clocks were changed`() {
        // 06:00 in Berlin, which is 05:00Z in winter and 04:00Z in summer. The standard writes times in UTC.
        let winter = Timestamp(parsing: "2026-03-28T05:00:00Z") ?? monday
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .recurring, start: winter, duration: 3_600, [(0, 6)]))
        let summer = Timestamp(parsing: "2026-03-30T04:00:00Z") ?? monday
        #expect(state.limits(from: summer, for: 7_200) == "0:- 3600:6")
    }
}

/// Amperes are those of each phase, watts those of all phases.
@Suite("Amperes and watts")
struct RateUnitTests {
    @Test func `trap 27: amperes without phases are on three`() {
        let state = SmartChargingState.running(.profile(1, .transactionDefault, [(0, 16)]))
        #expect(state.limits(in: .watts) == "0:11040")
    }

    @Test func `amperes on one phase are a third of the watts`() {
        let state = SmartChargingState.running(.profile(1, .transactionDefault, [(0, 16.1)], phases: 1))
        #expect(state.limits(in: .watts) == "0:3703")
    }

    @Test func `watts become the tenth of an ampere below`() {
        let state = SmartChargingState.running(.profile(1, .transactionDefault, unit: .watts, [(0, 11_000)]))
        #expect(state.limits() == "0:15.9")
    }

    @Test func `a limit in watts and one in amperes are compared in one unit`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, unit: .watts, [(0, 11_000)]),
            .profile(2, .transaction, [(0, 16), (60, 10)]))
        #expect(state.limits() == "0:15.9 60:10")
        #expect(state.limits(in: .watts) == "0:11000 60:6900")
    }

    @Test func `two limits hold on the phases that both allow`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, [(0, 10)]), .profile(2, .transaction, [(0, 16)], phases: 1))
        #expect(state.limits(in: .watts) == "0:2300")
    }

    @Test func `another voltage makes other watts`() {
        let state = SmartChargingState.running(.profile(1, .transactionDefault, [(0, 10)], phases: 1))
        let schedule = state.compositeSchedule(
            CompositeQuestion(connector: 1, start: monday, durationSeconds: 1, unit: .watts, voltage: 120))
        #expect(schedule.periods.map(\.limit) == [1_200])
    }

    @Test func `the minimum rate is the highest of the profiles that decide`() {
        let state = SmartChargingState.running(
            .profile(1, .chargePointMax, on: 0, [(0, 100)]) { $0.minimumRate = 20 },
            .profile(2, .transaction, [(0, 16)]) { $0.minimumRate = 6 })
        let schedule = state.compositeSchedule(
            CompositeQuestion(connector: 1, start: monday, durationSeconds: 1, unit: .watts))
        #expect(schedule.minimumRate == 4_140)
    }
}

@Suite("Bounds of the computation", .timeLimit(.minutes(1)))
struct CompositeBoundTests {
    @Test func `a schedule ends where it would have too many periods`() {
        // A change every minute for a month.
        let periods = (0..<1_000).map { (start: $0 * 60, limit: Double($0 % 2 + 6)) }
        let state = SmartChargingState.running(
            .profile(1, .transactionDefault, kind: .recurring, periods))
        let schedule = state.compositeSchedule(
            CompositeQuestion(connector: 1, start: monday, durationSeconds: 31 * 86_400, unit: .amperes))
        #expect(schedule.periods.count == CompositeSchedule.periodLimit)
        #expect(schedule.durationSeconds == 86_400 + 24 * 60)
    }

    @Test func `changes that change nothing do not keep it busy for ever`() {
        let periods = (0..<1_000).map { (start: $0, limit: 6.0) }
        let state = SmartChargingState.running(.profile(1, .transactionDefault, kind: .recurring, periods))
        let schedule = state.compositeSchedule(
            CompositeQuestion(connector: 1, start: monday, durationSeconds: Int(Int32.max), unit: .amperes))
        #expect(schedule.periods.count == 1)
        #expect(schedule.durationSeconds < Int(Int32.max))
    }

    @Test(arguments: [Timestamp(microseconds: .min), Timestamp(microseconds: .max)])
    func `the ends of time and the greatest numbers do not overflow`(end: Timestamp) {
        let greatest = InstalledProfile.profile(
            1, .transactionDefault, on: 0, start: end, duration: Int(Int32.max),
            [(0, .greatestFiniteMagnitude), (Int(Int32.max), .infinity)]
        ) {
            $0.validFrom = end
            $0.minimumRate = .infinity
        }
        for start in [end, monday, Timestamp(microseconds: .max), Timestamp(microseconds: .min)] {
            for unit in RateUnit.allCases {
                let state = SmartChargingState(profiles: [greatest], connectors: Array(1...1_000))
                _ = state.compositeSchedule(
                    CompositeQuestion(
                        connector: 0, start: start, durationSeconds: Int(Int32.max), unit: unit, voltage: 1_000))
            }
        }
    }
}
