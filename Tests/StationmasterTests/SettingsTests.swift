import Charging
import ChargingStore
import Foundation
import Testing

@testable import Stationmaster

@Suite("Settings")
struct SettingsTests {
    private func settings(flags: [String: String] = [:], environment: [String: String] = [:]) async throws -> Settings {
        try Settings(from: await SettingSource(flags: flags, environment: environment))
    }

    private func refusal(_ environment: [String: String]) async -> String {
        do {
            _ = try await settings(environment: environment)
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    @Test func `nothing set gives the defaults`() async throws {
        let settings = try await settings()
        #expect(settings.httpPort == 8080)
        #expect(settings.opsPort == 8081)
        #expect(settings.callTimeout == .seconds(30))
        #expect(settings.minimumSecurityProfile == .unproven)
        #expect(settings.traceAccess == .operators)
        #expect(settings.hasPrivateDatabase)
    }

    @Test func `sizes and the public address are read`() async throws {
        let settings = try await settings(environment: [
            "STATIONMASTER_UPLOAD_LIMIT": "512K", "STATIONMASTER_FIRMWARE_LIMIT": "2G",
            "STATIONMASTER_PUBLIC_URL": "https://csms.example/base/",
        ])
        #expect(settings.uploadLimit == 524_288 && settings.firmwareLimit == 2_147_483_648)
        #expect(settings.publicURL == "https://csms.example/base")
    }

    @Test(arguments: [
        ("512K", 512 << 10), ("512KB", 512 << 10), ("3MB", 3 << 20), ("2G", 2 << 30), ("20000GB", 20_000 << 30),
    ])
    func `every size is written with or without its B`(text: String, bytes: Int64) async throws {
        let settings = try await settings(environment: [
            "STATIONMASTER_UPLOAD_LIMIT": text, "STATIONMASTER_RECORDING_LIMIT": text,
            "STATIONMASTER_RECORDING_LEAST_FREE": text,
        ])
        #expect(settings.uploadLimit == bytes && settings.recording.retention.recordingBytes == bytes)
        #expect(settings.recording.leastFreeBytes == bytes)
    }

    @Test(arguments: [("on", true), ("true", true), ("off", false), ("false", false)])
    func `whatever is on or off is written in either way`(text: String, isOn: Bool) async throws {
        let settings = try await settings(environment: [
            "STATIONMASTER_RECORDING": text, "STATIONMASTER_OCPP_DEFLATE": text,
            "STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS": text, "STATIONMASTER_GRAPHQL_DOCUMENTS": "/documents",
        ])
        #expect(settings.recording.isOn == isOn && settings.compressesOCPP == isOn)
        #expect(settings.graphQLPolicy.onlyKnownDocuments == isOn)
    }

    @Test func `a flag wins over the environment, and the environment over the file`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString).json")
        try
            #"{"stationmaster": {"http": {"port": 1, "host": "localhost"}, "ops": {"port": "2"}, "call": {"timeout": "7s"}}}"#
            .write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let settings = try await settings(
            flags: ["STATIONMASTER_HTTP_PORT": "3"],
            environment: [
                "STATIONMASTER_CONFIG": file.path, "STATIONMASTER_HTTP_PORT": "4", "STATIONMASTER_OPS_PORT": "5",
            ])
        #expect(settings.httpPort == 3)
        #expect(settings.opsPort == 5)
        #expect(settings.httpHost == "localhost")
        #expect(settings.callTimeout == .seconds(7))
    }

    @Test(arguments: [
        ("STATIONMASTER_HTTP_PORT", "70000"), ("STATIONMASTER_HTTP_PORT", "http"), ("STATIONMASTER_CALL_TIMEOUT", "30"),
        ("STATIONMASTER_CALL_TIMEOUT", "0s"), ("STATIONMASTER_PING_INTERVAL", "-1s"),
        ("STATIONMASTER_PING_INTERVAL", "99999999999999999999s"), ("STATIONMASTER_MIN_SECURITY_PROFILE", "4"),
        ("STATIONMASTER_UPLOAD_LIMIT", "100"), ("STATIONMASTER_UPLOAD_LIMIT", "0M"),
        ("STATIONMASTER_UPLOAD_LIMIT", "5B"),
        ("STATIONMASTER_FIRMWARE_LIMIT", "9999999G"), ("STATIONMASTER_RECORDING", "yes"),
        ("STATIONMASTER_PUBLIC_URL", "csms.example"),
        ("STATIONMASTER_PUBLIC_URL", "ftp://csms.example"), ("STATIONMASTER_PUBLIC_URL", "https://h/?a=b"),
        ("STATIONMASTER_MIN_SECURITY_PROFILE", "-1"), ("STATIONMASTER_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("STATIONMASTER_LOG_LEVEL", "loud"), ("STATIONMASTER_GRAPHQL_INTROSPECTION", "some"),
        ("STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS", "yes"), ("STATIONMASTER_CONFIG", "/nowhere/settings.json"),
    ])
    func `a wrong value is named with what would be right`(name: String, value: String) async {
        let refusal = await refusal([name: value])
        #expect(refusal.contains(name))
        #expect(refusal.contains(value))
        #expect(refusal.contains("should be"))
    }

    @Test func `an unknown name is refused`() async {
        #expect(await refusal(["STATIONMASTER_HTTP_PROT": "1"]).contains("STATIONMASTER_HTTP_PROT is not a setting"))
    }

    @Test func `who may ask about the schema, and what may be run at all, can be set`() async throws {
        #expect(
            try await settings().graphQLPolicy == GraphQLPolicy(introspection: .everyone, onlyKnownDocuments: false))
        let strict = try await settings(
            environment: [
                "STATIONMASTER_GRAPHQL_INTROSPECTION": "operators", "STATIONMASTER_GRAPHQL_DOCUMENTS": "/documents",
                "STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS": "true",
            ])
        #expect(strict.graphQLPolicy == GraphQLPolicy(introspection: .operators, onlyKnownDocuments: true))
        #expect(
            await refusal(["STATIONMASTER_GRAPHQL_ONLY_KNOWN_DOCUMENTS": "true"]).contains(
                "STATIONMASTER_GRAPHQL_DOCUMENTS is not set"))
    }

    @Test(arguments: [("5m", 300), ("2h", 7_200), ("45s", 45)])
    func `durations are written with their unit`(text: String, seconds: Int) async throws {
        #expect(try await settings(environment: ["STATIONMASTER_CALL_TIMEOUT": text]).callTimeout == .seconds(seconds))
    }

    @Test func `a database of one's own needs a secret key file`() async {
        #expect(await refusal(["DATABASE_URL": "postgresql://x"]).contains("STATIONMASTER_SECRET_KEY_FILE"))
    }

    @Test func `another host needs the ops token, and passwords of chargers`() async throws {
        #expect(await refusal(["STATIONMASTER_OPS_HOST": "0.0.0.0"]).contains("STATIONMASTER_OPS_TOKEN"))
        #expect(
            try await settings(environment: ["STATIONMASTER_HTTP_HOST": "0.0.0.0"]).minimumSecurityProfile == .password)
    }

    @Test func `how long records are kept is read with days and sizes`() async throws {
        let settings = try await settings(
            environment: [
                "STATIONMASTER_RECORDING": "off", "STATIONMASTER_RECORDING_KEEP": "3d",
                "STATIONMASTER_RECORDING_LIMIT": "500MB", "STATIONMASTER_KEEP_HEARTBEATS": "48h",
                "STATIONMASTER_KEEP_UPLOADS": "5d",
            ])
        #expect(!settings.recording.isOn)
        #expect(settings.recording.retention.recordings == .seconds(3 * 86_400))
        #expect(settings.recording.retention.recordingBytes == 500 << 20)
        #expect(settings.recording.retention.heartbeats == .seconds(2 * 86_400))
        #expect(settings.recording.retention.stationEvents == .seconds(365 * 86_400))
        #expect(settings.keepUploads == .seconds(5 * 86_400))
        #expect(await refusal(["STATIONMASTER_RECORDING_LIMIT": "10"]).contains("100MB or 2G"))
        #expect(await refusal(["STATIONMASTER_KEEP_HEARTBEATS": "1h"]).contains("at least 86400s"))
    }

    // MARK: - TLS

    @Test func `TLS is where there is a certificate, on its own port`() async throws {
        #expect(try await settings().tls == nil)
        let pair = ["STATIONMASTER_TLS_CERTIFICATE": "c.pem", "STATIONMASTER_TLS_KEY": "k.pem"]
        #expect(try await settings(environment: pair).tls == TLSSettings(certificate: "c.pem", key: "k.pem"))
        #expect(try await settings(environment: pair).tls?.port == 8443)
        let more = pair.merging([
            "STATIONMASTER_TLS_PORT": "443", "STATIONMASTER_TLS_CLIENT_CA": "ca.pem",
            "STATIONMASTER_MIN_SECURITY_PROFILE": "3", "STATIONMASTER_TRUSTED_PROXIES": "10.0.0.0/8,192.0.2.1",
        ]) { first, _ in first }
        let found = try await settings(environment: more)
        #expect(found.tls?.port == 443 && found.tls?.clientCA == "ca.pem")
        #expect(found.minimumSecurityProfile == .clientCertificate)
        #expect(found.trustedProxies == TrustedProxies("10.0.0.0/8,192.0.2.1"))
    }

    @Test(arguments: [
        (["CERTIFICATE": "c"], "STATIONMASTER_TLS_KEY is not set"),
        (["KEY": "k"], "STATIONMASTER_TLS_CERTIFICATE is not set; with STATIONMASTER_TLS_KEY"),
        (["PORT": "443"], "STATIONMASTER_TLS_CERTIFICATE is not set; with STATIONMASTER_TLS_PORT"),
        (["CLIENT_CA": "c"], "STATIONMASTER_TLS_CERTIFICATE is not set; with STATIONMASTER_TLS_CLIENT_CA"),
        (["CERTIFICATE": "c", "KEY": "k", "PORT": "8080"], "STATIONMASTER_TLS_PORT is \"8080\""),
        (["CERTIFICATE": "c", "KEY": "k", "PORT": "8081"], "STATIONMASTER_TLS_PORT is \"8081\""),
    ])
    func `what of TLS does not fit together is said`(values: [String: String], said: String) async {
        let names = Dictionary(uniqueKeysWithValues: values.map { ("STATIONMASTER_TLS_\($0.key)", $0.value) })
        #expect(await refusal(names).contains(said))
    }

    @Test(arguments: [("2", nil, false), ("2", "10.0.0.1", true), ("3", "10.0.0.1", false), ("1", nil, true)])
    func `a minimum that no charger could have is refused`(
        profile: String, proxies: String?, isGood: Bool
    ) async throws {
        var environment = ["STATIONMASTER_MIN_SECURITY_PROFILE": profile]
        environment["STATIONMASTER_TRUSTED_PROXIES"] = proxies
        let said = await refusal(environment)
        #expect(isGood ? said == "accepted" : said.contains("no charger could connect"))
    }
}
