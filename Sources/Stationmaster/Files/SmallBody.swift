import Hummingbird
import NIOCore

/// The body of a request that is kept in memory whole: of a file that something of ours reads at once.
struct SmallBody: Sendable {
    /// In bytes.
    let limit: Int
    var pace = TransferPace(total: .seconds(300))

    /// - Throws: ``FileRefusal``.
    func read(_ request: Request) async throws -> [UInt8] {
        _ = try request.declaredLength(upTo: Int64(limit))
        let watch = TransferWatch(pace)
        let bytes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            // Two at once: a client that stops sending would never let the reading end by itself.
            group.addTask {
                var bytes: [UInt8] = []
                for try await part in request.body {
                    guard bytes.count + part.readableBytes <= limit else {
                        throw FileRefusal.tooLarge(limit: Int64(limit))
                    }
                    bytes += part.readableBytesView
                    watch.note()
                }
                return bytes
            }
            // The watch beside it; the group ends with whichever is first.
            group.addTask {
                try await watch.untilTooSlow()
                throw FileRefusal.tooSlow
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw FileRefusal.brokenOff }
            return bytes
        }
        guard !bytes.isEmpty else { throw FileRefusal.empty }
        return bytes
    }
}
