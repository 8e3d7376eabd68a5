import JSON
import OCPP

/// A CALL of the charger that waits for the ones before it.
struct InboundCall: Sendable {
    var call: Call
    var handler: MessageHandler
    var receivedAt: Timestamp
    /// Of the frame, in bytes.
    var size: Int
}

/// CALLs in the order of their arrival, counted so that they can be bounded.
struct Inbox: Sendable {
    private var waiting: [InboundCall] = []
    private(set) var bytes = 0

    var count: Int { waiting.count }

    var calls: [InboundCall] { waiting }

    var actions: [String] { waiting.map(\.call.action) }

    mutating func append(_ call: InboundCall) {
        waiting.append(call)
        bytes += call.size
    }

    mutating func popFirst() -> InboundCall? {
        // A handful at most, so moving the others up costs nothing that matters.
        guard !waiting.isEmpty else { return nil }
        let first = waiting.removeFirst()
        bytes -= first.size
        return first
    }

    mutating func removeAll() {
        waiting = []
        bytes = 0
    }
}

/// Frames that came before the station was attached.
struct EarlyFrames: Sendable {
    struct Frame: Sendable {
        var bytes: [UInt8]
        var receivedAt: Timestamp
    }

    private(set) var frames: [Frame] = []
    private(set) var bytes = 0

    var count: Int { frames.count }

    mutating func append(_ frame: UnsafeRawBufferPointer, receivedAt: Timestamp) {
        frames.append(Frame(bytes: Array(frame), receivedAt: receivedAt))
        bytes += frame.count
    }
}
