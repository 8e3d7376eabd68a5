public import JSON

extension OCPP16 {
    /// The central system asks a charge point to start a transaction.
    ///
    /// An acceptance says only that the charge point will try; the start itself may never come.
    ///
    /// OCPP 1.6 edition 2, section 5.11.
    public struct RemoteStartTransaction: OCPPRequest {
        public typealias Response = StatusResponse<RemoteStartStopStatus>

        public static let action = "RemoteStartTransaction"

        public let idTag: IdTag
        /// Nil leaves the choice to the charge point.
        public let connectorId: Int?
        /// A TxProfile for the transaction to come.
        public let chargingProfile: ChargingProfile?

        public init(idTag: IdTag, connectorId: Int? = nil, chargingProfile: ChargingProfile? = nil) {
            self.idTag = idTag
            self.connectorId = connectorId
            self.chargingProfile = chargingProfile
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.integer("connectorId", in: PayloadReader.connectorNumbers)
            idTag = try reader.requiredIdTag("idTag")
            chargingProfile = try reader.object("chargingProfile") {
                (reader) throws(PayloadError) in try ChargingProfile(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("idTag", idTag)
                guard let chargingProfile else { return }
                writer.name("chargingProfile")
                chargingProfile.encode(into: &writer)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.39.
    public enum RemoteStartStopStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}
