import Certificates
import JSON
import OCPP

/// The certificates that a virtual charge point keeps: those that it trusts, and its own.
///
/// Over `wss://` they guard its connection (``ChargerTLS``).
struct ChargerCertificates: Equatable, Sendable {
    struct Root: Equatable, Sendable {
        let use: OCPP16.CertificateUse
        let certificate: Certificate
        let hashes: OCPP16.CertificateHashData
    }

    /// CertificateStoreMaxLength.
    static let mostRoots = 8

    private(set) var roots: [Root] = []
    /// Of the request that was made last.
    private var key: CertificateKey?
    private(set) var own: Certificate?
    /// With the certificate's chain and its key.
    private(set) var identity: ChargerTLS.Identity?

    // MARK: What it trusts

    /// - Throws: why it is not taken.
    mutating func install(_ pem: String, for use: OCPP16.CertificateUse, at now: Timestamp) throws(CertificateError) {
        let chain = try Certificate.chain(pem: pem)
        guard chain.count == 1, let certificate = chain.first else {
            throw CertificateError("there are \(chain.count) certificates where one is expected")
        }
        try certificate.check(at: now)
        guard !roots.contains(where: { $0.use == use && $0.certificate == certificate }) else { return }
        guard roots.count < Self.mostRoots else { throw CertificateError("there are \(Self.mostRoots) already") }
        let issuer = try issuer(of: certificate)
        let hashes = OCPP16.CertificateHashData(
            hashAlgorithm: .sha256, issuerNameHash: try certificate.issuerNameHash(),
            issuerKeyHash: try issuer.keyHash(), serialNumber: certificate.serialNumber)
        roots.append(Root(use: use, certificate: certificate, hashes: hashes))
    }

    /// Itself, for a root.
    private func issuer(of certificate: Certificate) throws(CertificateError) -> Certificate {
        for candidate in [certificate] + roots.map(\.certificate) where try certificate.isIssued(by: candidate) {
            return candidate
        }
        throw CertificateError("its issuer \(certificate.issuer) is not known")
    }

    /// False where there is none of that name; other hashes than SHA-256 name none.
    mutating func delete(_ hashes: OCPP16.CertificateHashData) -> Bool {
        let before = roots.count
        roots.removeAll { $0.hashes.names(the: hashes) }
        return roots.count < before
    }

    func hashes(of use: OCPP16.CertificateUse) -> [OCPP16.CertificateHashData] {
        roots.filter { $0.use == use }.map(\.hashes)
    }

    /// - Throws: where manufacturers are known and none of them vouches for the chain; a charge point that knows none
    ///   takes anybody's firmware.
    func checkManufacturer(of chain: [Certificate]) throws(CertificateError) {
        let manufacturers = roots.filter { $0.use == .manufacturerRoot }.map(\.certificate)
        guard let highest = chain.last, !manufacturers.isEmpty else { return }
        if manufacturers.contains(highest) { return }
        for manufacturer in manufacturers where try highest.isIssued(by: manufacturer) { return }
        throw CertificateError("no manufacturer that is known vouches for \(highest.subject)")
    }

    // MARK: Its own

    /// A request with a new key, in PEM.
    mutating func request(commonName: String, organization: String?) throws(CertificateError) -> String {
        let key = try CertificateKey.make()
        let request = try key.request(commonName: commonName, organization: organization)
        self.key = key
        return request
    }

    /// Takes what was asked for.
    ///
    /// - Throws: why it is not taken.
    mutating func take(_ pem: String, at now: Timestamp) throws(CertificateError) {
        guard let certificate = try Certificate.chain(pem: pem).first else {
            throw CertificateError("there is no certificate")
        }
        guard let key, try key.belongs(to: certificate) else {
            throw CertificateError("it is for another key than the one of the request")
        }
        try certificate.check(at: now)
        identity = ChargerTLS.Identity(chain: pem, key: try key.pem())
        own = certificate
    }
}

extension OCPP16.CertificateHashData {
    /// Digits may be written in either case.
    fileprivate func names(the other: OCPP16.CertificateHashData) -> Bool {
        hashAlgorithm == other.hashAlgorithm && issuerNameHash.lowercased() == other.issuerNameHash.lowercased()
            && issuerKeyHash.lowercased() == other.issuerKeyHash.lowercased()
            && serialNumber.lowercased() == other.serialNumber.lowercased()
    }
}
