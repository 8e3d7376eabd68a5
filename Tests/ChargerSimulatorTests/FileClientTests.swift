import Crypto
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import ChargerSimulator

/// Over real sockets, against a server that answers as it is told.
@Suite("Files by HTTP", .timeLimit(.minutes(1)))
struct FileClientTests {
    private static let group = MultiThreadedEventLoopGroup.singleton

    private func carry(
        _ work: FileTransfer.Work, breaksOff: Bool = false, _ answer: FileServer.Answer
    ) async throws -> (outcome: TransferOutcome, heard: FileServer.Heard?) {
        let server = try await FileServer(answer)
        let outcome = try await carry(work, breaksOff: breaksOff, port: server.port)
        let heard = await server.heard()
        try await server.stop()
        return (outcome, heard)
    }

    /// - Parameter isGivenUp: as soon as it has begun.
    private func carry(
        _ work: FileTransfer.Work, breaksOff: Bool = false, port: Int, isGivenUp: Bool = false
    ) async throws -> TransferOutcome {
        let address = try #require(HTTPAddress("HTTP://127.0.0.1:\(port)/a/b?c=d"))
        let loop = Self.group.next()
        let promise = loop.makePromise(of: TransferOutcome.self)
        try await loop.submit {
            let client = FileClient(tls: try ChargerTLS(authorities: nil, identity: nil), on: loop)
            let transfer = FileTransfer(number: 4, address: address, work: work, breaksOff: breaksOff)
            client.begin(transfer, ChargerCertificates()) { promise.succeed($0) }
            if isGivenUp { client.giveUp(4) }
        }.get()
        return try await promise.futureResult.get()
    }

    private let image = [UInt8](repeating: 7, count: 300_000)
    private let file = DiagnosticFile(name: "d.log", size: 3_000_000, line: "all is well")

    @Test func `an image is fetched whole, and its SHA-256 is known`() async throws {
        let (outcome, heard) = try await carry(.download(limit: 300_000), .ok(image))
        #expect(outcome == .downloaded(digest: Array(SHA256.hash(data: image))))
        #expect(heard?.line == "GET /a/b?c=d")
    }

    @Test func `an image without a declared length is taken as far as the limit goes`() async throws {
        let whole = try await carry(.download(limit: 300_000), .ok(image, isChunked: true))
        #expect(whole.outcome == .downloaded(digest: Array(SHA256.hash(data: image))))
        let (outcome, _) = try await carry(.download(limit: 299_999), .ok(image, isChunked: true))
        #expect(outcome == .tooLarge)
    }

    @Test func `an image that is announced as too large is not taken`() async throws {
        let (outcome, _) = try await carry(.download(limit: 299_999), .ok(image))
        #expect(outcome == .tooLarge)
    }

    @Test func `an image that is cut short has failed`() async throws {
        let (outcome, _) = try await carry(.download(limit: 300_000), .cutShort(image))
        guard case .failed = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `a download breaks off where it is to`() async throws {
        let (outcome, _) = try await carry(.download(limit: 300_000), breaksOff: true, .ok(image))
        #expect(outcome == .failed("the connection was broken off half-way"))
    }

    @Test func `a file is uploaded whole, in its size`() async throws {
        let (outcome, heard) = try await carry(.upload(file), .ok([]))
        #expect(outcome == .uploaded)
        #expect(heard?.line == "PUT /a/b?c=d" && heard?.bytes == 3_000_000 && heard?.isWhole == true)
        #expect(heard?.disposition == "attachment; filename=\"d.log\"")
    }

    @Test func `an upload breaks off where it is to`() async throws {
        let (outcome, heard) = try await carry(.upload(file), breaksOff: true, .ok([]))
        #expect(outcome == .failed("the connection was broken off half-way"))
        #expect(heard.map { !$0.isWhole && $0.bytes <= 1_500_000 } == true)
    }

    @Test(arguments: [FileTransfer.Work.download(limit: 9), .upload(DiagnosticFile(name: "d", size: 50, line: "x"))])
    func `a refusal is told by its status`(work: FileTransfer.Work) async throws {
        let (outcome, _) = try await carry(work, .refusal(410))
        #expect(outcome == .refused(status: 410))
    }

    @Test func `a server that is not there has failed`() async throws {
        let server = try await FileServer(.ok([]))
        try await server.stop()
        let outcome = try await carry(.download(limit: 9), port: server.port)
        guard case .failed = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `a transfer that is given up ends at once`() async throws {
        let server = try await FileServer(.silence)
        let outcome = try await carry(.download(limit: 9), port: server.port, isGivenUp: true)
        #expect(outcome == .failed("it was given up"))
        try await server.stop()
    }
}
