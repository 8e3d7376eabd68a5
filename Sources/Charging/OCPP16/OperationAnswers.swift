/// Which words of a charger mean that it will do what it was asked.
enum OperationAnswers {
    static let accepting: Set<String> = [
        "Accepted", "Scheduled", "RebootRequired", "Unlocked",
        // Accepted, and what was under way is given up for it (security whitepaper edition 2, section 6).
        "AcceptedCanceled",
    ]
}
