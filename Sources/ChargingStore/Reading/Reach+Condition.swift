import Charging
import Postgres

/// The tables whose rows a viewer may or may not see. In every statement the row in question is called `r`.
enum ReachedTable {
    case stations, connectors
    /// What persons may do within groups.
    case groupRoles
    /// With those that have left the account they were in: for what is told of the past.
    case everyStation
    /// Also those that are lent to the viewer: to be looked at, to be charged at, and to be operated.
    case seenStations, chargedStations, operatedStations
    /// Also those of the viewer's own people at stations that are lent.
    case seenSessions
    case shares
    case sessions, tags, groups, operations, stationEvents, users, organizations
    case unknownTags, localLists, quirkProfiles, chargingProfiles, uploads, firmwareImages, certificateRequests
    case clientCertificates, reservations, recordings, signIns
    case tariffs, tariffVersions, logbookEntries
    case notifications, serviceRequests, serviceRequestComments, serviceRequestLogs, auditEntries, inventory
    /// And their deliveries.
    case webhooks
    case queuePlaces, pictures
    case firmwareRollouts, rolloutStations
    /// A person's own.
    case exportJobs
}

extension Rights.Reach {
    /// The condition that stands in every statement that reads or refers to rows of `table`.
    ///
    /// The only place where rights become SQL.
    func condition(on table: ReachedTable) -> Statement {
        let reached = organizationCondition(on: table)
        return switch table {
        case .stations, .seenStations, .chargedStations, .operatedStations, .inventory:
            "\(reached) AND r.removed_at IS NULL"
        default: reached
        }
    }

    private func organizationCondition(on table: ReachedTable) -> Statement {
        switch self {
        case .everything:
            "true"
        case .organization(let organization):
            table == .organizations
                ? "r.id = \(organization.rawValue)" : "r.organization_id = \(organization.rawValue)"
        case .person(let user, let organization):
            personalCondition(on: table, user: user.rawValue, organization: organization.rawValue)
        }
    }

    private func personalCondition(on table: ReachedTable, user: Int64, organization: Int64) -> Statement {
        switch table {
        // Of others only where they stand: see `QueueReading`.
        case .stations, .seenStations, .chargedStations, .operatedStations, .connectors, .everyStation, .groups,
            .queuePlaces, .pictures:
            "r.organization_id = \(organization)"
        case .tags:
            "(r.organization_id = \(organization) AND r.user_id = \(user))"
        case .sessions, .seenSessions:
            """
            (r.organization_id = \(organization) AND r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = \(user)))
            """
        case .operations:
            "(r.organization_id = \(organization) AND r.requested_by = \(user))"
        case .reservations:
            """
            (r.organization_id = \(organization) AND (r.created_by = \(user)
                OR r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = \(user))))
            """
        // They tell of security and hold what vendors put into their own messages, and other people's tags; or they are for
        // technicians.
        case .stationEvents, .unknownTags, .localLists, .quirkProfiles, .uploads, .firmwareImages, .certificateRequests,
            .clientCertificates, .recordings, .firmwareRollouts, .rolloutStations, .groupRoles:
            "false"
        case .serviceRequests:
            "(r.organization_id = \(organization) AND r.created_by = \(user))"
        case .serviceRequestComments:
            """
            (r.organization_id = \(organization)
                AND r.request_id IN (SELECT own.id FROM service_requests own WHERE own.created_by = \(user)))
            """
        // They name the transactions of others, and their tags; or other people's prices.
        case .chargingProfiles, .tariffs, .serviceRequestLogs, .auditEntries, .inventory, .webhooks, .shares:
            "false"
        case .signIns:
            "r.user_id = \(user)"
        // By which the person's own sessions were charged.
        case .tariffVersions:
            """
            (r.organization_id = \(organization) AND r.id IN (SELECT paid.tariff_version_id FROM sessions paid
                JOIN tags own ON own.id = paid.tag_id WHERE own.user_id = \(user)))
            """
        case .logbookEntries:
            """
            (r.organization_id = \(organization) AND r.session_id IN (SELECT charged.id FROM sessions charged
                JOIN tags own ON own.id = charged.tag_id WHERE own.user_id = \(user)))
            """
        case .users:
            "(r.organization_id = \(organization) AND r.id = \(user))"
        case .organizations:
            "r.id = \(organization)"
        // Nobody reaches those of others: see `Viewer.condition(on:)`.
        case .notifications, .exportJobs:
            "false"
        }
    }
}

extension Viewer {
    func condition(on table: ReachedTable) -> Statement {
        let rights = Rights(of: self)
        // With them a station proves who it is; they are for those alone who may take them back.
        if table == .clientCertificates, !rights.allows(.configureStation) {
            let reached = within(rights.groupRoles(allowing: .configureStation), table) ?? "false"
            return groupScope?.condition(on: table, for: self).map { "\(reached) AND \($0)" } ?? reached
        }
        // How others sign in, and what they may do within groups, is for those who manage people.
        if table == .signIns || table == .groupRoles, !rights.allows(.manageUsers) {
            return "r.user_id = \(userID.rawValue)"
        }
        // What a token that only reads may see, its owner's role allows.
        if table == .auditEntries, !Rights.actions(of: role).contains(.readAudit) { return "false" }
        if table == .webhooks, !Rights.actions(of: role).contains(.manageWebhooks) { return "false" }
        if table == .exportJobs {
            let own: Statement = "(r.user_id = \(userID.rawValue) AND r.organization_id = \(organizationID.rawValue))"
            // What another token asked for may hold what this one is not for.
            return scopes == nil ? own : "\(own) AND r.token_id = \(tokenID)"
        }
        var reached =
            table == .notifications ? ownNotifications : widened(rights.reach.condition(on: table), on: table)
        if let borrowed = borrowedCondition(on: table) { reached = "(\(reached) OR \(borrowed))" }
        guard let groupScope, let scoped = groupScope.condition(on: table, for: self) else { return reached }
        return "\(reached) AND \(scoped)"
    }
}

extension GroupID {
    /// What belongs to the group or one below it; nil for what belongs to the whole organization.
    fileprivate func condition(on table: ReachedTable, for viewer: Viewer) -> Statement? {
        let stations = [self].stations(for: viewer)
        return switch table {
        case .stations, .seenStations, .chargedStations, .operatedStations, .everyStation, .inventory:
            "r.id IN \(stations)"
        case .connectors, .sessions, .seenSessions, .shares, .operations, .stationEvents, .unknownTags, .localLists,
            .chargingProfiles,
            .uploads,
            .certificateRequests, .clientCertificates, .reservations, .recordings, .serviceRequests,
            .logbookEntries, .queuePlaces, .pictures, .rolloutStations:
            "r.station_id IN \(stations)"
        case .tags: "r.id IN \([self].tags)"
        case .groups: "r.id IN \([self].withBelow)"
        case .serviceRequestComments, .serviceRequestLogs:
            "r.request_id IN (SELECT q.id FROM service_requests q WHERE q.station_id IN \(stations))"
        case .firmwareRollouts:
            """
            r.id IN (SELECT f.rollout_id FROM firmware_rollout_stations f WHERE f.station_id IN \(stations))
            """
        // What one was told stays told.
        case .users, .organizations, .quirkProfiles, .firmwareImages, .signIns, .notifications, .auditEntries,
            .tariffs, .tariffVersions, .webhooks, .exportJobs, .groupRoles:
            nil
        }
    }
}

extension [GroupID] {
    /// The ids of the stations in these groups and those below them. What is in a group of others nobody learns, not even of
    /// stations that are lent.
    func stations(for viewer: Viewer) -> Statement {
        "(SELECT m.station_id FROM station_groups m WHERE \(viewer.owns("m")) AND m.group_id IN \(withBelow))"
    }

    /// The ids of the tags in these groups and those below them.
    var tags: Statement { "(SELECT m.tag_id FROM tag_groups m WHERE m.group_id IN \(withBelow))" }

    fileprivate var withBelow: Statement {
        """
        (WITH RECURSIVE below (id) AS (SELECT unnest(\(rawValues))
            UNION SELECT g.id FROM groups g JOIN below b ON g.parent_id = b.id) SELECT id FROM below)
        """
    }
}
