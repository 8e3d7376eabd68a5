import Metrics

/// The client's measurements, by whatever backend the program has installed.
struct PostgresMetrics: Sendable {
    private let statements = Counter(label: "postgres_statements")
    private let lostConnections = Counter(label: "postgres_connections_lost")
    private let connected = Gauge(label: "postgres_connections")
    private let waiting = Gauge(label: "postgres_statements_waiting")

    func answered(_ statementCount: Int) {
        statements.increment(by: statementCount)
    }

    func failed(_ error: PostgresError) {
        Counter(label: "postgres_statement_errors", dimensions: [("code", error.code.description)]).increment()
    }

    func connectionLost() {
        lostConnections.increment()
    }

    func record(_ status: PostgresStatus) {
        connected.record(status.sharedConnected + status.exclusiveOpen)
        waiting.record(status.waiting + status.waitingForExclusive)
    }
}
