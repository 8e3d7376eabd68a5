import Charging
import JSON
import Postgres

extension SmartChargingState {
    /// Everything that the computation needs, as of one moment.
    ///
    /// - Returns: nil when the station is out of reach.
    static func read(
        _ station: StationID, reach: (ReachedTable) -> Statement, in database: Database
    ) async throws -> SmartChargingState? {
        let results = try await database.pipeline([
            """
            SELECT l.maximum_stack_level, l.maximum_periods, l.maximum_profiles,
                array_to_string(l.units, ',') AS units
            FROM stations r LEFT JOIN charging_profile_limits l ON l.station_id = r.id
            WHERE r.id = \(station.rawValue) AND \(reach(.stations))
            """,
            """
            SELECT r.id, r.connector_number, r.profile_id, r.stack_level, r.purpose, r.kind, r.recurrency, r.valid_from,
                r.valid_to, r.transaction_id, r.unit, r.start_at, r.duration_seconds, r.minimum_rate, r.periods, r.accepted_at
            FROM charging_profiles r WHERE r.station_id = \(station.rawValue)
            AND \(reach(.chargingProfiles)) AND \(ReadStore.isInForce)
            ORDER BY r.id LIMIT \(Int64(profileLimit + 1))
            """,
            """
            SELECT r.number FROM connectors r WHERE r.station_id = \(station.rawValue)
            AND \(reach(.connectors)) ORDER BY r.number
            """,
            """
            SELECT r.connector_number, r.transaction_id, r.started_at FROM sessions r
            WHERE r.station_id = \(station.rawValue) AND r.status = 'ACTIVE' AND \(reach(.sessions))
            """,
        ])
        guard results.count == 4, let limits = results[0].first else { return nil }
        guard results[1].count <= profileLimit else {
            throw ChargingError(
                .limitExceeded, "The station holds more than \(profileLimit) charging profiles; clear some of them.")
        }
        return SmartChargingState(
            profiles: try results[1].map { try InstalledProfile($0) },
            connectors: try results[2].map { try $0.int("number") },
            transactions: try results[3].map { row in
                Transaction(
                    connector: try row.int("connector_number"), id: try row.int32("transaction_id"),
                    startedAt: Timestamp(microseconds: try row.timestamp("started_at")))
            }, limits: try ProfileLimits(limits))
    }
}

extension ProfileLimits {
    fileprivate init(_ row: PostgresRow) throws {
        self.init()
        maximumStackLevel = try row.optional.int("maximum_stack_level")
        maximumPeriods = try row.optional.int("maximum_periods")
        maximumProfiles = try row.optional.int("maximum_profiles")
        units = try row.optional.string("units").map { words in
            Set(words.split(separator: ",").compactMap { RateUnit(rawValue: String($0)) })
        }
    }
}

extension InstalledProfile {
    fileprivate init(_ row: PostgresRow) throws {
        func word<Value: RawRepresentable<String>>(_ name: String) throws -> Value {
            guard let value = Value(rawValue: try row.string(name)) else {
                throw ChargingError(.unavailable, "The database holds a \(name) that is not known.")
            }
            return value
        }
        func time(_ name: String) throws -> Timestamp? {
            try row.optional.timestamp(name).map(Timestamp.init(microseconds:))
        }
        var profile = RequestedProfile(
            id: try row.int("profile_id"), purpose: try word("purpose"), kind: try word("kind"), unit: try word("unit"),
            periods: (try JSONValue(parsing: row.json("periods")).array ?? []).compactMap {
                RequestedProfile.Period(described: $0)
            })
        profile.stackLevel = try row.int("stack_level")
        profile.recurrency = try row.optional.string("recurrency").flatMap(ProfileRecurrency.init(rawValue:))
        profile.validFrom = try time("valid_from")
        profile.validTo = try time("valid_to")
        profile.transactionID = try row.optional.int("transaction_id")
        profile.startAt = try time("start_at")
        profile.durationSeconds = try row.optional.int("duration_seconds")
        profile.minimumRate = try row.optional.double("minimum_rate")
        self.init(
            id: ChargingProfileID(rawValue: try row.int64("id")), connector: try row.int("connector_number"),
            profile: profile, acceptedAt: Timestamp(microseconds: try row.timestamp("accepted_at")))
    }
}
