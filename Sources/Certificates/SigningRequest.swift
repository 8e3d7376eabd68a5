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
        guard let commonName = try Self.entry(NID_commonName, of: name) else {
            throw CertificateError("the request has no common name")
        }
        self.commonName = commonName
        organization = try Self.entry(NID_organizationName, of: name)
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

    /// The one entry of this kind; nil where there is none or it is empty.
    private static func entry(_ nid: Int32, of name: OpaquePointer?) throws(CertificateError) -> String? {
        let place = X509_NAME_get_index_by_NID(name, nid, -1)
        guard place >= 0 else { return nil }
        guard X509_NAME_get_index_by_NID(name, nid, place) < 0 else {
            throw CertificateError("the request names several where one is expected")
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)))
        guard count >= 0, let bytes else { throw CertificateError("a name in the request cannot be read") }
        defer { copenssl_free(bytes) }
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw CertificateError("a name in the request has control characters")
        }
        return text.isEmpty ? nil : text
    }
}
