import COpenSSL
package import Charging
package import JSON

/// Whether firmware is what its signer signed: SHA-256 with RSA (PKCS #1 v1.5 or PSS) or ECDSA, as chargers check it.
///
/// The chain is checked in itself: each certificate is signed by the next and valid now. Which root to trust is known to the
/// charger, by its manufacturer's root certificate.
package enum FirmwareSignatureCheck {
    /// - Parameter digest: SHA-256 of the whole file.
    /// - Throws: ``CertificateError``.
    package static func verify(
        _ signature: FirmwareSignature, digest: [UInt8], at now: Timestamp
    ) throws(CertificateError) {
        try verify(signature.signature, by: try signers(pem: signature.certificate, at: now), digest: digest)
    }

    /// The signing certificate and those above it, each of which is good in itself and at that time.
    ///
    /// - Throws: ``CertificateError``.
    package static func signers(pem: String, at now: Timestamp) throws(CertificateError) -> [Certificate] {
        let chain = try Certificate.chain(pem: pem)
        try Certificate.check(chain, at: now)
        return chain
    }

    /// - Parameters:
    ///   - signature: Base64.
    ///   - chain: as ``signers(pem:at:)`` found it.
    ///   - digest: SHA-256 of the whole file.
    /// - Throws: ``CertificateError``.
    package static func verify(
        _ signature: String, by chain: [Certificate], digest: [UInt8]
    ) throws(CertificateError) {
        guard digest.count == 32 else { throw CertificateError("there is no SHA-256 of the file") }
        guard let bytes = Base64.decode(signature), !bytes.isEmpty else {
            throw CertificateError("the signature is not Base64")
        }
        guard let signer = chain.first else { throw CertificateError("there is no signing certificate") }
        try Certificate.opened(signer.der) { (certificate) throws(CertificateError) in
            guard let key = X509_get0_pubkey(certificate) else { throw CertificateError("the certificate has no key") }
            try PublicKey.check(key)
            let paddings: [Int32?] =
                copenssl_is_kind(key, EVP_PKEY_RSA) == 1 ? [RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING] : [nil]
            for padding in paddings where try isValid(bytes, of: digest, by: key, padding) { return }
            throw CertificateError("the signature does not belong to this file and certificate")
        }
    }

    private static func isValid(
        _ signature: [UInt8], of digest: [UInt8], by key: OpaquePointer, _ padding: Int32?
    ) throws(CertificateError) -> Bool {
        let context = try Owned(
            EVP_PKEY_CTX_new(key, nil), { EVP_PKEY_CTX_free($0) }, or: "the key cannot verify")
        defer { ERR_clear_error() }
        guard EVP_PKEY_verify_init(context.pointer) == 1 else { return false }
        if let padding {
            guard EVP_PKEY_CTX_set_rsa_padding(context.pointer, padding) == 1 else { return false }
        }
        guard EVP_PKEY_CTX_set_signature_md(context.pointer, EVP_sha256()) == 1 else { return false }
        return EVP_PKEY_verify(context.pointer, signature, signature.count, digest, digest.count) == 1
    }
}
