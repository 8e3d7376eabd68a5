/// What went wrong with a statement, a connection or a migration.
///
/// The message is for an operator; clients of the product never see it.
public struct PostgresError: Error, Sendable {
    public var code: Code
    public var message: String
    /// PostgreSQL's own code, where the server said something.
    public var sqlState: String?
    public var detail: String?
    public var hint: String?
    public var constraint: String?
    public var table: String?
    public var column: String?
    /// Which statement of a pipeline failed.
    public var statementIndex: Int?
    /// The statement had been sent and was not answered: it may have taken effect, or may still.
    public var outcomeUnknown = false

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same may succeed later: nothing was wrong with the statement itself.
    public var isTransient: Bool {
        if Self.transientCodes.contains(code) { return true }
        guard let sqlState else { return false }
        return sqlState == "55P03" || ["08", "53"].contains(sqlState.prefix(2)) || sqlState.hasPrefix("57P0")
    }

    /// The values are at fault (SQLSTATE classes 22 and 23), so the same row will always be refused.
    public var isDataError: Bool {
        guard let sqlState else { return code == .invalidParameter }
        return sqlState.hasPrefix("22") || sqlState.hasPrefix("23")
    }

    public var isUniqueViolation: Bool { code == .uniqueViolation }

    private static let transientCodes: Set<Code> = [
        .connectionLost, .notConnected, .deadlineExceeded, .tooManyWaiters, .serializationFailure, .deadlockDetected,
        .statementInvalidated,
    ]
}

extension PostgresError {
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String
        private init(_ description: String) { self.description = description }

        public static let connectionLost = Code("connectionLost")
        public static let notConnected = Code("notConnected")
        public static let deadlineExceeded = Code("deadlineExceeded")
        public static let tooManyWaiters = Code("tooManyWaiters")
        /// The client, the transaction or the cursor has ended.
        public static let closed = Code("closed")
        public static let invalidConfiguration = Code("invalidConfiguration")
        public static let invalidParameter = Code("invalidParameter")

        public static let uniqueViolation = Code("uniqueViolation")
        public static let foreignKeyViolation = Code("foreignKeyViolation")
        public static let checkViolation = Code("checkViolation")
        public static let notNullViolation = Code("notNullViolation")
        public static let exclusionViolation = Code("exclusionViolation")
        public static let dataException = Code("dataException")
        public static let serializationFailure = Code("serializationFailure")
        public static let deadlockDetected = Code("deadlockDetected")
        public static let queryCanceled = Code("queryCanceled")
        public static let syntaxError = Code("syntaxError")
        public static let undefinedObject = Code("undefinedObject")
        public static let insufficientPrivilege = Code("insufficientPrivilege")
        /// A table changed under a prepared statement inside a transaction; the transaction can be repeated.
        public static let statementInvalidated = Code("statementInvalidated")
        /// Any other SQLSTATE.
        public static let server = Code("server")

        public static let columnMissing = Code("columnMissing")
        public static let typeMismatch = Code("typeMismatch")
        public static let unexpectedNull = Code("unexpectedNull")
        public static let rowMissing = Code("rowMissing")
        /// COMMIT found the transaction aborted by an earlier error.
        public static let transactionRolledBack = Code("transactionRolledBack")
        public static let migration = Code("migration")
    }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        var text = "\(code): \(message)"
        if let sqlState { text += " (SQLSTATE \(sqlState))" }
        if let statementIndex { text += ", statement \(statementIndex)" }
        if let detail { text += ", detail: \(detail)" }
        if outcomeUnknown { text += ", outcome unknown" }
        return text
    }
}
