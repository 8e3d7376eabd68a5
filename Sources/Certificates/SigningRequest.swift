import COpenSSL

/// A charger's request for a certificate of its own (PKCS #10, RFC 2986): whose, and that whoever asks has the key.
package struct SigningRequest: Sendable, Hashable {
    /// OCPP's limit of a CSR.
    package static let sizeLimit = 5500

    package let commonName: String
    package let organization: String?
    let der: [UInt8]

    /// - Throws: ``CertificateError`` for what is no request, is not signed by its own key, has too weak a key, or names
    ///   nobody.
    package init(pem: String) throws(CertificateError) {
        guard pem.utf8.count <= Self.sizeLimit else {
            throw CertificateError("the request is longer than \(Self.sizeLimit) bytes")
        }
        let pointer = try Memory.reading(Array(pem.utf8)) { (bio) throws(CertificateError) in
            copenssl_read_request(bio)
        }
        let request = try Owned(pointer, { X509_REQ_free($0) }, or: "this is no certificate request in PEM")
        let key = try Owned(
            X509_REQ_get_pubkey(request.pointer), { EVP_PKEY_free($0) }, or: "the request's key cannot be read")
        try PublicKey.check(key.pointer)
        guard X509_REQ_verify(request.pointer, key.pointer) == 1 else {
            throw CertificateError("the request is not signed by the key that it is for")
        }
        let name = X509_REQ_get_subject_name(request.pointer)
        guard let commonName = try DistinguishedName.entry(NID_commonName, of: name) else {
            throw CertificateError("the request has no common name")
        }
        self.commonName = commonName
        organization = try DistinguishedName.entry(NID_organizationName, of: name)
        der = try Memory.written { i2d_X509_REQ_bio($0, request.pointer) == 1 }
    }

    /// Works on OpenSSL's form of the request, for the time of the body.
    func opened<Result>(
        _ body: (OpaquePointer) throws(CertificateError) -> Result
    ) throws(CertificateError) -> Result {
        let pointer = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_X509_REQ(nil, &start, bytes.count)
        }
        let request = try Owned(pointer, { X509_REQ_free($0) }, or: "this is no certificate request")
        return try body(request.pointer)
    }
}
