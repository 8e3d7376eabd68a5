/// Says why a WebSocket connection ends.
///
/// RFC 6455, section 7.4.
package struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    package var rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let normal: Self = 1000
    package static let goingAway: Self = 1001
    package static let protocolError: Self = 1002
    package static let unsupportedData: Self = 1003
    /// A Close frame without a code; never sent as a number.
    package static let noStatus: Self = 1005
    /// The connection ended without a Close frame; never sent.
    package static let abnormal: Self = 1006
    package static let invalidPayload: Self = 1007
    package static let policyViolation: Self = 1008
    package static let messageTooBig: Self = 1009
    package static let internalError: Self = 1011
    package static let serviceRestart: Self = 1012
    package static let tryAgainLater: Self = 1013

    /// Whether the code may stand in a Close frame.
    package var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension WebSocketCloseCode: ExpressibleByIntegerLiteral, CustomStringConvertible {
    package init(integerLiteral value: UInt16) {
        self.init(rawValue: value)
    }

    package var description: String { String(rawValue) }
}
