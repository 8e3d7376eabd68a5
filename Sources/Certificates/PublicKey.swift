import COpenSSL

/// Which keys are strong enough, for certificates and signatures alike (security whitepaper edition 2, section 3: at
/// least 112 bits of security).
enum PublicKey {
    static let rsaBits = 2048
    static let curves = ["prime256v1", "secp384r1", "secp521r1"]

    /// - Throws: ``CertificateError`` that says what would do.
    static func check(_ key: OpaquePointer) throws(CertificateError) {
        if copenssl_is_kind(key, EVP_PKEY_RSA) == 1 {
            let bits = Int(EVP_PKEY_get_bits(key))
            guard bits >= rsaBits else {
                throw CertificateError("the RSA key has \(bits) bits; at least \(rsaBits) are needed")
            }
            guard bits <= 16_384 else { throw CertificateError("the RSA key has \(bits) bits; 16384 are the most") }
            return
        }
        guard copenssl_is_kind(key, EVP_PKEY_EC) == 1 else {
            throw CertificateError("the key is neither RSA nor on an elliptic curve")
        }
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else {
            throw CertificateError("the key's curve has no name")
        }
        let curve = String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard curves.contains(curve) else {
            throw CertificateError("the curve \(curve) is not one of P-256, P-384 and P-521")
        }
    }
}
