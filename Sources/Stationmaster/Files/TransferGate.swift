import Synchronization

/// How much goes on at once with files: beyond it is refused, never queued.
final class TransferGate: Sendable {
    struct Limits: Sendable {
        var uploads = 16
        var downloads = 64
    }

    /// Leave to transfer one file, which ends with its last reference.
    final class Pass: Sendable {
        private let release: @Sendable () -> Void
        fileprivate init(release: @escaping @Sendable () -> Void) { self.release = release }
        deinit { release() }
    }

    private struct State {
        var uploads = 0
        var downloads = 0
        /// The addresses at which a file is coming in.
        var receiving: Set<[UInt8]> = []
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// - Parameter address: by which at most one file comes at a time; nil where there is none.
    func beginUpload(at address: [UInt8]?) throws(FileRefusal) -> Pass {
        let refusal: FileRefusal? = state.withLock { state in
            guard state.uploads < limits.uploads else { return .busy }
            if let address, !state.receiving.insert(address).inserted { return .underWay }
            state.uploads += 1
            return nil
        }
        if let refusal { throw refusal }
        return Pass { [self] in
            state.withLock { state in
                state.uploads -= 1
                if let address { state.receiving.remove(address) }
            }
        }
    }

    func beginDownload() throws(FileRefusal) -> Pass {
        let isFree = state.withLock { state in
            guard state.downloads < limits.downloads else { return false }
            state.downloads += 1
            return true
        }
        guard isFree else { throw .busy }
        return Pass { [self] in state.withLock { $0.downloads -= 1 } }
    }
}
