package import JSON

/// How a station was put in.
package enum InstallationField: Sendable, Hashable, CaseIterable {
    case installer, installedAt, fuseA, phaseOrder, gridLimitW, notes
}

/// To which phases of the grid the wires L1, L2 and L3 of a station are connected, in this order.
package enum PhaseOrder: String, Sendable, Hashable, CaseIterable {
    case rst = "RST"
    case rts = "RTS"
    case srt = "SRT"
    case str = "STR"
    case trs = "TRS"
    case tsr = "TSR"
}

/// Nil clears; what is unchanged stays.
package struct InstallationChange: Sendable, Hashable {
    package var station: StationID
    package var installer: Change<String?> = .unchanged
    package var installedAt: Change<Timestamp?> = .unchanged
    package var fuseA: Change<Double?> = .unchanged
    package var phaseOrder: Change<PhaseOrder?> = .unchanged
    package var gridLimitW: Change<Double?> = .unchanged
    package var notes: Change<String?> = .unchanged

    package init(station: StationID) { self.station = station }
}

/// Plugs and sockets.
package enum ConnectorType: String, Sendable, Hashable, CaseIterable {
    case type1 = "TYPE1"
    case type2 = "TYPE2"
    case ccs1 = "CCS1"
    case ccs2 = "CCS2"
    case chademo = "CHADEMO"
    case gbtAC = "GBT_AC"
    case gbtDC = "GBT_DC"
    case nacs = "NACS"
    case schuko = "SCHUKO"
    case cee = "CEE"
    case other = "OTHER"
}

package enum CurrentKind: String, Sendable, Hashable, CaseIterable {
    case alternating = "AC"
    case direct = "DC"
}

/// What a connector is made for. Nil clears; what is unchanged stays.
package struct ConnectorChange: Sendable, Hashable {
    package var connector: ConnectorID
    package var type: Change<ConnectorType?> = .unchanged
    /// In watts.
    package var ratedPower: Change<Double?> = .unchanged
    /// In amperes, on each phase.
    package var maximumCurrent: Change<Double?> = .unchanged
    package var currentKind: Change<CurrentKind?> = .unchanged
    package var phases: Change<Int?> = .unchanged

    package init(connector: ConnectorID) { self.connector = connector }
}
