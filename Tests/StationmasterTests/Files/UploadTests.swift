import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import JSON
import NIOCore
import NIOEmbedded
@testable import Stationmaster
import Synchronization
import SystemPackage
import Testing

@Suite("Uploads", .timeLimit(.minutes(1)))
struct UploadTests {
    @Test(arguments: [HTTPRequest.Method.put, .post])
    func `a file is kept whole under a name of ours, and told of`(method: HTTPRequest.Method) async throws {
        let bench = try FileBench()
        let heard = bench.events.subscribe(bufferLimit: 4) { _ in true }
        let token = bench.records.expect(7)
        let answer = try await bench.ask(
            method, "/files/uploads/\(token)/..%2F..%2Fetc%2Fpasswd", .init(buffer: ByteBuffer(string: "abc")))
        #expect(answer.status == 201)
        let file = try #require(bench.records.state.withLock { $0.received[OperationID(rawValue: 7)] })
        #expect(file.fileName == "passwd" && file.size == 3)
        #expect(file.sha256.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(bench.files == ["uploads/\(file.storedName)": "abc"])
        var first = heard.makeAsyncIterator()
        let event = await first.next()
        #expect(
            event
                == .fileReceived(
                    OperationID(rawValue: 7), station: StationID(rawValue: 1), organization: OrganizationID(rawValue: 1)
                ))
    }

    @Test func `an address is good once`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        #expect(try await bench.put(token, "abc").status == 201)
        let again = try await bench.put(token, "xyz")
        #expect(again.status == 410 && again.text.contains("already"))
        #expect(bench.files.values.sorted() == ["abc"])
    }

    @Test func `an address is good for its time`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7, endsIn: 0)
        #expect(try await bench.put(token, "abc").status == 410)
        #expect(bench.files.isEmpty)
    }

    @Test(arguments: ["short", String(repeating: "a", count: 43), String(repeating: "+", count: 43)])
    func `an address that was never given is unknown`(token: String) async throws {
        let bench = try FileBench()
        #expect(try await bench.put(token, "abc").status == 404)
        #expect(bench.files.isEmpty)
    }

    @Test(arguments: [true, false])
    func `what is too large leaves nothing, whether its size is declared or not`(isDeclared: Bool) async throws {
        let bench = try FileBench(limits: .init(bytes: 10))
        let token = bench.records.expect(7)
        let answer = try await bench.put(token, "01234567890", isDeclared ? [.contentLength: "11"] : [:])
        #expect(answer.status == 413 && answer.text.contains("10 bytes"))
        #expect(bench.files.isEmpty)
        #expect(try await bench.put(token, "0123456789").status == 201)
    }

    @Test func `what breaks off leaves nothing and may be sent again`() async throws {
        struct Broken: Error {}
        let bench = try FileBench()
        let token = bench.records.expect(7)
        let (stream, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(2))
        source.yield(ByteBuffer(string: "abc"))
        source.finish(throwing: Broken())
        #expect(try await bench.ask(.put, "/files/uploads/\(token)", .init(asyncSequence: stream)).status == 400)
        #expect(try await bench.put(token, "abc", [.contentLength: "4"]).status == 400)
        #expect(bench.files.isEmpty)
        #expect(try await bench.put(token, "abcd").status == 201)
    }

    @Test func `what comes too slowly is given up, also byte by byte`() async throws {
        for pace in [
            TransferPace(idle: .milliseconds(50), total: .seconds(60)),
            TransferPace(idle: .seconds(60), total: .milliseconds(50)),
        ] {
            let bench = try FileBench(limits: .init(bytes: 10, pace: pace))
            let token = bench.records.expect(7)
            let (stream, source) = AsyncStream<ByteBuffer>.makeStream(bufferingPolicy: .bufferingOldest(2))
            source.yield(ByteBuffer(string: "abc"))
            #expect(try await bench.ask(.put, "/files/uploads/\(token)", .init(asyncSequence: stream)).status == 408)
            #expect(bench.files.isEmpty)
        }
    }

    @Test(
        arguments: [
            ([.contentType: "multipart/form-data; boundary=x"], 415), ([.contentEncoding: "gzip"], 415),
            ([.contentEncoding: "identity", .contentType: "application/zip"], 201),
        ] as [(HTTPFields, Int)])
    func `a file comes as it is`(headers: HTTPFields, status: Int) async throws {
        let bench = try FileBench()
        #expect(try await bench.put(bench.records.expect(7), "abc", headers).status == status)
    }

    @Test func `what its head refuses is refused also while another file comes to its address`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        let pass = try bench.gate.beginUpload(at: OneTimeToken.hash(token), from: nil)
        #expect(try await bench.put(token, "abc").status == 409)
        #expect(try await bench.put(token, "abc", [.contentType: "multipart/form-data; boundary=x"]).status == 415)
        withExtendedLifetime(pass) {}
    }

    @Test func `an empty file is no file`() async throws {
        let bench = try FileBench()
        #expect(try await bench.put(bench.records.expect(7), "").status == 400)
        #expect(bench.files.isEmpty)
    }

    @Test func `a file that may have been recorded stays, though the database did not answer`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        bench.records.state.withLock { $0.afterReceiving = { throw ChargingError(.unavailable, "it is away") } }
        #expect(try await bench.put(token, "abc").status == 503)
        let file = try #require(bench.records.state.withLock { $0.received[OperationID(rawValue: 7)] })
        #expect(bench.files == ["uploads/\(file.storedName)": "abc"])
    }

    @Test func `a file that is refused when it is recorded is not kept`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        bench.records.state.withLock { $0.beforeReceiving = { throw ChargingError(.badInput, "a bad name") } }
        #expect(try await bench.put(token, "abc").status == 400)
        #expect(bench.files.isEmpty)
        bench.records.state.withLock { $0.beforeReceiving = {} }
        #expect(try await bench.put(token, "abc").status == 201)
    }

    @Test func `a client that goes away while its file is recorded has it kept`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        let client = Departure()
        bench.records.state.withLock {
            $0.beforeReceiving = {
                client.leave()
                try Task.checkCancellation()
            }
        }
        #expect(try await client.asking { try await bench.put(token, "abc") }.status == 201)
        #expect(bench.files.values.sorted() == ["abc"])
    }

    @Test func `a client that goes away with its last byte has its file kept`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        let client = Departure()
        let pieces = Mutex(["abc"])
        let body = RequestBody(
            asyncSequence: AsyncStream<ByteBuffer> {
                if let piece = pieces.withLock({ $0.popLast() }) { return ByteBuffer(string: piece) }
                client.leave()
                return nil
            })
        let answer = try await client.asking {
            try await bench.ask(.put, "/files/uploads/\(token)", body, [.contentLength: "3"])
        }
        #expect(answer.status == 201 && bench.files.values.sorted() == ["abc"])
    }

    @Test(arguments: [(true, 507), (false, 201)])
    func `a file that would leave too little room is not begun`(isDeclared: Bool, status: Int) async throws {
        let bench = try FileBench(
            limits: .init(bytes: 1000, leastFree: 100), disk: Disk(free: { _ in 102 }))
        let answer = try await bench.put(bench.records.expect(7), "abc", isDeclared ? [.contentLength: "3"] : [:])
        #expect(answer.status == status && bench.files.count == (status == 201 ? 1 : 0))
    }

    @Test func `a file is given up when the room runs out while it comes`() async throws {
        let looks = Mutex(0)
        let disk = Disk(free: { _ in
            looks.withLock { looks in
                looks += 1
                return looks < 3 ? 100 : 99
            }
        })
        let bench = try FileBench(limits: .init(bytes: 100 << 20, leastFree: 100), disk: disk)
        let token = bench.records.expect(7)
        let sent = Mutex(0)
        let body = RequestBody(
            asyncSequence: AsyncStream<ByteBuffer> {
                sent.withLock { $0 += 1 }
                return sent.withLock { $0 } > 40 ? nil : ByteBuffer(repeating: 7, count: 1 << 20)
            })
        let answer = try await bench.ask(.put, "/files/uploads/\(token)", body)
        #expect(answer.status == 507 && bench.files.isEmpty)
        #expect(sent.withLock { $0 } < 12)
    }

    @Test func `a disk that is full before the file is begun is told of as such`() async throws {
        let bench = try FileBench(disk: Disk(create: { _ in throw Errno.noSpace }))
        let answer = try await bench.put(bench.records.expect(7), "abc")
        #expect(answer.status == 507 && answer.text.contains("no room"))
    }

    @Test func `while too many files are on their way the next is told to come later`() async throws {
        let bench = try FileBench(gate: TransferGate(.init(uploads: 0, downloads: 0)))
        let answer = try await bench.put(bench.records.expect(7), "abc")
        #expect(answer.status == 503 && answer.headers[.retryAfter] != nil)
    }

    @Test func `an address that nobody gave takes no place, whatever it names`() async throws {
        let bench = try FileBench(gate: TransferGate(.init(uploads: 0, downloads: 0)))
        let unknown = RandomToken.make()
        #expect(try await bench.put(unknown, "abc").status == 404)
        #expect(try await bench.put(bench.records.expect(7, endsIn: 0), "abc").status == 410)
        #expect(try await bench.ask(.get, "/files/firmware/\(unknown)").status == 404)
        let path = "/files/uploads/\(GlobalID(.operation, 7).text)"
        #expect(
            try await bench.ask(.get, path, .init(buffer: .init()), [.authorization: "Bearer manager"]).status == 404)
    }

    @Test(arguments: [("198.51.100.7", 503), ("127.0.0.1", 201), ("::1", 201), ("::ffff:127.0.0.1", 201)])
    func `who sends many files at once is told apart by address, but on this machine`(
        address: String, status: Int
    ) async throws {
        let bench = try FileBench(gate: TransferGate(.init(uploadsOfPeer: 0)))
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: address, port: 1)
        let token = bench.records.expect(7)
        let answer = try await bench.ask(
            .put, "/files/uploads/\(token)", .init(buffer: ByteBuffer(string: "abc")), over: channel)
        #expect(answer.status == status)
    }

    @Test(arguments: [("198.51.100.7", 503), ("127.0.0.1", 201)])
    func `who sends many files at once through a trusted proxy is told apart by the address that it tells`(
        behind: String, status: Int
    ) async throws {
        let proxies = try #require(TrustedProxies("127.0.0.1"))
        let bench = try FileBench(gate: TransferGate(.init(uploadsOfPeer: 0)), proxies: proxies)
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        let answer = try await bench.ask(
            .put, "/files/uploads/\(bench.records.expect(7))", .init(buffer: ByteBuffer(string: "abc")),
            [forwarded: behind], over: channel)
        #expect(answer.status == status)
    }

    @Test func `a received file is for people who may see it`() async throws {
        let bench = try FileBench()
        let token = bench.records.expect(7)
        _ = try await bench.put(token, "abc", [.contentDisposition: "attachment; filename=\"é\\\".log\""])
        let path = "/files/uploads/\(GlobalID(.operation, 7).text)"
        #expect(try await bench.ask(.get, path).status == 401)
        #expect(
            try await bench.ask(.get, path, .init(buffer: .init()), [.authorization: "Bearer driver"]).status == 404)
        let answer = try await bench.ask(.get, path, .init(buffer: .init()), [.authorization: "Bearer manager"])
        #expect(answer.status == 200 && answer.text == "abc")
        #expect(answer.headers[.contentDisposition]?.contains("\n") == false)
        #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        // The address of the upload itself gives nothing away.
        #expect(
            try await bench.ask(
                .get, "/files/uploads/\(token)", .init(buffer: .init()), [.authorization: "Bearer manager"]
            ).status == 404)
    }

    @Test func `a start clears away what a crash left half done`() throws {
        let bench = try FileBench()
        let half = bench.folder.appending(path: "incoming/half")
        try Data("x".utf8).write(to: half)
        try Data("y".utf8).write(to: bench.folder.appending(path: "uploads/whole"))
        try bench.storage.prepare()
        #expect(bench.files == ["uploads/whole": "y"])
        let mode = try FileManager.default.attributesOfItem(atPath: bench.folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }
}
