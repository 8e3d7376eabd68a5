import Foundation
import HTTPTypes
import Hummingbird

/// What a client calls its file: text that is shown, and nothing that we look for a file by.
enum FileName {
    private static let limit = 255

    /// From the end of the path, or else from Content-Disposition.
    static func of(_ request: Request, path: String?) -> String? {
        if let path, let name = cleaned(path.removingPercentEncoding ?? path) { return name }
        let fields = (request.headers[.contentDisposition] ?? "").split(separator: ";")
        for field in fields.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            guard field.lowercased().hasPrefix("filename=") else { continue }
            return cleaned(field.dropFirst(9).trimmingCharacters(in: CharacterSet(charactersIn: "\" ")))
        }
        return nil
    }

    /// Without folders and control characters, and not too long; nil when nothing is left.
    static func cleaned(_ text: String) -> String? {
        let name = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let scalars = name.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(limit)
        let cleaned = String(String.UnicodeScalarView(scalars)).trimmingCharacters(in: .whitespaces)
        return cleaned.isEmpty || cleaned == "." || cleaned == ".." ? nil : cleaned
    }
}
