import Charging
import Postgres

/// By which numbers an organization knows the customer who pays for a session: those of the person whose tag it was, which only
/// the person and those who manage users see, and otherwise those of the station, which its owner alone sees.
enum SessionCustomer {
    /// Where `u` is the person, if one of the viewer's organization, and `s` the station.
    static func number(_ column: SQL, _ viewer: Viewer) -> Statement {
        """
        CASE WHEN u.\(column) IS NOT NULL THEN
            CASE WHEN \(mayKnow("u", viewer)) THEN u.\(column) END
        WHEN \(viewer.owns("s")) THEN s.\(column) END
        """
    }

    /// Whether the viewer may know what is written down of the person of this alias for the organization's own use.
    static func mayKnow(_ person: SQL, _ viewer: Viewer) -> Statement {
        "(\(Rights(of: viewer).allows(.manageUsers)) OR \(person).id = \(viewer.userID.rawValue))"
    }

    /// Where `r` is the session.
    static func ofSession(_ column: SQL, _ viewer: Viewer) -> Statement {
        """
        (SELECT \(number(column, viewer)) FROM stations s
            LEFT JOIN tags t ON t.id = r.tag_id AND \(viewer.owns("t")) LEFT JOIN users u ON u.id = t.user_id
            WHERE s.id = r.station_id)
        """
    }
}
