import Metrics

/// How long each kind of statement takes, from when it was asked for to its answer: `select sessions`, `insert meter_values`.
///
/// Named after the verb and the first table of its text, which never holds data, so that the names stay few. For one core.
final class StatementFigures {
    private var timers: [String: Timer] = [:]
    private var names: [PreparableStatement.Key: String] = [:]
    /// Texts beyond this many are named anew each time.
    private static let knownTexts = 4_096

    /// - Parameter statements: of one answer; several are named after the first, with a mark that more came with it.
    func answered(_ statements: [PreparableStatement], after duration: Duration) {
        guard let first = statements.first else { return }
        let name = statements.count > 1 ? name(of: first.key) + " …" : name(of: first.key)
        let timer = timers[name] ?? Timer(label: "postgres_statement_duration", dimensions: [("statement", name)])
        timers[name] = timer
        timer.record(duration: duration)
    }

    private func name(of key: PreparableStatement.Key) -> String {
        if let known = names[key] { return known }
        let name = Self.name(of: key.text)
        if names.count < Self.knownTexts { names[key] = name }
        return name
    }

    static func name(of text: String) -> String {
        let words = text.split { !($0.isLetter || $0.isNumber || "_(".contains($0)) }.map { $0.lowercased() }
        var verb = words.first ?? "nothing"
        if verb == "with" { verb = words.first { ["insert", "update", "delete"].contains($0) } ?? "select" }
        for (word, next) in zip(words, words.dropFirst()) {
            let isBeforeTable = word == "from" || word == "into" || (word == "update" && verb == "update")
            if isBeforeTable, next.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) { return "\(verb) \(next)" }
        }
        return verb
    }
}

extension Statement {
    /// Its verb and its first table, `select sessions`: for people, and without a value.
    public var summary: String { StatementFigures.name(of: text) }
}
