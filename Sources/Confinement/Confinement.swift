import Glibc

/// What keeps a process of ours small that handles what a stranger sent.
package enum Confinement {
    private static let inputLimit = 64 << 20

    /// Limits that hold until the process ends, and that it cannot take back.
    package static func begin(memory: UInt = 1 << 30, seconds: UInt = 20) {
        closeInherited()
        set(__rlimit_resource_t(RLIMIT_AS.rawValue), memory)
        set(__rlimit_resource_t(RLIMIT_CPU.rawValue), seconds)
        // Nothing is written to disk, the memory of a crash included; a library that tries is refused, and not ended.
        signal(SIGXFSZ, SIG_IGN)
        set(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), 0)
        set(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
    }

    private static func set(_ resource: __rlimit_resource_t, _ value: UInt) {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
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

    package static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= inputLimit {
            let count = read(0, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk[0..<count]
        }
        throw ConfinementFailure()
    }

    package static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ConfinementFailure() }
            rest = rest.dropFirst(count)
        }
    }
}

/// More came in than is taken, or nobody takes what goes out.
package struct ConfinementFailure: Error {}
