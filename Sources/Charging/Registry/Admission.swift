/// What a charger's handshake says of itself.
package struct AdmissionRequest: Sendable {
    /// The last part of the address, percent-decoded.
    package var chargePointID: String
    package var password: PresentedPassword
    package var offeredSubprotocols: [String]
    package var remoteAddress: String?
    /// Over TLS, or behind a trusted proxy that ended it.
    package var isSecure: Bool

    package init(
        chargePointID: String, password: PresentedPassword, offeredSubprotocols: [String], remoteAddress: String?,
        isSecure: Bool
    ) {
        self.chargePointID = chargePointID
        self.password = password
        self.offeredSubprotocols = offeredSubprotocols
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
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
    /// Proven with a password, which decides who wins when two connections claim the same station.
    package let isAuthenticated: Bool
    package let remoteAddress: String?
    /// As stored and shown.
    package let ocppVersion: String

    package init(
        station: StationRecord, subprotocol: String?, isAuthenticated: Bool, remoteAddress: String?,
        ocppVersion: String = "1.6"
    ) {
        self.station = station
        self.subprotocol = subprotocol
        self.isAuthenticated = isAuthenticated
        self.remoteAddress = remoteAddress
        self.ocppVersion = ocppVersion
    }
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
