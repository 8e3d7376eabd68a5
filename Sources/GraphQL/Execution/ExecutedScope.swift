/// Objects of one type that are answered together, and the answers so far.
struct ExecutedScope: Sendable {
    var selection: Int
    var batch: any ObjectBatch
    var rows: Rows
    /// By place in the selection's fields.
    var fields: [AnsweredField]
    /// The scope and the field out of which the objects came; the root has none.
    var parent: (scope: Int, field: Int)?

    var count: Int { rows.count }
}

/// One response field for all objects of a scope, in their order.
enum AnsweredField: Sendable {
    case waiting
    /// The same JSON for all.
    case encoded([UInt8])
    case leaf(LeafColumn.Storage)
    case links(ObjectLinks)

    static let null = AnsweredField.encoded(Array("null".utf8))
}

/// Which objects of which scopes belong to the objects of a scope.
struct ObjectLinks: Sendable {
    /// From the field inwards; empty for a single object.
    var levels: [ListLevel] = []
    /// Places in the scope, −1 for null.
    var targets: [Int32]
    /// The scope of all targets, or −1 if there are several or none.
    var scope: Int32
    /// For each target its scope, if there are several.
    var scopes: [Int32]?

    func scope(of element: Int) -> Int { Int(scopes?[element] ?? scope) }
}

/// An error before its paths are known.
struct FieldFailure: Sendable {
    var scope: Int
    var field: Int
    /// −1: all objects of the scope.
    var position: Int
    /// Places in the lists inside.
    var path: [Int] = []
    var error: FieldError
}
