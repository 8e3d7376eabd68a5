import HTTPTypes
import Hummingbird
import Logging
import SystemPackage
import TestSupport
import Testing

@testable import Stationmaster

@Suite("Answers about files")
struct FileAnswerTests {
    @Test(
        arguments: [(CancellationError(), []), (Errno.ioError, ["a file could not be transferred"])]
            as [(any Error, [String])])
    func `a client that goes away is no error of the server's`(error: any Error, logged: [String]) async {
        let log = LogBook()
        let answer = await FileAnswer.of(log.logger) { throw error }
        #expect(answer.status == .internalServerError)
        #expect(log.texts(from: .info).map { String($0.prefix(31)) } == logged)
        #expect(log.texts(from: .debug).count == 1)
    }
}
