public import JSON

extension OCPP16 {
    /// The central system sets one configuration key of a charge point.
    ///
    /// OCPP 1.6 edition 2, section 5.3.
    public struct ChangeConfiguration: OCPPRequest {
        public typealias Response = StatusResponse<ConfigurationStatus>

        public static let action = "ChangeConfiguration"

        public let key: String
        public let value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            key = try reader.requiredText("key", maximum: 50)
            value = try reader.requiredText("value", maximum: 500)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("key", key)
                writer.member("value", value)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.22.
    public enum ConfigurationStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        case rebootRequired = "RebootRequired"
        case notSupported = "NotSupported"
    }
}
