import Foundation
import Testing

@testable import Stationmaster

@Suite("Portal files")
struct PortalFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "portal-\(UUID().uuidString)")

    @Test func `without a built page there is no portal`() throws {
        try withFolder {
            let files = try PortalFiles(folder: folder)
            #expect(files == nil)
        }
    }

    @Test func `every theme has its page, with a tag of its own`() throws {
        try withFolder {
            try write("index.html", "<!doctype html>\n<html lang=\"en\"><html lang>")
            let files = try #require(try PortalFiles(folder: folder))
            let texts = PortalFiles.Theme.allCases.map { String(decoding: files.page($0).bytes, as: UTF8.self) }
            #expect(texts[0] == "<!doctype html>\n<html lang=\"en\"><html lang>")
            #expect(texts[2] == "<!doctype html>\n<html data-theme=\"dark\" lang=\"en\"><html lang>")
            #expect(Set(PortalFiles.Theme.allCases.map { files.page($0).entityTag }).count == 3)
        }
    }

    @Test func `assets are known by their names, with their packed form beside them`() throws {
        try withFolder {
            try write("index.html", "<html >")
            try write("assets/main-ABC.js", "plain")
            try write("assets/main-ABC.js.gz", "packed")
            try write("assets/main-ABC.js.br", "small")
            try write("assets/notes.txt", "not ours")
            let files = try #require(try PortalFiles(folder: folder))
            #expect(files.assets.keys.sorted() == ["main-ABC.js"])
            #expect(files.assets["main-ABC.js"]?.type == "text/javascript; charset=utf-8")
            #expect(files.assets["main-ABC.js"]?.packed.map(\.coding) == ["br", "gzip"])
            #expect(files.assets["main-ABC.js"]?.packed.map(\.bytes) == [Array("small".utf8), Array("packed".utf8)])
        }
    }

    @Test func `a link out of the folder is not followed`() throws {
        try withFolder {
            try write("index.html", "<html >")
            try write("secret.css", "elsewhere")
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "assets/link.css"), withDestinationURL: folder.appending(path: "secret.css"))
            let files = try PortalFiles(folder: folder)
            #expect(files?.assets.isEmpty == true)
        }
    }

    @Test func `a file too large to keep is named`() throws {
        try withFolder {
            try write("index.html", "<html >")
            try Data(count: (8 << 20) + 1).write(to: folder.appending(path: "assets/huge.js"))
            let error = #expect(throws: PortalFiles.ReadingError.self) { try PortalFiles(folder: folder) }
            #expect(error?.description.contains("huge.js") == true)
        }
    }

    private func withFolder(_ body: () throws -> Void) throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "assets"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body()
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }
}
