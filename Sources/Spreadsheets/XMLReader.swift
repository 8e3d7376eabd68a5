import CExpat
import Charging

/// Walks through one XML document that somebody else made.
///
/// Document types are refused, and with them every entity that could grow; so is what nests deeply.
final class XMLReader {
    typealias Attributes = [String: String]

    private static let depthLimit = 64

    private let begin: (String, Attributes) throws -> Void
    private let text: (String) throws -> Void
    private let end: (String) throws -> Void
    private var depth = 0
    private var failure: (any Error)?
    private let parser: XML_Parser

    /// Names come without their prefixes.
    init(
        begin: @escaping (String, Attributes) throws -> Void, text: @escaping (String) throws -> Void,
        end: @escaping (String) throws -> Void
    ) throws {
        guard let parser = XML_ParserCreate(nil) else { throw SourceFailure("The workbook cannot be read.") }
        self.parser = parser
        (self.begin, self.text, self.end) = (begin, text, end)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { XMLReader.of($0)?.began($1, $2) }, { XMLReader.of($0)?.ended($1) })
        XML_SetCharacterDataHandler(parser) { XMLReader.of($0)?.heard($1, $2) }
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            XMLReader.of(context)?.stop(SourceFailure("The workbook has a document type, which no workbook needs."))
        }
    }

    deinit { XML_ParserFree(parser) }

    /// The next bytes of the document.
    func take(_ bytes: UnsafeBufferPointer<CChar>, isLast: Bool) throws {
        let status = XML_Parse(parser, bytes.baseAddress, Int32(clamping: bytes.count), isLast ? 1 : 0)
        if let failure { throw failure }
        guard status == XML_STATUS_OK else {
            let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "broken"
            throw SourceFailure("The workbook is damaged: \(reason).")
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLReader? {
        context.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func began(
        _ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        depth += 1
        guard depth <= Self.depthLimit else { return stop(SourceFailure("The workbook is nested too deeply.")) }
        var attributes: Attributes = [:]
        var place = 0
        while let pairs, let key = pairs[place], let value = pairs[place + 1] {
            attributes[Self.local(key)] = String(cString: value)
            place += 2
        }
        attempt { try begin(Self.local(name), attributes) }
    }

    private func ended(_ name: UnsafePointer<CChar>?) {
        depth -= 1
        attempt { try end(Self.local(name)) }
    }

    private func heard(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
        let heard = UnsafeBufferPointer(start: bytes, count: Int(count))
        attempt { try text(String(decoding: UnsafeRawBufferPointer(heard), as: UTF8.self)) }
    }

    private func attempt(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        failure = failure ?? error
        XML_StopParser(parser, 0)
    }

    private static func local(_ name: UnsafePointer<CChar>?) -> String {
        guard let name else { return "" }
        let text = String(cString: name)
        return text.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(text[text.utf8.index(after: $0)...]) } ?? text
    }
}
