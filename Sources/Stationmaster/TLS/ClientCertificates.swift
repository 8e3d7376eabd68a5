import Certificates
import Charging
import JSON
import NIOCore
import NIOSSL
import WebSockets

/// Reads the certificates that clients have proven to have the keys of.
struct ClientCertificates: Sendable {
    /// Our own.
    private let authority: Certificate?

    /// - Parameter authority: our own, in PEM; nil where there is none.
    init(authority: String?) throws {
        self.authority = try authority.map { try Certificate.chain(pem: $0) }?.first
    }

    /// Nil where the client showed none. Its chain was verified in the handshake.
    func certificate(of request: UpgradeRequest) async -> ClientCertificate? {
        guard request.isSecure else { return nil }
        let channel = request.channel
        // A connection that is gone has none, and needs none.
        let der = try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes()
        }.get()
        return der.map(read)
    }

    /// One whose names cannot be read is nobody's.
    func read(_ der: [UInt8]) -> ClientCertificate {
        guard let certificate = try? Certificate(der: der), let identity = try? CertificateIdentity(of: certificate),
            let isOwn = try? authority.map({ try certificate.isSigned(by: $0) }) ?? false
        else {
            return ClientCertificate(
                names: [], organization: nil, serialNumber: "", validTo: Timestamp(microseconds: .max), isOwn: false)
        }
        return ClientCertificate(
            names: [identity.commonName].compactMap(\.self) + identity.dnsNames, organization: identity.organization,
            serialNumber: certificate.serialNumber, validTo: certificate.validTo,
            isOwn: isOwn)
    }
}
