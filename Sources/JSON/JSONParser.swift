import CSimdJSON

/// Reads JSON text into a view that is walked without copying.
///
/// The whole text is checked before the view is handed out: grammar, UTF-8, escapes, nesting. Parsers are kept per
/// thread and taken as a stack, so a parse inside the closure of another is safe.
public enum JSONParser {
    /// The size that is read where the caller names none: 4 MiB.
    public static let defaultMaximumSize = 4 << 20

    /// Parses and hands the root to the closure.
    ///
    /// The view is valid only inside the closure; take out what is needed as Swift values.
    ///
    /// - Throws: ``JSONError`` if the bytes are not JSON within the limits, or what the closure throws.
    @inlinable
    public static func withView<R>(
        of bytes: UnsafeRawBufferPointer, maximumDepth: Int = 64, maximumSize: Int = defaultMaximumSize,
        _ body: (JSONView) throws -> R
    ) throws -> R {
        try withResult(of: bytes, maximumDepth: maximumDepth, maximumSize: maximumSize) { result in
            try body(result.get())
        }
    }

    /// As ``withView(of:maximumDepth:maximumSize:_:)``, for bytes that are in an array.
    @inlinable
    public static func withView<R>(
        of bytes: [UInt8], maximumDepth: Int = 64, maximumSize: Int = defaultMaximumSize,
        _ body: (JSONView) throws -> R
    ) throws -> R {
        try bytes.withUnsafeBytes {
            try withView(of: $0, maximumDepth: maximumDepth, maximumSize: maximumSize, body)
        }
    }

    /// As ``withView(of:maximumDepth:maximumSize:_:)``, with a refusal as a value: a caller that turns it into an
    /// answer keeps its own typed error.
    public static func withResult<R, E: Error>(
        of bytes: UnsafeRawBufferPointer, maximumDepth: Int = 64, maximumSize: Int = defaultMaximumSize,
        _ body: (Result<JSONView, JSONError>) throws(E) -> R
    ) throws(E) -> R {
        guard bytes.count <= maximumSize else { return try body(.failure(.tooLarge(maximum: maximumSize))) }
        guard let base = bytes.baseAddress, bytes.count > 0 else { return try body(.failure(.empty)) }

        // Walking a view recurses once a level, so the depth has a ceiling that every thread's stack can carry.
        let depth = min(max(maximumDepth, 1), 512)
        let document = csimdjson_parse(base.assumingMemoryBound(to: UInt8.self), bytes.count, depth)
        defer { csimdjson_release(document.parser) }
        guard let tape = document.tape, let strings = document.strings else {
            return try body(.failure(JSONError(status: document.status, maximumDepth: depth)))
        }
        return try body(.success(JSONView(tape: tape, strings: strings, index: 1)))
    }
}

extension JSONError {
    init(status: Int32, maximumDepth: Int) {
        switch csimdjson_status(rawValue: UInt32(truncatingIfNeeded: status)) {
        case CSIMDJSON_EMPTY: self = .empty
        case CSIMDJSON_INVALID_UTF8: self = .invalidUTF8
        case CSIMDJSON_TOO_DEEP: self = .tooDeep(maximum: maximumDepth)
        case CSIMDJSON_INVALID_NUMBER: self = .invalidNumber
        case CSIMDJSON_OUT_OF_MEMORY: self = .outOfMemory
        default: self = .malformed
        }
    }
}
