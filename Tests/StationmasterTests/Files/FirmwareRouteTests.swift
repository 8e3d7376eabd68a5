import Charging
import HTTPTypes
import Hummingbird
import Identity
import JSON
import NIOCore
import NIOEmbedded
@testable import Stationmaster
import Synchronization
import Testing

@Suite("Firmware over HTTP", .timeLimit(.minutes(1)))
struct FirmwareRouteTests {
    private let address = "/files/firmware?vendor=V&model=M%201&version=1.0&fileName=..%2Fimage.bin"

    private func add(
        _ bench: FileBench, _ path: String? = nil, as token: String = "manager", _ text: String = "0123456789"
    ) async throws -> FileBench.Answer {
        try await bench.ask(
            .post, path ?? address, .init(buffer: ByteBuffer(string: text)), [.authorization: "Bearer \(token)"])
    }

    private func offered(_ bench: FileBench) async throws -> String {
        #expect(try await add(bench).status == 201)
        return bench.records.offer(try #require(bench.records.state.withLock { $0.images.values.first }))
    }

    @Test func `an image is added with what it is for`() async throws {
        let bench = try FileBench()
        let answer = try await add(bench)
        #expect(answer.status == 201)
        #expect(try JSONValue(parsing: answer.bytes)["sizeBytes"] == 10)
        let (image, file) = try #require(bench.records.state.withLock { $0.images.first })
        #expect(
            image == NewFirmwareImage(vendor: "V", model: "M 1", version: "1.0", fileName: "image.bin", signature: nil))
        #expect(bench.files == ["firmware/\(file.storedName)": "0123456789"])
    }

    @Test(arguments: ["M+1", "M%201", "%4D+%31"])
    func `a model is told as forms do, and a plus sign by its code`(model: String) async throws {
        let bench = try FileBench()
        let answer = try await add(
            bench, "/files/firmware?vendor=A%2BB&model=\(model)&version=1.0%2B5&fileName=f+1.bin")
        #expect(answer.status == 201)
        #expect(
            bench.records.state.withLock { Array($0.images.keys) } == [
                NewFirmwareImage(vendor: "A+B", model: "M 1", version: "1.0+5", fileName: "f 1.bin", signature: nil)
            ])
    }

    /// UEVN is the Base64 of PEM.
    static let signatures: [(String?, String?, Int)] = [
        ("good", "UEVN", 201), ("bad", "UEVN", 400), ("good", nil, 400), (nil, "UEVN", 400), ("good", "!", 400),
        ("good", "", 400), ("", "UEVN", 400),
    ]

    @Test(arguments: signatures)
    func `an image with a signature is taken when that is good, and else leaves nothing`(
        signature: String?, certificate: String?, status: Int
    ) async throws {
        let bench = try FileBench()
        var headers: HTTPFields = [.authorization: "Bearer manager"]
        if let name = HTTPField.Name("Firmware-Signature") { headers[name] = signature }
        if let name = HTTPField.Name("Firmware-Signing-Certificate") { headers[name] = certificate }
        let answer = try await bench.ask(.post, address, .init(buffer: ByteBuffer(string: "abc")), headers)
        #expect(answer.status == status)
        let images = bench.records.state.withLock { $0.images.keys.map(\.signature) }
        #expect(images == (status == 201 ? [FirmwareSignature(signature: "good", certificate: "PEM")] : []))
        #expect(bench.files.count == images.count)
    }

    @Test func `an image that is there already is a conflict, and leaves nothing behind`() async throws {
        let bench = try FileBench()
        #expect(try await add(bench).status == 201)
        #expect(try await add(bench).status == 409)
        #expect(bench.files.count == 1)
    }

    @Test func `images are added by people whose role allows it`() async throws {
        let bench = try FileBench()
        #expect(try await add(bench, as: "nobody").status == 401)
        #expect(try await add(bench, as: "driver").status == 403)
        #expect(bench.files.isEmpty)
    }

    @Test(arguments: ["vendor", "model", "version", "fileName"])
    func `what is missing is named`(parameter: String) async throws {
        let bench = try FileBench()
        let answer = try await add(bench, address.replacing("\(parameter)=", with: "other="))
        #expect(answer.status == 400 && answer.text.contains(parameter))
        #expect(bench.files.isEmpty)
    }

    @Test func `a station fetches its image, and goes on where it was interrupted`() async throws {
        let bench = try FileBench()
        let token = try await offered(bench)
        let whole = try await bench.ask(.get, "/files/firmware/\(token)")
        #expect(whole.status == 200 && whole.text == "0123456789")
        #expect(whole.headers[.acceptRanges] == "bytes")
        let tag = try #require(whole.headers[.eTag])
        let rest = try await bench.ask(
            .get, "/files/firmware/\(token)/image.bin", .init(buffer: .init()), [.range: "bytes=4-", .ifRange: tag])
        #expect(rest.status == 206 && rest.text == "456789")
        #expect(rest.headers[.contentRange] == "bytes 4-9/10")
        let other = try await bench.ask(
            .get, "/files/firmware/\(token)", .init(buffer: .init()), [.range: "bytes=4-", .ifRange: "\"x\""])
        #expect(other.status == 200 && other.text == "0123456789")
        let beyond = try await bench.ask(
            .get, "/files/firmware/\(token)", .init(buffer: .init()), [.range: "bytes=10-"])
        #expect(beyond.status == 416 && beyond.headers[.contentRange] == "bytes */10")
        let known = try await bench.ask(.get, "/files/firmware/\(token)", .init(buffer: .init()), [.ifNoneMatch: tag])
        #expect(known.status == 304)
    }

    @Test func `a large image comes in order and whole`() async throws {
        let bench = try FileBench(limits: .init(bytes: 1 << 20))
        let text = String((0..<60_000).map { "\($0)," }.joined().prefix(300_000))
        _ = try await add(bench, nil, text)
        let token = bench.records.offer(try #require(bench.records.state.withLock { $0.images.values.first }))
        #expect(try await bench.ask(.get, "/files/firmware/\(token)").text == text)
    }

    @Test func `HEAD tells the size without the image`() async throws {
        let bench = try FileBench()
        let answer = try await bench.ask(.head, "/files/firmware/\(try await offered(bench))")
        #expect(answer.status == 200 && answer.bytes.isEmpty && answer.headers[.contentLength] == "10")
    }

    @Test func `an address that was never given, or whose image is gone, is unknown`() async throws {
        let bench = try FileBench()
        #expect(try await bench.ask(.get, "/files/firmware/\(RandomToken.make())").status == 404)
        let gone = bench.records.offer(StoredFile(fileName: nil, storedName: "gone", size: 1, sha256: [1]))
        #expect(try await bench.ask(.get, "/files/firmware/\(gone)").status == 404)
    }

    @Test func `a finished download makes room for the next`() async throws {
        let bench = try FileBench(gate: TransferGate(.init(uploads: 1, downloads: 1)))
        let token = try await offered(bench)
        for _ in 0..<3 { #expect(try await bench.ask(.get, "/files/firmware/\(token)").status == 200) }
        for _ in 0..<3 { #expect(try await bench.ask(.head, "/files/firmware/\(token)").status == 200) }
    }

    @Test(arguments: [
        TransferPace(idle: .milliseconds(50), total: .seconds(60)),
        TransferPace(idle: .seconds(60), total: .milliseconds(50)),
    ])
    func `a client that takes its image too slowly is hung up on`(pace: TransferPace) async throws {
        let bench = try FileBench(gate: TransferGate(.init(downloads: 1)), downloadPace: pace)
        let token = try await offered(bench)
        let channel = NIOAsyncTestingChannel()
        do {
            let response = try await bench.respond(.get, "/files/firmware/\(token)", over: channel)
            await #expect(throws: ChannelError.self) { try await response.body.write(FullSocket(channel: channel)) }
        }
        #expect(try await bench.ask(.get, "/files/firmware/\(token)").status == 200)
    }
}

/// Takes nothing, until its connection is closed.
private struct FullSocket: ResponseBodyWriter {
    let channel: any Channel
    func write(_ buffer: ByteBuffer) async throws {
        let (open, closed) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        channel.closeFuture.whenComplete { _ in closed.finish() }
        for await _ in open {}
        throw ChannelError.ioOnClosedChannel
    }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
