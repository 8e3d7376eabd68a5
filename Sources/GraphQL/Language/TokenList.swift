/// What ``Lexer`` made of a document.
struct TokenList: Sendable {
    let source: [UInt8]
    /// The last one is the end of the document, or the mistake at which it could not go on.
    let tokens: [Token]
    /// The values of the string tokens, in their order.
    let strings: [String]
    /// Why the last token is a mistake.
    let failure: GraphQLError?

    func text(of token: Token) -> String {
        let bytes = source.span.extracting(unchecked: Int(token.start)..<Int(token.end))
        // Only names and numbers are asked for, which are ASCII.
        return String(copying: UTF8Span(unchecked: bytes, isKnownASCII: true))
    }

    /// Whether the token reads so, without making a string of it.
    @inline(__always)
    func isText(of token: Token, _ word: StaticString) -> Bool {
        guard Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
        return isText(at: Int(token.start), word)
    }

    private func isText(at start: Int, _ word: StaticString) -> Bool {
        let bytes = source.span
        return word.withUTF8Buffer { word in
            for index in word.indices where bytes[start + index] != word[index] { return false }
            return true
        }
    }

    func location(_ offset: Int) -> SourceLocation {
        SourceLocation(offset: Int32(clamping: offset), in: source)
    }

    func syntaxError(_ message: String, at offset: Int) -> GraphQLError {
        GraphQLError("Syntax error: \(message)", code: .parseFailed, locations: [location(offset)])
    }
}
