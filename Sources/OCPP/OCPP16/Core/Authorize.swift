public import JSON

extension OCPP16 {
    /// A charge point asks whether a tag may charge, before it lets anybody plug in or stop.
    ///
    /// OCPP 1.6 edition 2, section 4.1.
    public struct Authorize: OCPPRequest {
        public static let action = "Authorize"

        public let idTag: IdTag

        public init(idTag: IdTag) {
            self.idTag = idTag
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            idTag = try reader.requiredIdTag("idTag")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("idTag", idTag) }
        }
    }
}

extension OCPP16.Authorize {
    public struct Response: OCPPResponse {
        public let idTagInfo: OCPP16.IdTagInfo

        public init(idTagInfo: OCPP16.IdTagInfo) {
            self.idTagInfo = idTagInfo
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            idTagInfo = try reader.requiredObject("idTagInfo") {
                (reader) throws(PayloadError) in try OCPP16.IdTagInfo(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("idTagInfo", idTagInfo) }
        }
    }
}
