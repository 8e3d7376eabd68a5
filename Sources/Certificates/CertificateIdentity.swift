import COpenSSL

/// Whom a certificate is for.
package struct CertificateIdentity: Sendable, Hashable {
    /// Of alternative names that are looked at.
    static let nameLimit = 16

    package let commonName: String?
    package let organization: String?
    /// Among its alternative names, in their order.
    package let dnsNames: [String]

    /// - Throws: ``CertificateError`` for names that cannot be read or that are several where one is expected.
    package init(of certificate: Certificate) throws(CertificateError) {
        self = try Certificate.opened(certificate.der) { (pointer) throws(CertificateError) in
            try CertificateIdentity(pointer)
        }
    }

    private init(_ certificate: OpaquePointer) throws(CertificateError) {
        let subject = X509_get_subject_name(certificate)
        commonName = try DistinguishedName.entry(NID_commonName, of: subject)
        organization = try DistinguishedName.entry(NID_organizationName, of: subject)
        var names: [String] = []
        let alternatives = copenssl_alternative_names(certificate)
        defer { copenssl_free_names(alternatives) }
        for place in 0..<min(copenssl_count_names(alternatives), Int32(Self.nameLimit)) {
            guard let string = copenssl_dns_name(alternatives, place) else { continue }
            if let name = try DistinguishedName.text(string) { names.append(name) }
        }
        dnsNames = names
    }
}
