import Synchronization

/// Puts the answers of independent statements together for the one who waits for all of them.
final class BatchCollector: Sendable {
    private struct State {
        var results: [Result<PostgresRows, PostgresError>?]
        var missing: Int
    }

    private let state: Mutex<State>
    private let whole: Waiter<[Result<PostgresRows, PostgresError>]>

    init(count: Int, whole: Waiter<[Result<PostgresRows, PostgresError>]>) {
        state = Mutex(State(results: Array(repeating: nil, count: count), missing: count))
        self.whole = whole
    }

    /// One request for each statement; those that cannot be sent are answered already.
    func requests(_ statements: [Statement], within limit: Duration) -> [Request] {
        var requests: [Request] = []
        requests.reserveCapacity(statements.count)
        for (index, statement) in statements.enumerated() {
            do {
                let statement = try PreparableStatement(statement)
                let waiter = Waiter<[PostgresRows]>(within: limit) { self.answer(index, $0) }
                requests.append(Request(statements: [statement], waiter: waiter))
            } catch {
                record(index, .failure(error))
            }
        }
        return requests
    }

    private func answer(_ index: Int, _ result: Result<[PostgresRows], any Error>) {
        switch result {
        case .success(let rows):
            let missing = PostgresError(.rowMissing, "the database gave no answer")
            record(index, rows.first.map { .success($0) } ?? .failure(missing))
        case .failure(let error):
            record(index, .failure(error as? PostgresError ?? PostgresError(.queryCanceled, "the task was cancelled")))
        }
    }

    private func record(_ index: Int, _ result: Result<PostgresRows, PostgresError>) {
        let complete = state.withLock { state -> [Result<PostgresRows, PostgresError>]? in
            state.results[index] = result
            state.missing -= 1
            return state.missing == 0 ? state.results.compactMap(\.self) : nil
        }
        if let complete { whole.answer(.success(complete)) }
    }
}
