import GraphQL
import JSON

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets another implementation of GraphQL ask this one what it makes of a schema and of documents.
///
/// `graphql-conformance` reads one ``ConformanceCase`` per line of standard input and answers each with one line of JSON;
/// `graphql-conformance fuzz --iterations N --seed S` runs the fuzzers
/// instead, and `graphql-conformance hostile` measures hostile documents. For tests only; it uses nothing but the
/// engine's public API.
@main
enum Conformance {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "fuzz": exit(await FuzzCommand(Array(arguments.dropFirst())).run())
        case "hostile": exit(try await HostileCommand().run())
        default: break
        }
        while let line = readLine() {
            writeLine(await answer(to: line))
        }
    }

    /// At once and whole: the other side waits for it.
    private static func writeLine(_ line: [UInt8]) {
        (line + [UInt8(ascii: "\n")]).withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                guard count > 0 else { return }
                written += count
            }
        }
    }

    /// A line that is no case gets an answer too, so that the two sides never wait for each other.
    private static func answer(to line: String) async -> [UInt8] {
        var writer = JSONWriter()
        do {
            let test = try ConformanceCase(JSONValue(parsing: line, maximumSize: 64 << 20))
            await ConformanceAnswer.write(test, to: &writer)
        } catch {
            writer.beginObject()
            writer.name("refused")
            writer.string("\(error)")
            writer.endObject()
        }
        return writer.bytes
    }
}
