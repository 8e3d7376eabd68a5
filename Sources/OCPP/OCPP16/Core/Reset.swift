public import JSON

extension OCPP16 {
    /// The central system restarts a charge point.
    ///
    /// OCPP 1.6 edition 2, section 5.14.
    public struct Reset: OCPPRequest {
        public typealias Response = StatusResponse<ResetStatus>

        public static let action = "Reset"

        public let type: ResetType

        public init(type: ResetType) {
            self.type = type
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            type = try reader.requiredKnown("type")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("type", type) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.42.
    public enum ResetType: String, Sendable, Hashable, CaseIterable {
        /// At once, as if the power had failed.
        case hard = "Hard"
        /// Transactions are stopped and reported first.
        case soft = "Soft"
    }

    /// OCPP 1.6 edition 2, section 7.41.
    public enum ResetStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}
