/// A `uuid` as its sixteen bytes.
public struct PostgresUUID: PostgresScalar, Hashable, CustomStringConvertible {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public static func random() -> PostgresUUID {
        let version: UInt64 = 0x4000
        let variant: UInt64 = 0x8000_0000_0000_0000
        return PostgresUUID(
            high: (.random(in: .min ... .max) & ~0xF000) | version,
            low: (.random(in: .min ... .max) & ~0xC000_0000_0000_0000) | variant)
    }

    public static var type: UInt32 { PostgresType.uuid }
    public static var arrayType: UInt32 { PostgresType.uuidArray }

    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
        return nil
    }

    public var description: String {
        var text = ""
        text.reserveCapacity(36)
        for (index, shift) in zip(0..<32, sequence(first: 60) { $0 == 0 ? 60 : $0 - 4 }) {
            if index == 8 || index == 12 || index == 16 || index == 20 { text += "-" }
            text += String(((index < 16 ? high : low) >> UInt64(shift)) & 0xF, radix: 16)
        }
        return text
    }
}
