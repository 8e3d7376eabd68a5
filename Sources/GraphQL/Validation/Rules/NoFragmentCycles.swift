/// No fragment spreads itself, however indirectly.
///
/// Found without recursion: fragments whose spreads are all known to end are taken away until none is left to take;
/// of what remains, those that can reach themselves are in a cycle.
enum NoFragmentCycles: ValidationRule {
    static let section = "5.5.2.2"

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        for name in cyclic(in: document) {
            guard let fragment = document.fragment(name) else { continue }
            report.report("fragment \"\(name)\" spreads itself", at: fragment.offset)
        }
    }

    /// Names of the fragments that take part in a cycle, in the order of the document.
    static func cyclic(in document: TypedDocument) -> [String] {
        var spreads: [String: Set<String>] = [:]
        for owner in document.owners {
            guard let name = owner.fragment?.name.text, spreads[name] == nil else { continue }
            spreads[name] = Set(owner.spreads.map(\.name.text)).filter { document.fragments[$0] != nil }
        }
        let left = trimmed(transposed(trimmed(spreads)))
        return document.owners.compactMap { $0.fragment?.name.text }.filter { left[$0] != nil }
    }

    /// Takes away what leads nowhere, again and again.
    private static func trimmed(_ graph: [String: Set<String>]) -> [String: Set<String>] {
        let sources = transposed(graph)
        var open = graph.mapValues(\.count)
        var ended = open.filter { $0.value == 0 }.map(\.key)
        var left = graph
        while let name = ended.popLast() {
            left[name] = nil
            for source in sources[name] ?? [] {
                open[source, default: 0] -= 1
                if open[source] == 0 { ended.append(source) }
            }
        }
        return left.mapValues { targets in targets.filter { left[$0] != nil } }
    }

    private static func transposed(_ graph: [String: Set<String>]) -> [String: Set<String>] {
        var result = graph.mapValues { _ in Set<String>() }
        for (name, targets) in graph {
            for target in targets { result[target, default: []].insert(name) }
        }
        return result
    }
}
