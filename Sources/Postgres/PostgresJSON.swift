/// JSON text on its way into a `jsonb` parameter; PostgreSQL checks it.
public struct PostgresJSON: PostgresScalar, Hashable {
    public var bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public init(text: String) {
        bytes = Array(text.utf8)
    }

    public static var type: UInt32 { PostgresType.jsonb }
    public static var arrayType: UInt32 { PostgresType.jsonbArray }

    /// The version of jsonb's binary format that precedes the text.
    static let version: UInt8 = 1

    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(Self.version)
        bytes.append(contentsOf: self.bytes)
        return self.bytes.contains(0) ? "a JSON text contains U+0000, which PostgreSQL cannot store" : nil
    }
}
