import Charging
import Foundation
import JSON
import Testing

@testable import ChargingAPI

@Suite("Refusals in the reader's language", .timeLimit(.minutes(1)))
struct ErrorTextTests {
    @Test(arguments: [
        ("a tag with this id exists already", "Eine Karte mit dieser ID gibt es schon."),
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

    /// Else a change of the words in the code leaves a translation that nobody ever sees.
    @Test func `the code has the words that the table translates`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var code = ""
        for folder in ["Charging", "ChargingAPI", "ChargingStore", "Identity"] {
            let files = FileManager.default.enumerator(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            for case let file as URL in try #require(files)
            where file.pathExtension == "swift" && file.lastPathComponent != "ErrorTexts+Table.swift" {
                code += try String(contentsOf: file, encoding: .utf8)
            }
        }
        for text in ErrorTexts.table {
            for piece in text.english.split(separator: "{}") where piece.count > 6 {
                // These the code puts together.
                let words = piece.trimmingCharacters(in: .whitespaces)
                let isJoined = ["characters; up to", "minutes.", "minute."].contains(words)
                #expect(isJoined || code.contains(words), "\(text.english)")
            }
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
}
