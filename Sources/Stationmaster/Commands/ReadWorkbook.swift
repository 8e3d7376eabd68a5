import ArgumentParser
import Glibc
import Spreadsheets

/// What the server starts to read a workbook that somebody sent: the file comes in, its cells go out as JSON.
struct ReadWorkbook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-workbook", abstract: "Reads a workbook from standard input, for the server.",
        shouldDisplay: false)

    func run() throws {
        Confinement.begin()
        let answer = WorkbookAnswer.text { try WorkbookReader.read(try Confinement.standardInput()) }
        try Confinement.write(answer)
    }
}

/// What keeps a process of ours small that handles what a stranger sent.
enum Confinement {
    private static let inputLimit = 64 << 20

    /// Limits that hold until the process ends, and that it cannot take back.
    static func begin(memory: rlim_t = 1 << 30, seconds: rlim_t = 20) {
        closeInherited()
        set(__rlimit_resource_t(RLIMIT_AS.rawValue), memory)
        set(__rlimit_resource_t(RLIMIT_CPU.rawValue), seconds)
        // Nothing is written to disk, the memory of a crash included.
        set(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), 0)
        set(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
    }

    private static func set(_ resource: __rlimit_resource_t, _ value: rlim_t) {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        // What the parent's deadline does not end either.
        if setrlimit(resource, &limit) != 0 { _exit(70) }
    }

    /// It has no business with the server's sockets and files, whether those close by themselves or not.
    private static func closeInherited() {
        guard let folder = opendir("/proc/self/fd") else { return }
        var descriptors: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let descriptor = Int32(name), descriptor > 2 { descriptors.append(descriptor) }
        }
        closedir(folder)
        for descriptor in descriptors { close(descriptor) }
    }

    static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= inputLimit {
            let count = read(0, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk[0..<count]
        }
        throw ExitCode.failure
    }

    static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ExitCode.failure }
            rest = rest.dropFirst(count)
        }
    }
}
