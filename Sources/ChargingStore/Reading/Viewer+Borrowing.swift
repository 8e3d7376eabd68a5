import Charging
import Postgres

// What is lent to a viewer, as conditions beside those of the viewer's own reach.
extension Viewer {
    /// Where stations may be lent to this viewer. Who sees everything borrows nothing.
    private var borrows: Bool { borrowing != .nothing && Rights(of: self).reach != .everything }

    /// The ids of the stations that are lent to the viewer at this level or a higher one, at this moment.
    private func borrowed(_ level: ShareLevel) -> Statement {
        let levels = ShareLevel.allCases.filter { $0 >= level }.map(\.rawValue)
        let person: Statement =
            borrowing == .asPerson ? "(l.user_id IS NULL OR l.user_id = \(userID.rawValue))" : "l.user_id IS NULL"
        return """
            ARRAY(SELECT l.station_id FROM station_shares l WHERE l.borrower_id = \(organizationID.rawValue)
                AND \(person) AND \(Share.isInForce) AND l.level = ANY(\(levels)))
            """
    }

    /// Of rows that belong to stations of others; nil where none is seen, which is what most tables say.
    func borrowedCondition(on table: ReachedTable) -> Statement? {
        guard borrows else { return nil }
        switch table {
        case .seenStations, .everyStation:
            return "(r.removed_at IS NULL AND r.id = ANY(\(borrowed(.view))))"
        case .chargedStations:
            return "(r.removed_at IS NULL AND r.id = ANY(\(borrowed(.charge))))"
        case .operatedStations:
            return "(r.removed_at IS NULL AND r.id = ANY(\(borrowed(.operate))))"
        case .connectors:
            return "r.station_id = ANY(\(borrowed(.view)))"
        // Those of the viewer's own people.
        case .seenSessions:
            return "(r.station_id = ANY(\(borrowed(.view))) AND r.tag_id = ANY(\(ownTags)))"
        case .reservations:
            return """
                (r.station_id = ANY(\(borrowed(.view))) AND (r.tag_id = ANY(\(ownTags))
                    OR r.tag_id IS NULL AND r.created_by = ANY(\(ownPeople))))
                """
        case .logbookEntries:
            return """
                (r.station_id = ANY(\(borrowed(.view))) AND EXISTS (SELECT FROM sessions charged
                    WHERE charged.id = r.session_id AND charged.tag_id = ANY(\(ownTags))))
                """
        case .operations:
            let kinds = OperationKind.allCases.filter { $0.lentFrom == .charge || $0.isOfOwnCharge }.map(\.rawValue)
            return """
                (r.requested_by = ANY(\(ownPeople)) AND (r.station_id = ANY(\(borrowed(.operate)))
                    OR r.station_id = ANY(\(borrowed(.charge))) AND r.kind = ANY(\(kinds))))
                """
        default: return nil
        }
    }

    private var isDriver: Bool { if case .person = Rights(of: self).reach { true } else { false } }

    /// The ids of the tags with which the viewer is somebody's guest: a driver's own, or all of the organization.
    var ownTags: Statement {
        let owned: Statement = isDriver ? " AND own.user_id = \(userID.rawValue)" : ""
        return "ARRAY(SELECT own.id FROM tags own WHERE own.organization_id = \(organizationID.rawValue)\(owned))"
    }

    private var ownPeople: Statement {
        let own: Statement = isDriver ? " AND own.id = \(userID.rawValue)" : ""
        return "ARRAY(SELECT own.id FROM users own WHERE own.organization_id = \(organizationID.rawValue)\(own))"
    }

    /// Whether rows of this alias are of the viewer's own organization: persons and their tags, which are never lent.
    func owns(_ alias: SQL) -> Statement {
        Rights(of: self).reach == .everything ? "true" : "\(alias).organization_id = \(organizationID.rawValue)"
    }

    /// What stands before the value of a field that a lent row does not show; nil for one that every row shows.
    func guarding(_ level: ShareLevel?) -> Statement? {
        guard borrows, level != .view else { return nil }
        let isOwn: Statement = "r.organization_id = \(organizationID.rawValue)"
        guard let level else { return isOwn }
        return "(\(isOwn) OR r.id = ANY(\(borrowed(level))))"
    }
}

enum Share {
    /// Of a share `l`.
    static let isInForce: SQL = "l.ended_at IS NULL AND (l.ends_at IS NULL OR l.ends_at > now())"
}
