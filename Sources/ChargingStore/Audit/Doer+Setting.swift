import Charging
import Postgres

extension Doer {
    /// Says who it is for the rest of the transaction, where the triggers of the audit trail read it.
    var setting: Statement {
        "SELECT set_config('stationmaster.doer', \("\(userID.rawValue)|\(address?.prefix(64) ?? "")")::text, true)"
    }
}

extension Statement {
    /// Changes nothing, so that nobody asks who did it.
    var isRead: Bool { text.hasPrefix("SELECT ") }
}
