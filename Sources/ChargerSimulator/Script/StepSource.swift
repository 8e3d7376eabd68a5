/// Where a player takes its next step from.
enum StepSource: Sendable {
    case list([Step], next: Int)
    case driver(RandomDriver)
    /// A bad link: loses the socket every now and then.
    case badLink(seconds: ClosedRange<Double>, isDown: Bool)

    static func list(_ steps: [Step]) -> StepSource { .list(steps, next: 0) }

    /// Nil when the script has ended.
    mutating func next(using random: inout SeededRandom) -> Step? {
        switch self {
        case .list(let steps, let next):
            guard next < steps.count else { return nil }
            if steps[next] == .loop {
                self = .list(steps, next: 0)
                return .loop
            }
            self = .list(steps, next: next + 1)
            return steps[next]
        case .driver(var driver):
            let step = driver.next(using: &random)
            self = .driver(driver)
            return step
        case .badLink(let seconds, let isDown):
            self = .badLink(seconds: seconds, isDown: !isDown)
            return isDown ? .disconnect(random.seconds(0.2...8)) : .wait(random.seconds(seconds))
        }
    }
}
