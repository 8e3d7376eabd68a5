/// Why a server of `graphql-transport-ws` ends a socket, in numbers that its clients know.
public struct TransportWSCloseCode: RawRepresentable, Sendable, Hashable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A message that the protocol does not know.
    public static let badRequest = TransportWSCloseCode(rawValue: 4400)
    /// An operation before the connection was acknowledged.
    public static let unauthorized = TransportWSCloseCode(rawValue: 4401)
    public static let forbidden = TransportWSCloseCode(rawValue: 4403)
    /// The client offered no sub-protocol that is spoken here.
    public static let subprotocolNotAcceptable = TransportWSCloseCode(rawValue: 4406)
    public static let initialisationTimeout = TransportWSCloseCode(rawValue: 4408)
    public static let subscriberAlreadyExists = TransportWSCloseCode(rawValue: 4409)
    public static let tooManyInitialisationRequests = TransportWSCloseCode(rawValue: 4429)
    public static let internalServerError = TransportWSCloseCode(rawValue: 4500)
}
