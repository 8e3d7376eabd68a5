import Certificates
import Charging
import Foundation
import JSON
import Logging
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The certificate with which the server answers TLS handshakes: read anew when its files change.
///
/// Connections that are open stay as they are. Files that will not do, such as a new certificate whose key has not come yet,
/// change nothing and are looked at again and again.
final class TLSIdentity: Service {
    private struct State {
        var material: TLSMaterial
        var files: [FileState?]
        var isStale = false
        /// What was last said in the log.
        var warning: String?
    }

    static let interval = Duration.seconds(5)

    private let settings: TLSSettings
    private let authority: String?
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let state: Mutex<State>

    /// - Parameter authority: our own, in PEM.
    static func load(
        _ settings: TLSSettings, authority: String?, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) async throws -> TLSIdentity {
        let (files, material) = try await BlockingWork.run {
            (FileState.of(settings), try TLSMaterial.read(settings, trusting: authority))
        }
        let identity = TLSIdentity(settings, authority, State(material: material, files: files), clock, now, logger)
        identity.warn()
        return identity
    }

    private init(
        _ settings: TLSSettings, _ authority: String?, _ state: State, _ clock: any Clock<Duration>,
        _ now: @escaping @Sendable () -> Timestamp, _ logger: Logger
    ) {
        self.settings = settings
        self.authority = authority
        self.state = Mutex(state)
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// For the next connection.
    var context: NIOSSLContext { state.withLock { $0.material.context } }
    var chain: [Certificate] { state.withLock { $0.material.chain } }
    /// Why somebody should look at the certificate; nil where all is well.
    var warning: String? { state.withLock { $0.warning } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cancelled by the shutdown, which the loop sees.
                try? await self.clock.sleep(for: Self.interval)
                await self.look()
            }
        }
    }

    /// Reads the files if they are not what they were, or if they would not do before.
    func look() async {
        let settings = settings
        // Does not fail.
        let files = (try? await BlockingWork.run { FileState.of(settings) }) ?? []
        let isChanged = state.withLock { $0.isStale || $0.files != files }
        guard isChanged, !Task.isCancelled else { return warn() }
        do {
            let authority = authority
            let material = try await BlockingWork.run { try TLSMaterial.read(settings, trusting: authority) }
            take(material, files)
            warn()
        } catch {
            state.withLock { state in
                state.files = files
                state.isStale = true
            }
            say("the new certificate is not used: \(Failure.line(for: error))")
        }
    }

    private func take(_ material: TLSMaterial, _ files: [FileState?]) {
        let before = state.withLock { state in
            defer { state = State(material: material, files: files) }
            return state.material
        }
        guard let certificate = material.chain.first else { return }
        logger.notice(
            "the TLS certificate was read anew",
            metadata: [
                "subject": "\(certificate.subject)", "issuer": "\(certificate.issuer)",
                "validTo": "\(certificate.validTo)",
            ])
        guard let old = before.chain.last?.issuer, let new = material.chain.last?.issuer, old != new else { return }
        logger.warning(
            "the TLS certificate is of another authority; chargers that do not know it will not connect",
            metadata: ["before": "\(old)", "now": "\(new)"])
    }

    private func warn() { say(state.withLock { $0.material }.warning(at: now())) }

    /// Each thing once.
    private func say(_ warning: String?) {
        let isNew = state.withLock { state in
            defer { state.warning = warning }
            return state.warning != warning
        }
        if isNew, let warning { logger.warning("TLS: \(warning)") }
    }
}

/// By what a file is seen to have changed, also where a link to it now leads elsewhere.
private struct FileState: Equatable {
    var path: String
    var modifiedAt: Date?
    var size: Int?

    static func of(_ settings: TLSSettings) -> [FileState?] {
        [settings.certificate, settings.key, settings.clientCA].map { $0.flatMap(FileState.init) }
    }

    init?(_ path: String) {
        self.path = URL(filePath: path).resolvingSymlinksInPath().path
        guard let found = try? FileManager.default.attributesOfItem(atPath: self.path) else { return nil }
        modifiedAt = found[.modificationDate] as? Date
        size = found[.size] as? Int
    }
}
