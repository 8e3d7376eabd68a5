/// A media type as `Content-Type` and `Accept` name it: `application/json; charset=utf-8`.
///
/// RFC 9110, section 8.3.1. Type, subtype and the names of parameters are compared without regard to case.
public struct MediaType: Sendable, Hashable {
    public let type: String
    public let subtype: String
    /// In the order in which they stand, quotes taken away.
    let parameters: [Parameter]

    struct Parameter: Sendable, Hashable {
        var name: String
        var value: String
    }

    init(_ type: String, _ subtype: String) {
        self.type = type
        self.subtype = subtype
        parameters = []
    }

    /// - Returns: nil for what is no media type.
    public init?(_ text: String) { self.init(Substring(text)) }

    init?(_ text: Substring) {
        var parts = HeaderText.split(text, at: ";")[...]
        let names = (parts.popFirst() ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, names.allSatisfy(HeaderText.isToken) else { return nil }
        type = names[0].lowercased()
        subtype = names[1].lowercased()
        var parameters: [Parameter] = []
        for part in parts where !part.isEmpty {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, HeaderText.isToken(halves[0]) else { return nil }
            parameters.append(Parameter(name: halves[0].lowercased(), value: HeaderText.unquoted(halves[1])))
        }
        self.parameters = parameters
    }

    func isSameType(as other: MediaType) -> Bool { type == other.type && subtype == other.subtype }

    /// Whether its `charset` is UTF-8, which is also what an absent one means for JSON.
    var isUTF8: Bool {
        parameters.allSatisfy { $0.name != "charset" || ["utf-8", "utf8"].contains($0.value.lowercased()) }
    }
}

/// What the fields of an HTTP head are made of (RFC 9110, section 5.6).
enum HeaderText {
    /// The parts between separators that stand in no quoted string, without the blanks around them.
    static func split(_ text: Substring, at separator: Character) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == separator, !isQuoted {
                parts.append(trimmed(text[start..<index]))
                start = text.index(after: index)
            }
        }
        parts.append(trimmed(text[start...]))
        return parts
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}
