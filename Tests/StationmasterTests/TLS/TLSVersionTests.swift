import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS
import Testing

@testable import Stationmaster

@Suite("TLS versions and suites", .timeLimit(.minutes(1)))
struct TLSVersionTests {
    private let files: TLSFiles

    init() throws { files = try TLSFiles() }

    /// Whether a client with this version and these suites comes to terms with the server.
    private func agrees(_ version: TLSVersion, _ suites: [NIOTLSCipher], key: String) throws -> Bool {
        try files.make("server", key)
        let material = try TLSMaterial.read(files.settings, trusting: nil)
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        if !suites.isEmpty { configuration.cipherSuiteValues = suites }
        let done = Done()
        let server = EmbeddedChannel(handlers: [NIOSSLServerHandler(context: material.context), done])
        let context = try NIOSSLContext(configuration: configuration)
        let client = EmbeddedChannel(handler: try NIOSSLClientHandler(context: context, serverHostname: nil))
        for channel in [server, client] { _ = channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 1)) }
        // An alert is thrown where it arrives.
        try? exchange(client, server)
        return done.isDone
    }

    private func exchange(_ client: EmbeddedChannel, _ server: EmbeddedChannel) throws {
        for _ in 0..<10 {
            while let bytes = try client.readOutbound(as: ByteBuffer.self) { try server.writeInbound(bytes) }
            while let bytes = try server.readOutbound(as: ByteBuffer.self) { try client.writeInbound(bytes) }
        }
    }

    @Test(arguments: [
        (TLSVersion.tlsv13, [], "prime256v1", true), (.tlsv1, [], "rsa:2048", false), (.tlsv11, [], "rsa:2048", false),
        (.tlsv12, [NIOTLSCipher.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256], "prime256v1", true),
        (.tlsv12, [.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384], "secp384r1", true),
        (.tlsv12, [.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256], "rsa:2048", true),
        (.tlsv12, [.TLS_RSA_WITH_AES_128_GCM_SHA256], "rsa:2048", true),
        (.tlsv12, [.TLS_RSA_WITH_AES_256_GCM_SHA384], "rsa:2048", true),
        (.tlsv12, [.TLS_RSA_WITH_AES_128_CBC_SHA, .TLS_RSA_WITH_AES_256_CBC_SHA], "rsa:2048", false),
        (.tlsv12, [.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA], "rsa:2048", false),
        (.tlsv12, [.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA], "prime256v1", false),
    ])
    func `trap 30: TLS 1.2 and later, with AES-GCM`(
        version: TLSVersion, suites: [NIOTLSCipher], key: String, isSpoken: Bool
    ) throws {
        #expect(try agrees(version, suites, key: key) == isSpoken)
    }
}

private final class Done: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private(set) var isDone = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { isDone = true }
    }
}
