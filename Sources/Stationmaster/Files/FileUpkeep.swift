import Charging
import Foundation
import JSON
import Logging
import ServiceLifecycle

/// Deletes what stations left long enough ago, and files that nothing refers to: what a crash between disk and database left,
/// and what belonged to a station that was deleted. At the start, and once an hour.
struct FileUpkeep: Service {
    /// A file younger than this may be about to be recorded.
    private static let youth = Duration.seconds(3600)

    let references: any FileReferences
    let storage: FileStorage
    /// How long uploads are kept.
    let keep: Duration
    var batch = 500
    var interval = Duration.seconds(3600)
    let now: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await attempt("uploads that are too old could not be deleted") { try await deleteOldUploads() }
                await attempt("files that nothing refers to could not be deleted") { try await sweep() }
                // Cancelled: the loop ends.
                try? await Task.sleep(for: interval)
            }
        }
    }

    private func attempt(_ failure: Logger.Message, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            // Cancelled: the server ends.
            if !Task.isCancelled { logger.error(failure, metadata: ["error": "\(error)"]) }
        }
    }

    /// The rows first: of an end in the middle files are left, which ``sweep()`` finds, and never rows without their file.
    func deleteOldUploads() async throws {
        let moment = now().advanced(by: .zero - keep)
        var names: [String]
        repeat {
            names = try await references.deleteUploads(receivedBefore: moment, limit: batch)
            await storage.remove(names, of: .uploads)
        } while names.count == batch
    }

    func sweep() async throws {
        for kind in FileStorage.Kind.allCases {
            let names = try await storage.names(of: kind, before: now().advanced(by: .zero - Self.youth))
            for start in stride(from: 0, to: names.count, by: batch) {
                let some = names[start..<min(start + batch, names.count)]
                let referred = try await references.referred(among: Array(some))
                let orphans = some.filter { !referred.contains($0) }
                guard !orphans.isEmpty else { continue }
                await storage.remove(orphans, of: kind)
                logger.notice(
                    "files that nothing refers to were deleted",
                    metadata: ["kind": "\(kind)", "files": "\(orphans.count)"])
            }
        }
    }
}
