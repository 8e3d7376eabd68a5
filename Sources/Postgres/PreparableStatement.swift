/// A statement with the key by which connections remember that they have prepared it.
///
/// The key is hashed here, in the caller's task, rather than on the connections' thread.
struct PreparableStatement: Sendable {
    struct Key: Hashable, Sendable {
        let text: String
        let types: [UInt32]
        private let hash: Int

        init(_ statement: Statement) {
            text = statement.text
            types = statement.parameters.entries.map(\.type)
            var hasher = Hasher()
            hasher.combine(text)
            hasher.combine(types)
            hash = hasher.finalize()
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(hash)
        }
    }

    let key: Key
    let parameters: ParameterBuffer
    /// False for what is said once, such as SET or FETCH.
    let isPrepared: Bool

    init(_ statement: Statement, isPrepared: Bool = true) throws(PostgresError) {
        if let problem = statement.parameters.problem { throw PostgresError(.invalidParameter, problem) }
        self.init(checked: statement, isPrepared: isPrepared)
    }

    /// For our own statements, whose values cannot be at fault.
    init(checked statement: Statement, isPrepared: Bool) {
        key = Key(statement)
        parameters = statement.parameters
        self.isPrepared = isPrepared
    }
}
