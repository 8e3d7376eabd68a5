import Testing

@testable import PostgresServer

@Suite struct PostgresLogTests {
    @Test(arguments: [
        (
            "x\n2026-01-01 UTC [1] FATAL:  could not write lock file: No space left on device\n",
            PrivateClusterError.Code.diskFull
        ),
        ("PANIC:  could not locate a valid checkpoint record", .damaged),
        ("FATAL:  incorrect checksum in control file", .damaged),
        ("FATAL:  database files are incompatible with server", .versionMismatch),
        ("something else", .startFailed),
    ])
    func `what PostgreSQL says tells the kind of trouble`(text: String, code: PrivateClusterError.Code) {
        #expect(PostgresLog.error("x", text).code == code)
    }

    @Test func `the gravest line is told`() {
        let text = "LOG: a\nFATAL:  first\nERROR:  later\nLOG: done"
        #expect(PostgresLog.complaint(in: text) == "FATAL:  first")
    }

    @Test(arguments: ["", "x", "-1\n", "0\n", "1\n", "99999999999999999999"])
    func `a garbled pid file counts as none`(text: String) {
        #expect(PostmasterFile(text: text) == nil)
    }
}
