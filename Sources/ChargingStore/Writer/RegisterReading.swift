import Postgres

/// What a register's state means beside the one at which the session `r` began.
///
/// Chargers count by the meter's lifetime, by the session, or by turns; some begin anew with each boot. A state far below
/// that of the start counts from zero, as far as a connector can have given that much since. Nothing ever takes energy
/// away from a session that was measured before.
enum RegisterReading {
    /// More than any connector gives: a megawatt, in Wh per second.
    private static let fastestWhPerSecond: SQL = "277.8"

    static func countsFromZero(_ register: SQL, at time: SQL) -> SQL {
        "(" + register + " >= 0 AND " + register + " < r.meter_start_wh / 2 AND " + register
            + " <= extract(epoch FROM " + time + " - r.started_at)::float8 * " + fastestWhPerSecond + ")"
    }

    /// The state on the scale of the session's start.
    static func understood(_ register: SQL, at time: SQL) -> SQL {
        "CASE WHEN " + countsFromZero(register, at: time) + " THEN r.meter_start_wh + " + register + " ELSE " + register
            + " END"
    }

    /// The energy of a session that ended at this state. One that says nothing leaves what was measured.
    static func energy(until register: SQL, at time: SQL) -> SQL {
        "CASE WHEN " + register + " >= r.meter_start_wh THEN " + register + " - r.meter_start_wh"
            + " ELSE greatest(0, r.last_meter_wh - r.meter_start_wh, CASE WHEN "
            + countsFromZero(register, at: time) + " THEN " + register + " END) END"
    }
}
