package import JSON

/// A certificate whose key a client proved to have when it connected, and whose chain ends at an authority that is trusted
/// here.
package struct ClientCertificate: Sendable, Hashable {
    /// Whom it is for: the common name of its subject, and its DNS names.
    package var names: [String]
    package var organization: String?
    /// Hexadecimal, without leading zeros.
    package var serialNumber: String
    package var validTo: Timestamp
    /// Signed by the authority of this server, whose books tell for whom.
    package var isOwn: Bool

    package init(
        names: [String], organization: String?, serialNumber: String, validTo: Timestamp, isOwn: Bool
    ) {
        self.names = names
        self.organization = organization
        self.serialNumber = serialNumber
        self.validTo = validTo
        self.isOwn = isOwn
    }

    /// Why it does not prove that its owner is the station; nil: it does.
    ///
    /// One of our own is good for the station that it was given to, and no other, whatever its names say. One of another
    /// authority names the station by its charge point id, or by a serial number beside its organization, since makers number
    /// as they like; and if it names an organization, then the station's (security whitepaper edition 2, section 2.5).
    func objection(as station: ChargePointID, _ standing: CertificateStanding, at now: Timestamp) -> AdmissionObjection?
    {
        guard !standing.isRevoked else {
            return AdmissionObjection(.revokedCertificate, "the certificate with the number \(serialNumber)")
        }
        guard now <= validTo else {
            return AdmissionObjection(.expiredCertificate, "the certificate was valid to \(validTo)")
        }
        if isOwn {
            return standing.isIssuedToStation
                ? nil : AdmissionObjection(.otherCertificate, "the certificate was not given to this station")
        }
        let isNumbered = organization != nil && standing.serialNumbers.contains { !$0.isEmpty && names.contains($0) }
        guard names.contains(station.text) || isNumbered else {
            let shown = names.isEmpty ? "nobody" : names.joined(separator: ", ")
            return AdmissionObjection(.otherCertificate, "the certificate names \(shown)")
        }
        if let organization, organization != standing.organizationName {
            return AdmissionObjection(.otherCertificate, "the certificate is one of the organization \(organization)")
        }
        return nil
    }
}

/// What the database knows of a certificate and of the station that somebody claims to be with it.
package struct CertificateStanding: Sendable, Hashable {
    package var isIssuedToStation: Bool
    package var isRevoked: Bool
    /// As the station told them.
    package var serialNumbers: [String]
    package var organizationName: String

    package init(isIssuedToStation: Bool, isRevoked: Bool, serialNumbers: [String], organizationName: String) {
        self.isIssuedToStation = isIssuedToStation
        self.isRevoked = isRevoked
        self.serialNumbers = serialNumbers
        self.organizationName = organizationName
    }
}

/// Why credentials do not prove what they are to prove.
struct AdmissionObjection: Error, Hashable {
    var reason: ConnectionRefusal.Reason
    /// For the operator.
    var detail: String?

    init(_ reason: ConnectionRefusal.Reason, _ detail: String? = nil) {
        self.reason = reason
        self.detail = detail
    }
}
