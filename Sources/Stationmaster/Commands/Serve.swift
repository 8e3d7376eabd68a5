import ArgumentParser
import Foundation

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the server.")
    @OptionGroup var flags: SettingFlags
    @Option(help: "Address for the API and the chargers (default 127.0.0.1).")
    var httpHost: String?
    @Option(help: "Port for the API and the chargers (default 8080).")
    var httpPort: String?
    @Option(help: "Address of the debug pages, metrics and health checks (default 127.0.0.1).")
    var opsHost: String?
    @Option(help: "Port of the debug pages, metrics and health checks (default 8081).")
    var opsPort: String?
    @Option(help: "How long a charger has to answer a call, such as 30s.")
    var callTimeout: String?
    @Option(help: "How often each connection is pinged, such as 20s.")
    var pingInterval: String?
    @Flag(
        inversion: .prefixedNo,
        help: "Demo data and a simulated fleet; only with the private PostgreSQL and on loopback.")
    var demo = false
    @Option(help: "How many chargers the simulated fleet has.")
    var demoChargers = 12

    func run() async throws {
        try await reportingFailure {
            let settings = try await flags.settings(
                with: [
                    "STATIONMASTER_HTTP_HOST": httpHost, "STATIONMASTER_HTTP_PORT": httpPort,
                    "STATIONMASTER_OPS_HOST": opsHost, "STATIONMASTER_OPS_PORT": opsPort,
                    "STATIONMASTER_CALL_TIMEOUT": callTimeout, "STATIONMASTER_PING_INTERVAL": pingInterval,
                ].compactMapValues { $0 })
            if demo {
                guard settings.hasPrivateDatabase, settings.isLoopback else {
                    throw SettingError("--demo works only without DATABASE_URL and on a loopback address")
                }
                guard settings.httpPort != 0 else {
                    throw SettingError("--demo needs a port that is known beforehand; --http-port is 0")
                }
                guard (1...500).contains(demoChargers) else {
                    throw SettingError("--demo-chargers", value: "\(demoChargers)", expected: "1 to 500")
                }
            }
            try await ServerAssembly(settings: settings, demoChargers: demo ? demoChargers : nil).run()
        }
    }
}
