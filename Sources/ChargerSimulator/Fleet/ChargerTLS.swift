import Certificates
import NIOCore
import NIOSSL
import OCPP
import WebSockets

/// How the charge points of a fleet speak TLS: whom they trust, and with which certificate they show who they are.
///
/// Security profiles 2 and 3 of the security whitepaper, section 2. A charge point that was given a certificate of its own
/// shows it, and otherwise that of the fleet; with either it sends no password.
struct ChargerTLS: Sendable {
    /// PEM.
    struct Identity: Sendable, Hashable {
        var chain: String
        var key: String
    }

    private let trusted: [NIOSSLCertificate]
    private let fleet: Identity?
    /// Of charge points that were given nothing of their own, as most are.
    private let common: NIOSSLContext

    /// - Parameter authorities: PEM; nil: those that the system trusts.
    /// - Throws: for what is no certificate, or a key of another one.
    init(authorities: String?, identity: Identity?) throws {
        trusted = try authorities.map { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) } ?? []
        fleet = identity
        common = try Self.context(trusting: trusted, identity)
    }

    func hasIdentity(_ certificates: ChargerCertificates) -> Bool { (certificates.identity ?? fleet) != nil }

    /// The layer for one connection.
    func layer(to host: String, of certificates: ChargerCertificates) -> @Sendable (any Channel) throws -> Void {
        let roots = certificates.roots.filter { $0.use == .centralSystemRoot }.map(\.certificate.der)
        let own = certificates.identity
        return { channel in
            let context =
                own == nil && roots.isEmpty
                ? common
                : try Self.context(
                    trusting: trusted + roots.map { try NIOSSLCertificate(bytes: $0, format: .der) }, own ?? fleet)
            // An address is compared with the certificate as an address.
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            let handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
    }

    private static func context(trusting roots: [NIOSSLCertificate], _ identity: Identity?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if !roots.isEmpty { configuration.trustRoots = .certificates(roots) }
        if let identity {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(identity.chain.utf8))
                .map { .certificate($0) }
            configuration.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(identity.key.utf8), format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
