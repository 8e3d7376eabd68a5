import COpenSSL
package import JSON

extension Certificate {
    /// Whether each certificate of a chain is valid now and signed by the next.
    ///
    /// - Throws: ``CertificateError`` that says which is not.
    package static func check(_ chain: [Certificate], at now: Timestamp) throws(CertificateError) {
        for certificate in chain {
            guard certificate.validFrom <= now, now <= certificate.validTo else {
                throw CertificateError(
                    "the certificate of \(certificate.subject) is valid from \(certificate.validFrom) to \(certificate.validTo)"
                )
            }
        }
        for (certificate, issuer) in zip(chain, chain.dropFirst()) {
            guard try certificate.isSigned(by: issuer) else {
                throw CertificateError("the certificate of \(certificate.subject) is not signed by the one after it")
            }
        }
    }

    /// Whether it names this issuer and was signed with the issuer's key.
    package func isSigned(by issuer: Certificate) throws(CertificateError) -> Bool {
        try Certificate.opened(issuer.der) { (issuer) throws(CertificateError) in
            try Certificate.opened(der) { (certificate) throws(CertificateError) in
                guard let key = X509_get0_pubkey(issuer) else { return false }
                defer { ERR_clear_error() }
                return X509_check_issued(issuer, certificate) == X509_V_OK && X509_verify(certificate, key) == 1
            }
        }
    }
}
