/// Which changes of a connector's status the standard allows.
///
/// OCPP 1.6 edition 2, section 4.9, with erratum 3.20. Chargers skip states (MinimumStatusDuration, lost frames), so a move
/// that is not listed is accepted all the same; it is counted and shown.
enum StatusMoves {
    private static let legal: [ConnectorStatus: Set<ConnectorStatus>] = [
        .available: [
            .preparing, .charging, .suspendedEV, .suspendedEVSE, .reserved, .unavailable, .faulted,
        ],
        .preparing: [.available, .charging, .suspendedEV, .suspendedEVSE, .finishing, .faulted],
        .charging: [.available, .suspendedEV, .suspendedEVSE, .finishing, .unavailable, .faulted],
        .suspendedEV: [.available, .charging, .suspendedEVSE, .finishing, .unavailable, .faulted],
        .suspendedEVSE: [.available, .charging, .suspendedEV, .finishing, .unavailable, .faulted],
        .finishing: [.available, .preparing, .unavailable, .faulted],
        .reserved: [.available, .preparing, .unavailable, .faulted],
        .unavailable: [.available, .preparing, .charging, .suspendedEV, .suspendedEVSE, .faulted],
    ]
    /// What connector 0, the station itself, may report; it moves freely between them.
    private static let ofStation: Set<ConnectorStatus> = [.available, .unavailable, .faulted]

    /// From `faulted` a connector may return to any state it was in before; from `unknown` everything is a first report.
    static func isLegal(from old: ConnectorStatus, to new: ConnectorStatus) -> Bool {
        if old == new { return true }
        if new == .unknown { return false }
        if old == .faulted || old == .unknown { return true }
        return legal[old]?.contains(new) ?? false
    }

    static func isLegalForStation(_ status: ConnectorStatus) -> Bool { ofStation.contains(status) }
}
