import Glibc

/// What Linux knows of a process and of the machine.
enum ProcessUsage {
    /// Resident memory in KiB; nil where there is no such process.
    static func residentKiB(of process: Int) -> Int? {
        guard let status = ProcFile.read("/proc/\(process)/status") else { return nil }
        for line in status.split(separator: "\n") where line.hasPrefix("VmRSS:") {
            return line.dropFirst(6).split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
        }
        return nil
    }

    /// Processor seconds, user and system together.
    static func processorSeconds(of process: Int) -> Double? {
        guard let stat = ProcFile.read("/proc/\(process)/stat") else { return nil }
        return processorTicks(inStat: stat).map { Double($0) / Double(max(1, sysconf(Int32(_SC_CLK_TCK)))) }
    }

    /// The name in parentheses may hold anything, so fields are counted behind the last closing one.
    static func processorTicks(inStat stat: String) -> Int? {
        guard let name = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        return user + system
    }

    /// Processor seconds that anything on this machine has used.
    static func machineSeconds() -> Double? {
        guard let stat = ProcFile.read("/proc/stat"), let line = stat.split(separator: "\n").first else { return nil }
        let fields = line.split(separator: " ").dropFirst().compactMap { Int($0) }
        guard fields.count >= 8 else { return nil }
        let busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]
        return Double(busy) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    static func ownSeconds() -> Double {
        processorSeconds(of: Int(getpid())) ?? 0
    }
}

/// The small files of /proc.
enum ProcFile {
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
