import JSON

extension OCPP16 {
    /// Limits one after the other. OCPP 1.6 edition 2, section 7.13.
    public struct ChargingSchedule: Sendable, Equatable {
        public let rateUnit: ChargingRateUnit
        /// In the order of their starts, the first at 0.
        public let periods: [ChargingSchedulePeriod]
        /// Seconds.
        public let duration: Int?
        public let start: SentTime?
        /// In the unit of the schedule, one decimal.
        public let minimumRate: Double?

        public init(
            rateUnit: ChargingRateUnit, periods: [ChargingSchedulePeriod], duration: Int? = nil,
            start: SentTime? = nil, minimumRate: Double? = nil
        ) {
            self.rateUnit = rateUnit
            self.periods = periods
            self.duration = duration
            self.start = start
            self.minimumRate = minimumRate
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            duration = try reader.integer("duration", in: 0...Int.max)
            start = try reader.time("startSchedule")
            // Field devices answer GetCompositeSchedule with the words of ChargingScheduleAllowedChargingRateUnit.
            rateUnit = try reader.requiredKnown(
                "chargingRateUnit", synonyms: ["power": .watts, "current": .amperes])
            periods = try reader.requiredObjects("chargingSchedulePeriod") {
                (reader) throws(PayloadError) in try ChargingSchedulePeriod(from: &reader)
            }
            minimumRate = try reader.number("minChargingRate")
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("duration", duration)
                writer.member("startSchedule", start)
                writer.member("chargingRateUnit", rateUnit)
                writer.member("chargingSchedulePeriod", periods) { $0.encode(into: &$1) }
                writer.member("minChargingRate", minimumRate?.toOneDecimal)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.14.
    public struct ChargingSchedulePeriod: Sendable, Equatable {
        /// Seconds after the start of the schedule.
        public let start: Int
        /// In the unit of the schedule, one decimal.
        public let limit: Double
        public let phases: Int?

        public init(start: Int, limit: Double, phases: Int? = nil) {
            self.start = start
            self.limit = limit
            self.phases = phases
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            start = try reader.requiredInteger("startPeriod", in: 0...Int.max)
            guard let sent = try reader.number("limit") else { throw .missing("limit") }
            limit = sent
            phases = try reader.integer("numberPhases", in: 1...3)
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("startPeriod", start)
                writer.member("limit", limit.toOneDecimal)
                writer.member("numberPhases", phases)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.12.
    public enum ChargingRateUnit: String, Sendable, Hashable, CaseIterable {
        case watts = "W"
        case amperes = "A"
    }
}

extension Double {
    fileprivate var toOneDecimal: Double { (self * 10).rounded() / 10 }
}
