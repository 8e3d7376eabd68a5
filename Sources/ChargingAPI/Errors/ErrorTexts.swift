package import Charging
package import GraphQL

/// One text in every language that the server speaks.
struct ErrorText: Sendable {
    /// As the code has it, with `{}` in the place of each value.
    var english: String
    /// With `{1}`, `{2}` … for the values in their order in the English.
    var german: String
    var french: String

    init(_ english: String, _ german: String, _ french: String) {
        self.english = english
        self.german = german
        self.french = french
    }
}

/// What people are told in the language of who reads it, found by the English words that the code has for it: refusals, why
/// something failed, what is noted of a connection. A test reads the sources for words that are not in the table.
///
/// What the table does not have stays English.
package enum ErrorTexts {
    private static let whole = Dictionary(
        table.filter { !$0.english.contains("{}") }.map { ($0.english, $0) }, uniquingKeysWith: { first, _ in first })
    /// Those with the most words of their own first: a text may fit others too.
    private static let patterns = table.filter { $0.english.contains("{}") }
        .map { text in
            (pieces: text.english.split(separator: "{}", omittingEmptySubsequences: false).map(String.init), text: text)
        }
        .sorted { left, right in left.pieces.reduce(0) { $0 + $1.count } > right.pieces.reduce(0) { $0 + $1.count } }
    /// No text is longer, but for what somebody wrote into it.
    private static let longest = 2_000
    /// Texts within texts: why a connection ended, within why an operation failed.
    private static let deepest = 3

    package static func text(_ english: String, in language: Language) -> String {
        text(english, in: language, depth: 0) ?? english
    }

    /// The error as it is told to somebody of this language.
    package static func told(_ error: GraphQLError, in language: Language) -> GraphQLError {
        var told = error
        told.message = text(error.message, in: language)
        return told
    }

    static func knows(_ english: String) -> Bool { text(english, in: .german, depth: 0) != nil }

    private static func text(_ english: String, in language: Language, depth: Int) -> String? {
        guard language != .english, depth < deepest, english.utf8.count <= longest else { return nil }
        if let text = whole[english] { return text.words(in: language) }
        for (pieces, text) in patterns {
            guard let values = values(of: english, between: pieces) else { continue }
            let told = values.map { Self.text(String($0), in: language, depth: depth + 1) ?? String($0) }
            return fill(text.words(in: language), told)
        }
        return nil
    }

    /// What stands between the pieces; nil where the text is another.
    private static func values(of text: String, between pieces: [String]) -> [Substring]? {
        guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first), text.hasSuffix(last),
            text.count >= first.count + last.count
        else { return nil }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        var values: [Substring] = []
        for piece in pieces.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: piece) else { return nil }
            values.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        return values + [rest]
    }

    private static func fill(_ text: String, _ values: [String]) -> String {
        var parts = text.split(separator: "{", omittingEmptySubsequences: false)
        var filled = String(parts.removeFirst())
        for part in parts {
            let end = part.firstIndex(of: "}")
            if let end, let number = Int(part[..<end]), values.indices.contains(number - 1) {
                filled += values[number - 1] + part[part.index(after: end)...]
            } else {
                filled += "{" + part
            }
        }
        return filled
    }
}

extension ErrorText {
    fileprivate func words(in language: Language) -> String {
        switch language {
        case .english: english
        case .german: german
        case .french: french
        }
    }
}
