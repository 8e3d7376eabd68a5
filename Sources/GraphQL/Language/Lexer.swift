/// Cuts a document into tokens, one at a time.
///
/// Section 2.1. It looks at each byte once, keeps one token and never recurses, so its cost is the document's size.
struct Lexer: Sendable {
    let source: [UInt8]
    private(set) var position = 0
    private(set) var tokenCount = 0
    private let maximumTokens: Int
    /// The value of the string token that was read last.
    private(set) var stringValue = ""

    init(_ source: [UInt8], maximumTokens: Int) {
        self.source = source
        self.maximumTokens = maximumTokens
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func next() throws(GraphQLError) -> Token {
        position = Self.endOfIgnored(source.span, from: position)
        guard position < source.count else { return token(.endOfFile, length: 0) }
        tokenCount += 1
        guard tokenCount <= maximumTokens else {
            throw Limits.exceeded("tokens", value: tokenCount, allowed: maximumTokens, at: [location(position)])
        }
        let byte = source[position]
        switch ByteClass.of(byte) {
        case .nameStart: return name()
        case .digit: return try number()
        case .punctuator(let kind): return token(kind, length: 1)
        case .other: break
        }
        switch byte {
        case UInt8(ascii: "."):
            guard peek(1) == UInt8(ascii: "."), peek(2) == UInt8(ascii: ".") else { throw unexpected("\".\"") }
            return token(.spread, length: 3)
        case UInt8(ascii: "-"): return try number()
        case UInt8(ascii: "\""):
            let isBlock = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
            return try isBlock ? blockString() : string()
        default: throw unexpected(describe(position))
        }
    }

    func text(of token: Token) -> String {
        let bytes = source.span.extracting(Int(token.start)..<Int(token.end))
        return String(unsafeUninitializedCapacity: bytes.count) { text in
            bytes.withUnsafeBufferPointer { text.initialize(fromContentsOf: $0) }
        }
    }

    /// Whether the token reads so, without making a string of it.
    func isText(of token: Token, _ word: StaticString) -> Bool {
        let bytes = source.span.extracting(Int(token.start)..<Int(token.end))
        return word.withUTF8Buffer { word in bytes.withUnsafeBufferPointer { $0.elementsEqual(word) } }
    }

    func location(_ offset: Int) -> SourceLocation {
        SourceLocation(offset: Int32(clamping: offset), in: source)
    }

    func syntaxError(_ message: String, at offset: Int) -> GraphQLError {
        GraphQLError("Syntax error: \(message)", code: .parseFailed, locations: [location(offset)])
    }

    // MARK: Parts of tokens

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private mutating func token(_ kind: Token.Kind, length: Int) -> Token {
        let start = position
        position += length
        return Token(kind: kind, start: Int32(clamping: start), end: Int32(clamping: position))
    }

    private func unexpected(_ what: String) -> GraphQLError { syntaxError("unexpected \(what)", at: position) }

    private func describe(_ offset: Int) -> String {
        guard offset < source.count else { return "end of document" }
        let end = min(offset + 4, source.count)
        let scalar = String(decoding: source[offset..<end], as: UTF8.self).unicodeScalars.first
        guard let scalar, scalar.value >= 0x20, scalar.value != 0x7F else { return "control character" }
        return "character \"\(scalar)\""
    }

    private static func endOfIgnored(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): position += 1
            case UInt8(ascii: "#"):
                while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            case 0xEF where position + 2 < bytes.count && bytes[position + 1] == 0xBB && bytes[position + 2] == 0xBF:
                position += 3
            default: return position
            }
        }
        return position
    }

    private mutating func name() -> Token {
        let start = position
        position = Self.endOfName(source.span, from: start + 1)
        return Token(kind: .name, start: Int32(clamping: start), end: Int32(clamping: position))
    }

    private static func endOfName(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count, ByteClass.isNameContinue(bytes[position]) { position += 1 }
        return position
    }

    private mutating func digits() throws(GraphQLError) {
        guard let byte = peek(0), ByteClass.isDigit(byte) else {
            throw syntaxError("expected a digit, found \(describe(position))", at: position)
        }
        while let byte = peek(0), ByteClass.isDigit(byte) { position += 1 }
    }

    private mutating func number() throws(GraphQLError) -> Token {
        let start = position
        var kind = Token.Kind.integer
        if peek(0) == UInt8(ascii: "-") { position += 1 }
        if peek(0) == UInt8(ascii: "0") {
            position += 1
            if let byte = peek(0), ByteClass.isDigit(byte) { throw unexpected("digit after 0") }
        } else {
            try digits()
        }
        if peek(0) == UInt8(ascii: ".") {
            kind = .float
            position += 1
            try digits()
        }
        if peek(0) == UInt8(ascii: "e") || peek(0) == UInt8(ascii: "E") {
            kind = .float
            position += 1
            if peek(0) == UInt8(ascii: "+") || peek(0) == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if let byte = peek(0), byte == UInt8(ascii: ".") || ByteClass.isNameContinue(byte) {
            throw unexpected("\(describe(position)) after a number")
        }
        return Token(kind: kind, start: Int32(clamping: start), end: Int32(clamping: position))
    }

    private mutating func string() throws(GraphQLError) -> Token {
        let start = position
        let result = try StringLiteral.read(source, from: position + 1, lexer: self)
        position = result.end
        stringValue = result.value
        return Token(kind: .string, start: Int32(clamping: start), end: Int32(clamping: position))
    }

    private mutating func blockString() throws(GraphQLError) -> Token {
        let start = position
        guard let result = BlockString.read(source, from: position + 3) else {
            throw syntaxError("unterminated string", at: source.count)
        }
        position = result.end
        stringValue = result.value
        return Token(kind: .blockString, start: Int32(clamping: start), end: Int32(clamping: position))
    }
}
