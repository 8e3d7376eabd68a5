import Glibc
import Testing

@testable import PostgresServer

@Suite struct ProcessEvidenceTests {
    private static let postgres = "/usr/lib/postgresql/15/bin/postgres"

    @Test(arguments: [
        (ProcessEvidence(owner: 101, worksInCluster: true), ProcessEvidence.Verdict.ours),
        // Another account's PostgreSQL may run there: neither ours to stop, nor gone.
        (ProcessEvidence(owner: 0, worksInCluster: true), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: false), .other),
        (ProcessEvidence(owner: 0, worksInCluster: false), .other),
        (ProcessEvidence(owner: 101, worksInCluster: nil), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: [postgres, "-D", "/data/postgres"]), .ours),
        (ProcessEvidence(owner: 0, worksInCluster: nil, commandLine: [postgres, "-D", "/data/postgres"]), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: [postgres, "-D", "/data/postgres2"]), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: [postgres, "/data/postgres"]), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: [postgres, "-D"]), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: ["less", "-D", "/data/postgres"]), .unknown),
        (ProcessEvidence(owner: 101, worksInCluster: nil, commandLine: ["postgres: -D /data/postgres"]), .unknown),
    ])
    func `only a proof makes a process ours`(evidence: ProcessEvidence, verdict: ProcessEvidence.Verdict) {
        #expect(evidence.verdict(cluster: "/data/postgres", user: 101) == verdict)
    }

    @Test func `nothing is known of a number that nobody has`() throws {
        #expect(try ProcessEvidence.find(.max, cluster: "/tmp") == nil)
    }

    @Test func `a link to the folder is the folder`() throws {
        #expect(try ProcessEvidence.find(getpid(), cluster: "/proc/self/cwd")?.worksInCluster == true)
        #expect(try ProcessEvidence.find(getpid(), cluster: "/proc")?.worksInCluster == false)
    }

    @Test(.timeLimit(.minutes(1))) func `a zombie works nowhere`() async throws {
        let (process, output) = try ChildProcess(executable: "/bin/true", arguments: []).spawn()
        defer {
            waitpid(process, nil, 0)
            close(output)
        }
        while PostmasterFile.isAlive(process) { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try ProcessEvidence.find(process, cluster: "/")?.worksInCluster == false)
    }

    @Test func `a file that is absent differs from one that cannot be read`() throws {
        #expect(try SmallFile.read("/proc/none") == nil)
        #expect(try SmallFile.read("/proc/self/comm")?.isEmpty == false)
        #expect(throws: PrivateClusterError.self) { try SmallFile.read("/tmp") }
        #expect(throws: PrivateClusterError.self) { try SmallFile.exists("/proc/self/comm/none") }
    }
}
