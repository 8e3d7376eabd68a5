/// The connectors of one station by their numbers, in that order.
///
/// A list rather than a dictionary: a station has few, each is large, and a dictionary keeps room for three at least.
package struct ConnectorTable: Sendable, Equatable, Codable {
    package private(set) var machines: [ConnectorStateMachine] = []

    package var numbers: [Int] { machines.map(\.number) }
    package var isEmpty: Bool { machines.isEmpty }

    package subscript(number: Int) -> ConnectorStateMachine? {
        machines.first { $0.number == number }
    }

    /// Changes one that is known; nil for another.
    mutating func update<Result>(_ number: Int, _ change: (inout ConnectorStateMachine) -> Result) -> Result? {
        machines.firstIndex { $0.number == number }.map { change(&machines[$0]) }
    }

    /// Changes one that is made first where it is not known yet.
    mutating func updateOrInsert<Result>(_ number: Int, _ change: (inout ConnectorStateMachine) -> Result) -> Result {
        let index = machines.firstIndex { $0.number >= number } ?? machines.endIndex
        if index == machines.endIndex || machines[index].number != number {
            machines.insert(ConnectorStateMachine(number: number), at: index)
        }
        return change(&machines[index])
    }
}

/// Written as an object by number, as recordings hold it.
extension ConnectorTable {
    package init(from decoder: any Decoder) throws {
        let known = try decoder.singleValueContainer().decode([Int: ConnectorStateMachine].self)
        for (_, machine) in known { updateOrInsert(machine.number) { $0 = machine } }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(machines.map { ($0.number, $0) }) { first, _ in first })
    }
}
