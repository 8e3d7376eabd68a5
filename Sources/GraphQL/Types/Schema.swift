/// The types of an API: what can be asked, and what the answer looks like.
///
/// Section 3. Built once from text and never changed afterwards.
public final class Schema: Sendable {
    let types: [NamedType]
    let typeIDs: [String: TypeID]
    let directives: [Directive]
    let description: String?
    let queryType: TypeID
    let mutationType: TypeID?
    let subscriptionType: TypeID?
    let string: TypeID
    let boolean: TypeID
    /// The meta field that every composite type has (section 4.1).
    let typenameField: Field
    let source: SchemaSource

    /// Builds the schema that the text describes, and checks every rule of section 3.
    ///
    /// - Throws: ``SchemaError`` with all problems at once.
    public convenience init(sdl: String) throws(SchemaError) {
        self.init(try SchemaBuilder.build(sdl))
    }

    /// Takes the parts unchecked.
    init(_ parts: SchemaParts) {
        types = parts.types
        typeIDs = parts.typeIDs
        directives = parts.directives
        description = parts.description
        queryType = parts.query
        mutationType = parts.mutation
        subscriptionType = parts.subscription
        string = parts.typeIDs["String"] ?? parts.query
        boolean = parts.typeIDs["Boolean"] ?? parts.query
        source = parts.source
        typenameField = Field(
            name: "__typename", description: nil, arguments: [], type: .nonNull(.named(string)), deprecation: nil)
    }

    /// Lent rather than copied, since a type has many parts.
    subscript(_ id: TypeID) -> NamedType {
        _read { yield types[id.index] }
    }

    func type(named name: String) -> NamedType? { typeIDs[name].map { self[$0] } }

    func directive(named name: String) -> Directive? { directives.first { $0.name == name } }

    func rootType(of kind: OperationKind) -> TypeID? {
        switch kind {
        case .query: queryType
        case .mutation: mutationType
        case .subscription: subscriptionType
        }
    }

    /// The field, or the meta field `__typename` that every composite type has (section 4.1).
    func field(_ name: String, of type: TypeID) -> Field? {
        if let index = self[type].fieldIndices[name] { return self[type].fields[index] }
        return name == "__typename" && self[type].isComposite ? typenameField : nil
    }

    func words(_ type: TypeReference) -> String {
        switch type {
        case .named(let id): self[id].name
        case .list(let inner): "[\(words(inner))]"
        case .nonNull(let inner): "\(words(inner))!"
        }
    }

    /// Whether some object can be of both types (section 5.5.2.3).
    func canOverlap(_ left: TypeID, _ right: TypeID) -> Bool {
        left == right || self[left].possibleTypes.contains { self[right].isPossible($0) }
    }

    /// Resolves a type as written in a document; `nil` when its name is unknown.
    func resolve(_ node: TypeNode) -> TypeReference? {
        switch node {
        case .named(let name): typeIDs[name.text].map { .named($0) }
        case .list(let inner, _): resolve(inner).map { .list($0) }
        case .nonNull(let inner): resolve(inner).map { .nonNull($0) }
        }
    }

    /// IsSubType of section 3.6.
    func isSubtype(_ candidate: TypeReference, of type: TypeReference) -> Bool {
        switch (candidate, type) {
        case (.nonNull(let inner), .nonNull(let other)): isSubtype(inner, of: other)
        case (.nonNull(let inner), _): isSubtype(inner, of: type)
        case (.list(let inner), .list(let other)): isSubtype(inner, of: other)
        case (.named(let left), .named(let right)):
            left == right || self[left].interfaces.contains(right)
                || (self[right].kind == .union && self[right].isPossible(left))
        case (.list, _), (.named, _): false
        }
    }
}

/// What a ``SchemaBuilder`` hands over.
struct SchemaParts {
    var types: [NamedType] = []
    var typeIDs: [String: TypeID] = [:]
    var directives: [Directive] = []
    var description: String?
    var query = TypeID(index: 0)
    var mutation: TypeID?
    var subscription: TypeID?
    var source = SchemaSource()
}
