import Foundation
import Logging
import ServiceLifecycle

/// Runs the simulator as a process of its own beside the server: real chargers' frames over real sockets.
struct DemoFleet: Service {
    private let demo: Demo
    private let scenery: DemoScenery
    private let settings: Settings
    private let logger: Logger

    init(_ scenery: DemoScenery, settings: Settings, logger: Logger) {
        demo = scenery.demo
        self.scenery = scenery
        self.settings = settings
        self.logger = logger
    }

    func run() async throws {
        do {
            try await scenery.make()
        } catch {
            logger.error("the demo could not be made", metadata: ["error": "\(error)"])
        }
        guard let simulator = Self.simulator else {
            logger.warning("charger-simulator is not beside this binary; the demo has no fleet")
            try await gracefulShutdown()
            return
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "stationmaster-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let credentials = folder.appending(path: "credentials")
        try demo.chargers.map { "\($0.id):\($0.password)\n" }.joined().write(
            to: credentials, atomically: true, encoding: .utf8)

        let host = settings.httpHost.contains(":") ? "[\(settings.httpHost)]" : settings.httpHost
        // It ends when this pipe does, so that it does not outlive a server that was killed.
        let lifeline = Pipe()
        let process = Process()
        process.executableURL = simulator
        process.arguments = [
            "--url", "ws://\(host):\(settings.httpPort)/ocpp", "--credentials", credentials.path,
            "--id-tags", demo.idTags.joined(separator: ","), "--scenario", "fleet", "--quiet",
            "--end-with-input", "--history", demo.isNew ? "30" : "0",
        ]
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        let (ended, end) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        for await status in ended.cancelOnGracefulShutdown() {
            logger.warning("the demo's fleet ended", metadata: ["status": "\(status)"])
        }
        try? await gracefulShutdown()
        // It ends its charges first, which the server behind us has still to confirm.
        guard process.isRunning else { return }
        process.terminate()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in ended {} }
            group.addTask { try? await Task.sleep(for: .seconds(5)) }
            await group.next()
            group.cancelAll()
        }
    }

    private static var simulator: URL? {
        guard let own = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
        let beside = own.deletingLastPathComponent().appending(path: "charger-simulator")
        return FileManager.default.isExecutableFile(atPath: beside.path) ? beside : nil
    }
}
