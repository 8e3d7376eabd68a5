/// The id a charger connects with: the last part of its WebSocket address, percent-decoded.
///
/// 1 to 48 characters, without control characters or `/`, unique over the whole server.
package struct ChargePointID: Sendable, Hashable, Codable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        guard (1...48).contains(text.unicodeScalars.count) else { return nil }
        let isClean = text.unicodeScalars.allSatisfy { $0 != "/" && $0.properties.generalCategory != .control }
        guard isClean else { return nil }
        self.text = text
    }

    package var description: String { text }
}
