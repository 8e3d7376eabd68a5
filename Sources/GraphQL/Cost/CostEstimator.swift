import JSON

/// Estimates what a plan will cost with given variables, before any work is done.
///
/// Goes through the plan's selections once, from the leaves to the root, and so costs as much as the plan is large,
/// however often a fragment is spread. Sums and products are of floating point and saturate at infinity.
struct CostEstimator {
    private let plan: OperationPlan
    private let table: CostTable
    private let schema: Schema
    private let variables: JSONObject
    /// By selection, with every list as long as its own field says.
    private var totals: [Double]
    /// By selection and field: one object that comes out of it, with all below.
    private var insides: [[Double]]
    /// By selection and field: how long its list is.
    private var sizes: [[Double]]
    /// What selections cost whose lists are as long as a field above them says.
    private var sized: [SizedUse: (fixed: Double, each: Double)] = [:]

    private struct SizedUse: Hashable {
        var selection: Int
        var type: TypeID
        var field: Int
    }

    /// - Throws: when a field does not get the slicing argument that it requires.
    static func estimate(
        _ plan: OperationPlan, table: CostTable, schema: Schema, variables: JSONObject
    ) throws(GraphQLError) -> Int {
        var estimator = CostEstimator(plan: plan, table: table, schema: schema, variables: variables)
        for selection in plan.bottomUp { try estimator.add(selection) }
        let total = estimator.totals.first ?? 0
        return total < 1e15 ? Int(total.rounded(.up)) : 1_000_000_000_000_000
    }

    private init(plan: OperationPlan, table: CostTable, schema: Schema, variables: JSONObject) {
        self.plan = plan
        self.table = table
        self.schema = schema
        self.variables = variables
        totals = Array(repeating: 0, count: plan.selections.count)
        insides = Array(repeating: [], count: plan.selections.count)
        sizes = Array(repeating: [], count: plan.selections.count)
    }

    private mutating func add(_ index: Int) throws(GraphQLError) {
        let selection = plan.selections[index]
        var total = selection.resolutions.reduce(0) { $0 + weight(of: $1, in: selection) }
        insides[index].reserveCapacity(selection.fields.count)
        sizes[index].reserveCapacity(selection.fields.count)
        for field in selection.fields {
            let resolution = selection.resolutions[field.resolution]
            guard let place = resolution.field else {
                insides[index].append(0)
                sizes[index].append(1)
                continue
            }
            let cost = table.fields[selection.type.index][place]
            let slice = try slice(cost, resolution, of: selection.type, at: field)
            let inside = inside(field, cost, SizedUse(selection: 0, type: selection.type, field: place), slice: slice)
            let size = length(cost, of: cost.sizedFields.isEmpty ? slice : nil)
            insides[index].append(inside)
            sizes[index].append(size)
            total += product(size, inside)
        }
        totals[index] = total
    }

    private func weight(of resolution: Resolution, in selection: SelectionPlan) -> Double {
        guard let place = resolution.field else { return 0 }
        let cost = table.fields[selection.type.index][place]
        guard !cost.argumentWeights.isEmpty else { return cost.weight }
        return cost.argumentWeights.reduce(cost.weight) { sum, argument in
            isGiven(argument.key, resolution) ? sum + argument.value : sum
        }
    }

    private func isGiven(_ argument: String, _ resolution: Resolution) -> Bool {
        switch resolution.arguments {
        case .constant(let arguments): arguments[argument] != nil
        case .variable(let nodes): nodes.contains { $0.name.text == argument }
        }
    }

    /// One object or value that comes out of the field; of several possible types the dearest.
    private mutating func inside(
        _ field: PlannedField, _ cost: CostTable.FieldCost, _ use: SizedUse, slice: Double?
    ) -> Double {
        guard !field.children.isEmpty else { return table.types[field.type.named.index] }
        var dearest = 0.0
        for child in field.children {
            var below = totals[child.selection]
            if !cost.sizedFields.isEmpty {
                let parts = parts(
                    SizedUse(selection: child.selection, type: use.type, field: use.field), cost.sizedFields)
                below = parts.fixed + product(slice ?? cost.assumedSize, parts.each)
            }
            dearest = max(dearest, table.types[child.type.index] + below)
        }
        return dearest
    }

    /// What a connection costs in itself, and for each row.
    private mutating func parts(_ use: SizedUse, _ names: Set<String>) -> (fixed: Double, each: Double) {
        if let known = sized[use] { return known }
        let selection = plan.selections[use.selection]
        var fixed = selection.resolutions.reduce(0) { $0 + weight(of: $1, in: selection) }
        var each = 0.0
        for (index, field) in selection.fields.enumerated() {
            let inside = insides[use.selection][index]
            let resolution = selection.resolutions[field.resolution]
            let depth = field.type.listDepth
            if depth > 0, names.contains(resolution.name) {
                each += product(power(depth - 1), inside)
            } else {
                fixed += product(sizes[use.selection][index], inside)
            }
        }
        sized[use] = (fixed, each)
        return (fixed, each)
    }

    // MARK: Lists

    private func length(_ cost: CostTable.FieldCost, of slice: Double?) -> Double {
        cost.listDepth == 0 ? 1 : product(slice ?? cost.assumedSize, power(cost.listDepth - 1))
    }

    private func power(_ depth: Int) -> Double { (0..<depth).reduce(1) { product, _ in product * table.assumedSize } }

    /// Nothing is nothing, even of something endless.
    private func product(_ left: Double, _ right: Double) -> Double { left == 0 || right == 0 ? 0 : left * right }

    /// The largest of the slicing arguments that are given or have a default.
    private func slice(
        _ cost: CostTable.FieldCost, _ resolution: Resolution, of type: TypeID, at field: PlannedField
    ) throws(GraphQLError) -> Double? {
        guard !cost.slicingArguments.isEmpty else { return nil }
        let given = cost.slicingArguments.compactMap { value($0, resolution, of: type) }
        if cost.requiresOneSlicingArgument, given.count != 1 {
            throw GraphQLError(
                "field \"\(schema[type].name).\(resolution.name)\" must be given exactly one of the arguments "
                    + cost.slicingArguments.joined(separator: ", "), code: .badUserInput, locations: [])
        }
        return given.max().map { Double(max(0, $0)) }
    }

    private func value(_ argument: String, _ resolution: Resolution, of type: TypeID) -> Int64? {
        switch resolution.arguments {
        case .constant(let arguments): return arguments[argument]?.integer
        case .variable(let nodes):
            guard let node = nodes.first(where: { $0.name.text == argument })?.value else { break }
            switch node.kind {
            case .integer(let digits): return Int64(digits)
            case .variable(let name): if let value = variables[name] { return value.integer }
            default: return nil
            }
        }
        guard
            case .integer(let digits)? = schema.field(resolution.name, of: type)?.argument(argument)?.defaultValue?.kind
        else { return nil }
        return Int64(digits)
    }
}

extension OperationPlan {
    /// Whether some list's length, and so the cost, is known only with the variables.
    func costDependsOnVariables(_ table: CostTable) -> Bool {
        selections.contains { selection in
            selection.resolutions.contains { resolution in
                guard let field = resolution.field, case .variable = resolution.arguments else { return false }
                return !table.fields[selection.type.index][field].slicingArguments.isEmpty
            }
        }
    }
}
