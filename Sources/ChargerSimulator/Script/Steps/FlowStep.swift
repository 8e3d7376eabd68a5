/// Which step comes next. A script is a flat list, so that a place in it is one number.
enum FlowStep: Equatable, Sendable {
    /// Goes through the steps up to the matching `end` so often; `end` is the place of that step.
    case repeats(Int, end: Int)
    /// From the matching `repeat` again, while turns are left.
    case endRepeat
    /// One of the branches, which begin at these places.
    case choose([Int])
    /// The steps up to `end` with that probability.
    case chance(Double, end: Int)
    case jump(Int)
    /// Only a place to jump to.
    case mark

    static let forms = [
        "repeat": "repeat 3 … end", "choose": "choose … or … or … end", "or": "choose … or … end",
        "chance": "chance 30% … end", "end": "repeat 3 … end", "name": "name left 1",
    ]
}

/// A place in a script.
struct ScriptCursor: Sendable {
    let steps: [Step]
    private var next = 0
    /// Of each `repeat` that is being gone through, the innermost last: where it begins, and the turns that are left.
    private var turns: [(begin: Int, left: Int)] = []
    /// A loop around nothing must not keep the event loop.
    private static let maximumHops = 10_000

    init(_ steps: [Step]) {
        self.steps = steps
    }

    /// Nil when the script has ended.
    mutating func take(using random: inout SeededRandom) -> Step? {
        for _ in 0..<Self.maximumHops {
            guard steps.indices.contains(next) else { return nil }
            let step = steps[next]
            next += 1
            switch step {
            case .flow(let flow): follow(flow, using: &random)
            case .loop:
                (next, turns) = (0, [])
                return step
            case .waitBetween(let shortest, let longest):
                return .wait(random.seconds(shortest.seconds...max(shortest.seconds, longest.seconds)))
            default: return step
            }
        }
        return .wait(.milliseconds(1))
    }

    private mutating func follow(_ flow: FlowStep, using random: inout SeededRandom) {
        switch flow {
        case .repeats(let count, let end):
            if count > 0 { turns.append((next, count - 1)) } else { next = end + 1 }
        case .endRepeat:
            guard let turn = turns.popLast(), turn.left > 0 else { return }
            turns.append((turn.begin, turn.left - 1))
            next = turn.begin
        case .choose(let branches): next = branches.randomElement(using: &random) ?? next
        case .chance(let probability, let end): if !random.happens(probability) { next = end }
        case .jump(let place): next = place
        case .mark: break
        }
    }
}
