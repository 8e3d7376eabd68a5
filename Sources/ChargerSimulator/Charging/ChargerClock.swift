import JSON
import OCPP

/// What the clock of a charge point shows when it is asked for the time.
struct ChargerClock: Equatable, Sendable {
    enum Manner: Equatable, Sendable {
        case right
        /// Fast by so much, or slow where it is negative.
        case off(by: Duration)
        /// Counts from 1970, since nobody has set it since it was switched on.
        case unset
        /// Stands still.
        case stopped(at: Timestamp)
    }

    var manner = Manner.right
    /// Times are written without their zone.
    var omitsZone = false

    func told(_ now: Timestamp) -> SentTime {
        let shown =
            switch manner {
            case .right: now
            case .off(let difference): now.advanced(by: difference)
            case .unset: Timestamp(microseconds: now.microseconds % 86_400_000_000)
            case .stopped(let time): time
            }
        let text = shown.description
        return omitsZone && text.hasSuffix("Z") ? SentTime(verbatim: String(text.dropLast())) : SentTime(shown)
    }
}
