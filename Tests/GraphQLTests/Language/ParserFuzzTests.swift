import Testing

@testable import GraphQL

@Suite("Parser under fire")
struct ParserFuzzTests {
    private static let pieces = [
        "{", "}", "(", ")", "[", "]", ":", "=", "@", "!", "$", "|", "&", "...", "..", "\"", "\"\"\"", "\\", "\\u",
        "{1F600}", "#",
        "\n", "\r", " ", ",", "query", "mutation", "fragment", "on", "type", "extend", "schema", "input", "enum",
        "union",
        "directive", "implements", "a", "Station", "null", "true", "0", "-1", "1.5e3", "1e", "é", "\u{FEFF}", "\u{0}",
        "😀",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3, 4] as [UInt64])
    func `random pieces never trap`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "")
            if (try? Parser.parse(text, limits: Limits())) != nil { accepted += 1 }
        }
        #expect(accepted < 2_000)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [KitchenSink.query, KitchenSink.schema])
    func `damaged documents never trap, and print again if they parse`(_ document: String) throws {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<1_500 {
            var bytes = Array(document.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.removeLast(min(bytes.count - 1, place / 8))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let parsed = try? Parser.parse(text, limits: Limits()) else { continue }
            let printed = Printer.print(parsed)
            #expect(Printer.print(try Parser.parse(trusted: printed)) == printed)
        }
    }
}
