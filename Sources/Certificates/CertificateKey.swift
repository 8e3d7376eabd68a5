import COpenSSL

/// A key of a charger's own, by which it asks for a certificate and knows its own when it comes.
package struct CertificateKey: Sendable, Hashable {
    /// PKCS #8 in DER.
    private let der: [UInt8]

    /// A new one on the curve P-256.
    package static func make() throws(CertificateError) -> CertificateKey {
        let key = try Owned(copenssl_make_key(), { EVP_PKEY_free($0) }, or: "no key could be made")
        return CertificateKey(der: try Memory.written { i2d_PKCS8PrivateKeyInfo_bio($0, key.pointer) == 1 })
    }

    /// A request that ``SigningRequest`` reads (PKCS #10, RFC 2986), in PEM.
    package func request(commonName: String, organization: String?) throws(CertificateError) -> String {
        let key = try opened()
        let request = try Owned(X509_REQ_new(), { X509_REQ_free($0) }, or: "there is no memory")
        let name = X509_REQ_get_subject_name(request.pointer)
        if let organization { try DistinguishedName.add(NID_organizationName, organization, to: name) }
        try DistinguishedName.add(NID_commonName, commonName, to: name)
        guard X509_REQ_set_version(request.pointer, 0) == 1, X509_REQ_set_pubkey(request.pointer, key.pointer) == 1,
            X509_REQ_sign(request.pointer, key.pointer, EVP_sha256()) > 0
        else { throw CertificateError("the request could not be signed") }
        let pointer = request.pointer
        return String(decoding: try Memory.written { PEM_write_bio_X509_REQ($0, pointer) == 1 }, as: UTF8.self)
    }

    /// PKCS #8 in PEM, not encrypted.
    package func pem() throws(CertificateError) -> String {
        let key = try opened()
        return String(
            decoding: try Memory.written { PEM_write_bio_PKCS8PrivateKey($0, key.pointer, nil, nil, 0, nil, nil) == 1 },
            as: UTF8.self)
    }

    /// Whether the certificate is for this key.
    package func belongs(to certificate: Certificate) throws(CertificateError) -> Bool {
        let key = try opened()
        return try Certificate.opened(certificate.der) { (certificate) throws(CertificateError) in
            defer { ERR_clear_error() }
            return X509_check_private_key(certificate, key.pointer) == 1
        }
    }

    private func opened() throws(CertificateError) -> Owned {
        let pointer = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &start, bytes.count)
        }
        return try Owned(pointer, { EVP_PKEY_free($0) }, or: "the key cannot be read")
    }
}
