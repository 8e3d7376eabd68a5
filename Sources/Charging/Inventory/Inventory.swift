package import JSON

/// A station as a piece of equipment.
package enum InventoryField: Sendable, Hashable, CaseIterable {
    case chargePointID, manufacturedAt, model, partNumber, mesSerialNumber, materialNumber, firmwareVersion, vendorCode
    case createdAt, modifiedAt, isInTimeout, inTimeoutSince, hasPassword, hasAccessCode, hasMasterPassword
}

package struct InventoryFilter: Sendable, Hashable {
    // Parts of them.
    package var chargePointID: String?
    package var mesSerialNumber: String?
    package var model: String?
    package var materialNumber: String?
    package var isInTimeout: Bool?
    package init() {}
}

package enum InventoryOrder: String, Sendable, Hashable, CaseIterable {
    case chargePointID = "CHARGE_POINT_ID"
    case mesSerialNumber = "MES_SERIAL_NUMBER"
    case createdAtDescending = "CREATED_AT_DESC"
    case modifiedAtDescending = "MODIFIED_AT_DESC"
}

package protocol InventoryReading: Sendable {
    /// None for drivers.
    func inventory(
        _ filter: InventoryFilter, order: InventoryOrder, page: PageRequest, fields: Set<InventoryField>, viewer: Viewer
    ) async throws -> RowPages<InventoryField>
    /// One for each station in reach. None for drivers.
    func installations(
        ofStations stations: [StationID], fields: Set<InstallationField>, viewer: Viewer
    ) async throws -> RowLists<InstallationField>
}

/// What is kept by hand. The raw value is the name in the API's input.
package enum InventoryText: String, Sendable, Hashable, CaseIterable {
    case partNumber, mesSerialNumber, materialNumber, vendorCode
}

/// A secret of a station. The raw value is the schema's word.
package enum StationSecret: String, Sendable, Hashable, CaseIterable {
    /// What it authenticates with when it connects.
    case ocppPassword = "OCPP_PASSWORD"
    case accessCode = "ACCESS_CODE"
    case masterPassword = "MASTER_PASSWORD"
}

/// What is to change of one station's inventory.
package struct InventoryChange: Sendable, Hashable {
    package enum Station: Sendable, Hashable {
        case id(StationID)
        /// As lists of manufacturers name them.
        case chargePointID(String)
    }

    /// Stations of one change.
    package static let limit = 500

    package var station: Station
    /// Nil clears; what is absent stays.
    package var texts: [InventoryText: String?] = [:]
    package var manufacturedAt: Change<Timestamp?> = .unchanged
    /// Encrypted.
    package var accessCode: Change<[UInt8]?> = .unchanged
    package var masterPassword: Change<[UInt8]?> = .unchanged

    package init(station: Station) { self.station = station }
}

package protocol InventoryWriting: Sendable {
    /// All of them or none, in one statement.
    ///
    /// - Returns: the stations, in no order.
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for a station out of reach.
    func updateInventory(_ changes: [InventoryChange], viewer: Viewer) async throws -> [StationID]
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for a station out of reach.
    func updateInstallation(_ change: InstallationChange, viewer: Viewer) async throws
    /// - Throws: ``ChargingError`` `.forbidden`, `.notFound` for a connector that its station has never spoken of or that is
    ///   out of reach, or `.badInput` for phases of a connector of direct current.
    func updateConnector(_ change: ConnectorChange, viewer: Viewer) async throws
}
