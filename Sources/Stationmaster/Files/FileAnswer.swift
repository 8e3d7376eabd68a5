import Charging
import ChargingAPI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What clients are told of files: refusals in words; what went wrong on our side is for the log.
enum FileAnswer {
    static func of(
        _ logger: Logger, _ request: Request, _ body: () async throws -> Response
    ) async -> Response {
        let language = Language(request)
        func text(_ status: HTTPResponse.Status, _ message: String) -> Response {
            Self.text(status, ErrorTexts.text(message, in: language))
        }
        do {
            return try await body()
        } catch let refusal as FileRefusal {
            return text(refusal.status, refusal.message)
        } catch is NotSignedIn {
            var response = text(.unauthorized, "send a valid token as Authorization: Bearer …")
            response.headers[.wwwAuthenticate] = "Bearer"
            return response
        } catch let error as ChargingError {
            return text(error.code.status, error.message)
        } catch {
            // The client went away, or the server ends: nobody is at fault, and nobody hears the answer.
            let isGivenUp = error is CancellationError
            logger.log(
                level: isGivenUp ? .debug : .error, "a file could not be transferred", metadata: ["error": "\(error)"])
            guard let id = RequestID.current?.text else {
                return text(.internalServerError, "an error of the server")
            }
            return text(.internalServerError, "an error of the server; in its log it is \(id)")
        }
    }

    static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        if status == .serviceUnavailable { headers[.retryAfter] = "10" }
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}

extension ChargingError.Code {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .badInput: .badRequest
        case .conflict, .chargerOffline: .conflict
        case .limitExceeded: .contentTooLarge
        case .unavailable: .serviceUnavailable
        case .fault: .internalServerError
        }
    }
}
