package import Charging
import JSON
import Postgres

// What is done with stations that are there.
extension DirectoryStore {
    package func updateStation(_ change: StationChange, viewer: Viewer) async throws -> StationRecord {
        try viewer.requireSomewhere(.changeStation)
        let linking = Self.linking(of: viewer)
        if change.groupIDs != nil { try viewer.requireSomewhere(linking) }
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(update(change, linking: linking, viewer: viewer))
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this station does not exist", field: "id")
            }
            let record = try StationRecord(row)
            if let groups = change.groupIDs {
                let id = change.id.rawValue
                try await transaction.unlink(
                    "station_groups WHERE station_id = \(id)", from: .groups, for: linking, viewer: viewer)
                try await transaction.link(
                    id, to: .groups(groups), in: .stationGroupsOfStation, for: linking, viewer: viewer,
                    organization: record.organizationID.rawValue)
            }
            return record
        }
    }

    /// In which groups a station is decides what people may do at it: within groups that is for those who change groups.
    private static func linking(of viewer: Viewer) -> Rights.Action {
        Rights(of: viewer).allows(.changeStation) ? .changeStation : .changeGroup
    }

    private func update(_ change: StationChange, linking: Rights.Action, viewer: Viewer) -> Statement {
        var statement: Statement = "UPDATE stations r SET modified_at = now()"
        if let admission = change.admission { statement += ", admission = \(admission.rawValue)" }
        if let isActive = change.isActive {
            statement += ", \(Self.activity(isActive, because: change.inactiveReason))"
        }
        if let isEnabled = change.isLogbookEnabled { statement += ", is_logbook_enabled = \(isEnabled)" }
        if let isOpen = change.takesReservations { statement += ", takes_reservations = \(isOpen)" }
        if let hasQueue = change.hasSecondSeating { statement += ", has_second_seating = \(hasQueue)" }
        if let minutes = change.seatHoldMinutes {
            statement += ", seat_hold_minutes = \(Int32(clamping: minutes))"
        }
        if let rule = change.logbookRule { statement += ", logbook_rule = \(rule.rawValue)" }
        if case .to(let profile) = change.minimumSecurityProfile {
            statement += ", minimum_security_profile = \(profile?.rawValue)"
        }
        for attribute in StationAttribute.allCases {
            guard let value = change.attributes[attribute] else { continue }
            statement += ", \(attribute.column) = \(value)"
        }
        let isLinked = change.groupIDs != nil && linking != .changeStation
        let movable = isLinked ? viewer.condition(on: .stations, for: linking) : "true"
        return statement + """
             WHERE r.id = \(change.id.rawValue) AND \(viewer.condition(on: .stations, for: .changeStation)) AND \(movable)
            RETURNING \(StationRecord.columns)
            """
    }

    package func move(_ move: StationMove, viewer: Viewer) async throws -> [StationRecord] {
        let linking = Self.linking(of: viewer)
        try viewer.requireSomewhere(.changeStation)
        try viewer.requireSomewhere(linking)
        let ids = Set(move.ids.rawValues).sorted()
        return try await database.withTransaction { transaction in
            let records = try await transaction.query(
                """
                UPDATE stations r SET modified_at = now() WHERE r.id = ANY(\(ids))
                    AND \(viewer.condition(on: .stations, for: .changeStation))
                    AND \(viewer.condition(on: .stations, for: linking)) RETURNING \(StationRecord.columns)
                """
            ).map { try StationRecord($0) }
            guard records.count == ids.count, let organization = records.first?.organizationID.rawValue else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
            let group = move.group.rawValue
            let found = try await transaction.query(
                """
                SELECT r.id FROM groups r WHERE r.id = \(group) AND r.organization_id = \(organization)
                    AND \(viewer.condition(on: .groups, for: linking)) FOR KEY SHARE
                """)
            guard !found.isEmpty else {
                throw ChargingError(.badInput, "this group does not exist in your organization", field: "groupId")
            }
            try await transaction.unlink(
                "station_groups WHERE station_id = ANY(\(ids)) AND (\(!move.keepsOthers) OR group_id = \(group))",
                from: .groups, for: linking, viewer: viewer)
            try await transaction.link(
                group, to: .stations(move.ids), in: .stationGroupsOfGroup, for: nil, viewer: viewer,
                organization: organization)
            return records
        }
    }

    /// One that was inactive before stays so since then, and keeps its reason where none is given.
    private static func activity(_ isActive: Bool, because reason: String?) -> Statement {
        """
        is_active = \(isActive),
            inactive_since = CASE WHEN \(isActive) THEN NULL ELSE coalesce(r.inactive_since, now()) END,
            inactive_reason = CASE WHEN \(isActive) THEN NULL ELSE coalesce(\(reason), r.inactive_reason) END
        """
    }

    package func setActivity(_ activity: StationActivity, viewer: Viewer) async throws -> [StationRecord] {
        try viewer.requireSomewhere(.changeStation)
        let ids = Set(activity.ids.rawValues).sorted()
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                UPDATE stations r SET modified_at = now(), \(Self.activity(activity.isActive, because: activity.reason))
                WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .stations, for: .changeStation)) RETURNING \(StationRecord.columns)
                """)
            guard rows.count == ids.count else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
            return try rows.map { try StationRecord($0) }
        }
    }
}

extension StationAttribute {
    var column: SQL {
        switch self {
        case .description: "description"
        case .street: "street"
        case .city: "city"
        case .zipCode: "zip_code"
        case .country: "country"
        case .installationSite: "installation_site"
        case .partNumber: "part_number"
        case .mesSerialNumber: "mes_serial_number"
        case .materialNumber: "material_number"
        case .vendorCode: "vendor_code"
        case .customerNumber: "customer_number"
        case .referenceNumber: "reference_number"
        }
    }
}
