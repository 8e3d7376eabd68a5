import NIOCore
import NIOPosix

/// Calls that block go to the process's few threads for such calls, so that no event loop and no task waits for a disk.
///
/// What is handed in is done, even when the task is cancelled meanwhile.
enum BlockingWork {
    static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await NIOThreadPool.singleton.runIfActive(
            eventLoop: MultiThreadedEventLoopGroup.singleton.next(), body
        ).get()
    }
}
