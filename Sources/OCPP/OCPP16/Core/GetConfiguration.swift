public import JSON

extension OCPP16 {
    /// The central system asks for configuration keys; for all of them where it names none.
    ///
    /// OCPP 1.6 edition 2, section 5.8.
    public struct GetConfiguration: OCPPRequest {
        public static let action = "GetConfiguration"

        public let keys: [String]

        public init(keys: [String] = []) {
            self.keys = keys
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            keys = try reader.texts("key", maximum: 50) ?? []
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("key", keys) }
        }
    }

    /// OCPP 1.6 edition 2, section 7.29.
    public struct KeyValue: Sendable, Equatable {
        public let key: String
        public let isReadonly: Bool
        /// Nil where the charge point does not tell it.
        public let value: String?

        public init(key: String, isReadonly: Bool, value: String? = nil) {
            self.key = key
            self.isReadonly = isReadonly
            self.value = value
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            key = try reader.requiredText("key", maximum: 50)
            guard let sent = try reader.bool("readonly") else { throw .missing("readonly") }
            isReadonly = sent
            value = try reader.text("value", maximum: 500, keepsEmpty: true)
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("key", key)
                writer.member("readonly", isReadonly)
                writer.member("value", value)
            }
        }
    }
}

extension OCPP16.GetConfiguration {
    public struct Response: OCPPResponse {
        public let configurationKey: [OCPP16.KeyValue]
        public let unknownKey: [String]

        public init(configurationKey: [OCPP16.KeyValue] = [], unknownKey: [String] = []) {
            self.configurationKey = configurationKey
            self.unknownKey = unknownKey
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            configurationKey =
                try reader.objects("configurationKey") {
                    (reader) throws(PayloadError) in try OCPP16.KeyValue(from: &reader)
                } ?? []
            unknownKey = try reader.texts("unknownKey", maximum: 50) ?? []
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("configurationKey", configurationKey) { $0.encode(into: &$1) }
                writer.member("unknownKey", unknownKey)
            }
        }
    }
}
