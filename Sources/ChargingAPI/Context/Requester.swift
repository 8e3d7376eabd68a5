package import Charging
import Synchronization

/// The request behind an execution: where it comes from, and what its answer does to the browser's cookie.
package final class Requester: Sendable {
    package enum CookieChange: Sendable, Equatable {
        case set(SessionCookie)
        case cleared
    }

    package let origin: RequestOrigin
    /// Whether the answer can carry a cookie; over a WebSocket it cannot.
    private let takesCookies: Bool
    private let change = Mutex<CookieChange?>(nil)

    package init(_ origin: RequestOrigin, takesCookies: Bool) {
        self.origin = origin
        self.takesCookies = takesCookies
    }

    package var cookieChange: CookieChange? { change.withLock { $0 } }

    func change(cookie: CookieChange) { change.withLock { $0 = cookie } }

    /// - Throws: where a browser could not be signed in.
    func requireCookies() throws {
        guard takesCookies else {
            throw ChargingError(.badInput, "Ask this by POST /graphql: its answer sets a cookie.")
        }
    }
}
