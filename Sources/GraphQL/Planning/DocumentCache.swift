import Synchronization

/// Keeps documents that were found valid, so that a repeated one is neither parsed, validated nor planned again.
///
/// Bounded by number and by bytes; what was not used for longest goes first. Documents that failed are not kept.
final class DocumentCache: Sendable {
    private struct Entry {
        var document: PreparedDocument
        var lastUse: UInt64
        var bytes: Int
    }

    private struct Table {
        var entries: [String: Entry] = [:]
        var clock: UInt64 = 0
        var bytes = 0
        var removed = 0
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private let table = Mutex(Table())

    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    var status: DocumentCacheStatus {
        table.withLock {
            DocumentCacheStatus(
                documents: $0.entries.count, documentLimit: maximumCount, bytes: $0.bytes, byteLimit: maximumBytes,
                removed: $0.removed)
        }
    }

    func document(for text: String) -> PreparedDocument? {
        table.withLock { table in
            table.clock &+= 1
            guard let place = table.entries.index(forKey: text) else { return nil }
            table.entries.values[place].lastUse = table.clock
            return table.entries.values[place].document
        }
    }

    func insert(_ document: PreparedDocument, for text: String) {
        let bytes = text.utf8.count
        guard bytes <= maximumBytes, maximumCount > 0 else { return }
        table.withLock { table in
            if let old = table.entries[text] { table.bytes -= old.bytes }
            table.clock &+= 1
            table.entries[text] = Entry(document: document, lastUse: table.clock, bytes: bytes)
            table.bytes += bytes
            // An eighth goes at once, so that the search for the oldest is rare.
            guard table.entries.count > maximumCount || table.bytes > maximumBytes else { return }
            let oldest = table.entries.sorted { $0.value.lastUse < $1.value.lastUse }
            for (key, entry) in oldest {
                guard table.entries.count > maximumCount * 7 / 8 || table.bytes > maximumBytes * 7 / 8 else { break }
                table.entries[key] = nil
                table.bytes -= entry.bytes
                table.removed += 1
            }
        }
    }
}

/// How full the cache of documents is.
public struct DocumentCacheStatus: Sendable, Equatable {
    public var documents: Int
    public var documentLimit: Int
    public var bytes: Int
    public var byteLimit: Int
    /// To make room, since the start.
    public var removed: Int
}
