/// A document for tools: parsed within limits, looked into, checked against a schema, written in one style.
///
/// The engine does not need it; it is for those who generate code, format files or keep lists of allowed documents.
/// Executable and type system documents are both welcome (section 2.3).
public struct GraphQLDocument: Sendable, Equatable, CustomStringConvertible {
    /// One operation of a document, as far as it can be known without a schema.
    public struct Operation: Sendable, Hashable {
        public var kind: OperationKind
        public var name: String?
        public var description: String?
    }

    let document: Document

    /// - Throws: the first syntax error with its place, or the limit that the text exceeds. Limits are checked while the
    ///   text is read, so a hostile one costs no more than what they allow.
    public init(parsing text: String, limits: Limits = Limits()) throws(GraphQLError) {
        document = try Parser.parse(text, limits: limits)
    }

    /// The document in the style of this engine, which parses into an equal one. Comments are not kept.
    public var formatted: String { Printer.print(document) }

    public var description: String { formatted }

    public var operations: [Operation] {
        document.operations.map { Operation(kind: $0.kind, name: $0.name?.text, description: $0.description) }
    }

    /// The names of the fragments, in the order of the document.
    public var fragments: [String] { document.fragments.map(\.name.text) }

    /// What section 5 has against executing the document on this schema; nothing, if it may be executed.
    public func problems(
        with schema: Schema, scalars: [String: ScalarCoercion] = [:], limits: Limits = Limits()
    ) -> [GraphQLError] {
        let coercion = InputCoercion(schema: schema, scalars: scalars)
        var typed = TypedDocument(document, schema: schema, coercion: coercion)
        return Validator(schema: schema, coercion: coercion, limits: limits).errors(in: &typed)
    }

    /// Equal documents have the same definitions; where they stand in the text does not matter.
    public static func == (left: GraphQLDocument, right: GraphQLDocument) -> Bool {
        left.formatted == right.formatted
    }
}
