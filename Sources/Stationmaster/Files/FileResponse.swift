import Charging
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import SystemPackage

/// A file as an answer: whole or the part that is asked for, read as fast as it is taken.
struct FileResponse {
    private static let chunkBytes: Int64 = 64 << 10

    let file: StoredFile
    let path: String
    /// Nil for what is only to be saved.
    var contentType: String?
    let pass: TransferGate.Pass
    let pace: TransferPace
    /// The connection that the answer goes over: closed under a client that takes it too slowly.
    let channel: any Channel

    private var entityTag: String { "\"\(file.sha256.hexadecimal)\"" }

    func response(to request: Request) async throws -> Response {
        var headers = Self.safety
        headers[.eTag] = entityTag
        headers[.acceptRanges] = "bytes"
        headers[.contentType] = contentType ?? "application/octet-stream"
        headers[.contentDisposition] = contentType == nil ? Self.disposition(file.fileName) : "inline"
        if let known = request.headers[.ifNoneMatch], known == entityTag || known == "*" {
            return Response(status: .notModified, headers: headers)
        }
        let range = ByteRange(
            request.headers[.range], of: file.size, unless: request.headers[.ifRange], isNot: entityTag)
        switch range {
        case .whole: return try await response(.ok, headers, 0..<file.size)
        case .part(let part):
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
            return try await response(.partialContent, headers, part)
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(file.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    private func response(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ part: Range<Int64>
    ) async throws -> Response {
        let body = Self.body(
            of: try await BlockingWork.run { [path] in try OpenFile(blocking: path) }, part, pass: pass, pace: pace,
            channel: channel)
        return Response(status: status, headers: headers, body: body)
    }

    /// Reads as fast as the client takes it, and closes the connection under one that is too slow.
    static func body(
        of source: OpenFile, _ part: Range<Int64>, pass: TransferGate.Pass, pace: TransferPace, channel: any Channel
    ) -> ResponseBody {
        ResponseBody(contentLength: Int(part.count)) { writer in
            let watch = TransferWatch(pace)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await watch.untilTooSlow()
                    // Whoever waits for the client to take bytes is told so.
                    channel.close(promise: nil)
                }
                var place = part.lowerBound
                while place < part.upperBound {
                    let count = min(Self.chunkBytes, part.upperBound - place)
                    let bytes = try await source.read(at: place, count: count)
                    place += Int64(bytes.readableBytes)
                    if place >= part.upperBound { pass.end() }
                    try await writer.write(bytes)
                    watch.note()
                }
                group.cancelAll()
            }
            try await writer.finish(nil)
            pass.end()
        }
    }

    /// RFC 6266; what is not plain ASCII goes into the second form.
    private static func disposition(_ name: String?) -> String {
        guard let name else { return "attachment" }
        let plain = String(name.map { $0.isASCII && !"\"\\/%".contains($0) && $0 >= " " && $0 != "\u{7F}" ? $0 : "_" })
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? plain
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    private static let safety: HTTPFields = {
        var headers: HTTPFields = [.xContentTypeOptions: "nosniff"]
        headers[.cacheControl] = "private, no-cache"
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return headers
    }()
}

/// A file that is open as long as somebody holds it.
final class OpenFile: Sendable {
    private let descriptor: SystemPackage.FileDescriptor

    init(blocking path: String) throws {
        do {
            descriptor = try SystemPackage.FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        } catch Errno.noSuchFileOrDirectory {
            throw FileRefusal.unknown
        }
    }

    deinit { try? descriptor.close() }

    func read(at place: Int64, count: Int64) async throws -> ByteBuffer {
        try await BlockingWork.run { [self] in
            var buffer = ByteBuffer()
            let length = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Int(count)) { bytes in
                try descriptor.read(
                    fromAbsoluteOffset: place, into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(Int(count))))
            }
            // Somebody cut it behind our back; the client sees that it does not come whole.
            guard length > 0 else { throw FileRefusal.brokenOff }
            return buffer
        }
    }
}
