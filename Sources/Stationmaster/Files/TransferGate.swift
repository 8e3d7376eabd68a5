import Charging
import Synchronization

/// How much goes on at once with files: beyond it is refused, never queued.
final class TransferGate: Sendable {
    struct Limits: Sendable {
        var uploads = 16
        /// From one address of the network.
        var uploadsOfPeer = 4
        var downloads = 64
        var downloadsOfTaker = 2
    }

    /// Leave to transfer one file, which ends with its last reference, or before.
    final class Pass: Sendable {
        private let release: Mutex<(@Sendable () -> Void)?>

        fileprivate init(release: @escaping @Sendable () -> Void) { self.release = Mutex(release) }

        deinit { end() }

        /// Before the client is told the end, so that it may ask for the next file as soon as it has heard.
        func end() {
            let release = release.withLock { held in
                defer { held = nil }
                return held
            }
            release?()
        }
    }

    /// Who fetches files, few at a time.
    enum Taker: Hashable {
        /// A station at its one-time address, by the hash of the secret in it.
        case address([UInt8])
        case person(UserID)
    }

    private struct State {
        var uploads = Tally<String>()
        var downloads = Tally<Taker>()
        /// The addresses at which a file is coming in.
        var receiving: Set<[UInt8]> = []
    }

    private let limits: Limits
    private let state = Mutex(State())
    private let uploadMeter = QueueMeter()
    private let downloadMeter = QueueMeter()

    var uploads: QueueReading {
        var reading = uploadMeter.reading(limit: limits.uploads)
        reading.depth = state.withLock { $0.uploads.total }
        return reading
    }
    var downloads: QueueReading {
        var reading = downloadMeter.reading(limit: limits.downloads)
        reading.depth = state.withLock { $0.downloads.total }
        return reading
    }

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// - Parameters:
    ///   - address: by which at most one file comes at a time; nil where there is none.
    ///   - peer: where in the network it comes from; nil where that is not limited.
    func beginUpload(at address: [UInt8]?, from peer: String?) throws(FileRefusal) -> Pass {
        let refusal: FileRefusal? = state.withLock { state in
            if let address, state.receiving.contains(address) { return .underWay }
            guard state.uploads.add(peer, upTo: limits.uploads, each: limits.uploadsOfPeer) else { return .busy }
            if let address { state.receiving.insert(address) }
            return nil
        }
        if let refusal {
            uploadMeter.refused()
            throw refusal
        }
        return Pass { [self] in
            state.withLock { state in
                state.uploads.remove(peer)
                if let address { state.receiving.remove(address) }
            }
        }
    }

    func beginDownload(by taker: Taker) throws(FileRefusal) -> Pass {
        let isFree = state.withLock {
            $0.downloads.add(taker, upTo: limits.downloads, each: limits.downloadsOfTaker)
        }
        guard isFree else {
            downloadMeter.refused()
            throw .busy
        }
        return Pass { [self] in state.withLock { $0.downloads.remove(taker) } }
    }
}

/// How many there are, and how many of each.
private struct Tally<Key: Hashable> {
    private(set) var total = 0
    private var counts: [Key: Int] = [:]

    /// Counts one more, unless that is too many. No key: of nobody in particular.
    mutating func add(_ key: Key?, upTo limit: Int, each limitEach: Int) -> Bool {
        guard total < limit else { return false }
        if let key {
            guard counts[key, default: 0] < limitEach else { return false }
            counts[key, default: 0] += 1
        }
        total += 1
        return true
    }

    mutating func remove(_ key: Key?) {
        total -= 1
        guard let key, let count = counts[key] else { return }
        counts[key] = count > 1 ? count - 1 : nil
    }
}
