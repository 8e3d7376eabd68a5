/// What a station tells of itself that is neither a state nor a charge.
///
/// The raw value is the word of the API and the database.
package enum StationEventKind: String, Sendable, Hashable, CaseIterable, Codable {
    case diagnosticsStatus = "DIAGNOSTICS_STATUS"
    case firmwareStatus = "FIRMWARE_STATUS"
    case signedFirmwareStatus = "SIGNED_FIRMWARE_STATUS"
    case logStatus = "LOG_STATUS"
    case securityEvent = "SECURITY_EVENT"
    case certificateRequest = "CERTIFICATE_REQUEST"
    case vendorMessage = "VENDOR_MESSAGE"

    /// Whether the same again shortly after is taken for a repetition, where the message carries no time of its own.
    ///
    /// What a vendor counts by repeating it is not ours to judge.
    package var foldsRepetitions: Bool { self != .vendorMessage }
}

package struct StationEventReport: Sendable, Hashable, Codable {
    package var kind: StationEventKind
    /// The status, the security event's type, the vendor's message id, or what became of a certificate request.
    package var name: String
    package var vendorID: String?
    /// Of our request that this belongs to.
    package var requestID: Int32?
    package var detail: String?
    /// The time of receipt where the message carries none.
    package var at: ReportedTime

    package init(
        _ kind: StationEventKind, _ name: String, vendorID: String? = nil, requestID: Int32? = nil,
        detail: String? = nil, at: ReportedTime
    ) {
        self.kind = kind
        self.name = name
        self.vendorID = vendorID
        self.requestID = requestID
        self.detail = detail
        self.at = at
    }
}

/// A report of that kind after its commit.
package struct StationEvent: Sendable, Hashable, Codable {
    package var id: StationEventID
    package var organizationID: OrganizationID
    package var stationID: StationID
    package var report: StationEventReport

    package init(
        id: StationEventID, organizationID: OrganizationID, stationID: StationID, report: StationEventReport
    ) {
        self.id = id
        self.organizationID = organizationID
        self.stationID = stationID
        self.report = report
    }
}
