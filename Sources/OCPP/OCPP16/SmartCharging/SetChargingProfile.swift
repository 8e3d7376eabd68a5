public import JSON

extension OCPP16 {
    /// The central system limits what a charge point, its transactions to come or one running transaction may draw.
    ///
    /// A profile replaces one of the same id, and one of the same stack level and purpose.
    ///
    /// OCPP 1.6 edition 2, section 5.16.
    public struct SetChargingProfile: OCPPRequest {
        public typealias Response = StatusResponse<ChargingProfileStatus>

        public static let action = "SetChargingProfile"

        /// 0: the whole charge point, or every connector's default.
        public let connectorId: Int
        public let csChargingProfiles: ChargingProfile

        public init(connectorId: Int, csChargingProfiles: ChargingProfile) {
            self.connectorId = connectorId
            self.csChargingProfiles = csChargingProfiles
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            csChargingProfiles = try reader.requiredObject("csChargingProfiles") {
                (reader) throws(PayloadError) in try ChargingProfile(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.name("csChargingProfiles")
                csChargingProfiles.encode(into: &writer)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.11.
    public enum ChargingProfileStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        case notSupported = "NotSupported"
    }
}
