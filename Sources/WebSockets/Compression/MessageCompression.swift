import NIOCore
import Synchronization

/// Lets connections compress their messages where the client offers it (permessage-deflate, RFC 7692).
///
/// All connections of an event loop share one inflater and the few deflaters that their agreements ask for, so a
/// connection costs no more memory with compression than without.
package final class MessageCompression: Sendable {
    private let codecs = Mutex<[ObjectIdentifier: NIOLoopBound<DeflateCodec>]>([:])

    package init() {}

    /// What is agreed on with this client; nil where it offers nothing that can be met. Called on the event loop.
    func negotiate(_ head: HTTPHead, on eventLoop: any EventLoop) -> NegotiatedCompression? {
        let offers = head.list("Sec-WebSocket-Extensions")
        guard !offers.isEmpty, let agreement = DeflateAgreement(offers: offers) else { return nil }
        return NegotiatedCompression(agreement: agreement, codec: codec(on: eventLoop))
    }

    func codec(on eventLoop: any EventLoop) -> DeflateCodec {
        let loop = ObjectIdentifier(eventLoop)
        return codecs.withLock { codecs in
            if let known = codecs[loop] { return known }
            let made = NIOLoopBound(DeflateCodec(), eventLoop: eventLoop)
            codecs[loop] = made
            return made
        }.value
    }
}

/// The compression of one connection.
struct NegotiatedCompression {
    /// Shorter messages hardly get shorter, and cost their time all the same.
    static let worthCompressing = 256

    let agreement: DeflateAgreement
    let codec: DeflateCodec

    /// Nil where the message is better sent as it is.
    func compress(_ message: ByteBuffer) -> ByteBuffer? {
        guard message.readableBytes >= Self.worthCompressing else { return nil }
        return codec.deflate(message, windowBits: agreement.windowBits)
    }
}
