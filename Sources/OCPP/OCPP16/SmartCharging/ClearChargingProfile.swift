public import JSON

extension OCPP16 {
    /// The central system takes charging profiles away: the one with the id, or all that meet the other criteria.
    ///
    /// OCPP 1.6 edition 2, section 5.5.
    public struct ClearChargingProfile: OCPPRequest {
        public typealias Response = StatusResponse<ClearChargingProfileStatus>

        public static let action = "ClearChargingProfile"

        public let id: Int?
        public let connectorId: Int?
        public let chargingProfilePurpose: ChargingProfilePurpose?
        public let stackLevel: Int?

        public init(
            id: Int? = nil, connectorId: Int? = nil, chargingProfilePurpose: ChargingProfilePurpose? = nil,
            stackLevel: Int? = nil
        ) {
            self.id = id
            self.connectorId = connectorId
            self.chargingProfilePurpose = chargingProfilePurpose
            self.stackLevel = stackLevel
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            id = try reader.integer("id", in: PayloadReader.integers)
            connectorId = try reader.integer("connectorId", in: PayloadReader.connectorNumbers)
            chargingProfilePurpose = try reader.known("chargingProfilePurpose")
            stackLevel = try reader.integer("stackLevel", in: PayloadReader.naturals)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("id", id)
                writer.member("connectorId", connectorId)
                writer.member("chargingProfilePurpose", chargingProfilePurpose)
                writer.member("stackLevel", stackLevel)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.21.
    public enum ClearChargingProfileStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        /// No profile met the criteria.
        case unknown = "Unknown"
    }
}
