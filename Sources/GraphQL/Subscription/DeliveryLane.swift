import Synchronization

/// Where subscribers live that one step reaches together, such as an event loop or an actor's executor.
///
/// An event costs one step for each lane and not one for each subscriber.
public struct DeliveryLane: Sendable {
    let id: ObjectIdentifier?
    let execute: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// - Parameters:
    ///   - owner: tells lanes apart; it must live as long as subscribers are on the lane.
    ///   - execute: runs the work there, in the order of the calls, without waiting for it.
    public init(_ owner: AnyObject, execute: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        id = ObjectIdentifier(owner)
        self.execute = execute
    }

    private init() {
        id = nil
        execute = { $0() }
    }

    /// Subscribers that are called from the task that executes the subscription; they must not block it.
    public static let direct = DeliveryLane()
}

/// The subscribers of one source on one lane.
struct LaneMembers<Delivery: Sendable>: Sendable {
    typealias Sink = @Sendable (Delivery) -> Void

    let lane: DeliveryLane
    private(set) var sinks: [Sink] = []
    private var ids: [UInt64] = []
    private var places: [UInt64: Int] = [:]

    init(_ lane: DeliveryLane) { self.lane = lane }

    var isEmpty: Bool { sinks.isEmpty }

    mutating func add(_ id: UInt64, _ sink: @escaping Sink) {
        places[id] = sinks.count
        sinks.append(sink)
        ids.append(id)
    }

    mutating func remove(_ id: UInt64) -> Bool {
        guard let place = places.removeValue(forKey: id) else { return false }
        sinks.swapAt(place, sinks.count - 1)
        ids.swapAt(place, ids.count - 1)
        sinks.removeLast()
        ids.removeLast()
        if place < ids.count { places[ids[place]] = place }
        return true
    }

    /// Never waits, whatever the sinks do.
    func deliver(_ delivery: Delivery, counting deliveries: DeliveryCount) {
        let sinks = sinks
        deliveries.began()
        lane.execute {
            for sink in sinks { sink(delivery) }
            deliveries.ended()
        }
    }
}

/// Deliveries that are on their way to their lanes.
final class DeliveryCount: Sendable {
    private let count = Atomic<Int>(0)

    var waiting: Int { count.load(ordering: .relaxed) }
    func began() { count.add(1, ordering: .relaxed) }
    func ended() { count.subtract(1, ordering: .relaxed) }
}
