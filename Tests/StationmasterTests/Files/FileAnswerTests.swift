import HTTPTypes
import Hummingbird
import Logging
import NIOCore
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
        var head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        head.headerFields[.acceptLanguage] = "de"
        let request = Request(head: head, body: .init(buffer: ByteBuffer()))
        let answer = await FileAnswer.of(log.logger, request) { throw error }
        #expect(answer.status == .internalServerError)
        #expect(log.texts(from: .info).map { String($0.prefix(31)) } == logged)
        #expect(log.texts(from: .debug).count == 1)
    }
}
