import NIOSSL

/// Why a TLS handshake came to nothing. The raw value is the metric's word.
enum HandshakeFailure: String, Sendable, CaseIterable {
    /// The client went away.
    case closed
    case timedOut = "timed_out"
    /// Too many are under way.
    case busy
    /// Only versions before TLS 1.2 were offered.
    case version
    /// No cipher suite is common to both.
    case cipher
    /// The client's certificate is of no authority that is trusted here, or not valid.
    case certificate
    /// The client does not take our certificate, and says so.
    case refusedByClient = "refused_by_client"
    /// What came is not TLS.
    case notTLS = "not_tls"
    case other

    /// BoringSSL tells its reasons in words.
    private static let words: KeyValuePairs<String, HandshakeFailure> = [
        "EOF during handshake": .closed, "UNSUPPORTED_PROTOCOL": .version, "NO_SHARED_CIPHER": .cipher,
        "CERTIFICATE_VERIFY_FAILED": .certificate, "_ALERT_": .refusedByClient, "HTTP_REQUEST": .notTLS,
        "HTTPS_PROXY_REQUEST": .notTLS, "WRONG_VERSION_NUMBER": .notTLS,
    ]

    init(_ error: any Error) {
        let text = Self.detail(of: error)
        self = Self.words.first { text.contains($0.key) }?.value ?? .other
    }

    static func detail(of error: any Error) -> String {
        guard case NIOSSLError.handshakeFailed(.sslError(let errors)) = error else { return "\(error)" }
        return errors.map(\.description).joined(separator: "; ")
    }
}
