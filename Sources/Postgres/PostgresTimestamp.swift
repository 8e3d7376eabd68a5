/// A moment as PostgreSQL's `timestamptz` keeps it: microseconds since 1970, UTC.
///
/// `Int64.max` and `Int64.min` stand for PostgreSQL's infinity and -infinity.
public struct PostgresTimestamp: PostgresScalar, Hashable, Comparable {
    public var microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// PostgreSQL counts from 2000.
    private static let epoch: Int64 = 946_684_800_000_000

    public static var type: UInt32 { PostgresType.timestamptz }
    public static var arrayType: UInt32 { PostgresType.timestamptzArray }

    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    public func encode(into bytes: inout [UInt8]) -> String? {
        guard microseconds != .max, microseconds != .min else {
            bytes.append(bigEndian: microseconds)
            return nil
        }
        let (value, hasOverflowed) = microseconds.subtractingReportingOverflow(Self.epoch)
        // Far out of PostgreSQL's range (4713 BC), which it says itself.
        bytes.append(bigEndian: hasOverflowed ? Int64.min + 1 : value)
        return nil
    }

    init(sinceYear2000 value: Int64) {
        guard value != .max, value != .min else {
            microseconds = value
            return
        }
        let (sum, hasOverflowed) = value.addingReportingOverflow(Self.epoch)
        microseconds = hasOverflowed ? .max : sum
    }
}
