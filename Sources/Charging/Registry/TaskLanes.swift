/// Runs what is to be done for many stations beside each other, each piece in a task of its own.
///
/// A task group looks through its children to let one go, which for ten thousand chargers that connect at once takes longer
/// than their work. So they are dealt out to several groups.
struct TaskLanes: Sendable {
    typealias Work = @Sendable () async -> Void

    private let lanes: [(work: AsyncStream<Work>, input: AsyncStream<Work>.Continuation)]

    init(count: Int = 64) {
        // Unbounded: who adds has counted what it adds for.
        lanes = (0..<max(1, count)).map { _ in
            let (work, input) = AsyncStream<Work>.makeStream(bufferingPolicy: .unbounded)
            return (work, input)
        }
    }

    /// Nothing is run any more once ``run()`` was cancelled.
    func add(for station: StationID, _ work: @escaping Work) {
        lanes[Int(station.rawValue.magnitude % UInt64(lanes.count))].input.yield(work)
    }

    /// Until it is cancelled; what runs then is cancelled too, and waited for.
    func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes {
                group.addTask {
                    await withDiscardingTaskGroup { own in
                        for await work in lane.work { own.addTask { await work() } }
                    }
                }
            }
        }
    }
}
