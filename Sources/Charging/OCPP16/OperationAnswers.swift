/// Which words of a charger mean that it will do what it was asked.
enum OperationAnswers {
    static let accepting: Set<String> = ["Accepted", "Scheduled", "RebootRequired", "Unlocked"]
}
