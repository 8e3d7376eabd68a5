/// Why the private PostgreSQL cannot be used, in one line for the operator.
package struct PrivateClusterError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// No PostgreSQL of the needed version is installed.
        case missingInstallation
        case versionMismatch
        /// Another process uses the data directory.
        case inUse
        case diskFull
        /// The data directory cannot be made, or not be reached by the user who runs PostgreSQL.
        case notAccessible
        /// What lies there is not a PostgreSQL cluster, or a broken one.
        case damaged
        case startFailed
        case stopFailed
    }

    package var code: Code
    package var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
