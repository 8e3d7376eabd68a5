public import JSON

extension OCPP16 {
    /// The central system makes a charge point forget what it learnt about tags.
    ///
    /// OCPP 1.6 edition 2, section 5.4.
    public struct ClearCache: OCPPRequest {
        public typealias Response = StatusResponse<ClearCacheStatus>

        public static let action = "ClearCache"

        public init() {}

        public init(from reader: inout PayloadReader) throws(PayloadError) {}

        public func encode(into writer: inout JSONWriter) {
            writer.object { _ in }
        }
    }

    /// OCPP 1.6 edition 2, section 7.20.
    public enum ClearCacheStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}
