import NIOCore
import WebSockets

/// One connection of a virtual charger; a reconnect makes a new one.
final class ChargerSocket: WebSocketHandler {
    let connection: WebSocketConnection
    private let charger: VirtualCharger

    init(connection: WebSocketConnection, charger: VirtualCharger) {
        self.connection = connection
        self.charger = charger
    }

    func opened() {
        charger.opened(self)
    }

    func received(text: ByteBuffer) {
        text.withUnsafeReadableBytes { charger.received($0, on: self) }
    }

    func closed(_ closure: WebSocketClosure) {
        charger.closed(self, closure)
    }
}
