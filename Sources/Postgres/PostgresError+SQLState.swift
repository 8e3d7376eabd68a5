import CLibPQ

extension PostgresError {
    /// The error that a result carries.
    init(result: OpaquePointer, statementIndex: Int?) {
        func field(_ code: Character) -> String? {
            code.asciiValue.flatMap { PQresultErrorField(result, Int32($0)) }.map { String(cString: $0) }
        }
        // PG_DIAG_… in postgres_ext.h are single characters.
        let sqlState = field("C")
        self.init(
            sqlState.map(Code.init(sqlState:)) ?? .server,
            field("M") ?? String(cString: PQresultErrorMessage(result)).firstLine)
        self.sqlState = sqlState
        detail = field("D")
        hint = field("H")
        constraint = field("n")
        table = field("t")
        column = field("c")
        self.statementIndex = statementIndex
    }

    /// What libpq last said of the connection.
    init(_ code: Code, connection: OpaquePointer?) {
        let message = String(cString: PQerrorMessage(connection)).firstLine
        self.init(code, message.isEmpty ? "the connection to the database was lost" : message)
    }
}

extension PostgresError.Code {
    /// PostgreSQL's appendix A, "Error codes".
    init(sqlState: String) {
        switch sqlState {
        case "23505": self = .uniqueViolation
        case "23503": self = .foreignKeyViolation
        case "23514": self = .checkViolation
        case "23502": self = .notNullViolation
        case "23P01": self = .exclusionViolation
        case "40001": self = .serializationFailure
        case "40P01": self = .deadlockDetected
        case "57014": self = .queryCanceled
        case "42601": self = .syntaxError
        case "42501": self = .insufficientPrivilege
        case "42P01", "42703", "42883", "42704", "3F000": self = .undefinedObject
        case "26000", "0A000": self = .statementInvalidated
        default: self = sqlState.hasPrefix("22") ? .dataException : .server
        }
    }
}

extension String {
    /// libpq's messages may have several lines and end with a line break.
    var firstLine: String {
        String(split(separator: "\n", maxSplits: 1).first ?? "").trimmingSpaces
    }

    private var trimmingSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
