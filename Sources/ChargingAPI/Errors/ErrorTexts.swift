import Charging

/// One refusal in every language that the server speaks.
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

/// Refusals in the language of who reads them, found by the English words that the code has for them.
///
/// What the table does not have stays English.
enum ErrorTexts {
    private static let whole = Dictionary(
        table.filter { !$0.english.contains("{}") }.map { ($0.english, $0) }, uniquingKeysWith: { first, _ in first })
    private static let patterns = table.filter { $0.english.contains("{}") }.map { text in
        (pieces: text.english.split(separator: "{}", omittingEmptySubsequences: false).map(String.init), text: text)
    }
    /// No refusal is longer, but for what somebody wrote into it.
    private static let longest = 2_000

    static func text(_ english: String, in language: Language) -> String {
        guard language != .english, english.utf8.count <= longest else { return english }
        if let text = whole[english] { return text.words(in: language) }
        for (pieces, text) in patterns {
            if let values = values(of: english, between: pieces) { return fill(text.words(in: language), values) }
        }
        return english
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

    private static func fill(_ text: String, _ values: [Substring]) -> String {
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
