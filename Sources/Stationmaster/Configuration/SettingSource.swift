import Configuration
import Foundation
import SystemPackage

/// The three places where settings come from, in the order in which they win: flags, environment, file.
///
/// In the file a name is written as a path, `STATIONMASTER_HTTP_PORT` as `{"stationmaster": {"http": {"port": 8080}}}`.
struct SettingSource {
    /// The names that exist; any other `STATIONMASTER_` name in the environment is a mistake worth stopping for.
    static let names: Set<String> = [
        "STATIONMASTER_CONFIG", "STATIONMASTER_DATA_DIR", "STATIONMASTER_HTTP_HOST", "STATIONMASTER_HTTP_PORT",
        "STATIONMASTER_OPS_HOST", "STATIONMASTER_OPS_PORT", "STATIONMASTER_OPS_TOKEN",
        "STATIONMASTER_MIN_SECURITY_PROFILE", "STATIONMASTER_SECRET_KEY_FILE", "STATIONMASTER_ADMIN_EMAIL",
        "STATIONMASTER_ADMIN_PASSWORD", "STATIONMASTER_CALL_TIMEOUT", "STATIONMASTER_PING_INTERVAL",
        "STATIONMASTER_LOG_LEVEL", "STATIONMASTER_GRAPHQL_TRACE", "STATIONMASTER_RESOURCES",
        "STATIONMASTER_GRAPHQL_INTROSPECTION", "STATIONMASTER_GRAPHQL_DOCUMENTS",
        "STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS", "STATIONMASTER_PUBLIC_URL", "STATIONMASTER_UPLOAD_LIMIT",
        "STATIONMASTER_FIRMWARE_LIMIT", "STATIONMASTER_OCPP_DEFLATE", "STATIONMASTER_RECORDING",
        "STATIONMASTER_RECORDING_KEEP", "STATIONMASTER_RECORDING_LIMIT", "STATIONMASTER_RECORDING_LEAST_FREE",
        "STATIONMASTER_KEEP_HEARTBEATS", "STATIONMASTER_KEEP_STATUS_NOTIFICATIONS", "STATIONMASTER_KEEP_STATION_EVENTS",
        "STATIONMASTER_KEEP_STATION_METER_VALUES", "STATIONMASTER_KEEP_UPLOADS", "STATIONMASTER_TLS_PORT",
        "STATIONMASTER_TLS_CERTIFICATE", "STATIONMASTER_TLS_KEY", "STATIONMASTER_TLS_CLIENT_CA",
        "STATIONMASTER_TRUSTED_PROXIES", "STATIONMASTER_MAIL_FROM", "STATIONMASTER_WEBHOOK_HTTP",
        "STATIONMASTER_WEBHOOK_NETWORKS", "STATIONMASTER_TRACE_FILE",
    ]

    private let environment: [String: String]
    private let providers: [any ConfigProvider]

    /// - Parameter flags: By the same names as the environment's.
    init(flags: [String: String], environment: [String: String]) async throws {
        self.environment = environment
        let flagValues = Dictionary(
            uniqueKeysWithValues: flags.map { (Self.key($0.key), ConfigValue(.string($0.value), isSecret: false)) })
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: flagValues),
            EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        if let path = environment["STATIONMASTER_CONFIG"], !path.isEmpty {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
            } catch {
                throw SettingError("STATIONMASTER_CONFIG", value: path, expected: "a readable JSON file")
            }
        }
        self.providers = providers
    }

    /// `STATIONMASTER_HTTP_PORT` → `stationmaster.http.port`, which is what the environment provider writes that way.
    private static func key(_ name: String) -> AbsoluteConfigKey {
        AbsoluteConfigKey(name.lowercased().split(separator: "_").map(String.init))
    }

    func refuseUnknownNames() throws {
        for name in environment.keys.sorted() where name.hasPrefix("STATIONMASTER_") && !Self.names.contains(name) {
            throw SettingError(
                "\(name) is not a setting; the settings are \(Self.names.sorted().joined(separator: ", "))")
        }
    }

    func text(_ name: String) throws -> String? {
        let key = Self.key(name)
        for provider in providers {
            var isThere = false
            // A number or a boolean in the file is as good as its text.
            for type in [ConfigType.string, .int, .bool] {
                do {
                    switch try provider.value(forKey: key, type: type).value?.content {
                    case .string(let text): return text.isEmpty ? nil : text
                    case .int(let number): return String(number)
                    case .bool(let flag): return String(flag)
                    default: continue
                    }
                } catch {
                    isThere = true
                }
            }
            if isThere { throw SettingError("\(name) should be text, a whole number or a boolean") }
        }
        return nil
    }

    func value<Value>(_ name: String, expected: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = try text(name) else { return nil }
        guard let value = parse(text) else { throw SettingError(name, value: text, expected: expected) }
        return value
    }

    /// 0 asks the system for a free port.
    func port(_ name: String) throws -> Int? {
        try value(name, expected: "a port, 0 to 65535") { Int($0).flatMap { (0...65535).contains($0) ? $0 : nil } }
    }

    func flag(_ name: String) throws -> Bool? {
        try value(name, expected: "on or off, or true or false") {
            ["on": true, "true": true, "off": false, "false": false][$0]
        }
    }

    /// `512K`, `100M`, `2G`, also with a `B` behind: multiples of 1024, as a number of bytes.
    func size(_ name: String) throws -> Int64? {
        try value(name, expected: "a size such as 512K, 100MB or 2G, at most 1048576G") { text in
            let text = text.hasSuffix("B") ? text.dropLast() : text[...]
            guard let unit = text.last, let number = Int64(text.dropLast()), (1...1_048_576).contains(number) else {
                return nil
            }
            let shift: Int64? =
                switch unit {
                case "K": 10
                case "M": 20
                case "G": 30
                default: nil
                }
            return shift.map { number << $0 }
        }
    }

    /// `30s`, `5m`, `2h`, `7d`.
    func duration(_ name: String, atLeast least: Duration) throws -> Duration? {
        try value(name, expected: "a duration such as 30s, 5m, 2h or 7d, at least \(least.components.seconds)s") {
            text in
            guard let unit = text.last, let number = Int64(text.dropLast()), (1...1_000_000).contains(number) else {
                return nil
            }
            let factor: Int64? =
                switch unit {
                case "s": 1
                case "m": 60
                case "h": 3600
                case "d": 86_400
                default: nil
                }
            return factor.map { .seconds(number * $0) }.flatMap { $0 >= least ? $0 : nil }
        }
    }
}
