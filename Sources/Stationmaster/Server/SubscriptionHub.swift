import Charging
import ChargingAPI
import GraphQL
import Synchronization

/// Executes each distinct subscription once and hands the same bytes to everybody who asked for it.
///
/// Distinct means: other document, operation or variables, or rights with another reach.
final class SubscriptionHub: Sendable {
    enum Delivery: Sendable {
        case next([UInt8])
        /// The last one.
        case failed(GraphQLResponse)
    }
    typealias Sink = @Sendable (Delivery) -> Void

    struct Membership: Sendable {
        fileprivate let key: Key
        fileprivate let id: UInt64
    }

    fileprivate struct Key: Hashable, Sendable {
        let operation: OperationKey
        let fingerprint: SubscriptionFingerprint
    }
    private struct Shared {
        /// Tells a source that has ended from its successor under the same key.
        let serial: UInt64
        var sinks: [UInt64: Sink] = [:]
        var handle: TaskNest.Handle?
    }
    private struct Table {
        var shared: [Key: Shared] = [:]
        var nextID: UInt64 = 0
    }

    private let table = Mutex(Table())
    private let nest: TaskNest

    init(nest: TaskNest) { self.nest = nest }

    /// Distinct subscriptions that are executed now.
    var sourceCount: Int { table.withLock { $0.shared.count } }
    var subscriberCount: Int { table.withLock { $0.shared.values.reduce(0) { $0 + $1.sinks.count } } }

    /// - Returns: nil when the server is too busy.
    func join(_ operation: PreparedOperation<APIContext>, context: APIContext, sink: @escaping Sink) -> Membership? {
        let key = Key(operation: operation.key, fingerprint: subscriptionFingerprint(context.viewer))
        let (id, serial) = table.withLock { table -> (UInt64, UInt64?) in
            table.nextID += 1
            let id = table.nextID
            let isNew = table.shared[key] == nil
            table.shared[key, default: Shared(serial: id)].sinks[id] = sink
            return (id, isNew ? id : nil)
        }
        guard let serial else { return Membership(key: key, id: id) }
        guard let handle = nest.start({ [self] in await run(key, serial, operation, context) }) else {
            // Others may have joined meanwhile.
            let others = table.withLock { $0.shared.removeValue(forKey: key)?.sinks.filter { $0.key != id } ?? [:] }
            for sink in others.values {
                sink(.failed(GraphQLResponse(failure: GraphQLError("the server is too busy", code: .limitExceeded))))
            }
            return nil
        }
        // Everybody may have left, or the source may have ended, before its handle was here.
        let isWanted = table.withLock { table -> Bool in
            guard table.shared[key]?.serial == serial else { return false }
            table.shared[key]?.handle = handle
            return true
        }
        if !isWanted { handle.cancel() }
        return Membership(key: key, id: id)
    }

    func leave(_ membership: Membership) {
        let abandoned = table.withLock { table -> TaskNest.Handle? in
            guard var shared = table.shared[membership.key], shared.sinks.removeValue(forKey: membership.id) != nil
            else {
                return nil
            }
            guard shared.sinks.isEmpty else {
                table.shared[membership.key] = shared
                return nil
            }
            table.shared[membership.key] = nil
            return shared.handle
        }
        abandoned?.cancel()
    }

    private func run(_ key: Key, _ serial: UInt64, _ operation: PreparedOperation<APIContext>, _ context: APIContext)
        async
    {
        do {
            for try await event in try await operation.events(context: context) {
                let response = await operation.respond(to: event, context: context.renewed())
                let sinks = table.withLock { table in
                    table.shared[key].flatMap { $0.serial == serial ? Array($0.sinks.values) : nil }
                }
                guard let sinks else { return }
                for sink in sinks { sink(.next(response.bytes)) }
            }
            // No source ends by itself: either everybody has left, or the events came faster than they were answered.
            let reason = "the subscription fell behind its events; subscribe again"
            end(key, serial, .failed(GraphQLResponse(failure: GraphQLError(reason, code: .limitExceeded))))
        } catch let failure as RequestFailure {
            end(key, serial, .failed(failure.response))
        } catch {
            end(key, serial, .failed(GraphQLResponse(failure: GraphQLError("the subscription ended", code: .internal))))
        }
    }

    private func end(_ key: Key, _ serial: UInt64, _ delivery: Delivery) {
        let sinks = table.withLock { table -> [Sink] in
            guard let shared = table.shared[key], shared.serial == serial else { return [] }
            table.shared[key] = nil
            return Array(shared.sinks.values)
        }
        for sink in sinks { sink(delivery) }
    }
}
