public import JSON

extension OCPP16 {
    /// The central system sends the tags that a charge point may judge by itself while it is offline.
    ///
    /// With an update of kind Full the entries replace the list, with Differential they change it: an entry without
    /// idTagInfo takes its tag off the list. Versions begin at 1, since 0 and -1 have meanings of their own in
    /// GetLocalListVersion.
    ///
    /// OCPP 1.6 edition 2, section 5.15.
    public struct SendLocalList: OCPPRequest {
        public typealias Response = StatusResponse<UpdateStatus>

        public static let action = "SendLocalList"

        /// Of the list as it is after the update.
        public let listVersion: Int
        public let updateType: UpdateType
        public let localAuthorizationList: [AuthorizationData]

        public init(listVersion: Int, updateType: UpdateType, localAuthorizationList: [AuthorizationData] = []) {
            self.listVersion = listVersion
            self.updateType = updateType
            self.localAuthorizationList = localAuthorizationList
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            listVersion = try reader.requiredInteger("listVersion", in: 1...Int(Int32.max))
            updateType = try reader.requiredKnown("updateType")
            localAuthorizationList =
                try reader.objects("localAuthorizationList") {
                    (reader) throws(PayloadError) in try AuthorizationData(from: &reader)
                } ?? []
            guard updateType == .differential || localAuthorizationList.allSatisfy({ $0.idTagInfo != nil }) else {
                throw .missing("idTagInfo")
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("listVersion", listVersion)
                writer.member("updateType", updateType)
                writer.member("localAuthorizationList", localAuthorizationList) { $0.encode(into: &$1) }
            }
        }
    }

    /// One tag of the local list and the verdict on it. OCPP 1.6 edition 2, section 7.1.
    public struct AuthorizationData: Sendable, Equatable {
        public let idTag: IdTag
        /// Nil takes the tag off the list; only in an update of kind Differential.
        public let idTagInfo: IdTagInfo?

        public init(idTag: IdTag, idTagInfo: IdTagInfo?) {
            self.idTag = idTag
            self.idTagInfo = idTagInfo
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            idTag = try reader.requiredIdTag("idTag")
            idTagInfo = try reader.object("idTagInfo") {
                (reader) throws(PayloadError) in try IdTagInfo(from: &reader)
            }
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("idTag", idTag)
                writer.member("idTagInfo", idTagInfo)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.48.
    public enum UpdateType: String, Sendable, Hashable, CaseIterable {
        case differential = "Differential"
        case full = "Full"
    }

    /// OCPP 1.6 edition 2, section 7.47.
    public enum UpdateStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case failed = "Failed"
        case notSupported = "NotSupported"
        /// A difference that does not follow on the version that the charge point has.
        case versionMismatch = "VersionMismatch"
    }
}
