import COpenSSL
package import JSON

/// A certificate authority of our own, which signs what chargers ask for and nothing else.
package struct LocalAuthority: Sendable {
    /// How long its own certificate is good.
    private static let lifetime = Duration.seconds(20 * 365 * 86_400)
    /// How long a charger's is.
    package static let certificateLifetime = Duration.seconds(2 * 365 * 86_400)
    /// Clocks of chargers that are a little behind take a new certificate all the same.
    private static let allowance = Duration.seconds(3600)

    /// PEM.
    package let certificate: String
    /// PKCS #8 in DER; whoever has it can sign in our name.
    package let key: [UInt8]

    package init(certificate: String, key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }

    /// A new one with a key on the curve P-256.
    package static func make(name: String, at now: Timestamp) throws(CertificateError) -> LocalAuthority {
        let key = try Owned(copenssl_make_key(), { EVP_PKEY_free($0) }, or: "no key could be made")
        let draft = try Draft(from: now, for: lifetime)
        try draft.name(X509_get_subject_name(draft.pointer), commonName: name, organization: nil)
        guard X509_set_issuer_name(draft.pointer, X509_get_subject_name(draft.pointer)) == 1,
            X509_set_pubkey(draft.pointer, key.pointer) == 1
        else { throw CertificateError("the certificate could not be made") }
        try draft.extend(
            by: draft.pointer,
            [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ])
        let pem = try draft.signed(by: key.pointer)
        let der = try Memory.written { i2d_PKCS8PrivateKeyInfo_bio($0, key.pointer) == 1 }
        return LocalAuthority(certificate: pem, key: der)
    }

    /// A client certificate for a charger.
    ///
    /// - Parameter organization: stands in the certificate, whatever the request says.
    /// - Returns: the certificate in PEM.
    package func sign(
        _ request: SigningRequest, organization: String, at now: Timestamp
    ) throws(CertificateError) -> String {
        guard let own = try Certificate.chain(pem: certificate).first else {
            throw CertificateError("the authority has no certificate")
        }
        let key = try privateKey()
        return try Certificate.opened(own.der) { (issuer) throws(CertificateError) in
            let draft = try Draft(from: now.advanced(by: .zero - Self.allowance), for: Self.certificateLifetime)
            try draft.name(
                X509_get_subject_name(draft.pointer), commonName: request.commonName, organization: organization)
            let isSet = try request.opened { (request) throws(CertificateError) in
                X509_set_pubkey(draft.pointer, X509_REQ_get0_pubkey(request)) == 1
                    && X509_set_issuer_name(draft.pointer, X509_get_subject_name(issuer)) == 1
            }
            guard isSet else { throw CertificateError("the certificate could not be made") }
            try draft.extend(
                by: issuer,
                [
                    (NID_basic_constraints, "critical,CA:FALSE"),
                    (NID_key_usage, "critical,digitalSignature,keyAgreement"), (NID_ext_key_usage, "clientAuth"),
                    (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid:always"),
                ])
            return try draft.signed(by: key.pointer)
        }
    }

    private func privateKey() throws(CertificateError) -> Owned {
        let pointer = key.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &start, bytes.count)
        }
        return try Owned(pointer, { EVP_PKEY_free($0) }, or: "the authority's key cannot be read")
    }
}

/// A certificate while it is being made.
private struct Draft: ~Copyable {
    private let certificate: Owned
    var pointer: OpaquePointer { certificate.pointer }

    /// With a random serial number of 127 bits.
    init(from start: Timestamp, for lifetime: Duration) throws(CertificateError) {
        let made = try Owned(X509_new(), { X509_free($0) }, or: "there is no memory")
        let number = try Owned(BN_new(), { BN_free($0) }, or: "there is no memory")
        let seconds = start.microseconds / 1_000_000
        guard X509_set_version(made.pointer, 2) == 1,
            BN_rand(number.pointer, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1,
            BN_to_ASN1_INTEGER(number.pointer, X509_get_serialNumber(made.pointer)) != nil,
            ASN1_TIME_set(X509_getm_notBefore(made.pointer), Int(seconds)) != nil,
            ASN1_TIME_set(
                X509_getm_notAfter(made.pointer), Int(seconds + lifetime.components.seconds)) != nil
        else { throw CertificateError("the certificate could not be made") }
        certificate = made
    }

    func name(_ name: OpaquePointer?, commonName: String, organization: String?) throws(CertificateError) {
        if let organization {
            let shortened = String(organization.unicodeScalars.prefix(64).map(Character.init))
            try DistinguishedName.add(NID_organizationName, shortened, to: name)
        }
        try DistinguishedName.add(NID_commonName, commonName, to: name)
    }

    func extend(by issuer: OpaquePointer, _ extensions: [(Int32, String)]) throws(CertificateError) {
        for (nid, value) in extensions {
            guard copenssl_add_extension(pointer, issuer, nid, value) == 1 else {
                throw CertificateError("the certificate could not be made")
            }
        }
    }

    func signed(by key: OpaquePointer) throws(CertificateError) -> String {
        guard X509_sign(pointer, key, EVP_sha256()) > 0 else {
            throw CertificateError("the certificate could not be signed")
        }
        let pointer = pointer
        return String(decoding: try Memory.written { PEM_write_bio_X509($0, pointer) == 1 }, as: UTF8.self)
    }
}
