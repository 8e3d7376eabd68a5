import GraphQL
import Synchronization

/// Bounds what one execution may load, over all its fields: page sizes multiply with nesting and with aliases.
final class RowBudget: Sendable {
    static let limit = 200_000
    private let asked = Mutex(0)

    /// - Throws: a `LIMIT_EXCEEDED` error once the pages asked for in this request add up to more than the limit.
    func take(_ rows: Int) throws {
        let total = asked.withLock { asked in
            asked += min(rows, Self.limit + 1)
            return asked
        }
        guard total <= Self.limit else {
            throw FieldError.limitExceeded(
                "rows of all pages", value: total, allowed: Self.limit,
                message: "The pages of this request add up to \(total) rows; at most \(Self.limit) are allowed. "
                    + "Ask for shorter pages, or in several requests.")
        }
    }
}
