import JSON
import Postgres

extension PostgresTimestamp {
    init(_ time: Timestamp) { self.init(microseconds: time.microseconds) }
}

extension Timestamp {
    init(_ time: PostgresTimestamp) { self.init(microseconds: time.microseconds) }
}
