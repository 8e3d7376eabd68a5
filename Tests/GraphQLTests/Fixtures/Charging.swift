import GraphQL
import JSON
import Synchronization

/// A small world to ask about: stations with connectors and sessions, in columns.
enum Charging {
    static let sdl = """
        scalar DateTime
        scalar JSON

        type Query {
            stations(first: Int = 10, filter: StationFilter): [Station!]!
            station(id: ID!): Station
            node(id: ID!): Node
            nodes: [Node]
            things: [Thing!]!
            echo(text: String, number: Float, flags: [Boolean!], at: DateTime, any: JSON, kind: Kind = SLOW): JSON
            broken: String
            now: DateTime!
        }

        type Mutation {
            rename(input: RenameInput!): Station
            fail: Station
        }

        type Subscription {
            stationChanged(id: ID): Station!
            tick: Int
        }

        interface Node { id: ID! }
        union Thing = Station | Session
        enum Kind { SLOW FAST }
        input StationFilter { kind: Kind, text: String = "any", ids: [ID!], nested: StationFilter }
        input RenameInput { id: ID!, name: String! }
        input Pick @oneOf { id: ID, name: String }

        type Station implements Node {
            id: ID!
            name: String
            kind: Kind!
            power: Float
            number: Int!
            tags: [String!]
            grid: [[Int!]]
            sessions(first: Int): [Session!]!
            latest: Session
            strict: Session!
            neighbour: Station
        }

        type Session implements Node {
            id: ID!
            energy: Float!
            note: String!
            startedAt: DateTime
            station: Station!
        }
        """
}

struct Stations: ObjectBatch {
    var numbers: [Int]

    init(_ numbers: [Int]) { self.numbers = numbers }

    var count: Int { numbers.count }
    var ids: [String] { numbers.map { "S\($0)" } }
    var kinds: [String] { numbers.map { $0 % 2 == 0 ? "FAST" : "SLOW" } }
    var powers: [Double?] { numbers.map { $0 == 3 ? nil : Double($0) * 1.5 } }
}

struct Sessions: ObjectBatch {
    var numbers: [Int]

    init(_ numbers: [Int]) { self.numbers = numbers }

    var count: Int { numbers.count }
    var ids: [String] { numbers.map { "X\($0)" } }
}

/// What a test wants to know about, or to have go wrong.
final class World: Sendable {
    let calls = Mutex<[String: Int]>([:])
    let internalErrors = Mutex<[String]>([])
    /// Sessions whose note is null, though it may not be.
    let nullNotes: Set<Int>
    /// Sessions whose note is an error.
    let failedNotes: Set<Int>

    init(nullNotes: Set<Int> = [], failedNotes: Set<Int> = []) {
        self.nullNotes = nullNotes
        self.failedNotes = failedNotes
    }

    func count(_ name: String) { calls.withLock { $0[name, default: 0] += 1 } }
    func calls(of name: String) -> Int { calls.withLock { $0[name] ?? 0 } }
}
