import JSON
import NIOCore
import WebSockets

/// The charger that causes events: it reports another status of its connector each time it is told to.
final class FanOutCharger: WebSocketHandler {
    private let tally: FanOutTally

    init(tally: FanOutTally) { self.tally = tally }

    func opened() {}

    /// Every frame but the answer to the first one, its boot, is the answer to a status.
    func received(text: ByteBuffer) {
        let start = text.getString(at: text.readerIndex, length: min(text.readableBytes, 32)) ?? ""
        if start.hasPrefix("[3,\"status") { tally.chargerAnswered() }
        if start.hasPrefix("[4,") { tally.failed(String(buffer: text)) }
    }

    func closed(_ closure: WebSocketClosure) {}

    static let boot: JSONValue = [
        2, "boot", "BootNotification", ["chargePointVendor": "Stationmaster", "chargePointModel": "Fan-out"],
    ]

    static func status(_ number: Int) -> JSONValue {
        [
            2, .string("status\(number)"), "StatusNotification",
            [
                "connectorId": 1, "errorCode": "NoError",
                "status": .string(number.isMultiple(of: 2) ? "Preparing" : "Available"),
            ],
        ]
    }
}
