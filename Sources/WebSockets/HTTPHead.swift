import NIOCore

/// The first lines of a request or an answer, read strictly.
///
/// Only what decides about an upgrade is read with it; HTTP itself is left to the HTTP parser. RFC 9112, sections 2 to 5.
struct HTTPHead {
    enum Fault: Error {
        case malformed
        case tooLong
    }

    /// The words of the first line, three at most.
    var start: [Substring]
    var fields: [(name: String, value: String)]

    func has(_ token: String, in name: String) -> Bool {
        list(name).contains { $0.lowercased() == token }
    }

    func first(_ name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// The members of a field that is a list, whether sent in one line or in several.
    func list(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.lazy.filter { $0.name.lowercased() == wanted }
            .flatMap { $0.value.split(separator: ",") }
            .map { String($0.trimmingBlanks) }
            .filter { !$0.isEmpty }
    }
}

/// Collects the bytes of a head until its empty line.
struct HTTPHeadReader {
    private let maximumBytes: Int
    private(set) var bytes = ByteBuffer()
    private var searched = 0

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// The head when it is whole, and how many bytes it takes of `bytes`.
    mutating func append(_ more: ByteBuffer) throws(HTTPHead.Fault) -> (head: HTTPHead, size: Int)? {
        if bytes.readableBytes == 0 { bytes = more } else { bytes.writeImmutableBuffer(more) }
        let view = bytes.readableBytesView
        // Each byte is looked at once, however slowly they come.
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        var index = view.startIndex + searched
        while index + end.count <= view.endIndex, index - view.startIndex <= maximumBytes {
            if view[index] == end[0], view[index..<index + end.count].elementsEqual(end) {
                let head = try HTTPHead(parsing: view[..<index])
                return (head, index + end.count - view.startIndex)
            }
            index += 1
        }
        searched = index - view.startIndex
        guard bytes.readableBytes <= maximumBytes else { throw .tooLong }
        return nil
    }
}

extension HTTPHead {
    /// Without the empty line.
    init(parsing bytes: ByteBufferView) throws(Fault) {
        var lines: [ByteBufferView] = []
        var rest = bytes
        while let feed = rest.firstIndex(of: 0x0A) {
            guard feed > rest.startIndex, rest[feed - 1] == 0x0D else { throw .malformed }
            lines.append(rest[..<(feed - 1)])
            rest = rest[(feed + 1)...]
        }
        lines.append(rest)
        start = String(decoding: lines.removeFirst(), as: UTF8.self).split(
            separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard start.count >= 2 else { throw .malformed }
        fields = []
        for line in lines {
            guard let field = Self.field(line) else { throw .malformed }
            fields.append(field)
        }
    }

    private static func field(_ line: ByteBufferView) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = line[..<colon]
        let value = line[(colon + 1)...]
        guard !name.isEmpty, name.allSatisfy(isToken), value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { return nil }
        let text = String(decoding: value, as: UTF8.self)
        return (name: String(decoding: name, as: UTF8.self), value: String(text[...].trimmingBlanks))
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension Substring {
    var trimmingBlanks: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return start[...last]
    }
}
