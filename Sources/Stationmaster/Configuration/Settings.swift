import Charging
import Foundation
import Mail

/// Everything that can be set from outside, read once at the start and checked as a whole.
struct Settings: Sendable {
    /// Absent: a private PostgreSQL under `dataDirectory`.
    var databaseURL: String?
    var dataDirectory = ".data"
    var httpHost = "127.0.0.1"
    var httpPort = 8080
    var opsHost = "127.0.0.1"
    var opsPort = 8081
    var opsToken: String?
    /// Absent: no TLS.
    var tls: TLSSettings?
    var trustedProxies = TrustedProxies()
    /// Below it no station is admitted.
    var minimumSecurityProfile = SecurityProfile.unproven
    var secretKeyFile: String?
    var adminEmail: String?
    var adminPassword: String?
    var callTimeout: Duration = .seconds(30)
    var pingInterval: Duration = .seconds(20)
    /// What addresses begin with that are told to others, without a slash at the end. Absent: where they reached us.
    var publicURL: String?
    /// Who runs this server, for the page that says so; nil where nobody wrote it down.
    var imprint: String?
    /// Absent: mails are written into a folder.
    var smtpURL: String?
    var mailFrom = "Stationmaster <stationmaster@localhost>"
    var webhooks = WebhookAddresses()
    /// Of one file that a station leaves, in bytes.
    var uploadLimit: Int64 = 100 << 20
    /// How long files that stations left are kept.
    var keepUploads = Duration.seconds(90 * 86_400)
    /// Of one image of firmware, in bytes.
    var firmwareLimit: Int64 = 1 << 30
    /// Messages of chargers that offer permessage-deflate are compressed.
    var compressesOCPP = true
    var logLevel = "info"
    /// The file that traces are written into; nil: nowhere.
    var traceFile: String?
    /// The demo lets everyone see traces, whatever is set.
    var traceAccess = TraceAccess.operators
    /// A folder of documents that clients may name by their hash.
    var graphQLDocuments: String?
    var graphQLPolicy = GraphQLPolicy()
    var recording = RecordingSettings()
    /// Where `Schema/` is found, when not beside the binary or in the working directory.
    var resources: String?

    var hasPrivateDatabase: Bool { databaseURL == nil }
    var isLoopback: Bool { Self.isLoopback(httpHost) }

    /// Where others reach this server, `http://host:port`; nil where it listens on every address, or on a port of the
    /// system's choice.
    var listener: String? {
        guard httpPort != 0, !["0.0.0.0", "::"].contains(httpHost) else { return nil }
        return "http://\(httpHost.contains(":") ? "[\(httpHost)]" : httpHost):\(httpPort)"
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

/// A setting that cannot be used, in one line: its name, its value, and what would be right.
struct SettingError: Error, CustomStringConvertible {
    var description: String

    init(_ name: String, value: String, expected: String) {
        description = "\(name) is \"\(value)\"; it should be \(expected)"
    }

    init(_ description: String) { self.description = description }
}

extension Settings {
    /// Reads every setting: flags win over the environment, the environment over the file that `STATIONMASTER_CONFIG` names.
    ///
    /// - Throws: ``SettingError`` for the first wrong value, or a `STATIONMASTER_` name that is none of ours.
    init(from source: SettingSource) throws {
        try source.refuseUnknownNames()
        self.init()
        databaseURL = try source.text("DATABASE_URL")
        dataDirectory = try source.text("STATIONMASTER_DATA_DIR") ?? dataDirectory
        httpHost = try source.text("STATIONMASTER_HTTP_HOST") ?? httpHost
        httpPort = try source.port("STATIONMASTER_HTTP_PORT") ?? httpPort
        opsHost = try source.text("STATIONMASTER_OPS_HOST") ?? opsHost
        opsPort = try source.port("STATIONMASTER_OPS_PORT") ?? opsPort
        opsToken = try source.text("STATIONMASTER_OPS_TOKEN")
        try readSecurity(source)
        secretKeyFile = try source.text("STATIONMASTER_SECRET_KEY_FILE")
        adminEmail = try source.text("STATIONMASTER_ADMIN_EMAIL")
        adminPassword = try source.text("STATIONMASTER_ADMIN_PASSWORD")
        callTimeout = try source.duration("STATIONMASTER_CALL_TIMEOUT", atLeast: .seconds(1)) ?? callTimeout
        pingInterval = try source.duration("STATIONMASTER_PING_INTERVAL", atLeast: .seconds(1)) ?? pingInterval
        try readFiles(source)
        try readMail(source)
        webhooks = try WebhookAddresses(from: source)
        compressesOCPP = try source.flag("STATIONMASTER_OCPP_DEFLATE") ?? compressesOCPP
        logLevel =
            try source.value("STATIONMASTER_LOG_LEVEL", expected: "one of \(Self.logLevels.joined(separator: ", "))") {
                Self.logLevels.contains($0.lowercased()) ? $0.lowercased() : nil
            } ?? logLevel
        traceAccess =
            try source.value(
                "STATIONMASTER_GRAPHQL_TRACE",
                expected: "one of \(TraceAccess.allCases.map(\.rawValue).joined(separator: ", "))"
            ) { TraceAccess(rawValue: $0) } ?? traceAccess
        traceFile = try source.text("STATIONMASTER_TRACE_FILE")
        resources = try source.text("STATIONMASTER_RESOURCES")
        try readGraphQL(source)
        recording = try RecordingSettings(from: source)
        try checkTogether()
    }

    private mutating func readSecurity(_ source: SettingSource) throws {
        tls = try TLSSettings(from: source)
        trustedProxies =
            try source.value(
                "STATIONMASTER_TRUSTED_PROXIES", expected: "addresses and networks such as 192.0.2.1, 10.0.0.0/8"
            ) { TrustedProxies($0) } ?? trustedProxies
        minimumSecurityProfile =
            try source.value("STATIONMASTER_MIN_SECURITY_PROFILE", expected: "0, 1, 2 or 3") {
                Int($0).flatMap(SecurityProfile.init(rawValue:))
            } ?? (isLoopback ? .unproven : .password)
    }

    private mutating func readFiles(_ source: SettingSource) throws {
        publicURL = try source.value(
            "STATIONMASTER_PUBLIC_URL", expected: "an address such as https://csms.example, without a query"
        ) { text in
            guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
                url.host()?.isEmpty == false, url.query() == nil, url.fragment() == nil, url.user() == nil
            else { return nil }
            return text.hasSuffix("/") ? String(text.dropLast()) : text
        }
        imprint = try source.value(
            "STATIONMASTER_IMPRINT", expected: "the path of a file of plain text (UTF-8), up to 64 KiB"
        ) { path in
            guard let file = FileHandle(forReadingAtPath: path), let bytes = try? file.read(upToCount: (64 << 10) + 1),
                bytes.count <= 64 << 10
            else { return nil }
            return String(data: bytes, encoding: .utf8)
        }
        keepUploads = try source.duration("STATIONMASTER_KEEP_UPLOADS", atLeast: .seconds(86_400)) ?? keepUploads
        uploadLimit = try source.size("STATIONMASTER_UPLOAD_LIMIT") ?? uploadLimit
        firmwareLimit = try source.size("STATIONMASTER_FIRMWARE_LIMIT") ?? firmwareLimit
    }

    private mutating func readMail(_ source: SettingSource) throws {
        mailFrom =
            try source.value("STATIONMASTER_MAIL_FROM", expected: "an address such as charging@example.com") { text in
                SMTPTransport(url: "smtp://localhost", sender: text) == nil ? nil : text
            } ?? mailFrom
        smtpURL = try source.value(
            "SMTP_URL", expected: "smtp://host:port or smtps://host:port, with user:password@ where it asks for them"
        ) { [mailFrom] text in SMTPTransport(url: text, sender: mailFrom) == nil ? nil : text }
    }

    private mutating func readGraphQL(_ source: SettingSource) throws {
        typealias Introspection = GraphQLPolicy.Introspection
        let choices = Introspection.allCases.map(\.rawValue).joined(separator: ", ")
        graphQLPolicy.introspection =
            try source.value("STATIONMASTER_GRAPHQL_INTROSPECTION", expected: "one of \(choices)") {
                Introspection(rawValue: $0)
            } ?? .everyone
        graphQLDocuments = try source.text("STATIONMASTER_GRAPHQL_DOCUMENTS")
        graphQLPolicy.onlyKnownDocuments = try source.flag("STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS") ?? false
    }

    private static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    private func checkTogether() throws {
        if !hasPrivateDatabase, secretKeyFile == nil {
            throw SettingError(
                "STATIONMASTER_SECRET_KEY_FILE is not set; with DATABASE_URL it should name a file of 32 random bytes")
        }
        if !Self.isLoopback(opsHost), opsToken == nil {
            throw SettingError(
                "STATIONMASTER_OPS_TOKEN is not set; STATIONMASTER_OPS_HOST \"\(opsHost)\" is not loopback, so it is needed"
            )
        }
        if (adminEmail == nil) != (adminPassword == nil) {
            throw SettingError("STATIONMASTER_ADMIN_EMAIL and STATIONMASTER_ADMIN_PASSWORD should be set together")
        }
        if graphQLPolicy.onlyKnownDocuments, graphQLDocuments == nil {
            throw SettingError(
                "STATIONMASTER_GRAPHQL_DOCUMENTS is not set; with STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS it should name a folder"
            )
        }
        if httpPort == opsPort, httpPort != 0, httpHost == opsHost {
            throw SettingError(
                "STATIONMASTER_OPS_PORT", value: "\(opsPort)", expected: "another port than STATIONMASTER_HTTP_PORT")
        }
        try checkSecurity()
    }

    private func checkSecurity() throws {
        if let port = tls?.port, port != 0, port == httpPort || port == opsPort && httpHost == opsHost {
            throw SettingError(
                "STATIONMASTER_TLS_PORT", value: "\(port)",
                expected: "another port than STATIONMASTER_HTTP_PORT and STATIONMASTER_OPS_PORT")
        }
        let isReachable =
            switch minimumSecurityProfile {
            case .unproven, .password: true
            case .passwordOverTLS: tls != nil || !trustedProxies.isEmpty
            case .clientCertificate: tls != nil
            }
        guard isReachable else {
            throw SettingError(
                "STATIONMASTER_TLS_CERTIFICATE is not set; with STATIONMASTER_MIN_SECURITY_PROFILE \(minimumSecurityProfile.rawValue) no charger could connect"
            )
        }
    }
}
