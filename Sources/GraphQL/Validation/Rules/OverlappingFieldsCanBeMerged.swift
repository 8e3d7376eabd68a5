/// Fields with the same response name can be merged: they are the same field, or can never meet in one object, and in
/// any case look alike in the response.
///
/// Section 5.3.2. The naive reading compares all pairs and visits fragments again for each; hostile documents make that
/// take for ever. Here all selection sets that are merged into one place are looked at together, once for their shape
/// and once for each concrete parent, and a combination of selection sets that was seen before is not looked at again.
/// A budget bounds what is left.
enum OverlappingFieldsCanBeMerged: ValidationRule {
    static let section = "5.3.2"
    /// Fields looked at; honest documents need less than a few times their size.
    static let budget = 200_000

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        guard NoFragmentCycles.cyclic(in: document).isEmpty else { return }
        var check = OverlapCheck(document: document)
        // Fragments that no operation reaches are wrong for that alone, but may be wrong in this way too.
        let reached = Set(document.operations.flatMap { document.reached(from: $0) })
        for (index, owner) in document.owners.enumerated() where owner.operation != nil || !reached.contains(index) {
            check.run(from: owner.selectionSet, &report)
        }
    }
}

private struct OverlapCheck {
    private struct Work: Hashable {
        enum Pass { case shape, identity }
        var pass: Pass
        /// Selection sets that are merged in one place, ascending.
        var selectionSets: [Int]
    }

    let document: TypedDocument
    private var seen: Set<Work> = []
    private var steps = 0
    private var reported: Set<[Int32]> = []

    init(document: TypedDocument) { self.document = document }

    mutating func run(from selectionSet: Int, _ report: inout ValidationReport) {
        var waiting = [
            Work(pass: .identity, selectionSets: [selectionSet]), Work(pass: .shape, selectionSets: [selectionSet]),
        ]
        while let work = waiting.popLast() {
            guard !report.isFull, seen.insert(work).inserted else { continue }
            for group in groups(in: work.selectionSets) {
                steps += group.count
                guard steps <= OverlappingFieldsCanBeMerged.budget else {
                    return report.report(
                        Limits.exceeded(
                            "overlapping fields", value: steps, allowed: OverlappingFieldsCanBeMerged.budget))
                }
                switch work.pass {
                case .shape:
                    checkShape(group, &report)
                    enqueue(group, pass: .shape, in: &waiting)
                case .identity:
                    for subgroup in withCommonParents(group) {
                        checkIdentity(subgroup, &report)
                        enqueue(subgroup, pass: .identity, in: &waiting)
                    }
                }
            }
        }
    }

    private func enqueue(_ group: [Int], pass: Work.Pass, in waiting: inout [Work]) {
        let inner = Set(group.compactMap { document.fields[$0].selectionSet })
        if !inner.isEmpty { waiting.append(Work(pass: pass, selectionSets: inner.sorted())) }
    }

    /// The fields of the merged selection sets by response name, fragments followed.
    private mutating func groups(in selectionSets: [Int]) -> [[Int]] {
        var order: [String: Int] = [:]
        var groups: [[Int]] = []
        var visited: Set<Int> = []
        var waiting = Array(selectionSets.reversed())
        while let selectionSet = waiting.popLast() {
            guard visited.insert(selectionSet).inserted else { continue }
            for item in document.selectionSets[selectionSet] {
                switch item.target {
                case .field(let field):
                    let key = document.fields[field].node.responseKey
                    if let place = order[key] {
                        groups[place].append(field)
                    } else {
                        order[key] = groups.count
                        groups.append([field])
                    }
                case .selectionSet(let inner): waiting.append(inner)
                case .fragment(let name):
                    if let owner = document.fragments[name] { waiting.append(document.owners[owner].selectionSet) }
                }
            }
            steps += 1
        }
        return groups
    }

    /// Splits a group such that fields on different object types, which never meet, are apart.
    private func withCommonParents(_ group: [Int]) -> [[Int]] {
        guard group.count > 1 else { return [group] }
        var concrete: [TypeID: [Int]] = [:]
        var abstract: [Int] = []
        for field in group {
            if let parent = document.fields[field].parent, document.schema[parent].kind == .object {
                concrete[parent, default: []].append(field)
            } else {
                abstract.append(field)
            }
        }
        guard !concrete.isEmpty else { return [abstract] }
        return concrete.sorted { $0.key.index < $1.key.index }.map { abstract + $0.value }
    }

    // MARK: What is compared

    private mutating func checkIdentity(_ group: [Int], _ report: inout ValidationReport) {
        guard let first = group.first.map({ document.fields[$0].node }) else { return }
        for index in group.dropFirst() {
            let node = document.fields[index].node
            if node.name.text != first.name.text {
                conflict(first, node, "\"\(first.name.text)\" and \"\(node.name.text)\" are different fields", &report)
            } else if !hasSameArguments(first, node) {
                conflict(first, node, "they have different arguments", &report)
            }
        }
    }

    private func hasSameArguments(_ left: FieldNode, _ right: FieldNode) -> Bool {
        left.arguments.count == right.arguments.count
            && left.arguments.allSatisfy { argument in right.arguments.contains { $0 == argument } }
    }

    private mutating func checkShape(_ group: [Int], _ report: inout ValidationReport) {
        var first: (node: FieldNode, type: TypeReference)?
        for index in group {
            let use = document.fields[index]
            guard let type = use.definition?.type else { continue }
            guard let (firstNode, firstType) = first else {
                first = (use.node, type)
                continue
            }
            if !hasSameShape(firstType, type) {
                let words =
                    "types \"\(document.schema.words(firstType))\" and \"\(document.schema.words(type))\" differ"
                conflict(firstNode, use.node, words, &report)
            }
        }
    }

    /// SameResponseShape, without the fields inside.
    private func hasSameShape(_ left: TypeReference, _ right: TypeReference) -> Bool {
        switch (left, right) {
        case (.nonNull(let left), .nonNull(let right)), (.list(let left), .list(let right)): hasSameShape(left, right)
        case (.named(let left), .named(let right)):
            left == right || (document.schema[left].isComposite && document.schema[right].isComposite)
        case (.nonNull, _), (_, .nonNull), (.list, _), (_, .list): false
        }
    }

    private mutating func conflict(
        _ first: FieldNode, _ second: FieldNode, _ reason: String, _ report: inout ValidationReport
    ) {
        guard reported.insert([first.offset, second.offset]).inserted else { return }
        report.report(
            "fields \"\(first.responseKey)\" conflict because \(reason); use different aliases", at: first.offset,
            second.offset)
    }
}
