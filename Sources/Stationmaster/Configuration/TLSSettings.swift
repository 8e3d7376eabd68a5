/// Where the server speaks TLS, and the files that it needs for it.
struct TLSSettings: Sendable, Equatable {
    var port = 8443
    /// The server's certificate, and behind it those that signed it.
    var certificate: String
    var key: String
    /// Authorities whose client certificates are taken beside our own.
    var clientCA: String?

    init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Nil where there is to be no TLS.
    init?(from source: SettingSource) throws {
        let certificate = try source.text("STATIONMASTER_TLS_CERTIFICATE")
        let key = try source.text("STATIONMASTER_TLS_KEY")
        let port = try source.port("STATIONMASTER_TLS_PORT")
        let clientCA = try source.text("STATIONMASTER_TLS_CLIENT_CA")
        guard let certificate else {
            let other = [
                ("STATIONMASTER_TLS_KEY", key != nil), ("STATIONMASTER_TLS_PORT", port != nil),
                ("STATIONMASTER_TLS_CLIENT_CA", clientCA != nil),
            ].first { $0.1 }
            guard let other else { return nil }
            throw SettingError(
                "STATIONMASTER_TLS_CERTIFICATE is not set; with \(other.0) it should name a file with the server's certificate"
            )
        }
        guard let key else {
            throw SettingError(
                "STATIONMASTER_TLS_KEY is not set; with STATIONMASTER_TLS_CERTIFICATE it should name a file with its private key"
            )
        }
        self.init(certificate: certificate, key: key)
        self.port = port ?? self.port
        self.clientCA = clientCA
    }
}
