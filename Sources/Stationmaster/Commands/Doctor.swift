import ArgumentParser
import Certificates
import Foundation
import GraphQL
import Postgres
import PostgresServer

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks configuration, files, database and ports, and says what to mend.")
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        var list = Checklist()
        var settings: Settings?
        await list.check("settings") {
            settings = try await flags.settings()
            return "readable"
        }
        guard let settings else { throw ExitCode(1) }
        var resources: Resources?
        await list.check("files") {
            let found = try Resources(configured: settings.resources)
            resources = found
            _ = try Schema(sdl: String(contentsOf: found.schemaFile, encoding: .utf8))
            return found.root.path
        }
        if let tls = settings.tls { await check(tls, settings.httpHost, &list) }
        await list.check("HTTP port") {
            try await Ports.checkFree(settings.httpHost, settings.httpPort, setting: "STATIONMASTER_HTTP_PORT")
        }
        await list.check("ops port") {
            try await Ports.checkFree(settings.opsHost, settings.opsPort, setting: "STATIONMASTER_OPS_PORT")
        }
        if let resources {
            await list.check("database") {
                try await DatabaseAccess.withConfiguration(settings, logger: Log.make(settings)) { database in
                    try await Migrator(folder: resources.migrationsFolder.path).check(database)
                    return "reachable, and its schema is this server's"
                }
            }
        }
        if list.problems > 0 { throw ExitCode(1) }
    }

    private func check(_ tls: TLSSettings, _ host: String, _ list: inout Checklist) async {
        var warning: String?
        await list.check("TLS certificate") {
            let material = try TLSMaterial.read(tls, trusting: nil)
            warning = material.warning(at: .now)
            guard let certificate = material.chain.first else { return "readable" }
            return "\(certificate.subject), of \(certificate.issuer), valid to \(certificate.validTo)"
        }
        if let warning { list.warn("TLS certificate", warning) }
        await list.check("TLS port") {
            try await Ports.checkFree(host, tls.port, setting: "STATIONMASTER_TLS_PORT")
        }
    }
}

/// Says of one thing after the other whether it will do, and counts those that will not.
private struct Checklist {
    private(set) var problems = 0

    mutating func check(_ what: String, _ body: () async throws -> String) async {
        do {
            print("ok    \(what): \(try await body())")
        } catch {
            problems += 1
            print("wrong \(what): \(Failure.line(for: error))")
        }
    }

    /// It will do, for now.
    func warn(_ what: String, _ text: String) { print("warn  \(what): \(text)") }
}
