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
