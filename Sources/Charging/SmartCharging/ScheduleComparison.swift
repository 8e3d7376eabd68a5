package import JSON
import OCPP

/// A composite schedule as a charger told it. OCPP 1.6 edition 2, section 5.7.
struct ToldSchedule: Sendable, Hashable {
    /// Where it begins; the moment of the answer where the charger left it out.
    var start: Timestamp
    /// Nil: as long as was asked for.
    var durationSeconds: Int?
    var unit: RateUnit
    /// In the order in which they came; the first need not start at 0.
    var periods: [Period]

    struct Period: Sendable, Hashable {
        var startSeconds: Int
        var limitTenths: Int64
    }

    init(start: Timestamp, durationSeconds: Int?, unit: RateUnit, periods: [Period]) {
        self.start = start
        self.durationSeconds = durationSeconds
        self.unit = unit
        self.periods = periods
    }

    /// - Parameter now: when the answer came.
    init?(_ answer: OCPP16.GetCompositeSchedule.Response, now: Timestamp) {
        guard let schedule = answer.chargingSchedule else { return nil }
        self.init(
            start: answer.scheduleStart?.timestamp ?? schedule.start?.timestamp ?? now,
            durationSeconds: schedule.duration, unit: schedule.rateUnit == .watts ? .watts : .amperes,
            periods: schedule.periods.prefix(CompositeSchedule.periodLimit).map {
                Period(startSeconds: $0.start, limitTenths: RateLimit.tenths($0.limit))
            })
    }
}

/// Where a charger's composite schedule and ours differ.
///
/// Limits that are a tenth of an ampere apart on three phases agree, since either side may have rounded; so do schedules
/// whose changes are a second apart. Where no profile that we know of limits, the charger's own limit is no difference.
package struct ScheduleComparison: Sendable, Hashable {
    package struct Difference: Sendable, Hashable {
        package var startSeconds: Int
        package var endSeconds: Int
        /// Nil where the charger told none.
        package var station: Double?
        package var ours: Double

        package init(startSeconds: Int, endSeconds: Int, station: Double?, ours: Double) {
            self.startSeconds = startSeconds
            self.endSeconds = endSeconds
            self.station = station
            self.ours = ours
        }
    }

    /// More differences than these say nothing new.
    package static let differenceLimit = 256

    package var connector: Int
    package var start: Timestamp
    package var durationSeconds: Int
    package var unit: RateUnit
    /// In the unit.
    package var tolerance: Double
    package var differences: [Difference]

    package init(
        connector: Int, start: Timestamp, durationSeconds: Int, unit: RateUnit, tolerance: Double,
        differences: [Difference]
    ) {
        self.connector = connector
        self.start = start
        self.durationSeconds = durationSeconds
        self.unit = unit
        self.tolerance = tolerance
        self.differences = differences
    }

    package var agrees: Bool { differences.isEmpty }
}

extension SmartChargingState {
    /// Computes our own schedule for the time and in the unit in which the charger told its own, and compares the two.
    func compare(
        _ told: ToldSchedule, connector: Int, askedSeconds: Int, voltage: Int = RateLimit.nominalVoltage
    ) -> ScheduleComparison {
        let ours = compositeSchedule(
            CompositeQuestion(
                connector: connector, start: told.start,
                durationSeconds: min(max(told.durationSeconds ?? askedSeconds, 0), max(askedSeconds, 0)),
                unit: told.unit, voltage: voltage))
        let tolerance = RateLimit(tenths: 1, unit: .amperes, phases: RateLimit.usualPhases)
            .tenths(in: told.unit, phases: RateLimit.usualPhases, voltage: voltage)
        return ScheduleComparison(
            connector: connector, start: ours.start, durationSeconds: ours.durationSeconds, unit: told.unit,
            tolerance: Double(tolerance) / 10, differences: differences(told, ours, tolerance: tolerance))
    }

    private func differences(
        _ told: ToldSchedule, _ ours: CompositeSchedule, tolerance: Int64
    ) -> [ScheduleComparison.Difference] {
        let changes = told.periods.map(\.startSeconds) + ours.periods.map(\.startSeconds)
        let starts = Set(changes.filter { $0 >= 0 && $0 < ours.durationSeconds } + [0]).sorted()
        var found: [ScheduleComparison.Difference] = []
        for (start, end) in zip(starts, starts.dropFirst() + [ours.durationSeconds]) where end > start {
            guard let own = ours.periods.last(where: { $0.startSeconds <= start })?.limitTenths else { continue }
            let station = told.periods.filter { $0.startSeconds <= start }.max { $0.startSeconds < $1.startSeconds }
            if let station, abs(station.limitTenths - own) <= tolerance { continue }
            let difference = ScheduleComparison.Difference(
                startSeconds: start, endSeconds: end, station: station.map { Double($0.limitTenths) / 10 },
                ours: Double(own) / 10)
            if !difference.extends(&found) { found.append(difference) }
        }
        return Array(found.filter { $0.endSeconds - $0.startSeconds > 1 }.prefix(ScheduleComparison.differenceLimit))
    }
}

extension ScheduleComparison.Difference {
    /// Makes the last one longer where it says the same right before.
    fileprivate func extends(_ found: inout [ScheduleComparison.Difference]) -> Bool {
        guard let last = found.last, last.endSeconds == startSeconds, last.station == station, last.ours == ours else {
            return false
        }
        found[found.count - 1].endSeconds = endSeconds
        return true
    }
}

extension ScheduleComparison.Difference {
    package var described: JSONValue {
        .object(
            .described([
                "startSeconds": .integer(Int64(startSeconds)), "endSeconds": .integer(Int64(endSeconds)),
                "stationLimit": station.map { .number($0) }, "ourLimit": .number(ours),
            ]))
    }

    /// - Parameter described: as ``described`` writes it.
    package init?(described: JSONValue) {
        guard let start = described["startSeconds"]?.integer.flatMap(Int.init(exactly:)),
            let end = described["endSeconds"]?.integer.flatMap(Int.init(exactly:)),
            let ours = described["ourLimit"]?.number
        else { return nil }
        self.init(startSeconds: start, endSeconds: end, station: described["stationLimit"]?.number, ours: ours)
    }
}
