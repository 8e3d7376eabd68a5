package import JSON

/// What a certificate request asks for.
package struct RequestedIdentity: Sendable, Hashable {
    package var commonName: String
    package var organization: String?

    package init(commonName: String, organization: String?) {
        self.commonName = commonName
        self.organization = organization
    }
}

package struct IssuedCertificate: Sendable, Hashable {
    /// PEM.
    package var certificate: String
    package var serialNumber: String
    package var validFrom: Timestamp
    package var validTo: Timestamp

    package init(certificate: String, serialNumber: String, validFrom: Timestamp, validTo: Timestamp) {
        self.certificate = certificate
        self.serialNumber = serialNumber
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// Reads and signs the certificate requests of chargers. What blocks is done away from the event loops.
package protocol CertificateAuthority: Sendable {
    /// - Throws: ``ChargingError`` `.badInput` for what is no request, not signed by its own key, or too weak.
    func read(_ request: String) async throws -> RequestedIdentity
    /// - Throws: also when the authority's own key cannot be read.
    func sign(_ request: String, organization: String) async throws -> IssuedCertificate
}

/// A request on which nothing was decided yet, with what is known of the station that sent it.
package struct CertificateApplication: Sendable, Hashable {
    package var event: StationEventID
    package var station: StationID
    package var organization: OrganizationID
    package var request: String
    /// What a certificate of this station may be for: its charge point id and its serial numbers.
    package var names: [String]
    package var organizationName: String
    /// Issued to this station without a person within the last day.
    package var recentlyIssued: Int

    package init(
        event: StationEventID, station: StationID, organization: OrganizationID, request: String, names: [String],
        organizationName: String, recentlyIssued: Int
    ) {
        self.event = event
        self.station = station
        self.organization = organization
        self.request = request
        self.names = names
        self.organizationName = organizationName
        self.recentlyIssued = recentlyIssued
    }
}

/// A request that was looked at.
package struct KnownCertificateRequest: Sendable, Hashable {
    package var station: StationID
    package var status: CertificateRequestStatus
    package var request: String
    package var organizationName: String
    /// PEM, once it is issued.
    package var certificate: String?
    package var isRevoked: Bool

    package init(
        station: StationID, status: CertificateRequestStatus, request: String, organizationName: String,
        certificate: String?, isRevoked: Bool = false
    ) {
        self.isRevoked = isRevoked
        self.station = station
        self.status = status
        self.request = request
        self.organizationName = organizationName
        self.certificate = certificate
    }
}

/// A certificate that was taken back.
package struct RevokedCertificate: Sendable, Hashable {
    package var station: StationID
    package var serialNumber: String

    package init(station: StationID, serialNumber: String) {
        self.station = station
        self.serialNumber = serialNumber
    }
}

package enum CertificateRequestStatus: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case issued = "ISSUED"
    case refused = "REFUSED"
}

package protocol CertificateRecords: Sendable {
    /// Those that nobody has looked at, and those that an end of the server kept from being signed. Oldest first, of the last
    /// day.
    func applications(limit: Int) async throws -> [CertificateApplication]
    /// It waits for a decision.
    ///
    /// - Parameter reason: why a person must decide; nil: it is signed at once.
    /// - Returns: nil when it was decided, or waits for a person already.
    func keep(
        _ application: CertificateApplication, identity: RequestedIdentity, reason: String?
    ) async throws -> CertificateRequestID?
    func refuse(_ application: CertificateApplication, because reason: String) async throws
    /// - Returns: false when it was decided already.
    func issue(_ request: CertificateRequestID, _ certificate: IssuedCertificate, viewer: Viewer) async throws -> Bool
    /// A person's decision. - Returns: false when there is no such request that waits for one.
    func refuse(_ request: CertificateRequestID, because reason: String, viewer: Viewer) async throws -> Bool
    /// Nothing for who may not set stations up. - Returns: nil when there is no such certificate that is good.
    func revoke(
        _ request: CertificateRequestID, because reason: String, viewer: Viewer
    ) async throws -> RevokedCertificate?
    func certificateRequest(_ id: CertificateRequestID, viewer: Viewer) async throws -> KnownCertificateRequest?
}

package enum CertificateRequestField: Sendable, Hashable, CaseIterable {
    case stationID, status, commonName, organizationName, reason, requestedAt, decidedAt, decidedBy, serialNumber
    case certificate, validFrom, validTo, revokedAt, revokedBy, revocationReason
    /// Of what was issued.
    case clientCertificateID
}

package struct CertificateRequestFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var status: CertificateRequestStatus?
    package init() {}
}

/// A certificate that was issued, whose id is that of its request.
package enum ClientCertificateField: Sendable, Hashable, CaseIterable {
    case stationID, requestID, serialNumber, subject, certificate, issuedAt, issuedBy, expiresAt
    case revokedAt, revokedBy, revocationReason
}

package struct ClientCertificateFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var serialNumber: String?
    package var isRevoked: Bool?
    package var expiresBefore: Timestamp?
    package init() {}
}

package protocol CertificateReading: Sendable {
    /// Those first that were asked for last; none for who may not set stations up.
    func clientCertificates(
        _ filter: ClientCertificateFilter, page: PageRequest, fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowPages<ClientCertificateField>
    func clientCertificates(
        ids: [CertificateRequestID], fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowBatch<ClientCertificateField>
    /// Newest first.
    func certificateRequests(
        _ filter: CertificateRequestFilter, page: PageRequest, fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowPages<CertificateRequestField>
    func certificateRequests(
        ids: [CertificateRequestID], fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowBatch<CertificateRequestField>
}
