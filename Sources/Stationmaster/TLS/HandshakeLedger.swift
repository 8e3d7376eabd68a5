import JSON
import Metrics
import Synchronization

/// TLS handshakes: how many are under way, and what became of those that failed.
///
/// A client that begins and does not go on costs memory until its time is up, so there is room for so many, and for so many of
/// one address.
final class HandshakeLedger: Sendable {
    struct Limits: Sendable {
        var underWay = 4_096
        /// The chargers of a large site come back together and from one address.
        var perAddress = 1_024
        /// From the TCP connection to the end of the handshake.
        var time = Duration.seconds(10)
        /// Addresses of which the last failure is kept.
        var remembered = 1_000
    }

    /// The last failure of an address.
    struct Failure: Sendable, Equatable {
        var reason: HandshakeFailure
        var at: Timestamp
        /// Of this address so far, as long as it is remembered.
        var count = 1
        /// What BoringSSL says of it.
        var detail: String?
    }

    private struct State {
        var underWay = 0
        var byAddress: [String: Int] = [:]
        var failures: [String: Failure] = [:]
    }

    let limits: Limits
    private let proxies: TrustedProxies
    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())
    private let successes = Counter(label: "stationmaster_tls_handshakes")
    private let failures = Dictionary(
        uniqueKeysWithValues: HandshakeFailure.allCases.map {
            ($0, Counter(label: "stationmaster_tls_handshakes_failed", dimensions: [("reason", $0.rawValue)]))
        })

    /// - Parameter proxies: of which each may begin as many as there is room for.
    init(
        limits: Limits = Limits(), proxies: TrustedProxies = TrustedProxies(), now: @escaping @Sendable () -> Timestamp
    ) {
        self.limits = limits
        self.proxies = proxies
        self.now = now
    }

    var underWay: Int { state.withLock { $0.underWay } }

    /// False when there is no room; then ``ended(from:_:)`` is not to be called.
    func begin(from address: String) -> Bool {
        let isProxy = IPAddress(address).map(proxies.contains) ?? false
        let isLetIn = state.withLock { state in
            let own = state.byAddress[address, default: 0]
            guard state.underWay < limits.underWay, isProxy || own < limits.perAddress else { return false }
            state.underWay += 1
            state.byAddress[address] = own + 1
            return true
        }
        if !isLetIn { note(.busy, from: address, detail: nil) }
        return isLetIn
    }

    /// - Parameter failure: nil when it succeeded.
    func ended(from address: String, _ failure: (reason: HandshakeFailure, detail: String?)?) {
        state.withLock { state in
            state.underWay -= 1
            let own = state.byAddress[address, default: 0] - 1
            state.byAddress[address] = own > 0 ? own : nil
        }
        if let failure {
            note(failure.reason, from: address, detail: failure.detail)
        } else {
            successes.increment()
        }
    }

    /// The newest first.
    func lastFailures(limit: Int) -> [(address: String, failure: Failure)] {
        let all = state.withLock { $0.failures }
        return all.sorted { $0.value.at > $1.value.at }.prefix(limit).map { (address: $0.key, failure: $0.value) }
    }

    private func note(_ reason: HandshakeFailure, from address: String, detail: String?) {
        failures[reason]?.increment()
        let now = now()
        state.withLock { state in
            if state.failures[address] == nil, state.failures.count >= limits.remembered {
                // A quarter goes at once, so that an attack does not make every failure cost a search.
                let oldest = state.failures.sorted { $0.value.at < $1.value.at }.prefix(max(1, limits.remembered / 4))
                for (address, _) in oldest { state.failures[address] = nil }
            }
            let count = (state.failures[address]?.count ?? 0) &+ 1
            let shown = detail.map { String($0.prefix(200)) }
            state.failures[address] = Failure(reason: reason, at: now, count: count, detail: shown)
        }
    }
}
