/// Placeholder until the fuzzers follow.
struct FuzzCommand {
    init(_ arguments: [String]) {}
    func run() async {}
}
