import Foundation

/// Makes a new cluster, and writes the settings that are ours at every start.
struct ClusterMaker: Sendable {
    static let role = "stationmaster"
    static let administrator = "postgres"
    static let database = "stationmaster"
    /// What initdb and the first checkpoints need.
    private static let spaceNeeded: UInt64 = 96 << 20

    let location: ClusterLocation
    let account: ServerAccount
    let installation: PostgresInstallation
    let isDurable: Bool

    /// The version of the cluster that is there; nil if there is none yet.
    static func version(of cluster: String) throws(PrivateClusterError) -> Int? {
        let path = "\(cluster)/PG_VERSION"
        guard let bytes = try SmallFile.read(path) else {
            // Absent: a new cluster.
            let content = (try? FileManager.default.contentsOfDirectory(atPath: cluster)) ?? []
            guard content.isEmpty else {
                throw PrivateClusterError(
                    .damaged,
                    "\(cluster) is not a PostgreSQL cluster (it has no PG_VERSION): move it away to start afresh")
            }
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let version = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw PrivateClusterError(.damaged, "the database in \(cluster) is damaged: PG_VERSION holds no version")
        }
        return version
    }

    /// Everything happens beside the final place, into which the finished cluster is then renamed.
    func make() async throws {
        try checkSpace()
        let making = location.clusterInTheMaking
        try? FileManager.default.removeItem(atPath: making)  // left over from an attempt that was killed; mostly absent
        try ClusterLocation.makeFolder(making, owner: account, mode: 0o700)
        var arguments = [
            "-D", making, "-U", Self.administrator, "-E", "UTF8", "--locale=C.UTF-8", "--auth=peer",
        ]
        if !isDurable { arguments.append("--no-sync") }
        try await run("initdb", arguments)
        try writeSettings(into: making, socketDirectory: making)
        try await makeRoleAndDatabase(in: making)
        rmdir(location.cluster)
        guard rename(making, location.cluster) == 0 else {
            throw PrivateClusterError(.notAccessible, "cannot rename \(making): \(String(cString: strerror(errno)))")
        }
    }

    private func run(_ program: String, _ arguments: [String], input: String = "/dev/null") async throws {
        let output = try await account.process(installation.path(program), arguments, input: input).run()
        let complaint = PostgresLog.complaint(in: output.text)
        // The single-user mode ends with 0 whatever its statements met.
        guard output.isSuccess, program == "initdb" || complaint == nil else {
            throw PostgresLog.error("cannot make a database in \(location.directory)", output.text)
        }
    }

    private func makeRoleAndDatabase(in cluster: String) async throws {
        let script = "\(cluster)/stationmaster-setup.sql"
        let statements = """
            CREATE ROLE \(Self.role) LOGIN;
            CREATE DATABASE \(Self.database) OWNER \(Self.role);

            """
        try write(statements, to: script)
        defer { unlink(script) }
        try await run("postgres", ["--single", "-D", cluster, "postgres"], input: script)
    }

    /// Only the kernel's word on who connects counts: there is no password and no network address.
    func writeSettings(into cluster: String, socketDirectory: String) throws {
        let clients = account.clients.flatMap { client in
            [Self.role, Self.administrator].map { "private \(Self.quoted(client)) \($0)\n" }
        }
        try write("local all all peer map=private\n", to: "\(cluster)/pg_hba.conf")
        try write(clients.joined(), to: "\(cluster)/pg_ident.conf")
        try write(settings(socketDirectory), to: "\(cluster)/stationmaster.conf")
        let main = "\(cluster)/postgresql.conf"
        let include = "include 'stationmaster.conf'"
        guard let text = try? String(contentsOfFile: main, encoding: .utf8) else {
            throw PrivateClusterError(.damaged, "the database in \(cluster) is damaged: postgresql.conf cannot be read")
        }
        if !text.contains(include) { try write(text + "\n\(include)\n", to: main) }
    }

    private func settings(_ socketDirectory: String) -> String {
        var lines = [
            "listen_addresses = ''", "port = 5432", "unix_socket_permissions = 0700",
            "unix_socket_directories = \(Self.quoted(socketDirectory, "'"))",
            "max_connections = \(isDurable ? 100 : 400)",
            // A week of logs, each day's over the same of the week before.
            "logging_collector = on", "log_directory = 'log'", "log_filename = 'postgres-%u.log'",
            "log_truncate_on_rotation = on", "log_rotation_age = 1d", "log_rotation_size = 0",
        ]
        if !isDurable { lines += ["fsync = off", "full_page_writes = off", "synchronous_commit = off"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String, _ mark: String = "\"") -> String {
        mark + text.replacingOccurrences(of: mark, with: mark + mark) + mark
    }

    private func write(_ text: String, to path: String) throws {
        // What is right already needs no space on a full disk.
        if let present = try? String(contentsOfFile: path, encoding: .utf8), present == text { return }
        let temporary = path + ".new"
        do {
            try text.write(toFile: temporary, atomically: false, encoding: .utf8)
        } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
            unlink(temporary)
            throw PrivateClusterError(.diskFull, "the disk of \(location.directory) is full: cannot write \(path)")
        } catch {
            throw PrivateClusterError(.notAccessible, "cannot write \(path): \(error.localizedDescription)")
        }
        chmod(temporary, 0o600)
        if account.isOther { chown(temporary, account.user, account.group) }
        guard rename(temporary, path) == 0 else {
            throw PrivateClusterError(.notAccessible, "cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    private func checkSpace() throws(PrivateClusterError) {
        var status = statvfs()
        guard statvfs(location.directory, &status) == 0 else { return }
        let free = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
        guard free < Self.spaceNeeded else { return }
        throw PrivateClusterError(
            .diskFull,
            "the disk of \(location.directory) is full: \(free >> 20) MiB are free, a new database needs \(Self.spaceNeeded >> 20)"
        )
    }
}
