import Foundation
import Logging
import NIOCore
import SystemPackage
import TestSupport
import Testing

@testable import Stationmaster

@Suite("File storage", .timeLimit(.minutes(1)))
struct FileStorageTests {
    private func received(_ text: String, in storage: FileStorage) async throws -> IncomingFile {
        var file = try await storage.beginFile()
        try await file.append(ByteBuffer(string: text))
        return file
    }

    @Test func `a file that may not stay in its place does not stay there`() async throws {
        let bench = try FileBench(disk: Disk(sync: { _ in throw Errno.ioError }))
        let file = try await received("abc", in: bench.storage)
        await #expect(throws: Errno.ioError) { try await bench.storage.keep(file, as: .uploads) }
        #expect(bench.files.isEmpty)
    }

    @Test func `what cannot be deleted is logged, and what is gone already is not`() async throws {
        let bench = try FileBench()
        let file = try await received("abc", in: bench.storage)
        try await bench.storage.keep(file, as: .uploads)
        // A folder is in the way.
        try FileManager.default.createDirectory(
            at: bench.folder.appending(path: "uploads/folder"), withIntermediateDirectories: false)
        await bench.storage.remove(["folder", "gone", file.name], of: .uploads)
        #expect(bench.files.isEmpty)
        let logged = bench.log.texts(from: .error)
        #expect(logged.count == 1 && logged.first?.contains("uploads/folder") == true)
    }

    @Test func `what is handed to the threads that block is done, also for a task that was cancelled`() async throws {
        let work = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await BlockingWork.run { 7 }
        }
        #expect(try await work.value == 7)
    }
}
