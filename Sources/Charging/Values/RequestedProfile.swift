package import JSON
import OCPP

/// What a charging profile is for. The raw value is the schema's word.
package enum ProfilePurpose: String, Sendable, CaseIterable {
    case chargePointMax = "CHARGE_POINT_MAX_PROFILE"
    case transactionDefault = "TX_DEFAULT_PROFILE"
    case transaction = "TX_PROFILE"

    var onTheWire: OCPP16.ChargingProfilePurpose {
        switch self {
        case .chargePointMax: .chargePointMaxProfile
        case .transactionDefault: .txDefaultProfile
        case .transaction: .txProfile
        }
    }
}

/// What the times of a schedule count from. The raw value is the schema's word.
package enum ProfileKind: String, Sendable, CaseIterable {
    case absolute = "ABSOLUTE"
    case recurring = "RECURRING"
    case relative = "RELATIVE"
}

package enum ProfileRecurrency: String, Sendable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
}

package enum RateUnit: String, Sendable, CaseIterable {
    case watts = "W"
    case amperes = "A"

    var onTheWire: OCPP16.ChargingRateUnit { self == .watts ? .watts : .amperes }
}

/// A charging profile as somebody asks for it. OCPP 1.6 edition 2, sections 7.8, 7.13 and 7.14.
package struct RequestedProfile: Sendable, Hashable {
    package struct Period: Sendable, Hashable {
        package var startSeconds: Int
        /// In the unit of the schedule.
        package var limit: Double
        package var phases: Int?

        package init(startSeconds: Int, limit: Double, phases: Int?) {
            self.startSeconds = startSeconds
            self.limit = limit
            self.phases = phases
        }
    }

    /// More than any charger takes.
    package static let periodLimit = 1_000

    package var id: Int
    package var stackLevel = 0
    package var purpose: ProfilePurpose
    package var kind: ProfileKind
    package var recurrency: ProfileRecurrency?
    package var validFrom: Timestamp?
    package var validTo: Timestamp?
    package var transactionID: Int?
    package var unit: RateUnit
    package var periods: [Period]
    package var durationSeconds: Int?
    package var startAt: Timestamp?
    package var minimumRate: Double?

    package init(id: Int, purpose: ProfilePurpose, kind: ProfileKind, unit: RateUnit, periods: [Period]) {
        self.id = id
        self.purpose = purpose
        self.kind = kind
        self.unit = unit
        self.periods = periods
    }

    /// - Throws: what makes no sense, before a charger has to say so.
    func onTheWire() throws(ChargingError) -> OCPP16.ChargingProfile {
        try check()
        let kind: OCPP16.ChargingProfileKind =
            switch self.kind {
            case .absolute: .absolute
            case .recurring: .recurring
            case .relative: .relative
            }
        return OCPP16.ChargingProfile(
            id: id, stackLevel: stackLevel, purpose: purpose.onTheWire, kind: kind,
            schedule: OCPP16.ChargingSchedule(
                rateUnit: unit.onTheWire,
                periods: periods.map {
                    OCPP16.ChargingSchedulePeriod(start: $0.startSeconds, limit: $0.limit, phases: $0.phases)
                }, duration: durationSeconds, start: startAt.map { SentTime($0) }, minimumRate: minimumRate),
            transactionId: transactionID,
            recurrency: recurrency.map { $0 == .daily ? .daily : .weekly },
            validFrom: validFrom.map { SentTime($0) }, validTo: validTo.map { SentTime($0) })
    }

    private func check() throws(ChargingError) {
        guard !periods.isEmpty, periods.count <= Self.periodLimit else {
            throw refusal("A schedule has 1 to \(Self.periodLimit) periods; this one has \(periods.count).")
        }
        if let first = periods.first, first.startSeconds != 0 {
            throw refusal("The first period starts at 0; this one at \(first.startSeconds).")
        }
        if let (before, after) = zip(periods, periods.dropFirst()).first(where: { $0.startSeconds >= $1.startSeconds })
        {
            throw refusal(
                "Periods follow each other in time; \(after.startSeconds) comes behind \(before.startSeconds).")
        }
        for period in periods { try check(period.limit, "limit") }
        if let minimumRate { try check(minimumRate, "minimumRate") }
        guard (recurrency != nil) == (kind == .recurring) else {
            throw refusal("A RECURRING profile, and no other, has a recurrency; this one is \(kind.rawValue).")
        }
        guard transactionID == nil || purpose == .transaction else {
            throw refusal("Only a TX_PROFILE belongs to a transaction; this one is a \(purpose.rawValue).")
        }
        if let validFrom, let validTo, validFrom >= validTo {
            throw refusal("validTo comes after validFrom; \(validTo) does not come after \(validFrom).")
        }
    }

    /// OCPP 1.6 edition 2, section 7.14: at most one digit behind the point.
    private func check(_ rate: Double, _ name: String) throws(ChargingError) {
        guard rate.isFinite, rate >= 0, rate <= RateLimit.highest else {
            throw refusal("\(name) is \(rate); 0 to \(Int(RateLimit.highest)) is allowed.")
        }
        guard abs(rate * 10 - (rate * 10).rounded()) < 1e-6 else {
            throw refusal("\(name) is \(rate); one decimal is allowed.")
        }
    }

    private func refusal(_ message: String) -> ChargingError { ChargingError(.badInput, message, field: "profile") }

    var described: JSONObject {
        .described([
            "profileId": .integer(Int64(id)), "stackLevel": .integer(Int64(stackLevel)),
            "purpose": .string(purpose.rawValue), "kind": .string(kind.rawValue),
            "recurrency": .described(recurrency?.rawValue), "validFrom": .described(validFrom),
            "validTo": .described(validTo), "transactionId": .described(transactionID.map { String($0) }),
            "schedule": .object(
                .described([
                    "unit": .string(unit.rawValue), "durationSeconds": .described(durationSeconds),
                    "startAt": .described(startAt), "minimumRate": minimumRate.map { .number($0) },
                    "periods": .array(periods.map(\.described)),
                ])),
        ])
    }

    /// - Parameter described: as ``described`` writes it.
    init?(described: JSONValue) {
        guard let id = described.whole("profileId"), let schedule = described["schedule"],
            let purpose = described["purpose"]?.string.flatMap(ProfilePurpose.init),
            let kind = described["kind"]?.string.flatMap(ProfileKind.init),
            let unit = schedule["unit"]?.string.flatMap(RateUnit.init)
        else { return nil }
        func time(_ value: JSONValue?) -> Timestamp? { value?.string.flatMap { Timestamp(parsing: $0) } }
        self.init(
            id: id, purpose: purpose, kind: kind, unit: unit,
            periods: (schedule["periods"]?.array ?? []).compactMap(Period.init(described:)))
        stackLevel = described.whole("stackLevel") ?? 0
        recurrency = described["recurrency"]?.string.flatMap(ProfileRecurrency.init)
        validFrom = time(described["validFrom"])
        validTo = time(described["validTo"])
        transactionID = described["transactionId"]?.string.flatMap { Int($0) }
        durationSeconds = schedule.whole("durationSeconds")
        startAt = time(schedule["startAt"])
        minimumRate = schedule["minimumRate"]?.number
    }
}

extension RequestedProfile.Period {
    package var described: JSONValue {
        .object(
            .described([
                "startSeconds": .integer(Int64(startSeconds)), "limit": .number(limit), "phases": .described(phases),
            ]))
    }

    /// - Parameter described: as ``described`` writes it.
    package init?(described: JSONValue) {
        guard let start = described["startSeconds"]?.integer, let start = Int32(exactly: start), start >= 0,
            let limit = described["limit"]?.number
        else { return nil }
        self.init(
            startSeconds: Int(start), limit: limit, phases: described["phases"]?.integer.flatMap(Int.init(exactly:)))
    }
}
