/// What object and list resolvers say, in one form: batches, and which of their rows belong to which parent.
struct CompositeResult: Sendable {
    enum Elements: Sendable {
        /// Element i is row i of the only batch.
        case inOrder(Int)
        /// −1 is null.
        case rows([Int32])
        case references([ObjectReference])
        /// Every parent gets the same: an object, or a list of these rows.
        case shared([ObjectReference])
        case null
    }

    var batches: [(type: String?, batch: any ObjectBatch)] = []
    var elements: Elements
    /// From the parents inwards; empty for an object.
    var levels: [ListLevel] = []
    var isList = false
    var errors: [(index: Int, error: FieldError)] = []
}
