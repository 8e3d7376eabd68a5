import Charging
import Testing

@testable import Stationmaster

@Suite("Transfer gate")
struct TransferGateTests {
    @Test func `beyond the limit is refused, until somebody has finished`() throws {
        let gate = TransferGate(.init(uploads: 1, downloads: 1))
        var passes = [try gate.beginUpload(at: [1], from: nil), try gate.beginDownload(by: .address([1]))]
        #expect(throws: FileRefusal.busy) { try gate.beginUpload(at: [2], from: nil) }
        #expect(throws: FileRefusal.busy) { try gate.beginDownload(by: .address([2])) }
        passes.removeAll()
        passes = [try gate.beginUpload(at: [2], from: nil), try gate.beginDownload(by: .address([2]))]
        #expect(passes.count == 2)
    }

    @Test func `one file comes at an address at a time`() throws {
        let gate = TransferGate()
        var pass: TransferGate.Pass? = try gate.beginUpload(at: [1], from: nil)
        #expect(throws: FileRefusal.underWay) { try gate.beginUpload(at: [1], from: nil) }
        let other = try gate.beginUpload(at: [2], from: nil)
        withExtendedLifetime((pass, other)) {}
        pass = nil
        #expect(throws: Never.self) { try gate.beginUpload(at: [1], from: nil) }
    }

    @Test func `nobody takes every place for uploads`() throws {
        let gate = TransferGate(.init(uploadsOfPeer: 2))
        var passes = [try gate.beginUpload(at: [1], from: "A"), try gate.beginUpload(at: nil, from: "A")]
        #expect(throws: FileRefusal.busy) { try gate.beginUpload(at: [2], from: "A") }
        for _ in 0..<3 { passes.append(try gate.beginUpload(at: nil, from: nil)) }
        passes.append(try gate.beginUpload(at: [2], from: "B"))
        passes.removeFirst()
        passes.append(try gate.beginUpload(at: [1], from: "A"))
        #expect(throws: FileRefusal.busy) { try gate.beginUpload(at: [3], from: "A") }
    }

    @Test(arguments: [TransferGate.Taker.address([1]), .person(UserID(rawValue: 1))])
    func `nobody takes every place for downloads`(taker: TransferGate.Taker) throws {
        let gate = TransferGate()
        var passes = [try gate.beginDownload(by: taker), try gate.beginDownload(by: taker)]
        #expect(throws: FileRefusal.busy) { try gate.beginDownload(by: taker) }
        passes.append(try gate.beginDownload(by: .address([2])))
        passes.removeFirst()
        #expect(throws: Never.self) { try gate.beginDownload(by: taker) }
    }

    @Test func `a pass that is ended gives its place free at once, and only once`() throws {
        let gate = TransferGate(.init(downloads: 2, downloadsOfTaker: 2))
        var first: TransferGate.Pass? = try gate.beginDownload(by: .address([1]))
        first?.end()
        first?.end()
        first = nil
        let passes = [try gate.beginDownload(by: .address([1])), try gate.beginDownload(by: .address([1]))]
        #expect(throws: FileRefusal.busy) { try gate.beginDownload(by: .address([2])) }
        #expect(passes.count == 2)
    }
}
