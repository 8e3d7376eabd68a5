import Foundation
import JSON

extension Timestamp {
    /// The server's clock.
    static var now: Timestamp {
        // A double holds microseconds of this century exactly.
        Timestamp(microseconds: Int64((Date.now.timeIntervalSince1970 * 1e6).rounded()))
    }
}
