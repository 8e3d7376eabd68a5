import HTTPTypes

/// Why a file is not taken or given, as the client is told.
enum FileRefusal: Error, Hashable {
    case unknown, expired, received, underWay, busy, multipart, empty, brokenOff, tooSlow, diskFull
    case encoded(String)
    case tooLarge(limit: Int64)

    var status: HTTPResponse.Status {
        switch self {
        case .unknown: .notFound
        case .expired, .received: .gone
        case .underWay: .conflict
        case .busy: .serviceUnavailable
        case .multipart, .encoded: .unsupportedMediaType
        case .empty, .brokenOff: .badRequest
        case .tooSlow: .requestTimeout
        case .diskFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .tooLarge: .contentTooLarge
        }
    }

    var message: String {
        switch self {
        case .unknown: "there is nothing at this address"
        case .expired: "the time of this address is over"
        case .received: "the file of this address was received already"
        case .underWay: "a file is being received at this address"
        case .busy: "too many files are on their way; try again"
        case .multipart: "send the file itself as the body, not multipart/form-data"
        case .empty: "the file is empty"
        case .brokenOff: "the file did not come whole; send it again"
        case .tooSlow: "the file came too slowly; send it again"
        case .diskFull: "there is no room for the file"
        case .encoded(let encoding): "send the file as it is, without Content-Encoding \(encoding.prefix(20))"
        case .tooLarge(let limit): "the file is larger than \(limit) bytes, which is the most that is taken"
        }
    }
}
