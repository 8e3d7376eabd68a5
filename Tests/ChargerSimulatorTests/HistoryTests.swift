import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("What was charged before")
struct HistoryTests {
    private let now = Timestamp(microseconds: 1_700_000_000_000_000)

    private func messages(days: Int) -> (waiting: [Message], machine: ChargerMachine) {
        var settings = ChargerSettings(id: "CP1")
        settings.idTags = ["A", "B"]
        var machine = ChargerMachine(settings: settings, sources: [])
        machine.rememberHistory(days: days, now: now)
        return (machine.outbox.waiting.map(\.message), machine)
    }

    @Test func `a month of charges waits to be told, in the order in which they began`() {
        let (waiting, machine) = messages(days: 30)
        let starts = waiting.compactMap { if case .start(let start, _) = $0 { start } else { nil } }
        #expect(starts.count > 40)
        #expect(machine.outbox.lost == 0)
        let times = starts.compactMap(\.timestamp.timestamp)
        #expect(times == times.sorted())
    }

    @Test func `on each connector one charge follows the other, the register never falls, and the tag is its driver's`()
    {
        let (waiting, machine) = messages(days: 30)
        for connector in 1...2 {
            var register = 0
            var isCharging = false
            var keys: Set<TransactionKey> = []
            for message in waiting {
                switch message {
                case .start(let start, let key) where start.connectorId == connector:
                    #expect(!isCharging && start.meterStart >= register)
                    #expect(start.idTag == (connector == 1 ? "A" : "B"))
                    (isCharging, register) = (true, start.meterStart)
                    keys.insert(key)
                case .stop(let stop, let key) where keys.contains(key):
                    #expect(isCharging && stop.meterStop >= register)
                    (isCharging, register) = (false, stop.meterStop)
                default: break
                }
            }
            #expect(!isCharging && register > 0)
            #expect(abs(machine.connectors[connector - 1].registerWh - register) <= 1)
        }
    }

    @Test func `no days are no messages`() {
        #expect(messages(days: 0).waiting.isEmpty)
    }
}
