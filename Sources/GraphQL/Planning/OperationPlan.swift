import JSON

/// How one operation is executed, worked out once for all requests that send the same document.
///
/// Selections are merged per concrete object type (section 6.3.2), so that execution only walks arrays. A plan belongs to
/// one outcome of the operation's `@skip` and `@include` conditions.
final class OperationPlan: Sendable {
    let kind: OperationKind
    /// The first is that of the root.
    let selections: [SelectionPlan]
    let resolutionCount: Int
    /// Places in ``selections``, each after all that it uses.
    let bottomUp: [Int]

    init(kind: OperationKind, selections: [SelectionPlan], resolutionCount: Int, bottomUp: [Int]) {
        self.kind = kind
        self.selections = selections
        self.resolutionCount = resolutionCount
        self.bottomUp = bottomUp
    }
}

/// The fields to answer for objects of one type.
struct SelectionPlan: Sendable {
    var type: TypeID
    var resolutions: [Resolution] = []
    /// In the order of the response.
    var fields: [PlannedField] = []
}

/// One call of a resolver: a field with its arguments, however many aliases ask for it.
struct Resolution: Sendable {
    /// Place in the type's fields; `nil` for `__typename`.
    var field: Int?
    var name: String
    var arguments: ArgumentTemplate
    /// Place among all resolutions of the plan.
    var id: Int
    /// Places of the response fields that it answers.
    var answers: [Int] = []
}

enum ArgumentTemplate: Sendable {
    case constant(JSONObject)
    case variable([ArgumentNode])
}

/// One field of the response.
struct PlannedField: Sendable {
    var responseKey: String
    /// With quotes and colon, ready to be written.
    var encodedKey: [UInt8]
    var resolution: Int
    var type: TypeReference
    /// Where the document asks for it.
    var offsets: [Int32]
    /// What to select from the objects that come out, by their concrete type.
    var children: [(type: TypeID, selection: Int)] = []

    func selection(for type: TypeID) -> Int? { children.first { $0.type == type }?.selection }
}
