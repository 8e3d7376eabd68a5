import CLibPQ
import Glibc

/// Opens connections on a blocking thread, since libpq resolves host names in the calling thread.
struct Connector: Sendable {
    /// An established connection on its way from the thread that opened it to the loop that will own it.
    struct Established: Sendable {
        // A pointer as a number, because pointers may not cross threads; only one side has it at a time.
        private let address: UInt

        fileprivate init(_ pointer: OpaquePointer) {
            address = UInt(bitPattern: pointer)
        }

        /// Nil never, in practice: the address came from a pointer.
        func take() -> OpaquePointer? { OpaquePointer(bitPattern: address) }
    }

    /// What libpq needs for a cancel request, on its way to the thread that sends it.
    struct CancelHandle: Sendable {
        // A pointer as a number, for the same reason.
        private let address: UInt

        init(_ pointer: OpaquePointer) {
            address = UInt(bitPattern: pointer)
        }

        fileprivate func take() -> OpaquePointer? { OpaquePointer(bitPattern: address) }

        func free() { PQfreeCancel(take()) }
    }

    let configuration: PostgresConfiguration
    let threads: BlockingThreads

    /// Calls back on one of the blocking threads.
    func connect(_ done: @escaping @Sendable (Result<Established, PostgresError>) -> Void) {
        let parameters = configuration.connectionParameters
        let isStarted = threads.run { done(Self.open(parameters)) }
        if !isStarted { done(.failure(PostgresError(.notConnected, "too many connection attempts are waiting"))) }
    }

    /// For a connection that nobody wants any more.
    static func discard(_ result: Result<Established, PostgresError>) {
        if case .success(let established) = result { PQfinish(established.take()) }
    }

    /// Asks the server to stop what a connection does; blocks while it connects to do so.
    static func sendCancel(_ handle: CancelHandle) {
        var reason = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle.take(), &reason, Int32(reason.count))
        handle.free()
    }

    static func open(_ parameters: [(keyword: String, value: String)]) -> Result<Established, PostgresError> {
        var keywords: [UnsafePointer<CChar>?] = parameters.map { UnsafePointer(strdup($0.keyword)) }
        var values: [UnsafePointer<CChar>?] = parameters.map { UnsafePointer(strdup($0.value)) }
        keywords.append(nil)
        values.append(nil)
        defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
        let pointer = PQconnectdbParams(keywords, values, 1)
        guard let pointer else { return .failure(PostgresError(.notConnected, "out of memory")) }
        guard PQstatus(pointer) == CONNECTION_OK else {
            defer { PQfinish(pointer) }
            return .failure(PostgresError(.notConnected, connection: pointer))
        }
        return .success(Established(pointer))
    }
}
