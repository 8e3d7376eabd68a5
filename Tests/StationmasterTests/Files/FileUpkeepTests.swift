import Charging
import Foundation
import JSON
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Stationmaster

@Suite("Upkeep of files", .timeLimit(.minutes(1)))
struct FileUpkeepTests {
    private func upkeep(_ bench: FileBench, _ references: MemoryReferences, minutesAhead: Int64 = 0) -> FileUpkeep {
        FileUpkeep(
            references: references, storage: bench.storage, keep: .seconds(86_400), batch: 2,
            now: { Timestamp.now.advanced(by: .seconds(minutesAhead * 60)) }, logger: bench.log.logger)
    }

    private func put(_ names: [String], in folder: String, of bench: FileBench) throws {
        for name in names { try Data("x".utf8).write(to: bench.folder.appending(path: "\(folder)/\(name)")) }
    }

    private func uuids(_ count: Int) -> [String] { (0..<count).map { _ in UUID().uuidString.lowercased() } }

    @Test func `uploads that were kept long enough go, row and file, and no others`() async throws {
        let bench = try FileBench()
        let names = uuids(6)
        try put(names, in: "uploads", of: bench)
        let references = MemoryReferences(old: Array(names[..<5]), others: [names[5]])
        try await upkeep(bench, references).deleteOldUploads()
        #expect(bench.files.keys.sorted() == ["uploads/\(names[5])"])
        let asked = try #require(references.asked.first)
        #expect(abs(asked.duration(to: .now).components.seconds - 86_400) < 60)
    }

    @Test func `files that nothing refers to go when they are an hour old`() async throws {
        let bench = try FileBench()
        let (uploads, images) = (uuids(5), uuids(2))
        try put(uploads + ["notes.txt"], in: "uploads", of: bench)
        try put(images, in: "firmware", of: bench)
        let references = MemoryReferences(others: [uploads[1], images[0]])
        try await upkeep(bench, references, minutesAhead: 59).sweep()
        #expect(bench.files.count == 8)
        try await upkeep(bench, references, minutesAhead: 61).sweep()
        #expect(
            bench.files.keys.sorted()
                == ["firmware/\(images[0])", "uploads/\(uploads[1])", "uploads/notes.txt"].sorted())
    }

    @Test func `while the database does not answer no file goes`() async throws {
        let bench = try FileBench()
        try put(uuids(1), in: "uploads", of: bench)
        let references = MemoryReferences(isAway: true)
        await #expect(throws: ChargingError.self) { try await upkeep(bench, references, minutesAhead: 61).sweep() }
        #expect(bench.files.count == 1)
    }

    @Test func `both are done at the start, though one fails`() async throws {
        let bench = try FileBench()
        try put(uuids(1), in: "uploads", of: bench)
        let references = MemoryReferences(failsDeleting: true)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await upkeep(bench, references, minutesAhead: 61).run() }
            #expect(await eventually { bench.files.isEmpty })
            group.cancelAll()
        }
        #expect(bench.log.texts(from: .error).count == 1)
    }
}

private final class MemoryReferences: FileReferences {
    private let state: Mutex<(old: [String], others: Set<String>, asked: [Timestamp])>
    private let isAway: Bool
    private let failsDeleting: Bool

    init(old: [String] = [], others: Set<String> = [], isAway: Bool = false, failsDeleting: Bool = false) {
        state = Mutex((old, others, []))
        self.isAway = isAway
        self.failsDeleting = failsDeleting
    }

    var asked: [Timestamp] { state.withLock { $0.asked } }

    func deleteUploads(receivedBefore moment: Timestamp, limit: Int) async throws -> [String] {
        if failsDeleting { throw ChargingError(.unavailable, "it is away") }
        return state.withLock { state in
            state.asked.append(moment)
            let gone = Array(state.old.prefix(limit))
            state.old.removeFirst(gone.count)
            return gone
        }
    }

    func referred(among names: [String]) async throws -> Set<String> {
        if isAway { throw ChargingError(.unavailable, "it is away") }
        return state.withLock { $0.others.union($0.old).intersection(names) }
    }
}
