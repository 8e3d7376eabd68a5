import Charging
import Compression
import JSON

/// How the entries of one station become a block of bytes and entries again.
///
/// A byte for the version, then for each entry its kind, generation, sequence and time as differences to the entry before,
/// label and content, all numbers in groups of seven bits; compressed with a dictionary of what such frames are made of.
enum RecordingBlockCoding {
    struct Failure: Error {}

    private static let version: UInt8 = 1
    /// No block is made larger than this by much: a longest entry more.
    static let sizeLimit = 1 << 20

    struct Block {
        var bytes: [UInt8]
        var size: Int
    }

    /// One for all the blocks of a round: to make one takes longer than to compress a block.
    static func makeDeflate() throws -> Deflate { try Deflate(level: 4, dictionary: dictionary) }

    static func encoded(_ entries: [RecordEntry], _ deflate: Deflate) throws -> Block {
        var plain: [UInt8] = [version]
        plain.reserveCapacity(entries.reduce(64) { $0 + $1.bytes.count + 24 })
        var last = (generation: Int64(0), sequence: UInt64(0), at: Int64(0))
        for entry in entries {
            plain.append(entry.kind.rawValue)
            plain.append(signed: entry.generation &- last.generation)
            plain.append(signed: Int64(truncatingIfNeeded: entry.sequence &- last.sequence))
            plain.append(signed: entry.at.microseconds &- last.at)
            plain.append(text: entry.label.utf8)
            plain.append(text: entry.bytes)
            last = (entry.generation, entry.sequence, entry.at.microseconds)
        }
        let bytes = try deflate.compressed(plain)
        return Block(bytes: bytes, size: plain.count)
    }

    static func entries(in bytes: [UInt8], size: Int) throws -> [RecordEntry] {
        var reader = BlockReader(try Deflate.inflated(bytes, size: size, dictionary: dictionary))
        guard try reader.byte() == version else { throw Failure() }
        var entries: [RecordEntry] = []
        var last = (generation: Int64(0), sequence: UInt64(0), at: Int64(0))
        while !reader.isAtEnd {
            guard let kind = RecordKind(rawValue: try reader.byte()) else { throw Failure() }
            last.generation &+= try reader.signed()
            last.sequence &+= UInt64(truncatingIfNeeded: try reader.signed())
            last.at &+= try reader.signed()
            let label = String(decoding: try reader.text(), as: UTF8.self)
            entries.append(
                RecordEntry(
                    generation: last.generation, sequence: last.sequence, at: Timestamp(microseconds: last.at),
                    kind: kind, label: label, bytes: Array(try reader.text())))
        }
        return entries
    }

    /// What frames, states and verdicts repeat, the most frequent last. Part of the format: another one is another version.
    private static let dictionary = Array(
        """
        "transactionData":[{"reservationId":"firmwareVersion":"chargePointSerialNumber":"meterSerialNumber":"meterType":\
        "iccid":"imsi":"chargeBoxSerialNumber":"FirmwareStatusNotification","DiagnosticsStatusNotification",\
        "SecurityEventNotification","DataTransfer",{"vendorId":"messageId":"data":"GetConfiguration",{"key":[\
        "configurationKey":[{"readonly":false,"value":"unknownKey":[ChangeConfiguration",TriggerMessage",\
        {"requestedMessage":"RemoteStartTransaction",RemoteStopTransaction",SetChargingProfile",Reset",{"type":"Soft"}\
        BootNotification",{"chargePointVendor":"chargePointModel":"}]{"currentTime":"interval":300,"status":"Accepted"}\
        "StopTransaction",{"meterStop":"reason":"Local","EVDisconnected"StartTransaction",{"connectorId":1,"idTag":\
        "meterStart":{"idTagInfo":{"status":"Accepted"},"transactionId":Authorize",{"idTag":"StatusNotification",\
        {"connectorId":1,"errorCode":"NoError","status":"Available","Preparing","Charging","SuspendedEV","Finishing",\
        "timestamp":"2026-01-01T00:00:00.000Z"}{"number":1,"outcome":{"recorded":{}},"storedAll":false}{"number":\
        "outcome":{"metered":{"_0":{"authorization":"ACCEPTED","connector":1,"energyWh":0,"id":{"rawValue":1},"idTag":\
        "meterStartWh":"organizationID":{"rawValue":1},"startedAt":{"microseconds":179,"stationID":{"rawValue":1},\
        "status":"ACTIVE","tagID":{"rawValue":1},"transactionID":"stored":[]}},"storedAll":true}MeterValues",\
        {"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"sampledValue":[{"value":"context":"Sample.Periodic",\
        "format":"Raw","measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"measurand":"Current.Import",\
        "phase":"L1","location":"Outlet","unit":"A"},{"value":"measurand":"Voltage","unit":"V"},{"value":"measurand":\
        "Power.Active.Import","unit":"W"}]}]}]CALLRESULT[3,"",{}][2,"Heartbeat",{}][3,"{"currentTime":"2026-01-01T
        """.utf8)
}

/// Takes a block apart; nothing in it can lead beyond its end.
private struct BlockReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    mutating func byte() throws -> UInt8 {
        guard place < bytes.count else { throw RecordingBlockCoding.Failure() }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func unsigned() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7f) << shift
            if next & 0x80 == 0 { return value }
        }
        throw RecordingBlockCoding.Failure()
    }

    mutating func signed() throws -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func text() throws -> ArraySlice<UInt8> {
        let count = try unsigned()
        guard count <= UInt64(bytes.count - place) else { throw RecordingBlockCoding.Failure() }
        defer { place += Int(count) }
        return bytes[place..<place + Int(count)]
    }
}

extension [UInt8] {
    fileprivate mutating func append(unsigned value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small numbers of either sign become small.
    fileprivate mutating func append(signed value: Int64) {
        append(unsigned: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    fileprivate mutating func append(text: some Collection<UInt8>) {
        append(unsigned: UInt64(text.count))
        append(contentsOf: text)
    }
}
