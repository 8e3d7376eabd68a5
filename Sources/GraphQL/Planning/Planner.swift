import JSON

/// Turns a validated operation into a plan.
///
/// Section 6.3.2 (CollectFields, CollectSubfields). Works through a list, never recursively; the same
/// selection for the same type is planned once, so fragments that are spread everywhere cost nothing twice.
struct Planner {
    private struct Need: Hashable {
        var selectionSets: [Int]
        var type: TypeID
    }

    private let document: TypedDocument
    private let limits: Limits
    /// Values of the Boolean variables that conditions use.
    private let conditions: [String: Bool]
    private var selections: [SelectionPlan] = []
    private var places: [Need: Int] = [:]
    private var needs: [Need] = []
    private var resolutionCount = 0
    private var fieldCount = 0

    static func plan(
        _ operation: OperationDefinition, selectionSet: Int, in document: TypedDocument, conditions: [String: Bool],
        limits: Limits
    ) throws(GraphQLError) -> OperationPlan {
        guard let root = document.schema.rootType(of: operation.kind) else {
            throw GraphQLError("the schema has no \(operation.kind.rawValue) type", code: .validationFailed)
        }
        var planner = Planner(document: document, limits: limits, conditions: conditions)
        return try planner.run(kind: operation.kind, selectionSet: selectionSet, root: root)
    }

    private init(document: TypedDocument, limits: Limits, conditions: [String: Bool]) {
        self.document = document
        self.limits = limits
        self.conditions = conditions
    }

    private mutating func run(
        kind: OperationKind, selectionSet: Int, root: TypeID
    ) throws(GraphQLError) -> OperationPlan {
        _ = place(for: Need(selectionSets: [selectionSet], type: root))
        var next = 0
        while next < needs.count {
            try plan(next, mergesAliases: kind != .mutation || next > 0)
            next += 1
        }
        if selections[0].fields.count > limits.rootFields {
            throw Limits.exceeded("root fields", value: selections[0].fields.count, allowed: limits.rootFields)
        }
        let bottomUp = PlanSize.bottomUp(selections)
        let size = PlanSize.fields(of: selections, bottomUp: bottomUp)
        if size > limits.plannedFields {
            throw Limits.exceeded("fields after fragments are expanded", value: size, allowed: limits.plannedFields)
        }
        return OperationPlan(
            kind: kind, selections: selections, resolutionCount: resolutionCount, bottomUp: bottomUp)
    }

    private mutating func place(for need: Need) -> Int {
        if let known = places[need] { return known }
        places[need] = needs.count
        needs.append(need)
        selections.append(SelectionPlan(type: need.type))
        return needs.count - 1
    }

    private mutating func plan(_ index: Int, mergesAliases: Bool) throws(GraphQLError) {
        let need = needs[index]
        let groups = collect(need.selectionSets, for: need.type)
        fieldCount += groups.count
        guard fieldCount <= limits.plannedFields else {
            throw Limits.exceeded("planned fields", value: fieldCount, allowed: limits.plannedFields)
        }
        var plan = SelectionPlan(type: need.type)
        plan.fields.reserveCapacity(groups.count)
        for group in groups {
            guard let first = group.first, let field = document.schema.field(name(first), of: need.type) else {
                continue
            }
            let resolution = resolution(for: first, field: field, in: &plan, merges: mergesAliases)
            plan.resolutions[resolution].answers.append(plan.fields.count)
            plan.fields.append(plannedField(group, field: field, resolution: resolution))
        }
        selections[index] = plan
    }

    private func name(_ field: Int) -> String { document.fields[field].node.name.text }

    private mutating func plannedField(_ group: [Int], field: Field, resolution: Int) -> PlannedField {
        let key = document.fields[group[0]].node.responseKey
        let inner = group.compactMap { document.fields[$0].selectionSet }
        let children =
            inner.isEmpty
            ? []
            : document.schema[field.type.named].possibleTypes.map { type in
                (type: type, selection: place(for: Need(selectionSets: inner, type: type)))
            }
        return PlannedField(
            responseKey: key, encodedKey: JSONWriter.encodedName(key), resolution: resolution, type: field.type,
            offsets: group.map { document.fields[$0].node.offset }, children: children)
    }

    /// The resolution of the same field with the same arguments, if there is one already.
    private mutating func resolution(for use: Int, field: Field, in plan: inout SelectionPlan, merges: Bool) -> Int {
        let nodes = document.fields[use].node.arguments
        let template = template(for: nodes, of: field)
        if merges,
            let known = plan.resolutions.firstIndex(where: { $0.name == field.name && $0.arguments.isSame(template) })
        {
            return known
        }
        plan.resolutions.append(
            Resolution(
                field: document.schema[plan.type].fieldIndices[field.name], name: field.name, arguments: template,
                id: resolutionCount))
        resolutionCount += 1
        return plan.resolutions.count - 1
    }

    private func template(for nodes: [ArgumentNode], of field: Field) -> ArgumentTemplate {
        if nodes.contains(where: { $0.value.containsVariable }) { return .variable(nodes) }
        do throws(InputProblem) {
            return .constant(try document.coercion.arguments(nodes, for: field.arguments, variables: JSONObject()))
        } catch {
            // Validation lets no such document through; should one come, execution reports it with its path.
            return .variable(nodes)
        }
    }

    // MARK: Collecting

    /// Fields by response name in the order of their first appearance.
    private func collect(_ selectionSets: [Int], for type: TypeID) -> [[Int]] {
        var order: [String: Int] = [:]
        var groups: [[Int]] = []
        var visited: Set<Int> = []
        var waiting: [(selectionSet: Int, item: Int)] = selectionSets.reversed().map { ($0, 0) }
        while let (selectionSet, start) = waiting.popLast() {
            let items = document.selectionSets[selectionSet]
            var position = start
            scan: while position < items.count {
                let item = items[position]
                position += 1
                guard isIncluded(item.directives) else { continue }
                switch item.target {
                case .field(let field):
                    let key = document.fields[field].node.responseKey
                    if let place = order[key] {
                        groups[place].append(field)
                    } else {
                        order[key] = groups.count
                        groups.append([field])
                    }
                case .selectionSet(let inner):
                    guard applies(item.typeCondition, to: type) else { continue }
                    waiting.append((selectionSet, position))
                    waiting.append((inner, 0))
                    break scan
                case .fragment(let spread):
                    guard let inner = document.spreads[spread].selectionSet, visited.insert(inner).inserted,
                        applies(document.spreads[spread].typeCondition, to: type)
                    else { continue }
                    waiting.append((selectionSet, position))
                    waiting.append((inner, 0))
                    break scan
                }
            }
        }
        return groups
    }

    /// DoesFragmentTypeApply.
    private func applies(_ condition: TypeID?, to type: TypeID) -> Bool {
        condition.map { document.schema[$0].isPossible(type) } ?? true
    }

    private func isIncluded(_ directives: [DirectiveNode]) -> Bool {
        for directive in directives {
            switch directive.name.text {
            case "skip": if condition(directive) == true { return false }
            case "include": if condition(directive) == false { return false }
            default: break
            }
        }
        return true
    }

    private func condition(_ directive: DirectiveNode) -> Bool? {
        switch directive.arguments.first(where: { $0.name.text == "if" })?.value.kind {
        case .boolean(let value): value
        case .variable(let name): conditions[name]
        default: nil
        }
    }
}

extension ArgumentTemplate {
    fileprivate func isSame(_ other: ArgumentTemplate) -> Bool {
        switch (self, other) {
        case (.constant(let left), .constant(let right)): left == right
        case (.variable(let left), .variable(let right)):
            left.count == right.count && left.allSatisfy { argument in right.contains { $0 == argument } }
        case (.constant, .variable), (.variable, .constant): false
        }
    }
}
