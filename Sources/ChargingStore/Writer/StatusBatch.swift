import Charging
import Postgres

/// States of connectors and stations: each is logged, and becomes the present state unless something newer is known or a
/// newer connection has been attached.
///
/// Which is newer is told by the charger's clock, so that what it had queued rolls nothing back. No state is newer than
/// its receipt, though: when a clock that was fast is set right, the states that follow are not hidden by those before.
struct StatusBatch: ReportBatch {
    let reports: [Numbered<StatusReport>]

    private var table: Statement {
        """
        unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)), \(reports.map(\.source.generation)),
            \(reports.map { Int32(clamping: $0.value.connector) }), \(reports.map(\.value.status.rawValue)),
            \(reports.map(\.value.errorCode)), \(reports.map(\.value.vendorErrorCode)), \(reports.map(\.value.info)),
            \(reports.map { PostgresTimestamp($0.value.at.understood) }), \(reports.map(\.value.at.sent)),
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }))
            AS i(ord, station_id, generation, connector_number, status, error_code, vendor_error_code, info, reported_at,
                reported_at_sent, received_at)
        """
    }

    static let changedAt: SQL = "least(i.reported_at, i.received_at)"

    var statements: [Statement] {
        var all = [log, changeConnectors, changeStations, results]
        if mayEndReservations {
            all.append(ReservationUse.byStates(table, isUncertain: reports.contains(where: \.isUncertain)))
        }
        if PluggedOut.mayBeSaid(by: reports) { all.append(PluggedOut.byStates(table)) }
        return all
    }

    private var mayEndReservations: Bool { reports.contains { [.faulted, .unavailable].contains($0.value.status) } }

    private var log: Statement {
        """
        INSERT INTO status_notifications (organization_id, station_id, connector_number, status, error_code,
            vendor_error_code, info, reported_at, reported_at_sent, received_at)
        SELECT s.organization_id, s.id, i.connector_number, i.status, i.error_code, i.vendor_error_code, i.info,
            i.reported_at, i.reported_at_sent, i.received_at
        FROM \(table) JOIN stations s ON s.id = i.station_id ORDER BY s.id, i.connector_number ON CONFLICT DO NOTHING
        """
    }

    /// A connector first heard of over an old connection exists from now on, in a state that is not known.
    private var changeConnectors: Statement {
        """
        INSERT INTO connectors AS c (organization_id, station_id, number, status, error_code, vendor_error_code, info,
            status_changed_at)
        SELECT s.organization_id, s.id, i.connector_number,
            CASE WHEN s.generation = i.generation THEN i.status ELSE 'UNKNOWN' END,
            CASE WHEN s.generation = i.generation THEN i.error_code END,
            CASE WHEN s.generation = i.generation THEN i.vendor_error_code END,
            CASE WHEN s.generation = i.generation THEN i.info END,
            CASE WHEN s.generation = i.generation THEN \(Self.changedAt) END
        FROM \(table) JOIN stations s ON s.id = i.station_id WHERE i.connector_number > 0
        ORDER BY s.id, i.connector_number
        ON CONFLICT (station_id, number) DO UPDATE SET status = excluded.status, error_code = excluded.error_code,
            vendor_error_code = excluded.vendor_error_code, info = excluded.info,
            status_changed_at = excluded.status_changed_at
        WHERE c.status_changed_at IS NULL AND excluded.status_changed_at IS NOT NULL
            OR c.status_changed_at <= excluded.status_changed_at
        RETURNING c.station_id, c.number, c.status_changed_at IS NOT NULL AS is_current
        """
    }

    private var changeStations: Statement {
        """
        UPDATE stations s SET status = i.status, error_code = i.error_code, status_changed_at = \(Self.changedAt)
        FROM \(table) WHERE s.id = i.station_id AND i.connector_number = 0 AND s.generation = i.generation
            AND (s.status_changed_at IS NULL OR s.status_changed_at <= \(Self.changedAt))
        RETURNING i.ord
        """
    }

    private var results: Statement {
        """
        SELECT i.ord, c.id AS connector_id FROM \(table) JOIN stations s ON s.id = i.station_id
        LEFT JOIN connectors c ON c.station_id = i.station_id AND c.number = i.connector_number
        """
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        _ = try reader.next()
        var current: Set<Place> = []
        for row in try reader.next() where try row.bool("is_current") {
            current.insert(Place(station: try row.int64("station_id"), number: try row.int("number")))
        }
        let currentStations = Set(try reader.next().column("ord", as: Int.self))
        let reportsByOrdinal = Dictionary(
            reports.map { (Int($0.ordinal), $0) }, uniquingKeysWith: { first, _ in first })
        let found = try reader.next()
        let ended = mayEndReservations ? try ReservationUse.read(try reader.next()) : [:]
        var outcomes: [Int: ReportOutcome] = [:]
        for row in found {
            let ordinal = try row.int("ord")
            guard let report = reportsByOrdinal[ordinal] else { continue }
            let place = Place(station: report.source.stationID.rawValue, number: report.value.connector)
            outcomes[ordinal] = .status(
                connectorID: try row.optional.int64("connector_id").map(ConnectorID.init(rawValue:)),
                isCurrent: currentStations.contains(ordinal) || current.contains(place), ended: ended[ordinal])
        }
        return outcomes
    }

    private struct Place: Hashable {
        let station: Int64
        let number: Int
    }
}
