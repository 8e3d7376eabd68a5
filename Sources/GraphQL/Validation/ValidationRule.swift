import JSON

/// One rule of section 5.
protocol ValidationRule: SendableMetatype {
    /// Where the specification states it.
    static var section: String { get }

    static func check(_ document: TypedDocument, _ report: inout ValidationReport)
}

/// Collects what the rules find, up to a limit.
struct ValidationReport {
    private(set) var errors: [GraphQLError] = []
    private let document: Document
    private let maximumErrors: Int
    private static let maximumSuggestions = 10
    /// Bytes of a message. Many messages may quote one long name, which must not make an answer many times its question.
    private static let longestMessage = 1_000
    private let mayGuess: Bool
    var rule = ""

    /// - Parameter mayGuess: a guess tells names of the schema, which is introspection too.
    init(document: Document, maximumErrors: Int, mayGuess: Bool = true) {
        self.document = document
        self.maximumErrors = maximumErrors
        self.mayGuess = mayGuess
    }

    var isFull: Bool { errors.count >= maximumErrors }

    /// What was meant by an unknown name, as an addition to a message. A document that is wrong in many places gets none
    /// after the first few, since each costs a look at every name that is known.
    func suggestion(for name: String, in known: @autoclosure () -> [String]) -> String {
        mayGuess && errors.count < Self.maximumSuggestions ? Suggestion.words(name, in: known()) : ""
    }

    mutating func report(_ message: String, at offsets: Int32...) {
        guard !isFull else { return }
        errors.append(
            GraphQLError(
                Self.shortened(message), code: .validationFailed, locations: offsets.map { document.location($0) },
                extensions: ["rule": .string(rule)]))
    }

    private static func shortened(_ message: String) -> String {
        guard message.utf8.count > longestMessage else { return message }
        return String(decoding: message.utf8.prefix(longestMessage), as: UTF8.self) + "…"
    }

    mutating func report(_ error: GraphQLError) {
        guard !isFull else { return }
        errors.append(error)
    }
}
