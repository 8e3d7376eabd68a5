import Logging
import TestSupport
import Testing

@testable import Charging

@Suite("What is logged of operations", .timeLimit(.minutes(1)))
struct OperationLogTests {
    @TaskLocal private static var request: String?
    private let log = LogBook()

    private var bench: RegistryBench {
        RegistryBench(
            logger: log.logger(providing: .init { Self.request.map { ["requestId": "\($0)"] } ?? [:] }))
    }

    @Test func `an outcome that cannot be written names the operation, its charge point and the request`() async throws
    {
        try await bench.running { bench in
            let charger = try #require(await bench.connect())
            let id = try await Self.$request.withValue("asked-1") {
                try await bench.carryOut(.clearCache, wait: false)
            }
            #expect(await charger.frame(0) != nil)
            bench.database.isAway = true
            await charger.answer(#"{"status":"Accepted"}"#)
            #expect(await eventually { !failures.isEmpty })
            bench.database.isAway = false
            let line = try #require(failures.first)
            #expect(line["chargePoint"] == "CP-1")
            #expect(line["operation"] == "\(id)")
            #expect(line["requestId"] == "asked-1")
        }
    }

    private var failures: [[String: String]] { log.metadata.filter { $0["operation"] != nil } }
}
