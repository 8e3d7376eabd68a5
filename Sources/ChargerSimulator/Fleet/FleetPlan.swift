import JSON
import NIOCore
import NIOPosix
import WebSockets

/// What `charger-simulator` was asked to do with a fleet.
struct FleetPlan: Sendable {
    var endpoint: WebSocketEndpoint
    var tls: ChargerTLS
    var chargers: [ChargerSettings]
    var scenario: Scenario
    var habits: RandomDriver.Habits
    /// Connections per second while the fleet comes up.
    var connectRate: Double
    var threads: Int
    /// Nil: until the scenario or the user ends it.
    var duration: Duration?
    /// Ends the run when standard input does.
    var endsWithInput = false
    /// How long everything may take to be told at the end; nil: the end does not depend on it.
    var drain: Duration?
    var pingInterval = Duration.seconds(60)
    var journalFolder: String?
    /// Days of charges from before the run that are told first.
    var historyDays = 0
    var printsJSON: Bool
    var isQuiet: Bool

    func machine(_ settings: ChargerSettings) -> ChargerMachine {
        let sources = scenario.sources(connectors: settings.connectors, habits: habits)
        var machine = ChargerMachine(settings: settings, sources: sources)
        machine.dropAfterSendProbability = scenario.dropAfterSendProbability
        if historyDays > 0 { machine.rememberHistory(days: historyDays, now: RunClock().now) }
        return machine
    }
}
