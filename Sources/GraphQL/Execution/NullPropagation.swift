/// Puts null where a field that may not be null has none, and so on outwards.
///
/// Section 6.4.4. Scopes are handled from the last to the first, so each knows what became of the objects below it.
/// Runs only when something failed.
enum NullPropagation {
    /// - Returns: whether the whole of `data` is null.
    static func apply(to scopes: inout [ExecutedScope], plan: OperationPlan) -> Bool {
        var nulled = [[Bool]](repeating: [], count: scopes.count)
        for index in scopes.indices.reversed() {
            let fields = plan.selections[scopes[index].selection].fields
            var flags = [Bool](repeating: false, count: scopes[index].count)
            for (place, field) in fields.enumerated() {
                if case .links(var links) = scopes[index].fields[place] {
                    propagate(in: &links, type: field.type, nulled: nulled)
                    scopes[index].fields[place] = .links(links)
                }
                guard field.type.isNonNull else { continue }
                for position in flags.indices where scopes[index].fields[place].isNull(at: position) {
                    flags[position] = true
                }
            }
            nulled[index] = flags
        }
        return nulled.first?.first ?? false
    }

    private static func propagate(in links: inout ObjectLinks, type: TypeReference, nulled: [[Bool]]) {
        for element in links.targets.indices {
            let target = Int(links.targets[element])
            guard target >= 0 else { continue }
            let scope = links.scope(of: element)
            if scope < 0 || nulled[scope][target] { links.targets[element] = -1 }
        }
        var types = [type]
        while let element = types.last?.element { types.append(element) }
        for depth in links.levels.indices.reversed() where types[depth + 1].isNonNull {
            for list in 0..<links.levels[depth].count where !links.levels[depth].isNull(list) {
                let isBroken = links.levels[depth].range(list).contains { element in
                    depth + 1 == links.levels.count
                        ? links.targets[element] < 0 : links.levels[depth + 1].isNull(element)
                }
                if isBroken { links.levels[depth].setNull(list) }
            }
        }
    }
}

extension AnsweredField {
    fileprivate func isNull(at position: Int) -> Bool {
        switch self {
        case .waiting: true
        case .encoded(let bytes): bytes == Array("null".utf8)
        case .leaf(let storage): storage.isNull(at: position)
        case .links(let links): links.levels.first?.isNull(position) ?? (links.targets[position] < 0)
        }
    }
}
