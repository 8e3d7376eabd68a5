import GraphQL
import JSON
import Synchronization

/// Objects that are nothing but keys, from which their fields' values are computed.
struct KeyedObjects: ObjectBatch {
    var keys: [UInt32]

    var count: Int { keys.count }
}

/// Lives as long as one request.
final class DeterministicContext: Sendable {
    private let mutations = Mutex<UInt32>(0)

    /// The number of mutations so far, so that their order and number show in what they answer.
    func nextMutation() -> UInt32 {
        mutations.withLock { count in
            count += 1
            return count
        }
    }
}

/// Answers every field of every object type as ``DeterministicWorld`` says.
///
/// Which of the engine's roads a field takes (plain or suspending, columns by row or by object, typed or JSON) depends on
/// its name, so that all of them are compared.
struct DeterministicResolvers {
    let world: DeterministicWorld

    static func groups(for world: DeterministicWorld) -> [ResolverGroup<DeterministicContext>] {
        let resolvers = DeterministicResolvers(world: world)
        return world.objects.map { object in
            var group = ResolverGroup<DeterministicContext>(object.name)
            for field in object.fields {
                group[field.name] = resolvers.resolver(for: field.name, of: object.name, type: field.type)
            }
            return group
        }
    }

    private func resolver(for field: String, of type: String, type fieldType: ValueType)
        -> FieldResolver<DeterministicContext>
    {
        let world = world
        if type == world.subscription { return events(field, of: type, type: fieldType) }
        let isRoot = type == world.query || type == world.mutation
        let road = DeterministicWorld.hash("\(type).\(field)")
        let isLeaf = world.possibleTypes[fieldType.name] == nil && !world.isObject(fieldType.name)
        let answer = FieldAnswer(world: world, type: type, field: field, fieldType: fieldType, road: road)
        switch (isLeaf, fieldType.depth > 0, isRoot) {
        case (true, _, true):
            return road % 2 == 0
                ? .leaf { answer.leaves(answer.rootKeys($1), $0) }
                : .loadLeaf { answer.leaves(answer.rootKeys($1), $0) }
        case (true, _, false):
            return road % 2 == 0
                ? .leaf(on: KeyedObjects.self) { objects, request, _ in answer.leaves(answer.keys(objects), request) }
                : .loadLeaf(on: KeyedObjects.self) { objects, request, _ in
                    answer.leaves(answer.keys(objects), request)
                }
        case (false, false, true):
            return road % 2 == 0
                ? .object { answer.objects(answer.rootKeys($1), $0) }
                : .loadObject { answer.objects(answer.rootKeys($1), $0) }
        case (false, false, false):
            return road % 2 == 0
                ? .object(on: KeyedObjects.self) { objects, request, _ in answer.objects(answer.keys(objects), request)
                }
                : .loadObject(on: KeyedObjects.self) { objects, request, _ in
                    answer.objects(answer.keys(objects), request)
                }
        case (false, true, true):
            return road % 2 == 0
                ? .list { answer.lists(answer.rootKeys($1), $0) } : .loadList { answer.lists(answer.rootKeys($1), $0) }
        case (false, true, false):
            return road % 2 == 0
                ? .list(on: KeyedObjects.self) { objects, request, _ in answer.lists(answer.keys(objects), request) }
                : .loadList(on: KeyedObjects.self) { objects, request, _ in
                    answer.lists(answer.keys(objects), request)
                }
        }
    }

    /// Three events; a stream that is refused now and then.
    private func events(_ field: String, of type: String, type fieldType: ValueType)
        -> FieldResolver<DeterministicContext>
    {
        let world = world
        let isLeaf = world.possibleTypes[fieldType.name] == nil && !world.isObject(fieldType.name)
        let answer = FieldAnswer(world: world, type: type, field: field, fieldType: fieldType, road: 1)
        return .subscription { request, _ in
            let arguments = JSONValue.object(request.arguments).canonical
            let seed = world.seed(parent: 0, type: type, field: field, arguments: arguments)
            if world.isError(seed) { throw FieldError("refused", code: .conflict) }
            let numbers = AsyncStream<UInt32>(bufferingPolicy: .bufferingOldest(3)) { continuation in
                for number in 0..<3 as Range<UInt32> { continuation.yield(number) }
                continuation.finish()
            }
            return EventStream(events: numbers) { number in
                let value = world.value(
                    fieldType, seed: DeterministicWorld.hash("\(seed)@\(number)"), arguments: arguments)
                if isLeaf { return EventStream.Event(leaf: FieldAnswer.json(value)) }
                guard fieldType.depth > 0 else { return EventStream.Event(answer.objects([value], errors: [])) }
                return EventStream.Event(answer.lists([value], errors: []))
            }
        }
    }
}
