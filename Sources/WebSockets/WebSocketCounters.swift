/// What went over a connection so far. Bytes are those of the wire, frame headers included; messages leave out control frames.
package struct WebSocketCounters: Sendable, Equatable {
    package var messagesReceived = 0
    package var messagesSent = 0
    package var bytesReceived = 0
    package var bytesSent = 0
}
