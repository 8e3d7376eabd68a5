/// What a charger's handshake says of itself.
package struct AdmissionRequest: Sendable {
    /// The last part of the address, percent-decoded.
    package var chargePointID: String
    package var password: PresentedPassword
    /// Absent where the client has none, and without TLS.
    package var certificate: ClientCertificate?
    package var offeredSubprotocols: [String]
    package var remoteAddress: String?
    /// Over TLS, or behind a trusted proxy that ended it.
    package var isSecure: Bool
    /// The server's name and port as the charger wrote them (RFC 9110, section 7.2).
    package var host: String?

    package init(
        chargePointID: String, password: PresentedPassword, certificate: ClientCertificate? = nil,
        offeredSubprotocols: [String], remoteAddress: String?, isSecure: Bool, host: String? = nil
    ) {
        self.chargePointID = chargePointID
        self.password = password
        self.certificate = certificate
        self.offeredSubprotocols = offeredSubprotocols
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.host = host
    }

    /// Where the charger reached this server; nil where its Host header cannot be one.
    var reachedAddress: String? {
        guard let host, (1...255).contains(host.utf8.count),
            host.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: ".-_:[]".utf8.contains(byte)
                }
            })
        else { return nil }
        return (isSecure ? "https://" : "http://") + host
    }
}

/// The password of Basic authentication, whose user is the charge point id.
package enum PresentedPassword: Sendable, Hashable {
    case absent
    /// A header that cannot be read.
    case malformed
    /// Credentials of somebody else.
    case otherUser
    case password([UInt8])
}

/// The right to open one connection, given by the registry.
package struct Admission: Sendable, Hashable {
    package let station: StationRecord
    /// What to answer in the handshake; nil where the charger offered none.
    package let subprotocol: String?
    package let securityProfile: SecurityProfile
    /// Of the certificate that stood for a password.
    package let certificateSerialNumber: String?
    package let remoteAddress: String?
    /// `http://host:port` or `https://…`; nil where the handshake did not tell.
    package let reachedAddress: String?
    /// As stored and shown.
    package let ocppVersion: String

    package init(
        station: StationRecord, subprotocol: String?, securityProfile: SecurityProfile,
        certificateSerialNumber: String? = nil, remoteAddress: String?,
        reachedAddress: String? = nil, ocppVersion: String = "1.6"
    ) {
        self.station = station
        self.subprotocol = subprotocol
        self.securityProfile = securityProfile
        self.certificateSerialNumber = certificateSerialNumber
        self.remoteAddress = remoteAddress
        self.reachedAddress = reachedAddress
        self.ocppVersion = ocppVersion
    }

    /// Who is calling is proven, which decides who wins when two connections claim the same station.
    package var isAuthenticated: Bool { securityProfile > .unproven }
}

package enum AdmissionDecision: Sendable, Hashable {
    case accepted(Admission)
    case unknownChargePoint
    case badCredentials
    /// The database is away, the server starts or stops, or the station failed too often; jitter is included.
    case unavailable(retryAfter: Duration)
    case tooManyFailures(retryAfter: Duration)
    /// Finish the handshake without a sub-protocol, then close (OCPP-J 1.6, section 3.2).
    case noCommonSubprotocol(Admission)
}
