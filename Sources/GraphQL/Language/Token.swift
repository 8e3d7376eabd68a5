/// The smallest thing with a meaning in a document.
///
/// Section 2.1.5.
struct Token: Equatable, Sendable {
    enum Kind: UInt8, Sendable {
        case endOfFile, exclamation, dollar, ampersand, leftParenthesis, rightParenthesis, spread, colon, equals, at
        case leftBracket, rightBracket, leftBrace, pipe, rightBrace
        case name, integer, float, string, blockString
        /// Where the document cannot be cut into tokens any further.
        case mistake
    }

    var kind: Kind
    /// First byte and the byte after the last.
    var start: Int32
    var end: Int32

    @inline(__always)
    init(_ kind: Kind, _ start: Int, _ end: Int) {
        self.kind = kind
        // No document of more than 2 GiB is ever cut: clients' are refused long before.
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }
}

extension Token.Kind {
    /// Section 2.1.8, but for the three dots.
    @inline(__always)
    init?(punctuator byte: UInt8) {
        switch byte {
        case UInt8(ascii: "{"): self = .leftBrace
        case UInt8(ascii: "}"): self = .rightBrace
        case UInt8(ascii: "("): self = .leftParenthesis
        case UInt8(ascii: ")"): self = .rightParenthesis
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "$"): self = .dollar
        case UInt8(ascii: "!"): self = .exclamation
        case UInt8(ascii: "["): self = .leftBracket
        case UInt8(ascii: "]"): self = .rightBracket
        case UInt8(ascii: "="): self = .equals
        case UInt8(ascii: "@"): self = .at
        case UInt8(ascii: "|"): self = .pipe
        case UInt8(ascii: "&"): self = .ampersand
        default: return nil
        }
    }

    /// How the token is called in messages.
    var words: String {
        switch self {
        case .endOfFile, .mistake: "end of document"
        case .exclamation: "\"!\""
        case .dollar: "\"$\""
        case .ampersand: "\"&\""
        case .leftParenthesis: "\"(\""
        case .rightParenthesis: "\")\""
        case .spread: "\"...\""
        case .colon: "\":\""
        case .equals: "\"=\""
        case .at: "\"@\""
        case .leftBracket: "\"[\""
        case .rightBracket: "\"]\""
        case .leftBrace: "\"{\""
        case .pipe: "\"|\""
        case .rightBrace: "\"}\""
        case .name: "name"
        case .integer: "integer"
        case .float: "float"
        case .string, .blockString: "string"
        }
    }
}
