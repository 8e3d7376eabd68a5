import COpenSSL

/// Why a certificate, a request or a signature is not taken, in words for whoever sent it.
package struct CertificateError: Error, Hashable, CustomStringConvertible {
    package var message: String
    package var description: String { message }

    /// Also forgets what OpenSSL noted of it, which would else be taken for the next failure.
    package init(_ message: String) {
        ERR_clear_error()
        self.message = message
    }
}
