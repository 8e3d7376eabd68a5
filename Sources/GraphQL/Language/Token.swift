/// The smallest thing with a meaning in a document.
///
/// Section 2.1.5.
struct Token: Equatable, Sendable {
    enum Kind: UInt8, Sendable {
        case endOfFile, exclamation, dollar, ampersand, leftParenthesis, rightParenthesis, spread, colon, equals, at
        case leftBracket, rightBracket, leftBrace, pipe, rightBrace
        case name, integer, float, string, blockString
    }

    var kind: Kind
    /// First byte and the byte after the last.
    var start: Int32
    var end: Int32
}

extension Token.Kind {
    /// How the token is called in messages.
    var words: String {
        switch self {
        case .endOfFile: "end of document"
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
