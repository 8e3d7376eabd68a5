package import JSON

/// Something about a station's connections that somebody should look into.
package struct ConnectionFinding: Sendable, Hashable {
    /// The raw value is the schema's word.
    package enum Kind: String, Sendable, CaseIterable {
        /// It connects again and again.
        case flapping = "FLAPPING"
        /// It is heard, but answers no calls.
        case notAnswering = "NOT_ANSWERING"
        /// A second connection claimed to be the station while the first was alive.
        case contested = "CONTESTED"
        /// It offers no sub-protocol in its handshake.
        case noSubprotocol = "NO_SUBPROTOCOL"
        /// It sends times that cannot be.
        case clockWrong = "CLOCK_WRONG"
        /// Its connectors change their status in ways that the standard does not have.
        case illegalMoves = "ILLEGAL_MOVES"
        /// It reports although it never introduced itself here, and is taken to be accepted as it is set.
        case notBooted = "NOT_BOOTED"
    }

    package let kind: Kind
    package let since: Timestamp
    package private(set) var lastAt: Timestamp
    package private(set) var count = 1
    /// Of the last time, for the operator.
    package private(set) var detail: String?

    init(_ kind: Kind, at now: Timestamp, detail: String?) {
        self.kind = kind
        since = now
        lastAt = now
        self.detail = detail.map(ConnectionEvidence.cut)
    }

    mutating func happened(again now: Timestamp, detail: String?) {
        lastAt = now
        count &+= 1
        self.detail = detail.map(ConnectionEvidence.cut)
    }
}

/// A handshake that was refused.
package struct ConnectionRefusal: Sendable, Hashable {
    /// The raw value is the schema's word.
    package enum Reason: String, Sendable, CaseIterable {
        /// No station has this id.
        case unknownID = "UNKNOWN_ID"
        case noPassword = "NO_PASSWORD"
        case wrongPassword = "WRONG_PASSWORD"
        /// The user of Basic authentication is not the id in the address.
        case otherUser = "OTHER_USER"
        /// The credentials are not Basic authentication.
        case unreadableCredentials = "UNREADABLE_CREDENTIALS"
        /// The client certificate is not the station's.
        case otherCertificate = "OTHER_CERTIFICATE"
        case revokedCertificate = "REVOKED_CERTIFICATE"
        case expiredCertificate = "EXPIRED_CERTIFICATE"
        /// The connection's security profile is below the lowest that the server or the station itself admits.
        case insecure = "INSECURE"
        case noCommonSubprotocol = "NO_COMMON_SUBPROTOCOL"
        /// Too many wrong passwords from this address within a minute.
        case tooManyFailures = "TOO_MANY_FAILURES"
        /// Its connections have failed here too often; it may come back later.
        case backingOff = "BACKING_OFF"
        /// Without credentials it claimed to be a station that is connected and alive.
        case contested = "CONTESTED"
        /// It asked for another path than `/ocpp/{id}`, which ends in the station's id.
        case wrongPath = "WRONG_PATH"
    }

    package var reason: Reason
    package var at: Timestamp
    /// The first of those that are counted.
    package var since: Timestamp
    /// Refusals for this reason in a row.
    package var count: Int
    package var address: String?
    package var detail: String?

    package init(reason: Reason, at: Timestamp, count: Int = 1, address: String? = nil, detail: String? = nil) {
        self.reason = reason
        self.at = at
        since = at
        self.count = count
        self.address = address
        self.detail = detail
    }
}
