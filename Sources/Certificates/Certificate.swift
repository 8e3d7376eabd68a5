import COpenSSL
package import Charging
package import JSON

#if canImport(Glibc)
    import Glibc
#endif

/// What a certificate says (RFC 5280), as text that can be shown.
package struct Certificate: Sendable, Hashable {
    /// How many a chain may have.
    package static let chainLimit = 8
    /// Of PEM that is looked at.
    package static let sizeLimit = 64 << 10

    /// RFC 2253.
    package let subject: String
    package let issuer: String
    /// Hexadecimal, as in OCPP's certificate hash data: without leading zeros.
    package let serialNumber: String
    package let validFrom: Timestamp
    package let validTo: Timestamp
    /// SHA-256 of the whole, hexadecimal.
    package let fingerprint: String
    package let der: [UInt8]

    /// One or more certificates in PEM, in their order.
    ///
    /// - Throws: ``CertificateError``.
    package static func chain(pem: String) throws(CertificateError) -> [Certificate] {
        guard pem.utf8.count <= sizeLimit else { throw CertificateError("it is longer than \(sizeLimit) bytes") }
        let bytes = Array(pem.utf8)
        let found = try Memory.reading(bytes) { (bio) throws(CertificateError) in
            var found: [Certificate] = []
            while let pointer = copenssl_read_certificate(bio) {
                let certificate = try Owned(pointer, { X509_free($0) }, or: "")
                found.append(try Certificate(certificate.pointer))
                guard found.count <= chainLimit else {
                    throw CertificateError("there are more than \(chainLimit) certificates")
                }
            }
            return found
        }
        ERR_clear_error()
        guard !found.isEmpty else { throw CertificateError("this is no certificate in PEM") }
        return found
    }

    package init(der: [UInt8]) throws(CertificateError) {
        self = try Certificate.opened(der) { (pointer) throws(CertificateError) in try Certificate(pointer) }
    }

    init(_ pointer: OpaquePointer) throws(CertificateError) {
        subject = try Self.text(of: X509_get_subject_name(pointer))
        issuer = try Self.text(of: X509_get_issuer_name(pointer))
        serialNumber = try Self.hexadecimal(X509_get0_serialNumber(pointer))
        validFrom = try Self.time(X509_get0_notBefore(pointer))
        validTo = try Self.time(X509_get0_notAfter(pointer))
        der = try Memory.written { i2d_X509_bio($0, pointer) == 1 }
        fingerprint = try Self.digest(der).hexadecimal
    }

    /// OCPP's way to name a certificate (security whitepaper edition 2, section 6, CertificateHashDataType).
    ///
    /// - Parameter issuer: the certificate that it was signed with; its own for a root.
    package func hashes(issuer: Certificate) throws(CertificateError) -> CertificateHashes {
        CertificateHashes(
            algorithm: .sha256, issuerNameHash: try issuerNameHash(), issuerKeyHash: try issuer.keyHash(),
            serialNumber: serialNumber)
    }

    /// SHA-256 of the issuer's name as it stands in this certificate, hexadecimal.
    package func issuerNameHash() throws(CertificateError) -> String {
        let name = try Certificate.opened(der) { (pointer) throws(CertificateError) in
            var bytes: UnsafePointer<UInt8>?
            var count = 0
            guard let name = X509_get_issuer_name(pointer), X509_NAME_get0_der(name, &bytes, &count) == 1, let bytes
            else { throw CertificateError("the issuer has no name") }
            return Array(UnsafeBufferPointer(start: bytes, count: count))
        }
        return try Self.digest(name).hexadecimal
    }

    /// SHA-256 of this certificate's public key, hexadecimal.
    package func keyHash() throws(CertificateError) -> String {
        let key = try Certificate.opened(der) { (pointer) throws(CertificateError) in
            guard let key = X509_get0_pubkey_bitstr(pointer), let data = ASN1_STRING_get0_data(key) else {
                throw CertificateError("the certificate has no key")
            }
            return Array(UnsafeBufferPointer(start: data, count: Int(ASN1_STRING_length(key))))
        }
        return try Self.digest(key).hexadecimal
    }

    /// Whether the other one signed it, under the name that it gives.
    package func isIssued(by issuer: Certificate) throws(CertificateError) -> Bool {
        try Certificate.opened(issuer.der) { (issuer) throws(CertificateError) in
            try Certificate.opened(der) { (certificate) throws(CertificateError) in
                guard let key = X509_get0_pubkey(issuer) else { return false }
                defer { ERR_clear_error() }
                return X509_check_issued(issuer, certificate) == X509_V_OK && X509_verify(certificate, key) == 1
            }
        }
    }

    /// - Throws: ``CertificateError`` outside of its time.
    package func check(at now: Timestamp) throws(CertificateError) {
        guard validFrom <= now, now <= validTo else {
            throw CertificateError("the certificate of \(subject) is valid from \(validFrom) to \(validTo)")
        }
    }

    /// Works on OpenSSL's form of a certificate, for the time of the body.
    static func opened<Result>(
        _ der: [UInt8], _ body: (OpaquePointer) throws(CertificateError) -> Result
    ) throws(CertificateError) -> Result {
        guard der.count <= sizeLimit else { throw CertificateError("it is longer than \(sizeLimit) bytes") }
        let pointer = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_X509(nil, &start, bytes.count)
        }
        let certificate = try Owned(pointer, { X509_free($0) }, or: "this is no certificate")
        return try body(certificate.pointer)
    }

    // MARK: - Parts

    static func text(of name: OpaquePointer?) throws(CertificateError) -> String {
        guard let name else { throw CertificateError("a name is missing") }
        let bytes = try Memory.written { copenssl_print_name($0, name) == 1 }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func digest(_ bytes: [UInt8]) throws(CertificateError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil) == 1, count == 32 else {
            throw CertificateError("it could not be hashed")
        }
        return digest
    }

    private static func hexadecimal(_ number: UnsafePointer<ASN1_INTEGER>?) throws(CertificateError) -> String {
        let value = try Owned(ASN1_INTEGER_to_BN(number, nil), { BN_free($0) }, or: "the serial number is missing")
        guard let text = BN_bn2hex(value.pointer) else { throw CertificateError("the serial number cannot be read") }
        defer { copenssl_free(text) }
        let digits = String(cString: text).lowercased().drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    private static func time(_ time: UnsafePointer<ASN1_TIME>?) throws(CertificateError) -> Timestamp {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else {
            throw CertificateError("a time cannot be read")
        }
        return Timestamp(microseconds: Int64(timegm(&parts)) * 1_000_000)
    }
}
