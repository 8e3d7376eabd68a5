public import JSON

extension OCPP16 {
    /// A charge point reports something that bears on its security.
    ///
    /// The whitepaper lists names of events and allows others, so the name is text.
    ///
    /// Security whitepaper edition 2, section 5.15.
    public struct SecurityEventNotification: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "SecurityEventNotification"

        public let type: String
        public let timestamp: SentTime
        public let techInfo: String?

        public init(type: String, timestamp: SentTime, techInfo: String? = nil) {
            self.type = type
            self.timestamp = timestamp
            self.techInfo = techInfo
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            type = try reader.requiredText("type", maximum: 50)
            timestamp = try reader.expectedTime("timestamp")
            techInfo = try reader.text("techInfo", maximum: 255)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("type", type)
                writer.member("timestamp", timestamp)
                writer.member("techInfo", techInfo)
            }
        }
    }
}
