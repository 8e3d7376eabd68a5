import Charging
import Foundation
import JSON
import Testing

@testable import ChargingAPI

@Suite("Refusals in the reader's language", .timeLimit(.minutes(1)))
struct ErrorTextTests {
    @Test(arguments: [
        ("a tag with this id exists already", "Einen RFID-Tag mit dieser ID gibt es schon."),
        ("idTag has 21 characters; 1 to 20 are allowed.", "idTag hat 21 Zeichen; erlaubt sind 1 bis 20."),
        ("name has 201 characters; up to 200 are allowed.", "name hat 201 Zeichen; erlaubt sind bis zu 200."),
        (
            "the group {2} {1} has groups below it; move or delete them too",
            "Unter der Gruppe {2} {1} stehen Gruppen; verschieben oder löschen Sie auch diese."
        ),
        ("nobody has translated this", "nobody has translated this"), ("", ""),
        (String(repeating: "x", count: 5_000) + " is missing.", String(repeating: "x", count: 5_000) + " is missing."),
    ])
    func `it is found by its English, values and all`(english: String, german: String) {
        #expect(ErrorTexts.text(english, in: .german) == german)
        #expect(ErrorTexts.text(english, in: .english) == english)
    }

    @Test func `every language has each with the same values, and none twice`() {
        for text in ErrorTexts.table {
            let count = text.english.split(separator: "{}", omittingEmptySubsequences: false).count - 1
            for words in [text.german, text.french] {
                #expect(words != text.english && !words.isEmpty)
                for number in 0..<count { #expect(words.contains("{\(number + 1)}"), "\(words)") }
                #expect(words.filter { $0 == "{" }.count == count, "\(words)")
            }
        }
        #expect(Set(ErrorTexts.table.map(\.english)).count == ErrorTexts.table.count)
    }

    @Test func `a tag has one name in German, the one that the pages give it`() {
        let tags = ErrorTexts.table.filter { $0.english.split(whereSeparator: { !$0.isLetter }).contains("tag") }
        #expect(tags.count > 5)
        for text in tags { #expect(text.german.contains("RFID-Tag"), "\(text.german)") }
        for text in ErrorTexts.table { #expect(!text.german.contains("Karte"), "\(text.german)") }
    }

    /// Else a change of the words in the code leaves a translation that nobody ever sees.
    @Test func `the code has the words that the table translates`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var code = ""
        for folder in Self.folders {
            let files = FileManager.default.enumerator(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            for case let file as URL in try #require(files)
            where file.pathExtension == "swift" && !file.lastPathComponent.hasPrefix("ErrorTexts+") {
                code += try String(contentsOf: file, encoding: .utf8)
            }
        }
        // Texts that are written in two lines, and quotes within them.
        code = code.replacing(#/" *\n *\+ "/#, with: "").replacing("\\\"", with: "\"")
        for text in ErrorTexts.table {
            for piece in text.english.split(separator: "{}") where piece.count > 6 {
                #expect(code.contains(piece.trimmingCharacters(in: .whitespaces)), "\(text.english)")
            }
        }
    }

    private static let folders = [
        "Charging", "ChargingAPI", "ChargingStore", "Identity", "Stationmaster", "Certificates", "Spreadsheets",
        "Webhooks", "GraphQL",
    ]

    /// What nobody is told as it stands.
    private static let parts: Set<String> = ["Insufficient Storage", "rows of all pages", "url {}", "{} {}"]

    @Test func `the table has what the code says to people`() throws {
        let texts = try SourceTexts(
            folders: Self.folders.filter { $0 != "GraphQL" },
            whole: ["FileRefusal.swift", "ChargePointConnection.swift", "RowBudget.swift"])
        #expect(texts.found.count > 300)
        for found in texts.found where !Self.parts.contains(found.text) {
            var text = found.text
            // A value that no table knows.
            for number in 1...9 {
                guard let place = text.firstRange(of: "{}") else { break }
                text.replaceSubrange(place, with: "¤\(number)")
            }
            // A sentence may begin with the name of a member.
            let isKnown = ErrorTexts.knows(text) || text.hasPrefix("¤1 ") && ErrorTexts.knows(String(text.dropFirst(3)))
            #expect(isKnown, "\(found) has no translation: see ErrorTexts+Table.swift")
        }
    }

    @Test func `a mutation is refused in the language that was asked in`() async throws {
        let api = try TestAPI()
        let query = "mutation { createGroup(input: {name: \"\"}) { group { id } } }"
        for (language, message) in [
            (Language.english, "name has 0 characters; 1 to 200 are allowed."),
            (.german, "name hat 0 Zeichen; erlaubt sind 1 bis 200."),
            (.french, "name a 0 caractères ; de 1 à 200 sont permis."),
        ] {
            let response = try await api.response(to: query, as: .alphaManager, in: language)
            let error = response["errors"]?[0]
            #expect(error?["message"]?.string == message)
            #expect(error?["extensions"]?["code"] == "BAD_USER_INPUT" && error?["extensions"]?["field"] == "name")
        }
    }

    @Test func `a query is refused in the language that was asked in`() async throws {
        let api = try TestAPI()
        let response = try await api.response(to: "{ stations(first: -1) { nodes { id } } }", in: .french)
        #expect(response["errors"]?[0]?["message"]?.string == "first est -1 ; de 0 à 500 est permis.")
    }

    @Test func `a text within a text is told too`() {
        #expect(
            ErrorTexts.text("the connection ended: no sign of life", in: .german)
                == "Die Verbindung ist zu Ende: Kein Lebenszeichen.")
    }

    @Test func `who reads another language shares no subscription`() {
        #expect(
            subscriptionFingerprint(.alphaManager, dependsOnViewer: false, in: .german)
                != subscriptionFingerprint(.alphaManager, dependsOnViewer: false, in: .french))
    }
}
