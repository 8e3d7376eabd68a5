import Charging
import Postgres

// What a viewer reaches by roles within groups, as conditions beside those of the role in the organization.
extension Viewer {
    /// Of rows that are to be changed: all that the viewer reaches where the role in the organization allows the action, or
    /// those of the groups in which a role allows it.
    func condition(on table: ReachedTable, for action: Rights.Action) -> Statement {
        let rights = Rights(of: self)
        if rights.allows(action) { return condition(on: table) }
        if case .firmwareRollouts = table { return wholeRollouts(rights.groupRoles(allowing: action)) }
        return within(rights.groupRoles(allowing: action), table) ?? "false"
    }

    /// Widens what a person sees.
    func widened(_ reached: Statement, on table: ReachedTable) -> Statement {
        let rights = Rights(of: self)
        guard case .person = rights.reach else { return reached }
        let roles = rights.groupRoles
        let within: Statement? =
            switch table {
            // Seen by everybody of the organization.
            case .stations, .seenStations, .chargedStations, .operatedStations, .connectors, .everyStation, .groups,
                .queuePlaces, .pictures:
                nil
            case .firmwareImages: hasRole(roles.filter { Rights.actions(of: $0).contains(.configureStation) })
            default: within(roles, table)
            }
        guard let within else { return reached }
        return "(r.organization_id = \(organizationID.rawValue) AND (\(reached) OR \(within)))"
    }

    /// The rows of the groups in which the viewer has one of these roles; nil of a table whose rows belong to no group.
    func within(_ roles: Set<Role>, _ table: ReachedTable) -> Statement? {
        guard !roles.isEmpty else { return nil }
        let isOwn: Statement = "r.organization_id = \(organizationID.rawValue)"
        switch table {
        case .stations, .seenStations, .chargedStations, .operatedStations, .inventory:
            return "(\(isOwn) AND r.id = ANY(\(stations(roles))) AND r.removed_at IS NULL)"
        case .everyStation: return "(\(isOwn) AND r.id = ANY(\(stations(roles))))"
        case .connectors, .sessions, .seenSessions, .shares, .operations, .stationEvents, .unknownTags, .localLists,
            .chargingProfiles, .uploads, .certificateRequests, .clientCertificates, .reservations, .recordings,
            .serviceRequests, .logbookEntries, .queuePlaces, .pictures, .rolloutStations:
            return "(\(isOwn) AND r.station_id = ANY(\(stations(roles))))"
        case .tags:
            return """
                (\(isOwn) AND r.id = ANY(ARRAY(SELECT m.tag_id FROM tag_groups m WHERE m.group_id = ANY(\(groups(roles))))))
                """
        case .groups: return "(\(isOwn) AND r.id = ANY(\(groups(roles))))"
        case .serviceRequestComments, .serviceRequestLogs:
            return """
                (\(isOwn) AND r.request_id IN (SELECT q.id FROM service_requests q WHERE q.station_id = ANY(\(stations(roles)))))
                """
        case .firmwareRollouts:
            return """
                (\(isOwn) AND r.id = ANY(ARRAY(SELECT f.rollout_id FROM firmware_rollout_stations f
                    WHERE f.organization_id = \(organizationID.rawValue) AND f.station_id = ANY(\(stations(roles))))))
                """
        case .users, .organizations, .quirkProfiles, .firmwareImages, .signIns, .notifications, .auditEntries,
            .tariffs, .tariffVersions, .webhooks, .exportJobs, .groupRoles:
            return nil
        }
    }

    /// Roll-outs that concern nobody else.
    private func wholeRollouts(_ roles: Set<Role>) -> Statement {
        guard !roles.isEmpty else { return "false" }
        return """
            (r.organization_id = \(organizationID.rawValue) AND NOT EXISTS (SELECT FROM firmware_rollout_stations f
                WHERE f.rollout_id = r.id AND f.station_id <> ALL(\(stations(roles)))))
            """
    }

    private func hasRole(_ roles: Set<Role>) -> Statement? {
        guard !roles.isEmpty else { return nil }
        return """
            EXISTS (SELECT FROM group_roles given WHERE given.user_id = \(userID.rawValue)
                AND given.organization_id = \(organizationID.rawValue) AND given.role = ANY(\(Self.words(roles))))
            """
    }

    private func stations(_ roles: Set<Role>) -> Statement {
        "ARRAY(SELECT m.station_id FROM station_groups m WHERE m.group_id = ANY(\(groups(roles))))"
    }

    /// The groups in which one of these roles was given, and all below them, at this moment.
    private func groups(_ roles: Set<Role>) -> Statement {
        "ARRAY(WITH RECURSIVE \(given(roles)) SELECT given.id FROM given)"
    }

    /// `given (id, role)`: each of these groups with the roles that the viewer has there.
    func given(_ roles: Set<Role>) -> Statement {
        """
        given (id, role) AS (SELECT top.group_id, top.role FROM group_roles top WHERE top.user_id = \(userID.rawValue)
                AND top.organization_id = \(organizationID.rawValue) AND top.role = ANY(\(Self.words(roles)))
            UNION SELECT g.id, b.role FROM groups g JOIN given b ON g.parent_id = b.id)
        """
    }

    private static func words(_ roles: Set<Role>) -> [String] { roles.map(\.rawValue).sorted() }
}
