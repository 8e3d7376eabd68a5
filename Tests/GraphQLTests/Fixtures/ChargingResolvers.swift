import GraphQL
import JSON
import Synchronization

extension Charging {
    static func engine(_ world: World, limits: Limits = Limits()) throws -> Engine<World> {
        try Engine(
            schema: Schema(sdl: sdl), resolvers: [query, mutation, subscription, station, session],
            scalars: ["DateTime": .dateTime, "JSON": .json], limits: limits,
            onInternalError: { error, field in world.internalErrors.withLock { $0.append("\(field): \(error)") } })
    }

    /// Executes and gives the response as text.
    static func run(
        _ query: String, variables: JSONObject = [:], operation: String? = nil, world: World = World()
    ) async throws -> String {
        let request = GraphQLRequest(query: query, operationName: operation, variables: variables)
        return await (try engine(world)).execute(request, context: world).textWithoutExtensions
    }

    private static var query: ResolverGroup<World> {
        var group = ResolverGroup<World>("Query")
        group["stations"] = .loadList { field, world in
            world.count("stations")
            await Task.yield()
            return .all(Stations((0..<(field.integer("first") ?? 10)).map { $0 + 1 }))
        }
        group["station"] = .object { field, _ in
            guard let number = field.string("id").flatMap({ Int($0.dropFirst()) }) else { return .null }
            return .one(Stations([number]))
        }
        group["node"] = .object { field, _ in
            guard let id = field.string("id"), let number = Int(id.dropFirst()) else { return .null }
            return id.hasPrefix("S")
                ? .one(TypedBatch(type: "Station", Stations([number])))
                : .one(TypedBatch(type: "Session", Sessions([number])))
        }
        group["nodes"] = .list { _, _ in mixed([.init(batch: 0, row: 1), .null, .init(batch: 1, row: 0)]) }
        group["things"] = .list { _, _ in
            mixed([.init(batch: 1, row: 0), .init(batch: 0, row: 0), .init(batch: 0, row: 1)])
        }
        group["echo"] = .leaf { field, _ in .constant(.object(field.arguments)) }
        group["broken"] = .leaf { _, _ in throw Broken() }
        group["now"] = .leaf { _, _ in .timestamps([Timestamp(microseconds: 1_767_323_045_678_000)]) }
        return group
    }

    private static func mixed(_ references: [ObjectReference]) -> ListResult {
        .abstract(
            references,
            of: [TypedBatch(type: "Station", Stations([1, 2])), TypedBatch(type: "Session", Sessions([70]))],
            offsets: [0, 3])
    }

    private static var mutation: ResolverGroup<World> {
        var group = ResolverGroup<World>("Mutation")
        group["rename"] = .loadObject { field, world in
            guard let id = field.object("input")?["id"]?.string, let number = Int(id.dropFirst()) else {
                throw FieldError("no such station", code: .notFound)
            }
            world.count("rename \(world.calls(of: "strict")) after")
            return .one(Stations([number]))
        }
        group["fail"] = .loadObject { _, _ in
            throw FieldError("offline", code: ErrorCode("CHARGER_OFFLINE"), extensions: ["operationId": "7"])
        }
        return group
    }

    private static var subscription: ResolverGroup<World> {
        var group = ResolverGroup<World>("Subscription")
        group["stationChanged"] = .subscription { field, _ in
            guard field.string("id") != "none" else { throw FieldError("no such station", code: .notFound) }
            let numbers = AsyncStream<Int>(bufferingPolicy: .bufferingOldest(8)) { continuation in
                for number in 1...4 { continuation.yield(number) }
                continuation.finish()
            }
            return EventStream(numbers) { number in number == 2 ? nil : Stations([number]) }
        }
        group["tick"] = .subscription { _, _ in
            let (stream, source) = EventStream.makeStream(buffering: .endWhenFull(2))
            for number in 1...3 { source.send(EventStream.Event(leaf: .integer(Int64(number)))) }
            source.finish()
            return stream
        }
        return group
    }

    private static var station: ResolverGroup<World> {
        var group = ResolverGroup<World>("Station")
        group["id"] = .leaf(on: Stations.self, \.ids)
        group["name"] = .leaf(on: Stations.self) { stations, _, world in
            world.count("name")
            return .strings(stations.map { $0.numbers[$1] == 1 ? nil : "Station \($0.numbers[$1])" })
        }
        group["kind"] = .leaf(on: Stations.self, \.kinds)
        group["power"] = .leaf(on: Stations.self, \.powers)
        group["number"] = .leaf(on: Stations.self) { stations, _, _ in
            .integers(stations.batch.numbers.map { $0 == 13 ? 1 << 40 : $0 })
        }
        group["tags"] = .leaf(on: Stations.self) { stations, _, _ in
            .lists(
                of: .strings(stations.batch.numbers.map { $0 == 13 ? nil : "tag \($0)" }),
                offsets: (0...stations.batch.count).map { Int32($0) })
        }
        group["grid"] = .leaf(on: Stations.self) { stations, _, _ in
            .json(stations.batch.numbers.map { .array([.array([.integer(Int64($0)), 2]), .null, .array([])]) })
        }
        group["sessions"] = .loadList(on: Stations.self) { stations, field, world in
            world.count("sessions")
            let each = min(field.integer("first") ?? 2, 5)
            let numbers = stations.map { $0.numbers[$1] }.flatMap { number in (0..<each).map { number * 10 + $0 } }
            return .rows(of: Sessions(numbers), offsets: (0...stations.count).map { Int32($0 * each) })
        }
        group["latest"] = .loadObject(on: Stations.self) { stations, _, world in
            world.count("latest")
            return .rows(
                stations.map { $0.numbers[$1] % 3 == 0 ? -1 : Int32($1 % 2) }, of: Sessions([70, 71, 72]))
        }
        group["strict"] = .loadObject(on: Stations.self) { stations, _, world in
            world.count("strict")
            return .rows(stations.map { $0.numbers[$1] == 2 ? -1 : 0 }, of: Sessions([80]))
        }
        group["neighbour"] = .object(on: Stations.self) { stations, _, _ in
            .each(Stations(stations.batch.numbers.map { $0 + 1 }))
        }
        return group
    }

    private static var session: ResolverGroup<World> {
        var group = ResolverGroup<World>("Session")
        group["id"] = .leaf(on: Sessions.self, \.ids)
        group["energy"] = .leaf(on: Sessions.self) { sessions, _, _ in
            .numbers(sessions.batch.numbers.map { Double($0) })
        }
        group["note"] = .leaf(on: Sessions.self) { sessions, _, world in
            world.count("note")
            var column = LeafColumn.strings(
                sessions.batch.numbers.map { world.nullNotes.contains($0) ? nil : "note \($0)" })
            for (row, number) in sessions.batch.numbers.enumerated() where world.failedNotes.contains(number) {
                column = column.failing(FieldError("unreadable", code: .conflict), at: row)
            }
            return column
        }
        group["startedAt"] = .leaf(on: Sessions.self) { sessions, _, _ in
            .timestamps(sessions.batch.numbers.map { Timestamp(microseconds: Int64($0) * 1_000_000) })
        }
        group["station"] = .object(on: Sessions.self) { sessions, _, _ in
            .each(Stations(sessions.batch.numbers.map { $0 / 10 }))
        }
        return group
    }

    struct Broken: Error {}
}
