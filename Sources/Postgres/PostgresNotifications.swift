/// What a listener hears.
public enum PostgresNotification: Sendable, Hashable {
    /// LISTEN is in force from now on, for the first time or again after a gap (a lost connection, a reader that was too slow):
    /// what happened before may have been missed, so read the state now.
    case listening
    case message(payload: String)
}

/// The notifications of one channel, in order, until the client ends.
public struct PostgresNotifications: AsyncSequence, Sendable {
    let stream: AsyncStream<PostgresNotification>

    public func makeAsyncIterator() -> AsyncStream<PostgresNotification>.AsyncIterator {
        stream.makeAsyncIterator()
    }
}

extension PostgresClient {
    /// Listens to a channel for as long as the sequence is read.
    ///
    /// A reader that falls more than `bufferLimit` notifications behind loses the oldest and gets
    /// ``PostgresNotification/listening`` instead.
    ///
    /// - Precondition: the name has 1 to 63 bytes and no U+0000.
    public func notifications(_ channel: String, bufferLimit: Int = 1_024) -> PostgresNotifications {
        precondition((1...63).contains(channel.utf8.count) && !channel.utf8.contains(0), "not the name of a channel")
        let limit = max(2, bufferLimit)
        let (stream, continuation) = AsyncStream<PostgresNotification>.makeStream(
            bufferingPolicy: .bufferingNewest(limit))
        let subscriber = Listening.Subscriber(continuation: continuation, bufferLimit: limit)
        core.enter { core in
            let id = core.makeID()
            continuation.onTermination = { [weak core] _ in
                core?.enter { $0.stopListening(id, to: channel) }
            }
            core.listen(subscriber, id: id, to: channel)
        }
        return PostgresNotifications(stream: stream)
    }
}
