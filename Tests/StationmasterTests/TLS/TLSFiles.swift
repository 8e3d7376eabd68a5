import Foundation
import TestSupport

@testable import Stationmaster

/// A server's certificate and key in files, made by OpenSSL's command.
struct TLSFiles {
    let command: OpenSSLCommand

    init() throws {
        command = try OpenSSLCommand()
        try make("server", "prime256v1")
    }

    func path(_ name: String) -> String { command.folder.appending(path: name).path }

    var settings: TLSSettings { TLSSettings(certificate: path("server.pem"), key: path("server.key")) }

    /// `NAME.pem` and `NAME.key`.
    func make(_ name: String, _ kind: String, days: Int = 30) throws {
        try command.key(name, kind)
        _ = try command.selfSigned(name, subject: "/CN=\(name).example", days: days)
    }
}
