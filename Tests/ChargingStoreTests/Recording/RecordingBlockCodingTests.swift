import Charging
import Compression
import JSON
import Testing

@testable import ChargingStore

@Suite("Recording blocks")
struct RecordingBlockCodingTests {
    private func entry(_ sequence: UInt64, _ kind: RecordKind, _ text: String, label: String = "") -> RecordEntry {
        RecordEntry(
            generation: 3, sequence: sequence, at: at(Int64(sequence)), kind: kind, label: label,
            bytes: Array(text.utf8))
    }

    private func deflate() throws -> Deflate { try RecordingBlockCoding.makeDeflate() }

    @Test func `entries come back as they were`() throws {
        let entries = [
            entry(0, .attached, "{}"), entry(1, .received, "[2,\"ä\",\"Heartbeat\",{}]", label: "Heartbeat"),
            entry(9, .gap, "7"), entry(8, .ended, ""),
            RecordEntry(
                generation: .min, sequence: .max, at: Timestamp(microseconds: .max), kind: .sent, label: "CALL",
                bytes: [0, 255]),
        ]
        let block = try RecordingBlockCoding.encoded(entries, deflate())
        #expect(try RecordingBlockCoding.entries(in: block.bytes, size: block.size) == entries)
    }

    @Test func `damaged blocks are refused and never trap`() throws {
        let entries = (0..<40).map { entry($0, .received, "[3,\"\($0)\",{}]") }
        let block = try RecordingBlockCoding.encoded(entries, deflate())
        for place in block.bytes.indices {
            var damaged = block.bytes
            damaged[place] ^= 0x55
            _ = try? RecordingBlockCoding.entries(in: damaged, size: block.size)
        }
        for size in [0, block.size - 1, block.size + 1, Int.max] {
            #expect(throws: (any Error).self) { try RecordingBlockCoding.entries(in: block.bytes, size: size) }
        }
        #expect(throws: (any Error).self) {
            try RecordingBlockCoding.entries(in: Array(block.bytes.dropLast()), size: block.size)
        }
    }

    @Test func `a charge takes few bytes a frame`() throws {
        var entries: [RecordEntry] = []
        for minute in 0..<60 {
            let value =
                #"{"value":"\#(1000 + minute * 183)","context":"Sample.Periodic","format":"Raw","measurand":"Energy.Active.Import.Register","unit":"Wh"}"#
            let meter =
                #"[2,"m\#(minute)","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-09-21T10:\#(minute):00Z","sampledValue":[\#(value)]}]}]"#
            entries.append(entry(UInt64(minute) * 3, .received, meter, label: "MeterValues"))
            entries.append(entry(UInt64(minute) * 3 + 1, .sent, #"[3,"m\#(minute)",{}]"#, label: "CALLRESULT"))
        }
        let whole = try RecordingBlockCoding.encoded(entries, deflate()).bytes.count
        let single = try stride(from: 0, to: entries.count, by: 2).reduce(0) { sum, first in
            let pair = try RecordingBlockCoding.encoded(Array(entries[first..<first + 2]), deflate())
            return sum + pair.bytes.count
        }
        let raw = entries.reduce(0) { $0 + $1.bytes.count }
        print(
            "recording: \(raw / entries.count) bytes a frame raw, \(whole / entries.count) in one block,",
            "\(single / entries.count) in blocks of one exchange")
        #expect(whole < raw / 6)
        // Even the smallest block gains, since both sides know the dictionary.
        #expect(single < raw / 2)
    }
}
