import ArgumentParser
import Confinement
import Spreadsheets

/// What the server starts to read a workbook that somebody sent: the file comes in, its cells go out as JSON.
struct ReadWorkbook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-workbook", abstract: "Reads a workbook from standard input, for the server.",
        shouldDisplay: false)

    func run() throws {
        Confinement.begin()
        let answer = WorkbookAnswer.text { try WorkbookReader.read(try Confinement.standardInput()) }
        try Confinement.write(answer)
    }
}
