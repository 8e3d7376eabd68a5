package import Charging

/// Reads the first sheet of an Excel workbook (ECMA-376) that somebody else made.
///
/// It is meant to run in a process of its own, with little memory and time: see `WorkbookSource`.
package struct WorkbookReader {
    package struct Limits: Sendable {
        package var table = SourceTable.Limits()
        /// Bytes of all parts that are read.
        package var unpacked = 64 << 20
        package init() {}
    }

    private let archive: ZipArchive
    private let limits: Limits

    package static func read(_ content: [UInt8], limits: Limits = .init()) throws -> SourceTable {
        let reader = WorkbookReader(
            archive: try ZipArchive(content, unpackedLimit: limits.unpacked), limits: limits)
        return try reader.table()
    }

    private func table() throws -> SourceTable {
        let book = try index()
        let sheet = SheetReader(limits: limits.table, texts: try sharedTexts())
        let parser = try XMLReader(begin: sheet.begin, text: sheet.text, end: sheet.end)
        guard try archive.parse(book.sheet, with: parser) else {
            throw SourceFailure("The workbook has no sheet where it says that one is.")
        }
        return try sheet.table(countsFrom1904: book.countsFrom1904)
    }

    private struct Index {
        var sheet: String
        var countsFrom1904 = false
    }

    /// Where the first sheet stands.
    private func index() throws -> Index {
        var id: String?, countsFrom1904 = false
        let book = try XMLReader(
            begin: { name, attributes in
                if name == "sheet", id == nil { id = attributes["id"] }
                if name == "workbookPr" { countsFrom1904 = ["1", "true"].contains(attributes["date1904"]) }
            }, text: { _ in }, end: { _ in })
        guard try archive.parse("xl/workbook.xml", with: book), let id else {
            throw SourceFailure("The file is no .xlsx workbook with a sheet.")
        }
        var target: String?
        let links = try XMLReader(
            begin: { name, attributes in
                if name == "Relationship", attributes["Id"] == id { target = attributes["Target"] }
            }, text: { _ in }, end: { _ in })
        guard try archive.parse("xl/_rels/workbook.xml.rels", with: links), let target else {
            throw SourceFailure("The workbook does not say where its sheet is.")
        }
        return Index(
            sheet: target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target, countsFrom1904: countsFrom1904)
    }

    /// The texts that cells name by number.
    private func sharedTexts() throws -> [String] {
        let limit = limits.table.cell
        var texts: [String] = [], current = "", isText = false, isReading = false
        let reader = try XMLReader(
            begin: { name, _ in
                switch name {
                case "si": current = ""
                case "t": isText = !isReading
                // How a text is pronounced.
                case "rPh": isReading = true
                default: break
                }
            },
            text: { part in
                guard isText else { return }
                current += part
                guard current.utf8.count <= limit else {
                    throw SourceFailure("A cell has more than \(limit) bytes.")
                }
            },
            end: { name in
                switch name {
                case "si": texts.append(current)
                case "t": isText = false
                case "rPh": isReading = false
                default: break
                }
            })
        // A workbook may have none.
        _ = try archive.parse("xl/sharedStrings.xml", with: reader)
        return texts
    }
}
