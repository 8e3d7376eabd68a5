import Charging
import JSON
import Postgres

/// What a register's state means beside the one at which the session `r` began.
///
/// Chargers count by the meter's lifetime, by the session, or by turns; some begin anew with each boot. A state far below
/// that of the start counts from zero, as far as a connector can have given that much since. One so far above that no
/// connector can have given that much is the lifetime's, while the start told zero or another state that was not the
/// meter's: energy is then counted from a baseline, the first state told on that scale. Nothing ever takes energy away from
/// a session that was measured before.
enum RegisterReading {
    /// More than any connector gives: a megawatt, in Wh per second.
    private static let fastestWhPerSecond: SQL = "277.8"
    /// What is never doubted, in Wh, whatever the clocks say: a car's battery.
    private static let allowance: SQL = "100000"
    /// The same where nobody knows when the charge began, and more than any vehicle takes at once: a megawatt hour.
    private static let wideAllowance: SQL = "1000000"

    /// The state that energy is counted from.
    static let baseline: SQL = "coalesce(r.meter_baseline_wh, r.meter_start_wh)"

    private static func flowed(until time: SQL) -> SQL {
        "greatest(0, extract(epoch FROM " + time + " - r.started_at)::float8) * " + fastestWhPerSecond
    }

    /// The most that the connector can have given.
    private static func reach(at time: SQL) -> SQL {
        "(CASE WHEN r.is_start_time_assumed THEN " + wideAllowance + " ELSE " + allowance + " END"
            + " + " + flowed(until: time) + ")"
    }

    /// What the session has taken by a state on another scale than the baseline's; null where it is on the same.
    private static func sinceStart(_ register: SQL, at time: SQL) -> SQL {
        "(CASE WHEN " + register + " < 0 OR " + register + " >= " + baseline + " THEN NULL"
            + " WHEN r.meter_baseline_wh IS NULL THEN CASE WHEN " + register + " < r.meter_start_wh / 2 AND " + register
            + " <= " + flowed(until: time) + " THEN " + register + " END"
            + " WHEN " + register + " - r.meter_start_wh BETWEEN 0 AND " + reach(at: time)
            + " THEN " + register + " - r.meter_start_wh END)"
    }

    /// The state on the scale of the baseline.
    static func understood(_ register: SQL, at time: SQL) -> SQL {
        "coalesce(" + baseline + " + " + sinceStart(register, at: time) + ", " + register + ")"
    }

    /// The energy of a session that ended at this state. One that says nothing leaves what was measured.
    static func energy(until register: SQL, at time: SQL) -> SQL {
        "CASE WHEN " + register + " >= " + baseline + " THEN " + register + " - " + baseline
            + " ELSE greatest(0, r.last_meter_wh - " + baseline + ", " + sinceStart(register, at: time) + ") END"
    }

    // MARK: - A register out of reach

    /// The baseline that this state calls for; null where a connector can have given as much.
    ///
    /// A start at zero, after which nothing was measured, is doubted sooner: after some hours a lifetime of a few megawatt
    /// hours is in reach, and no vehicle takes as much.
    ///
    /// - Parameter lowest: the lowest of the states that were told together with this one, on its scale.
    static func newBaseline(for register: SQL, at time: SQL, lowest: SQL) -> SQL {
        "CASE WHEN " + register + " - " + baseline + " > CASE WHEN r.meter_baseline_wh IS NULL AND r.meter_start_wh = 0"
            + " AND r.last_meter_wh = 0 THEN least(" + wideAllowance + ", " + reach(at: time) + ") ELSE "
            + reach(at: time) + " END THEN least(" + lowest + ", " + register + " - (r.last_meter_wh - " + baseline
            + ")) END"
    }

    /// The details of a fact of that kind.
    static let note: SQL = """
        '{"note": "the register is further above the start than a connector can have given since"}'::jsonb
        """

    /// The lowest of these states from which that one can have been reached, by the same rate and the same allowance.
    static func lowest(of registers: [Sample], before register: Double, at time: Timestamp) -> Sample? {
        registers.filter { sample in
            let apart = sample.at.understood.duration(to: time).components.seconds.magnitude
            return (0...100_000 + Double(apart) * 277.8).contains(register - sample.value)
        }.min { $0.value < $1.value }
    }
}
