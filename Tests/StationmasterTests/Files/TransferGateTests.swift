import Testing

@testable import Stationmaster

@Suite("Transfer gate")
struct TransferGateTests {
    @Test func `beyond the limit is refused, until somebody has finished`() throws {
        let gate = TransferGate(.init(uploads: 1, downloads: 1))
        var passes: [TransferGate.Pass] = [try gate.beginUpload(at: [1]), try gate.beginDownload()]
        #expect(throws: FileRefusal.busy) { try gate.beginUpload(at: [2]) }
        #expect(throws: FileRefusal.busy) { try gate.beginDownload() }
        passes.removeAll()
        passes = [try gate.beginUpload(at: [2]), try gate.beginDownload()]
        #expect(passes.count == 2)
    }

    @Test func `one file comes at an address at a time`() throws {
        let gate = TransferGate()
        var pass: TransferGate.Pass? = try gate.beginUpload(at: [1])
        #expect(throws: FileRefusal.underWay) { try gate.beginUpload(at: [1]) }
        let other = try gate.beginUpload(at: [2])
        withExtendedLifetime((pass, other)) {}
        pass = nil
        #expect(throws: Never.self) { try gate.beginUpload(at: [1]) }
    }
}
