import CLibPQ

/// What was sent up to one Sync, and what of its answer has come back.
struct Segment {
    enum Step {
        case prepare(Int, name: String)
        case execute(Int)
        case deallocate(String)
    }

    enum Purpose {
        case answering(Request)
        /// The settings of a new connection; it is used once they are in force.
        case setup
        case listen(channel: String)
        case unlisten
        case forgetStatements
    }

    let purpose: Purpose
    let statements: [PreparableStatement]
    let attempt: Int
    var steps: [Step] = []
    private var answered = 0
    private(set) var rows: [PostgresRows] = []
    private(set) var error: PostgresError?
    private(set) var hasOpenedTransaction = false
    /// Names whose DEALLOCATE did not run.
    private(set) var stillOnServer: [String] = []

    init(_ purpose: Purpose, statements: [PreparableStatement] = [], attempt: Int = 1) {
        self.purpose = purpose
        self.statements = statements
        self.attempt = attempt
    }

    var request: Request? {
        guard case .answering(let request) = purpose else { return nil }
        return request
    }

    /// Success only once the Sync has been answered, since that is when the implicit transaction commits.
    var outcome: Result<[PostgresRows], PostgresError> {
        error.map { .failure($0) } ?? .success(rows)
    }

    /// Takes over the result; false if it does not belong into a pipeline (COPY).
    mutating func take(_ result: OpaquePointer, status: ExecStatusType, cache: inout StatementCache) -> Bool {
        // An error that comes after all steps is the commit's own, such as a deferred constraint.
        let step = answered < steps.count ? steps[answered] : nil
        answered += 1
        switch status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            if case .execute = step {
                let answer = PostgresRows(result)
                if status == PGRES_COMMAND_OK, answer.command == "BEGIN" || answer.command == "START TRANSACTION" {
                    hasOpenedTransaction = true
                }
                rows.append(answer)
                return true
            }
        case PGRES_FATAL_ERROR, PGRES_PIPELINE_ABORTED:
            failed(step, status == PGRES_FATAL_ERROR ? result : nil, cache: &cache)
        default:
            PQclear(result)
            return false
        }
        PQclear(result)
        return true
    }

    private mutating func failed(_ step: Step?, _ result: OpaquePointer?, cache: inout StatementCache) {
        var statementIndex: Int?
        switch step {
        case .prepare(let index, let name):
            statementIndex = index
            cache.forget(statements[index].key, name: name, isOnServer: false)
        case .execute(let index): statementIndex = index
        case .deallocate(let name): if result == nil { stillOnServer.append(name) }
        case nil: break
        }
        if let result, error == nil {
            error = PostgresError(result: result, statementIndex: statements.count > 1 ? statementIndex : nil)
        }
    }
}
