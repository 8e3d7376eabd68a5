public import JSON

extension OCPP16 {
    /// The answer to reports that only need to be acknowledged.
    public struct EmptyResponse: OCPPResponse {
        public init() {}

        public init(from reader: inout PayloadReader) throws(PayloadError) {}

        public func encode(into writer: inout JSONWriter) {
            writer.object { _ in }
        }
    }

    /// The answer to requests that are carried out or not, and say no more than that.
    ///
    /// A word that the standard does not have is kept: an operator wants to see it, and it is not an acceptance.
    public struct StatusResponse<Status: RawRepresentable<String> & CaseIterable & Sendable & Equatable>: OCPPResponse,
        StatusCarrying
    {
        public let status: Reported<Status>

        public init(status: Status) {
            self.status = .known(status)
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("status", status) }
        }

        public var statusText: String { status.text }
    }
}
