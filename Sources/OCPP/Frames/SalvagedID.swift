extension MessageID {
    /// The id of a CALL whose text is not JSON as a whole but begins like one: `[2,"id",`.
    ///
    /// A charger that gets its own id back stops waiting at once. Nil where the beginning is not that plain.
    static func salvaged(from bytes: UnsafeRawBufferPointer) -> MessageID? {
        var rest = bytes.prefix(toleratedLength)
        guard skip(UInt8(ascii: "["), &rest), skip(UInt8(ascii: "2"), &rest), skip(UInt8(ascii: ","), &rest),
            skip(UInt8(ascii: "\""), &rest)
        else { return nil }
        let text = rest.prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        rest = rest.dropFirst(text.count)
        guard skip(UInt8(ascii: "\""), &rest), skip(UInt8(ascii: ","), &rest) else { return nil }
        return MessageID(String(decoding: text, as: UTF8.self))
    }

    private static func skip(_ byte: UInt8, _ rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
        rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }
}
