import Foundation
import Testing

/// The page that says where each section of the specification is built and tested.
@Suite("The table of the specification")
struct SpecificationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var section: String
        var files: [String]
        var suites: [String]

        var testDescription: String { section }
    }

    private static let path = "Sources/GraphQL/GraphQL.docc/Specification.md"

    /// What stands in backquotes.
    private static func quoted(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
    }

    private static func rows() throws -> [Row] {
        try Checkout.text(path).split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
            let cells = line.split(separator: "|")
            guard cells.count == 3, let section = cells[0].split(separator: " ").first, section.first?.isNumber == true
            else { return nil }
            return Row(section: String(section), files: quoted(cells[1]), suites: quoted(cells[2]))
        }
    }

    /// The names of all types that the tests define with one line each.
    private static func definedSuites() throws -> Set<String> {
        let folder = Checkout.url("Tests/GraphQLTests").resolvingSymlinksInPath()
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var names: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.first == "struct", words.count > 1 { names.insert(String(words[1].prefix { $0 != ":" })) }
            }
        }
        return names
    }

    @Test func `every file and suite that it names is there`() throws {
        let suites = try Self.definedSuites()
        #expect(suites.contains("SpecificationTests"))
        for row in try Self.rows() {
            #expect(!row.files.isEmpty && !row.suites.isEmpty, "\(row.section)")
            for file in row.files { #expect(Checkout.exists("Sources/GraphQL/\(file)"), "\(row.section): \(file)") }
            for suite in row.suites { #expect(suites.contains(suite), "\(row.section): \(suite)") }
        }
    }

    @Test func `it has every section that states something`() throws {
        let found = try Self.rows().map(\.section)
        #expect(Set(found).count == found.count)
        let language = [
            "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14",
        ]
        let parts = [
            ("2.1", 8), ("2.9", 2), ("2.10", 8), ("3.3", 2), ("3.4", 3), ("3.5", 6), ("3.6", 3), ("3.10", 2), ("4", 2),
            ("4.2", 6), ("6", 4), ("6.1", 2), ("6.2", 3), ("6.2.3", 3), ("6.3", 4), ("6.4", 4), ("7", 2), ("7.1", 8),
            ("7.2", 2),
        ]
        let types = (1...13).map { "3.\($0)" } + ["3.7.1", "3.8.1", "3.9.1", "3.12.1"] + (1...5).map { "3.13.\($0)" }
        let deeper = parts.flatMap { section, count in (1...count).map { "\(section).\($0)" } }
        for section in SpecifiedRulesTests.sections.union(language + types + deeper) {
            #expect(found.contains(section), "\(section)")
        }
    }
}
