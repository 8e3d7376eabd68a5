/// Where a player takes its next step from.
enum StepSource: Sendable {
    case script(ScriptCursor)
    case driver(RandomDriver)
    /// A bad link: loses the socket every now and then.
    case badLink(seconds: ClosedRange<Double>, isDown: Bool)

    static func list(_ steps: [Step]) -> StepSource { .script(ScriptCursor(steps)) }

    /// Nil when the script has ended.
    mutating func next(using random: inout SeededRandom) -> Step? {
        switch self {
        case .script(var cursor):
            let step = cursor.take(using: &random)
            self = .script(cursor)
            return step
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
