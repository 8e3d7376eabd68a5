/// Which texts spreadsheets would take for formulas when they read comma-separated values.
package enum FormulaGuard {
    private static let begins = Set("=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

    /// Whether a text begins as formulas do, or as one of those that were kept from it: so each can be told from the other
    /// when it is read again.
    package static func needsApostrophe(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(begins.contains) ?? false
    }
}
