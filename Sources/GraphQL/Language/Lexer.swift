/// Cuts a document into tokens.
///
/// Section 2.1. It looks at each byte once and never recurses, so its cost is the document's size.
struct Lexer: Sendable {
    private let source: [UInt8]
    private var position = 0
    /// The values of the string tokens, in their order.
    private var strings: [String] = []

    /// All tokens of a document, up to the first mistake.
    static func tokens(of source: [UInt8], maximumTokens: Int) -> TokenList {
        var lexer = Lexer(source: source)
        var failure: GraphQLError?
        // Every token has a byte at least, and the end of the document is one more.
        let tokens = [Token](capacity: min(source.count, maximumTokens) + 1) { tokens in
            failure = lexer.cut(source.span, into: &tokens, maximumTokens: maximumTokens)
        }
        return TokenList(source: source, tokens: tokens, strings: lexer.strings, failure: failure)
    }

    /// - Returns: the mistake that the last token stands for, if it does.
    private mutating func cut(
        _ bytes: Span<UInt8>, into tokens: inout OutputSpan<Token>, maximumTokens: Int
    ) -> GraphQLError? {
        var position = 0
        while true {
            while position < bytes.count, ByteClass.isIgnored(bytes[unchecked: position]) { position += 1 }
            let start = position
            guard start < bytes.count else { break }
            let byte = bytes[unchecked: start]
            let kind: Token.Kind
            if ByteClass.isNameStart(byte) {
                kind = .name
                position += 1
                while position < bytes.count, ByteClass.isNameContinue(bytes[unchecked: position]) { position += 1 }
            } else if let punctuator = Token.Kind(punctuator: byte) {
                kind = punctuator
                position += 1
            } else if let end = Self.endOfCommentOrMark(bytes, from: start) {
                position = end
                continue
            } else {
                do {
                    kind = try rare(at: start)
                } catch {
                    tokens.append(Token(.mistake, start, start))
                    return error
                }
                position = self.position
            }
            guard tokens.count < maximumTokens else {
                tokens.append(Token(.mistake, start, start))
                return tooManyTokens(maximumTokens, at: start)
            }
            tokens.append(Token(kind, start, position))
        }
        tokens.append(Token(.endOfFile, position, position))
        return nil
    }

    private init(source: [UInt8]) { self.source = source }

    /// Where a comment or a byte order mark ends; `nil` where neither is.
    private static func endOfCommentOrMark(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var position = start
        if bytes[position] == UInt8(ascii: "#") {
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            return position
        }
        let isMark =
            position + 2 < bytes.count && bytes[position] == 0xEF && bytes[position + 1] == 0xBB
            && bytes[position + 2] == 0xBF
        return isMark ? position + 3 : nil
    }

    // MARK: Tokens that are rarer than names and punctuators

    private mutating func rare(at start: Int) throws(GraphQLError) -> Token.Kind {
        position = start
        switch source[start] {
        case UInt8(ascii: "."):
            guard peek(1) == UInt8(ascii: "."), peek(2) == UInt8(ascii: ".") else { throw unexpected("\".\"") }
            position += 3
            return .spread
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "\""):
            let isBlock = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
            return try isBlock ? blockString() : string()
        default: throw unexpected(describe(position))
        }
    }

    private func tooManyTokens(_ allowed: Int, at position: Int) -> GraphQLError {
        Limits.exceeded("tokens", value: allowed + 1, allowed: allowed, at: [location(position)])
    }

    private func location(_ offset: Int) -> SourceLocation {
        SourceLocation(offset: Int32(clamping: offset), in: source)
    }

    func syntaxError(_ message: String, at offset: Int) -> GraphQLError {
        GraphQLError("Syntax error: \(message)", code: .parseFailed, locations: [location(offset)])
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private func unexpected(_ what: String) -> GraphQLError { syntaxError("unexpected \(what)", at: position) }

    private func describe(_ offset: Int) -> String {
        guard offset < source.count else { return "end of document" }
        let end = min(offset + 4, source.count)
        let scalar = String(decoding: source[offset..<end], as: UTF8.self).unicodeScalars.first
        guard let scalar, scalar.value >= 0x20, scalar.value != 0x7F else { return "control character" }
        return "character \"\(scalar)\""
    }

    private mutating func digits() throws(GraphQLError) {
        guard let byte = peek(0), ByteClass.isDigit(byte) else {
            throw syntaxError("expected a digit, found \(describe(position))", at: position)
        }
        while let byte = peek(0), ByteClass.isDigit(byte) { position += 1 }
    }

    private mutating func number() throws(GraphQLError) -> Token.Kind {
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
        return kind
    }

    private mutating func string() throws(GraphQLError) -> Token.Kind {
        let result = try StringLiteral.read(source, from: position + 1, lexer: self)
        position = result.end
        strings.append(result.value)
        return .string
    }

    private mutating func blockString() throws(GraphQLError) -> Token.Kind {
        guard let result = BlockString.read(source, from: position + 3) else {
            throw syntaxError("unterminated string", at: source.count)
        }
        position = result.end
        strings.append(result.value)
        return .blockString
    }
}
