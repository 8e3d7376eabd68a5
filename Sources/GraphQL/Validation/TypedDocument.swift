/// A document with the schema's types beside its nodes, flattened so that each rule is a plain loop.
///
/// One walk serves all rules of section 5. Types are `nil` where the document is wrong; the rule that is about that
/// reports it, and the others stay silent.
struct TypedDocument {
    /// An operation or a fragment: that which selections belong to.
    struct Owner {
        var operation: OperationDefinition?
        var fragment: FragmentDefinition?
        var spreads: [FragmentSpread] = []
        var variableUses: [VariableUse] = []
        /// Place in ``TypedDocument/selectionSets``.
        var selectionSet = 0
    }

    /// One thing in a selection set, with what decides whether it counts.
    struct Item {
        enum Target {
            /// Place in ``TypedDocument/fields``.
            case field(Int)
            /// An inline fragment's own selection set.
            case selectionSet(Int)
            /// Place in ``TypedDocument/spreads``.
            case fragment(Int)
        }

        var target: Target
        var directives: [DirectiveNode]
        /// Of an inline fragment; `nil` applies to all types.
        var typeCondition: TypeID?
    }

    struct FieldUse {
        /// A class, since every rule goes through all of them.
        fileprivate final class Parts: Sendable {
            let node: FieldNode
            let parent: TypeID?
            let definition: Field?

            init(node: FieldNode, parent: TypeID?, definition: Field?) {
                self.node = node
                self.parent = parent
                self.definition = definition
            }
        }

        fileprivate let parts: Parts
        /// Place in ``TypedDocument/selectionSets``; `nil` for a leaf.
        fileprivate(set) var selectionSet: Int?

        var node: FieldNode { _read { yield parts.node } }
        var parent: TypeID? { parts.parent }
        var definition: Field? { parts.definition }
    }

    struct SpreadUse {
        var node: FragmentSpread
        var parent: TypeID?
        /// Of the fragment: its place in ``TypedDocument/selectionSets``, `nil` when there is no such fragment, and its type.
        var selectionSet: Int?
        var typeCondition: TypeID?
    }

    struct InlineUse {
        var node: InlineFragment
        var parent: TypeID?
    }

    struct DirectiveUse {
        var nodes: [DirectiveNode]
        var location: DirectiveLocation
    }

    /// The arguments of one field or directive.
    struct ArgumentsUse {
        var nodes: [ArgumentNode]
        var definitions: [InputValue]?
        var owner: ArgumentsOwner
        var offset: Int32
    }

    /// What arguments belong to.
    enum ArgumentsOwner {
        case field(String, parent: TypeID?)
        case directive(String)
    }

    struct ValueUse {
        var node: ValueNode
        var type: TypeReference
    }

    /// An object as written, wherever a value can stand.
    struct InputObjectUse {
        var fields: [ArgumentNode]
        /// `nil` where no input object is expected, or nobody knows what is.
        var type: TypeID?
        var offset: Int32
    }

    struct VariableUse {
        var name: String
        var offset: Int32
        var type: TypeReference?
        /// The place has a default of its own.
        var hasDefault: Bool
        var isInOneOf: Bool
    }

    let document: Document
    let schema: Schema
    let coercion: InputCoercion
    var allowsIntrospection = true
    private(set) var owners: [Owner] = []
    private(set) var fragments: [String: Int] = [:]
    private(set) var fields: [FieldUse] = []
    private(set) var spreads: [SpreadUse] = []
    private(set) var inlineFragments: [InlineUse] = []
    private(set) var directives: [DirectiveUse] = []
    private(set) var arguments: [ArgumentsUse] = []
    private(set) var values: [ValueUse] = []
    private(set) var inputObjects: [InputObjectUse] = []
    private(set) var selectionSets: [[Item]] = []
    /// For each owner, itself and all fragments that it reaches, each once.
    private var reach: [[Int]] = []

    init(_ document: Document, schema: Schema, coercion: InputCoercion) {
        self.document = document
        self.schema = schema
        self.coercion = coercion
        for definition in document.definitions {
            switch definition {
            case .operation(let operation): add(operation)
            case .fragment(let fragment): add(fragment)
            case .schema, .type, .directive: break
            }
        }
        for index in spreads.indices {
            guard let owner = fragments[spreads[index].node.name.text] else { continue }
            spreads[index].selectionSet = owners[owner].selectionSet
            spreads[index].typeCondition = (owners[owner].fragment?.typeCondition.text).flatMap { schema.typeIDs[$0] }
        }
        reach = reachOfOperations()
    }

    /// `field "Station.sessions"` or `directive "@skip"`.
    func words(_ owner: ArgumentsOwner) -> String {
        switch owner {
        case .field(let name, let parent): "field \"\(parent.map { schema[$0].name + "." } ?? "")\(name)\""
        case .directive(let name): "directive \"@\(name)\""
        }
    }

    var operations: [Int] { owners.indices.filter { owners[$0].operation != nil } }

    func fragment(_ name: String) -> FragmentDefinition? { fragments[name].flatMap { owners[$0].fragment } }

    /// The operation itself and all fragments that it reaches, each once.
    func reached(from operation: Int) -> [Int] { reach[operation] }

    func variableUses(of operation: Int) -> [VariableUse] {
        reach[operation].flatMap { owners[$0].variableUses }
    }

    private func reachOfOperations() -> [[Int]] {
        let targets = owners.map { owner in owner.spreads.compactMap { fragments[$0.name.text] } }
        var seenBy = [Int](repeating: -1, count: owners.count)
        return owners.indices.map { start in
            guard owners[start].operation != nil else { return [] }
            var result = [start]
            var next = 0
            while next < result.count {
                for target in targets[result[next]] where seenBy[target] != start {
                    seenBy[target] = start
                    result.append(target)
                }
                next += 1
            }
            return result
        }
    }

    // MARK: The walk

    private mutating func add(_ operation: OperationDefinition) {
        owners.append(Owner(operation: operation))
        let location: DirectiveLocation =
            switch operation.kind {
            case .query: .query
            case .mutation: .mutation
            case .subscription: .subscription
            }
        add(operation.directives, at: location)
        for variable in operation.variables {
            add(variable.directives, at: .variableDefinition)
            guard let value = variable.defaultValue else { continue }
            let type = schema.resolve(variable.type).flatMap { schema[$0.named].isInput ? $0 : nil }
            if let type { values.append(ValueUse(node: value, type: type)) }
            visit(value, type: type, hasDefault: false)
        }
        let selectionSet = add(operation.selections, parent: schema.rootType(of: operation.kind))
        owners[owners.count - 1].selectionSet = selectionSet
    }

    private mutating func add(_ fragment: FragmentDefinition) {
        if fragments[fragment.name.text] == nil { fragments[fragment.name.text] = owners.count }
        owners.append(Owner(fragment: fragment))
        add(fragment.directives, at: .fragmentDefinition)
        let selectionSet = add(fragment.selections, parent: composite(fragment.typeCondition.text))
        owners[owners.count - 1].selectionSet = selectionSet
    }

    private func composite(_ name: String) -> TypeID? {
        schema.typeIDs[name].flatMap { schema[$0].isComposite ? $0 : nil }
    }

    /// Descends as deep as the parser allowed, no deeper.
    private mutating func add(_ set: SelectionSet, parent: TypeID?) -> Int {
        let selectionSet = selectionSets.count
        selectionSets.append([])
        var items: [Item] = []
        for selection in document.members(of: set) {
            switch selection.kind {
            case .field(let node):
                let field = add(node, selecting: selection.selections, parent: parent)
                items.append(Item(target: .field(field), directives: node.directives))
            case .spread(let node):
                spreads.append(SpreadUse(node: node, parent: parent))
                owners[owners.count - 1].spreads.append(node)
                add(node.directives, at: .fragmentSpread)
                items.append(Item(target: .fragment(spreads.count - 1), directives: node.directives))
            case .inline(let node):
                inlineFragments.append(InlineUse(node: node, parent: parent))
                add(node.directives, at: .inlineFragment)
                let condition = node.typeCondition.flatMap { composite($0.text) }
                let inner = add(selection.selections, parent: node.typeCondition == nil ? parent : condition)
                items.append(
                    Item(target: .selectionSet(inner), directives: node.directives, typeCondition: condition))
            }
        }
        selectionSets[selectionSet] = items
        return selectionSet
    }

    private mutating func add(_ node: FieldNode, selecting set: SelectionSet, parent: TypeID?) -> Int {
        let definition = parent.flatMap { schema.field(node.name.text, of: $0) }
        let index = fields.count
        fields.append(FieldUse(parts: FieldUse.Parts(node: node, parent: parent, definition: definition)))
        add(
            ArgumentsUse(
                nodes: node.arguments, definitions: definition?.arguments,
                owner: .field(node.name.text, parent: parent),
                offset: node.offset))
        add(node.directives, at: .field)
        if !set.isEmpty {
            let type = definition?.type.named
            fields[index].selectionSet = add(set, parent: type.flatMap { schema[$0].isComposite ? $0 : nil })
        }
        return index
    }

    private mutating func add(_ nodes: [DirectiveNode], at location: DirectiveLocation) {
        guard !nodes.isEmpty else { return }
        directives.append(DirectiveUse(nodes: nodes, location: location))
        for node in nodes {
            add(
                ArgumentsUse(
                    nodes: node.arguments, definitions: schema.directive(named: node.name.text)?.arguments,
                    owner: .directive(node.name.text), offset: node.offset))
        }
    }

    private mutating func add(_ use: ArgumentsUse) {
        if use.nodes.isEmpty, use.definitions?.isEmpty ?? true { return }
        arguments.append(use)
        for node in use.nodes {
            let definition = use.definitions?.first { $0.name == node.name.text }
            visit(node.value, type: definition?.type, hasDefault: definition?.defaultValue != nil)
            if let definition { values.append(ValueUse(node: node.value, type: definition.type)) }
        }
    }

    /// Notes the variables and objects in a value.
    private mutating func visit(
        _ node: ValueNode, type: TypeReference?, hasDefault: Bool, isInOneOf: Bool = false
    ) {
        switch node.kind {
        case .variable(let name):
            owners[owners.count - 1].variableUses.append(
                VariableUse(name: name, offset: node.offset, type: type, hasDefault: hasDefault, isInOneOf: isInOneOf))
        case .list(let items):
            // A list where none is allowed is another rule's business; its variables still have to fit.
            for item in items { visit(item, type: type.map { $0.element ?? $0 }, hasDefault: false) }
        case .object(let fields):
            let id = type.flatMap { schema[$0.named].kind == .inputObject ? $0.named : nil }
            inputObjects.append(InputObjectUse(fields: fields, type: id, offset: node.offset))
            for field in fields {
                let inputField = id.flatMap { schema[$0].inputField(field.name.text) }
                visit(
                    field.value, type: inputField?.type, hasDefault: inputField?.defaultValue != nil,
                    isInOneOf: id.map { schema[$0].isOneOf } ?? false)
            }
        case .integer, .float, .string, .boolean, .null, .enumValue: break
        }
    }
}
