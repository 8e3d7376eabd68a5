import Foundation

/// The system user who runs PostgreSQL: ourselves, or `postgres` where we are root, whom PostgreSQL refuses.
struct ServerAccount: Sendable, Equatable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// Whether a program has to be started as somebody else.
    let isOther: Bool

    static func current() throws(PrivateClusterError) -> ServerAccount {
        guard geteuid() == 0 else {
            guard let name = name(of: geteuid()) else {
                throw PrivateClusterError(
                    .notAccessible, "the user \(geteuid()) has no name in /etc/passwd, which PostgreSQL needs")
            }
            return ServerAccount(name: name, user: geteuid(), group: getegid(), isOther: false)
        }
        guard let entry = getpwnam("postgres") else {
            throw PrivateClusterError(
                .notAccessible, "PostgreSQL does not run as root and there is no user postgres: run as another user")
        }
        return ServerAccount(name: "postgres", user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, isOther: true)
    }

    /// Everybody who may connect: the one who runs PostgreSQL and the one who runs us.
    var clients: [String] {
        isOther ? [name, "root"] : [name]
    }

    func process(_ executable: String, _ arguments: [String], input: String = "/dev/null") -> ChildProcess {
        guard isOther else { return ChildProcess(executable: executable, arguments: arguments, standardInput: input) }
        let identity = ["--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
        return ChildProcess(
            executable: Self.setpriv, arguments: identity + [executable] + arguments, standardInput: input)
    }

    /// Part of util-linux, which every Debian has.
    private static let setpriv = "/usr/bin/setpriv"

    /// Decided by trying, since mount options and lists of rights also have a say.
    func canUse(_ directory: String) async throws -> Bool {
        try await process("/usr/bin/test", ["-r", directory, "-a", "-w", directory, "-a", "-x", directory])
            .run(limit: .seconds(10)).isSuccess
    }

    private static func name(of user: uid_t) -> String? {
        getpwuid(user).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
    }
}
