/// An address that a person gives for a charger to fetch from or upload to.
enum FileLocation {
    /// What chargers know to use (OCPP 1.6 edition 2, sections 5.9 and 5.18; security whitepaper edition 2,
    /// `SupportedFileTransferProtocols`).
    static let schemes = ["http", "https", "ftp", "ftps"]

    /// - Throws: ``ChargingError`` `.badInput` for any other protocol.
    static func check(_ location: String, field: String) throws(ChargingError) {
        let scheme = location.prefix { $0 != ":" }
        let rest = location.dropFirst(scheme.count)
        guard schemes.contains(scheme.lowercased()), rest.hasPrefix("://"), rest.count > 3 else {
            throw ChargingError(
                .badInput,
                "\(field) begins with \"\(scheme.prefix(20))\"; \(schemes.joined(separator: ", ")) are allowed.",
                field: field)
        }
    }
}
