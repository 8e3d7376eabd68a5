public import JSON

extension OCPP16 {
    /// Either side sends what the standard has no message for.
    ///
    /// OCPP 1.6 edition 2, sections 4.3 and 5.6.
    public struct DataTransfer: OCPPRequest {
        public static let action = "DataTransfer"

        public let vendorId: String
        public let messageId: String?
        /// Text of any length; where a vendor sends an object, its JSON text.
        public let data: String?

        public init(vendorId: String, messageId: String? = nil, data: String? = nil) {
            self.vendorId = vendorId
            self.messageId = messageId
            self.data = data
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            vendorId = try reader.requiredText("vendorId", maximum: 255)
            messageId = try reader.text("messageId", maximum: 50)
            data = try reader.textOrStructure("data")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("vendorId", vendorId)
                writer.member("messageId", messageId)
                writer.member("data", data)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.23.
    public enum DataTransferStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        case unknownMessageId = "UnknownMessageId"
        case unknownVendorId = "UnknownVendorId"
    }
}

extension OCPP16.DataTransfer {
    public struct Response: OCPPResponse, StatusCarrying {
        public let status: Reported<OCPP16.DataTransferStatus>
        public let data: String?

        public init(status: OCPP16.DataTransferStatus, data: String? = nil) {
            self.status = .known(status)
            self.data = data
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
            data = try reader.textOrStructure("data")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("data", data)
            }
        }

        public var statusText: String { status.text }
    }
}
