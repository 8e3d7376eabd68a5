package import Foundation

/// Keys, certificates and signatures made by OpenSSL's command, which is not ours.
package final class OpenSSLCommand: Sendable {
    package let folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID().uuidString)")

    package init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package struct Failed: Error { package let text: String }

    /// What it prints.
    @discardableResult
    package func run(_ arguments: String...) throws -> String {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.currentDirectoryURL = folder
        process.arguments = arguments.flatMap { $0.split(separator: " ").map(String.init) }
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(text: text) }
        return text
    }

    package func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    package func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }
    package func write(_ name: String, _ text: String) throws {
        try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }

    /// A key `NAME.key`; `rsa:2048` or a curve.
    package func key(_ name: String, _ kind: String) throws {
        if kind.hasPrefix("rsa:") {
            try run("genrsa -out \(name).key \(kind.dropFirst(4))")
        } else {
            try run("ecparam -name \(kind) -genkey -noout -out \(name).key")
        }
    }

    package func request(_ name: String, subject: String) throws -> String {
        try run("req -new -key \(name).key -out \(name).csr -subj \(subject)")
        return try text("\(name).csr")
    }

    package func selfSigned(_ name: String, subject: String, days: Int = 30) throws -> String {
        try run("req -new -x509 -key \(name).key -out \(name).pem -days \(days) -subj \(subject)")
        return try text("\(name).pem")
    }
}
