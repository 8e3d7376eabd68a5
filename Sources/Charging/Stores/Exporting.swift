/// A list that is read whole, as a table of texts.
package enum Export: Sendable, Hashable {
    case stations(StationFilter)
    case sessions(SessionFilter)
    case tags(TagFilter)

    /// What a file of it is called.
    package var name: String {
        switch self {
        case .stations: "stations"
        case .sessions: "sessions"
        case .tags: "tags"
        }
    }
}

package struct ExportColumn: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Written by somebody, who may have meant a formula.
        case text
        /// Written by us.
        case word
        case number
        /// ISO 8601 in UTC.
        case time
    }

    package var name: String
    package var kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

package protocol Exporting: Sendable {
    func columns(of export: Export) -> [ExportColumn]
    /// Gives the rows that the viewer's rights reach, some thousand at a time, each with as many cells as there are columns,
    /// all from one moment. Times are ISO 8601 in UTC, energy is in Wh.
    func export(
        _ export: Export, viewer: Viewer, _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws
}
