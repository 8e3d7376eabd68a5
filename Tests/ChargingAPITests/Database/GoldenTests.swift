import Charging
import Foundation
import JSON
import Testing

/// Each `Name.graphql` has its answer in `Name.json` and the statements that made it in `Name.sql`, so that a change of
/// what is read is seen as a difference. With `GOLDEN=write` in the environment the two are written anew.
@Suite("Golden queries", .timeLimit(.minutes(1)))
struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".graphql") }.map { String($0.dropLast(8)) }.sorted()
    }()

    @Test func `there are golden queries`() {
        #expect(Self.names.count >= 8)
    }

    @Test(arguments: names)
    func `the answer and its statements are as they were`(name: String) async throws {
        let query = try String(contentsOf: Self.folder.appending(path: "\(name).graphql"), encoding: .utf8)
        try await DatabaseAPI.with(stations: 2) { api in
            let response = try await api.execute(
                query, as: Self.viewer(of: name), isTraced: name.hasPrefix("Traced"))
            try Self.check(Self.text(of: response), "\(name).json")
            // The loads of one level start together, so their order is not part of the promise.
            let statements = api.statements.values.map(Self.normalised).sorted()
            try Self.check(statements.joined(separator: ";\n") + ";\n", "\(name).sql")
        }
    }

    private static func viewer(of name: String) -> Viewer {
        if name.hasPrefix("Driver") { return .alphaDriver }
        if name.hasPrefix("Borrower") { return .of(3, .manager, borrowing: .asOrganization) }
        return name.hasPrefix("Owner") ? .of(1, .organizationOwner) : .alphaManager
    }

    private static func check(_ text: String, _ file: String) throws {
        let url = folder.appending(path: file)
        if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: url, encoding: .utf8)), "\(file)")
    }

    private static func normalised(_ statement: String) -> String {
        statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// One member a line, in the order of the response.
    private static func text(of value: JSONValue, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let object) where !object.isEmpty:
            let lines = object.members.map { member in
                let value = member.name.hasSuffix("Microseconds") ? "…" : text(of: member.value, indent: inner)
                return "\(inner)\"\(member.name)\": \(value)"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .array(let array) where !array.isEmpty:
            let lines = array.map { inner + text(of: $0, indent: inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        default: return value.description
        }
    }
}
