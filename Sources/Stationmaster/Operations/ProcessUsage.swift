import Foundation
import Glibc

/// What the process uses, as Linux tells it.
struct ProcessUsage: Sendable {
    var residentBytes: Double
    var cpuSeconds: Double
    var openDescriptors: Double

    static func current() -> ProcessUsage {
        // The 14th and 15th field of proc(5)'s stat, counted behind the name, which may hold blanks.
        let stat = (try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = fields.count > 12 ? (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0) : 0
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let resident =
            status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            .flatMap { $0.split(separator: " ").dropFirst().first ?? $0.split(whereSeparator: { !$0.isNumber }).first }
            .flatMap { Double($0) } ?? 0
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        return ProcessUsage(
            residentBytes: resident * 1_024, cpuSeconds: ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK)))),
            openDescriptors: Double(descriptors))
    }

    var gauges: [(name: String, value: Double)] {
        [
            ("process_resident_memory_bytes", residentBytes), ("process_cpu_seconds", cpuSeconds),
            ("process_open_fds", openDescriptors),
        ]
    }
}
