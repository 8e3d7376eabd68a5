/// Finds out where in the response the failures of an execution are.
///
/// A failure knows its scope and its object; the object may stand at several places, each of which gets an error
/// (section 6.4.4). Climbs from the scope to the root, and stops when enough errors are found.
struct ErrorPaths {
    private struct Place {
        var position: Int
        /// From this scope inwards, written backwards.
        var path: [PathSegment]
    }

    private let scopes: [ExecutedScope]
    private let plan: OperationPlan
    private let limit: Int
    /// By scope and object, where its parents refer to it.
    private var parents: [Int: [Int: [(position: Int, indices: [Int])]]] = [:]

    init(scopes: [ExecutedScope], plan: OperationPlan, limit: Int) {
        self.scopes = scopes
        self.plan = plan
        self.limit = limit
    }

    mutating func errors(for failures: [FieldFailure], in document: Document) -> [GraphQLError] {
        var errors: [GraphQLError] = []
        for failure in failures {
            let field = plan.selections[scopes[failure.scope].selection].fields[failure.field]
            let locations = field.offsets.map { document.location($0) }
            for path in paths(of: failure, key: field.responseKey, limit: limit - errors.count) {
                errors.append(
                    GraphQLError(
                        failure.error.message, code: failure.error.code, locations: locations, path: path,
                        extensions: failure.error.extensions))
            }
            if errors.count >= limit { break }
        }
        return errors
    }

    private mutating func paths(of failure: FieldFailure, key: String, limit: Int) -> [[PathSegment]] {
        let inner = failure.path.reversed().map { PathSegment.index($0) } + [.field(key)]
        let positions =
            failure.position >= 0 ? failure.position..<failure.position + 1 : 0..<scopes[failure.scope].count
        var places = positions.prefix(limit).map { Place(position: $0, path: inner) }
        var scope = failure.scope
        while let parent = scopes[scope].parent {
            let field = plan.selections[scopes[parent.scope].selection].fields[parent.field]
            let known = occurrences(in: scope, parent: parent)
            var outer: [Place] = []
            for place in places {
                for occurrence in known[place.position] ?? [] where outer.count < limit {
                    let indices = occurrence.indices.reversed().map { PathSegment.index($0) }
                    outer.append(
                        Place(position: occurrence.position, path: place.path + indices + [.field(field.responseKey)]))
                }
            }
            places = outer
            scope = parent.scope
        }
        return places.map { $0.path.reversed() }
    }

    private mutating func occurrences(
        in scope: Int, parent: (scope: Int, field: Int)
    ) -> [Int: [(position: Int, indices: [Int])]] {
        if let known = parents[scope] { return known }
        var found: [Int: [(position: Int, indices: [Int])]] = [:]
        if case .links(let links) = scopes[parent.scope].fields[parent.field] {
            for position in 0..<scopes[parent.scope].count {
                links.forEachTarget(of: position) { element, indices in
                    guard links.scope(of: element) == scope, links.targets[element] >= 0 else { return }
                    found[Int(links.targets[element]), default: []].append((position, indices))
                }
            }
        }
        parents[scope] = found
        return found
    }
}

extension ObjectLinks {
    /// Descends as deep as the type has lists.
    fileprivate func forEachTarget(
        of index: Int, depth: Int = 0, indices: [Int] = [], _ body: (_ element: Int, _ indices: [Int]) -> Void
    ) {
        guard depth < levels.count else { return body(index, indices) }
        guard !levels[depth].isNull(index) else { return }
        let range = levels[depth].range(index)
        for element in range {
            forEachTarget(of: element, depth: depth + 1, indices: indices + [element - range.lowerBound], body)
        }
    }
}
