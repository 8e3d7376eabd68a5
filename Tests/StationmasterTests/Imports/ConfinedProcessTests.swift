import Charging
import Testing

@testable import Stationmaster

@Suite("Imports: what reads the files of strangers", .timeLimit(.minutes(1)))
struct ConfinedProcessTests {
    private func run(_ executable: String, _ arguments: [String] = [], limit: Duration = .seconds(20)) async throws
        -> String
    {
        let process = ConfinedProcess(
            executable: executable, arguments: arguments, input: "/etc/hostname", outputLimit: 100_000)
        return String(decoding: try await process.run(deadline: limit), as: UTF8.self)
    }

    @Test func `it gets the file, none of our environment, and is heard to its end`() async throws {
        #expect(try await run("/usr/bin/env") == "LC_ALL=C\n")
        #expect(try await run("/bin/sh", ["-c", "cat >/dev/null && echo read"]) == "read\n")
    }

    @Test(arguments: [
        ("/bin/sleep", ["60"], Duration.milliseconds(200)), ("/usr/bin/yes", [], .seconds(20)),
        ("/bin/false", [], .seconds(20)),
        ("/bin/sh", ["-c", "kill -9 $$"], .seconds(20)),
    ])
    func `what takes too long, says too much or fails is ended and refused`(
        executable: String, arguments: [String], limit: Duration
    ) async {
        await #expect(throws: SourceFailure.self) { try await run(executable, arguments, limit: limit) }
    }

    @Test func `what cannot be begun is our fault, not the file's`() async {
        await #expect(throws: ChargingError.self) { try await run("/nowhere/at/all") }
    }

    @Test func `cells come through as they went in`() throws {
        let table = SourceTable(
            columns: ["a", "b"],
            rows: [
                .init(line: 3, cells: [.text("=x\n\"é"), nil]), .init(line: 7, cells: [.number("1.5"), .flag(true)]),
                .init(line: 8, cells: [.broken("#REF!")]),
            ], countsFrom1904: true)
        #expect(try WorkbookAnswer.table(WorkbookAnswer.text { table }) == table)
        #expect(throws: SourceFailure("no")) {
            try WorkbookAnswer.table(WorkbookAnswer.text { throw SourceFailure("no") })
        }
        #expect(throws: SourceFailure.self) { try WorkbookAnswer.table(Array("{".utf8)) }
    }
}
