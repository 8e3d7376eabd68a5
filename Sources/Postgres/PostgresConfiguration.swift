import CLibPQ

/// Where the database is and how much of it one client may use.
public struct PostgresConfiguration: Sendable {
    /// A connection string as libpq takes it: a `postgresql://` URL or `keyword=value` pairs. May hold a password.
    let url: String

    public var applicationName = "stationmaster"

    /// Connections that carry everybody's short statements, pipelined.
    public var sharedConnections = 2
    /// Connections for transactions and cursors, opened when first needed.
    public var exclusiveConnections = 4
    /// Statements and transactions that may wait for a connection; further ones are refused.
    public var waiterLimit = 10_000
    /// Statements under way on one shared connection.
    public var pipelineDepth = 128

    /// For statements that name none: from the call until the answer, waiting for a connection included.
    public var defaultDeadline: Duration = .seconds(10)
    /// After this PostgreSQL itself ends a statement on a shared connection.
    public var statementTimeout: Duration = .seconds(15)
    /// After this PostgreSQL ends a transaction in which nothing happens.
    public var idleTransactionTimeout: Duration = .seconds(60)
    public var connectTimeout: Duration = .seconds(5)
    /// How long `run()` lets statements finish after a graceful shutdown.
    public var shutdownGrace: Duration = .seconds(5)
    /// The first and the longest pause before another attempt to connect.
    public var reconnectBackoff: ClosedRange<Duration> = .milliseconds(100) ... .seconds(10)
    /// Prepared statements that a connection keeps.
    public var statementCacheLimit = 256

    /// - Throws: ``PostgresError/Code/invalidConfiguration``; the message does not repeat the string.
    public init(url: String) throws(PostgresError) {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &reason) else {
            // libpq's reason may quote the part it stumbled over, which may be the password.
            PQfreemem(reason)
            throw PostgresError(
                .invalidConfiguration,
                "the database address is neither a postgresql:// URL nor a list of keyword=value pairs")
        }
        PQconninfoFree(options)
        self.url = url
    }

    /// What libpq connects with: what the address may override first, what we rely on last.
    var connectionParameters: [(keyword: String, value: String)] {
        [
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("dbname", url), ("application_name", applicationName),
            ("client_encoding", "UTF8"), ("connect_timeout", String(max(2, connectTimeout.wholeSeconds))),
        ]
    }
}

extension Duration {
    /// Rounded up; durations beyond a day are cut to it.
    var wholeSeconds: Int {
        let seconds = self / .seconds(1)
        return Int(min(max(0, seconds.rounded(.up)), 86_400))
    }

    var wholeMilliseconds: Int64 {
        let milliseconds = self / .milliseconds(1)
        return Int64(min(max(0, milliseconds.rounded(.up)), 86_400_000))
    }
}
