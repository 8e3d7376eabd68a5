/// How a connection is secured, and how who is calling was proven.
///
/// OCPP security whitepaper edition 2, section 2; it has no number for a connection that proves nothing.
package enum SecurityProfile: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case unproven = 0
    case password = 1
    case passwordOverTLS = 2
    case clientCertificate = 3

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
