/// Fields with the same response name can be merged: they are the same field, or can never meet in one object, and in
/// any case look alike in the response.
///
/// Section 5.3.2. The naive reading compares all pairs and visits fragments again for each; hostile documents make that
/// take for ever. Here all selection sets that are merged into one place are looked at together, once for their shape
/// and once for each concrete parent, and a combination of selection sets that was seen before is not looked at again.
/// A budget bounds what is left. Fragments in a circle do no harm, since each counts once in one place.
enum OverlappingFieldsCanBeMerged: ValidationRule {
    static let section = "5.3.2"
    /// Fields and fragments looked at; honest documents need less than a few times their size.
    static let budget = 200_000

    static func check(_ document: TypedDocument, _ report: inout ValidationReport) {
        var check = OverlapCheck(document: document)
        // Fragments that no operation reaches are wrong for that alone, but may be wrong in this way too.
        let reached = Set(document.operations.flatMap { document.reached(from: $0) })
        for (index, owner) in document.owners.enumerated() where owner.operation != nil || !reached.contains(index) {
            check.run(from: owner.selectionSet, &report)
            if check.isExhausted { return report.report(check.tooMany) }
        }
    }
}

private struct OverlapCheck {
    private struct Work: Hashable {
        enum Pass: Int { case shape, identity }
        var pass: Pass
        /// Selection sets that are merged in one place, ascending.
        var selectionSets: [Int]
    }

    /// Fields with one response name; mostly a field is alone with it.
    private struct Group {
        var first: Int
        var others: [Int] = []

        var fields: [Int] { [first] + others }
    }

    let document: TypedDocument
    private var seen: Set<Work> = []
    /// By pass and selection set: those that stand alone, as most do.
    private var seenAlone: [[Bool]]
    /// Of selection sets that stand alone, since both passes look at them.
    private var groupsAlone: [[Group]?]
    /// By selection set: the last search for groups that came by.
    private var visits: [Int]
    private var searches = 0
    private var steps = 0
    private var reported: Set<[Int32]> = []

    init(document: TypedDocument) {
        self.document = document
        let count = document.selectionSets.count
        seenAlone = Array(repeating: Array(repeating: false, count: count), count: 2)
        groupsAlone = Array(repeating: nil, count: count)
        visits = Array(repeating: 0, count: count)
    }

    mutating func run(from selectionSet: Int, _ report: inout ValidationReport) {
        // The last comes first: that two fields are not the same says more than that they do not look alike.
        var waiting = [
            Work(pass: .shape, selectionSets: [selectionSet]), Work(pass: .identity, selectionSets: [selectionSet]),
        ]
        while let work = waiting.popLast() {
            guard !report.isFull, isNew(work) else { continue }
            for group in groups(in: work.selectionSets) {
                guard !group.others.isEmpty else {
                    if let inner = document.fields[group.first].selectionSet {
                        waiting.append(Work(pass: work.pass, selectionSets: [inner]))
                    }
                    continue
                }
                let meeting = work.pass == .identity ? withCommonParents(group.fields) : [group.fields]
                steps += meeting.reduce(0) { $0 + $1.count }
                guard !isExhausted else { return }
                for fields in meeting {
                    switch work.pass {
                    case .shape: checkShape(fields, &report)
                    case .identity: checkIdentity(fields, &report)
                    }
                    enqueue(fields, pass: work.pass, in: &waiting)
                }
            }
            guard !isExhausted else { return }
        }
    }

    var isExhausted: Bool { steps > OverlappingFieldsCanBeMerged.budget }

    var tooMany: GraphQLError {
        Limits.exceeded("overlapping fields", value: steps, allowed: OverlappingFieldsCanBeMerged.budget)
    }

    private mutating func isNew(_ work: Work) -> Bool {
        guard work.selectionSets.count == 1 else { return seen.insert(work).inserted }
        defer { seenAlone[work.pass.rawValue][work.selectionSets[0]] = true }
        return !seenAlone[work.pass.rawValue][work.selectionSets[0]]
    }

    private func enqueue(_ group: [Int], pass: Work.Pass, in waiting: inout [Work]) {
        let inner = Set(group.compactMap { document.fields[$0].selectionSet })
        if !inner.isEmpty { waiting.append(Work(pass: pass, selectionSets: inner.sorted())) }
    }

    /// The fields of the merged selection sets by response name, fragments followed.
    private mutating func groups(in selectionSets: [Int]) -> [Group] {
        if selectionSets.count == 1, let known = groupsAlone[selectionSets[0]] { return known }
        searches += 1
        var names = ResponseNames()
        var groups: [Group] = []
        var waiting = Array(selectionSets.reversed())
        while let selectionSet = waiting.popLast() {
            guard visits[selectionSet] != searches else { continue }
            visits[selectionSet] = searches
            let next = waiting.count
            for item in document.selectionSets[selectionSet] {
                switch item.target {
                case .field(let field):
                    let place = names.place(of: document.fields[field].node.responseKey)
                    if place < groups.count {
                        groups[place].others.append(field)
                    } else {
                        groups.append(Group(first: field))
                    }
                case .selectionSet(let inner): waiting.append(inner)
                case .fragment(let spread):
                    if let inner = document.spreads[spread].selectionSet { waiting.append(inner) }
                }
            }
            // In the order of the document, so that errors name the earlier field first.
            waiting[next...].reverse()
            steps += 1 + document.selectionSets[selectionSet].count
        }
        if selectionSets.count == 1 { groupsAlone[selectionSets[0]] = groups }
        return groups
    }

    /// Splits a group such that fields on different object types, which never meet, are apart.
    private func withCommonParents(_ group: [Int]) -> [[Int]] {
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

    /// Order says nothing, neither of arguments nor of the fields in their values (sections 2.7 and 2.10.8).
    private func hasSameArguments(_ left: FieldNode, _ right: FieldNode) -> Bool {
        hasSameMembers(left.arguments, right.arguments)
    }

    private func hasSameMembers(_ left: [ArgumentNode], _ right: [ArgumentNode]) -> Bool {
        guard left.count == right.count else { return false }
        // Mostly they are written alike; only else is it worth sorting them.
        if zip(left, right).allSatisfy({ $0.name.text == $1.name.text }) {
            return zip(left, right).allSatisfy { isSameValue($0.value, $1.value) }
        }
        let left = left.sorted { $0.name.text < $1.name.text }
        let right = right.sorted { $0.name.text < $1.name.text }
        return zip(left, right).allSatisfy { $0.name.text == $1.name.text && isSameValue($0.value, $1.value) }
    }

    private func isSameValue(_ left: ValueNode, _ right: ValueNode) -> Bool {
        switch (left.kind, right.kind) {
        case (.object(let left), .object(let right)): hasSameMembers(left, right)
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { isSameValue($0, $1) }
        default: left.kind == right.kind
        }
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
        let places = [min(first.offset, second.offset), max(first.offset, second.offset)]
        guard reported.insert(places).inserted else { return }
        report.report(
            "fields \"\(first.responseKey)\" conflict because \(reason); use different aliases", at: places[0],
            places[1])
    }
}

/// Numbers response names in the order in which they first come. A few are compared one by one, which is quicker.
private struct ResponseNames {
    private var names: [String] = []
    private var places: [String: Int] = [:]
    private static let few = 12

    mutating func place(of name: String) -> Int {
        if names.count <= Self.few {
            if let place = names.firstIndex(of: name) { return place }
        } else {
            if places.isEmpty {
                places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
            }
            if let place = places[name] { return place }
            places[name] = names.count
        }
        names.append(name)
        return names.count - 1
    }
}
