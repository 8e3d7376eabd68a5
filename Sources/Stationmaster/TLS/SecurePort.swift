import Certificates
import JSON
import Logging

/// What the port with TLS has besides what all ports have.
struct SecurePort: Sendable {
    let port: Int
    let identity: TLSIdentity
    let handshakes: HandshakeLedger
    let certificates: ClientCertificates

    /// - Parameter authority: our own, in PEM, whose certificates chargers have.
    init(
        _ tls: TLSSettings, trusting authority: String?, proxies: TrustedProxies, logger: Logger
    ) async throws {
        port = tls.port
        identity = try await TLSIdentity.load(tls, authority: authority, now: { .now }, logger: logger)
        handshakes = HandshakeLedger(proxies: proxies, now: { .now })
        certificates = try ClientCertificates(authority: authority)
    }
}

extension SecurePort {
    /// As the debug page shows it.
    var json: JSONValue {
        let certificate = identity.chain.first
        return [
            "certificate": .text(certificate?.subject), "issuer": .text(identity.chain.last?.issuer),
            "validTo": .moment(certificate?.validTo), "warning": .text(identity.warning),
            "handshakesUnderWay": .integer(Int64(handshakes.underWay)),
            "failedHandshakes": .array(
                handshakes.lastFailures(limit: 50).map { address, failure in
                    [
                        "address": .string(address), "reason": .string(failure.reason.rawValue),
                        "at": .string(failure.at.description), "count": .integer(Int64(failure.count)),
                        "detail": .text(failure.detail),
                    ]
                }),
        ]
    }

    /// Until the first certificate of the chain to end does.
    var validSeconds: Double {
        let end = identity.chain.map(\.validTo).min()
        return end.map { Double(Timestamp.now.duration(to: $0).components.seconds) } ?? 0
    }
}
