/// Refuses documents that would be dear before anything dear is done with them.
enum DocumentLimits {
    static func refusal(of document: TypedDocument, limits: Limits) -> GraphQLError? {
        let operations = document.operations.count
        if operations > limits.operations {
            return Limits.exceeded("operations", value: operations, allowed: limits.operations)
        }
        let aliases = document.fields.count { $0.node.alias != nil }
        if aliases > limits.aliases { return Limits.exceeded("aliases", value: aliases, allowed: limits.aliases) }
        let directives = document.directives.reduce(0) { $0 + $1.nodes.count }
        if directives > limits.directives {
            return Limits.exceeded("directives", value: directives, allowed: limits.directives)
        }
        let depths = FragmentDepths(document)
        if depths.fields > limits.depth {
            return Limits.exceeded("levels of fields", value: depths.fields, allowed: limits.depth)
        }
        let nesting = min(limits.nesting, Limits.hardestNesting)
        if depths.nesting > nesting {
            return Limits.exceeded("levels of nesting", value: depths.nesting, allowed: nesting)
        }
        return nil
    }
}

/// How deep the operations of a document go when fragments are followed.
///
/// Fragments are handled from those that spread nothing upwards, each once, so the cost is the document's size. Fragments
/// in a cycle are left out; a rule refuses them.
private struct FragmentDepths {
    private struct Depth {
        var fields = 0
        var nesting = 0
    }

    private(set) var fields = 0
    private(set) var nesting = 0
    private var known: [String: Depth] = [:]
    private let document: Document

    init(_ document: TypedDocument) {
        self.document = document.document
        for name in Self.fromTheLeaves(document) {
            guard let fragment = document.fragment(name) else { continue }
            known[name] = depth(of: fragment.selections)
        }
        for owner in document.owners {
            let depth = owner.operation.map { self.depth(of: $0.selections) } ?? Depth()
            fields = max(fields, depth.fields)
            nesting = max(nesting, depth.nesting)
        }
        for depth in known.values {
            fields = max(fields, depth.fields)
            nesting = max(nesting, depth.nesting)
        }
    }

    private func depth(of set: SelectionSet) -> Depth {
        var result = Depth()
        for selection in document.members(of: set) {
            var inner: Depth
            switch selection.kind {
            case .field:
                inner = selection.selections.isEmpty ? Depth() : depth(of: selection.selections)
                inner.fields += 1
            case .inline: inner = depth(of: selection.selections)
            case .spread(let spread): inner = known[spread.name.text] ?? Depth()
            }
            result.fields = max(result.fields, inner.fields)
            result.nesting = max(result.nesting, inner.nesting)
        }
        result.nesting += 1
        return result
    }

    /// Names of fragments such that each comes after those it spreads.
    private static func fromTheLeaves(_ document: TypedDocument) -> [String] {
        var users: [String: [String]] = [:]
        var open: [String: Int] = [:]
        for (name, index) in document.fragments {
            let spread = Set(document.owners[index].spreads.map(\.name.text)).filter { document.fragments[$0] != nil }
            open[name] = spread.count
            for used in spread { users[used, default: []].append(name) }
        }
        var order = open.filter { $0.value == 0 }.map(\.key)
        var next = 0
        while next < order.count {
            for user in users[order[next]] ?? [] {
                open[user, default: 0] -= 1
                if open[user] == 0 { order.append(user) }
            }
            next += 1
        }
        return order
    }
}
