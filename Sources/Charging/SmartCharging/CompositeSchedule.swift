package import JSON

/// What all profiles together allow over some time, as limits one after the other.
///
/// OCPP 1.6 edition 2, section 3.13.3.
package struct CompositeSchedule: Sendable, Hashable {
    package struct Period: Sendable, Hashable {
        /// Seconds after the start of the schedule.
        package var startSeconds: Int
        /// In tenths of the unit; nil where nothing limits.
        package var limitTenths: Int64?
        /// Nil where nothing limits.
        package var phases: Int?
        /// The profiles that decide it, as places among those that were given.
        package var sources: [Int]

        package init(startSeconds: Int, limitTenths: Int64?, phases: Int?, sources: [Int] = []) {
            self.startSeconds = startSeconds
            self.limitTenths = limitTenths
            self.phases = phases
            self.sources = sources
        }

        package var limit: Double? { limitTenths.map { Double($0) / 10 } }
    }

    package var start: Timestamp
    /// How far it reaches. Shorter than was asked for where it would have more than ``periodLimit`` periods.
    package var durationSeconds: Int
    package var unit: RateUnit
    /// The first starts at 0; neighbours differ.
    package var periods: [Period]
    /// The highest of the profiles that decide.
    package var minimumRateTenths: Int64?

    package static let periodLimit = 1_024

    package init(start: Timestamp, durationSeconds: Int, unit: RateUnit, periods: [Period]) {
        self.start = start
        self.durationSeconds = durationSeconds
        self.unit = unit
        self.periods = periods
    }

    package var minimumRate: Double? { minimumRateTenths.map { Double($0) / 10 } }
}

/// What a composite schedule is asked for.
package struct CompositeQuestion: Sendable, Hashable {
    /// 0: what the whole station is expected to draw.
    package var connector: Int
    /// A fraction of a second is cut off.
    package var start: Timestamp
    package var durationSeconds: Int
    package var unit: RateUnit
    /// Between phase and neutral, where amperes and watts are compared.
    package var voltage: Int

    package init(
        connector: Int, start: Timestamp, durationSeconds: Int, unit: RateUnit, voltage: Int? = nil
    ) {
        self.connector = connector
        self.start = start
        self.durationSeconds = durationSeconds
        self.unit = unit
        self.voltage = voltage ?? RateLimit.nominalVoltage
    }

    package static let voltages = RateLimit.voltages
    package static let nominalVoltage = RateLimit.nominalVoltage
}
