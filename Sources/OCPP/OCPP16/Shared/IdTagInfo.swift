import JSON

extension OCPP16 {
    /// The central system's verdict on an idTag; charge points remember it in their cache. OCPP 1.6 edition 2,
    /// section 7.27.
    public struct IdTagInfo: Sendable, Equatable {
        public let status: AuthorizationStatus
        public let expiryDate: SentTime?
        /// The group that the tag belongs to.
        public let parentIdTag: IdTag?

        public init(status: AuthorizationStatus, expiryDate: SentTime? = nil, parentIdTag: IdTag? = nil) {
            self.status = status
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredKnown("status")
            expiryDate = try reader.time("expiryDate")
            parentIdTag = try reader.idTag("parentIdTag")
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("expiryDate", expiryDate)
                writer.member("parentIdTag", parentIdTag)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.2.
    public enum AuthorizationStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case blocked = "Blocked"
        case expired = "Expired"
        case invalid = "Invalid"
        /// Only at the start of a transaction: the tag has another one that is not over.
        case concurrentTx = "ConcurrentTx"
    }
}

extension JSONWriter {
    mutating func member(_ name: StaticString, _ info: OCPP16.IdTagInfo?) {
        guard let info else { return }
        self.name(name)
        info.encode(into: &self)
    }
}
