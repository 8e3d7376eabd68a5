import COpenSSL

/// The name of whom a certificate or a request is for.
enum DistinguishedName {
    /// The one entry of this kind; nil where there is none or it is empty.
    static func entry(_ nid: Int32, of name: OpaquePointer?) throws(CertificateError) -> String? {
        let place = X509_NAME_get_index_by_NID(name, nid, -1)
        guard place >= 0 else { return nil }
        guard X509_NAME_get_index_by_NID(name, nid, place) < 0 else {
            throw CertificateError("it names several where one is expected")
        }
        return try text(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)))
    }

    /// In UTF-8; nil where it is empty.
    static func text(_ string: UnsafePointer<ASN1_STRING>?) throws(CertificateError) -> String? {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&bytes, string)
        guard count >= 0, let bytes else { throw CertificateError("a name in it cannot be read") }
        defer { copenssl_free(bytes) }
        let text = String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw CertificateError("a name in it has control characters")
        }
        return text.isEmpty ? nil : text
    }

    static func add(_ nid: Int32, _ text: String, to name: OpaquePointer?) throws(CertificateError) {
        let bytes = Array(text.utf8)
        guard
            X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, bytes, Int32(clamping: bytes.count), -1, 0) == 1
        else { throw CertificateError("\"\(text.prefix(80))\" cannot stand in a certificate") }
    }
}
