public import JSON

extension OCPP16 {
    /// A charge point says that it is there, and learns the time.
    ///
    /// OCPP 1.6 edition 2, section 4.6.
    public struct Heartbeat: OCPPRequest {
        public static let action = "Heartbeat"

        public init() {}

        public init(from reader: inout PayloadReader) throws(PayloadError) {}

        public func encode(into writer: inout JSONWriter) {
            writer.object { _ in }
        }
    }
}

extension OCPP16.Heartbeat {
    public struct Response: OCPPResponse {
        public let currentTime: Timestamp

        public init(currentTime: Timestamp) {
            self.currentTime = currentTime
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            currentTime = try reader.requiredTimestamp("currentTime")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("currentTime", currentTime) }
        }
    }
}
