import JSON
import Logging
import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS
import Testing

@testable import Stationmaster

@Suite("TLS handshakes", .timeLimit(.minutes(1)))
struct HandshakeTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func ledger(_ limits: HandshakeLedger.Limits = .init(), proxies: String? = nil) -> HandshakeLedger {
        HandshakeLedger(
            limits: limits, proxies: proxies.flatMap { TrustedProxies($0) } ?? TrustedProxies(),
            now: { Timestamp(microseconds: 0) })
    }

    private func channel(_ ledger: HandshakeLedger, from address: String = "192.0.2.1") throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: HandshakeWatch(ledger: ledger, logger: logger))
        try channel.connect(to: SocketAddress(ipAddress: address, port: 1)).wait()
        return channel
    }

    @Test func `one that does not go on is ended when its time is up`() throws {
        let ledger = ledger()
        let channel = try channel(ledger)
        #expect(ledger.underWay == 1)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive && ledger.underWay == 0)
        #expect(ledger.lastFailures(limit: 9).map(\.failure.reason) == [.timedOut])
    }

    @Test func `one that is over leaves nothing behind`() throws {
        let ledger = ledger()
        let channel = try channel(ledger)
        channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        #expect(ledger.underWay == 0)
        #expect(throws: ChannelPipelineError.notFound) {
            try channel.pipeline.syncOperations.handler(type: HandshakeWatch.self)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        _ = try channel.finish()
        #expect(ledger.lastFailures(limit: 9).isEmpty)
    }

    @Test func `a failure ends the connection and is counted once`() throws {
        let ledger = ledger()
        let channel = try channel(ledger)
        channel.pipeline.fireErrorCaught(NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])))
        #expect(!channel.isActive)
        let failures = ledger.lastFailures(limit: 9)
        #expect(failures.map(\.failure.reason) == [.closed] && failures.map(\.failure.count) == [1])
        #expect(failures.map(\.address) == ["192.0.2.1"])
    }

    @Test func `there is room for so many, and for so many of one address that is no proxy`() throws {
        var limits = HandshakeLedger.Limits()
        limits.underWay = 4
        limits.perAddress = 2
        let ledger = ledger(limits, proxies: "198.51.100.0/24")
        let first = [try channel(ledger), try channel(ledger)]
        #expect(first.map(\.isActive) == [true, true])
        #expect(try !channel(ledger).isActive)
        let proxied = [try channel(ledger, from: "198.51.100.7"), try channel(ledger, from: "198.51.100.7")]
        #expect(proxied.map(\.isActive) == [true, true])
        #expect(try !channel(ledger, from: "198.51.100.7").isActive)
        #expect(ledger.underWay == 4)
        _ = try first[0].finish()
        #expect(try channel(ledger).isActive)
        #expect(ledger.lastFailures(limit: 9).contains { $0.failure.reason == .busy })
    }

    @Test func `failures of so many addresses are remembered`() {
        var limits = HandshakeLedger.Limits()
        limits.remembered = 10
        let ledger = ledger(limits)
        for number in 0..<100 {
            #expect(ledger.begin(from: "192.0.2.\(number)"))
            ledger.ended(from: "192.0.2.\(number)", (.version, String(repeating: "x", count: 1_000)))
        }
        let failures = ledger.lastFailures(limit: 100)
        #expect(failures.count <= 10 && failures.contains { $0.address == "192.0.2.99" })
        #expect(Set(failures.map(\.failure.detail?.count)) == [200])
    }
}
