import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Stationmaster

@Suite("Names of files")
struct FileNameTests {
    @Test(arguments: [
        ("log.zip", "log.zip"), ("../../etc/passwd", "passwd"), ("C:\\logs\\a b.txt", "a b.txt"), ("..", nil),
        (".", nil),
        ("/", nil), ("", nil), ("a\u{0}\nb", "ab"), ("  ", nil), ("é.log", "é.log"),
    ])
    func `a name has no folders and no control characters`(text: String, name: String?) {
        #expect(FileName.cleaned(text) == name)
    }

    @Test func `a name is as long as the database allows`() {
        #expect(FileName.cleaned(String(repeating: "e\u{301}", count: 300))?.unicodeScalars.count == 255)
    }

    @Test(arguments: [
        (nil, "attachment; filename=\"x.log\"", "x.log"), (nil, "form-data; name=a; FileName=y", "y"),
        ("p%2Fz.log", "attachment; filename=x", "z.log"), (nil, nil, nil), ("%", nil, "%"),
    ])
    func `it is told by the path, or else by Content-Disposition`(path: String?, header: String?, name: String?) {
        var head = HTTPRequest(method: .put, scheme: nil, authority: nil, path: "/")
        head.headerFields[.contentDisposition] = header
        #expect(FileName.of(Request(head: head, body: .init(buffer: ByteBuffer())), path: path) == name)
    }
}
