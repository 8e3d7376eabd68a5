import Charging
import JSON
import Synchronization

/// Counts what those who have not signed in ask for from one address, so that nobody keeps the server busy with it.
final class AddressMeter: Sendable {
    private struct Count {
        var minute: Int64
        var asked: Int
    }
    /// Addresses remembered; beyond, all are forgotten.
    private static let addressLimit = 10_000

    private let perMinute: Int
    private let counts = Mutex<[String: Count]>([:])

    init(perMinute: Int) { self.perMinute = perMinute }

    /// - Throws: ``ChargingError`` `.limitExceeded`.
    func enter(_ address: String, now: Timestamp) throws {
        let minute = now.microseconds / 60_000_000
        let asked = counts.withLock { counts in
            if counts.count >= Self.addressLimit, counts[address] == nil { counts.removeAll(keepingCapacity: true) }
            var count = counts[address] ?? Count(minute: minute, asked: 0)
            if count.minute != minute { count = Count(minute: minute, asked: 0) }
            count.asked += 1
            counts[address] = count
            return count.asked
        }
        guard asked <= perMinute else {
            throw ChargingError(.limitExceeded, "Too many requests from your network. Try again in a minute.")
        }
    }
}
