import ArgumentParser
import Foundation
import GraphQL
import Postgres
import PostgresServer

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks configuration, files, database and ports, and says what to mend.")
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        var problems = 0
        func check(_ what: String, _ body: () async throws -> String) async {
            do {
                print("ok    \(what): \(try await body())")
            } catch {
                problems += 1
                print("wrong \(what): \(Failure.line(for: error))")
            }
        }
        var settings: Settings?
        await check("settings") {
            settings = try await flags.settings()
            return "readable"
        }
        guard let settings else { throw ExitCode(1) }
        var resources: Resources?
        await check("files") {
            let found = try Resources(configured: settings.resources)
            resources = found
            _ = try Schema(sdl: String(contentsOf: found.schemaFile, encoding: .utf8))
            return found.root.path
        }
        await check("HTTP port") {
            try await Ports.checkFree(settings.httpHost, settings.httpPort, setting: "STATIONMASTER_HTTP_PORT")
        }
        await check("ops port") {
            try await Ports.checkFree(settings.opsHost, settings.opsPort, setting: "STATIONMASTER_OPS_PORT")
        }
        if let resources {
            await check("database") {
                try await DatabaseAccess.withConfiguration(settings, logger: Log.make(settings)) { database in
                    try await Migrator(folder: resources.migrationsFolder.path).check(database)
                    return "reachable, and its schema is this server's"
                }
            }
        }
        if problems > 0 { throw ExitCode(1) }
    }
}
