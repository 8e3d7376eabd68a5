public import JSON

extension OCPP16 {
    /// The central system asks which version of the local list a charge point has.
    ///
    /// OCPP 1.6 edition 2, section 5.10.
    public struct GetLocalListVersion: OCPPRequest {
        public static let action = "GetLocalListVersion"

        public init() {}

        public init(from reader: inout PayloadReader) throws(PayloadError) {}

        public func encode(into writer: inout JSONWriter) {
            writer.object { _ in }
        }
    }
}

extension OCPP16.GetLocalListVersion {
    public struct Response: OCPPResponse {
        /// 0: the list is empty. -1: there is no local list.
        public let listVersion: Int

        public init(listVersion: Int) {
            self.listVersion = listVersion
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            listVersion = try reader.requiredInteger("listVersion")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("listVersion", listVersion) }
        }
    }
}
