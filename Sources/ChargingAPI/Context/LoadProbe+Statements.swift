import Charging
package import GraphQL

extension LoadProbe {
    /// Counts the statements that a load runs and the rows that they return.
    package static var statements: LoadProbe {
        LoadProbe { load in
            let meter = StatementMeter()
            await StatementMeter.measuring(with: meter) { await load() }
            let counts = meter.counts
            return [("statements", counts.statements), ("rows", counts.rows)]
        }
    }
}
