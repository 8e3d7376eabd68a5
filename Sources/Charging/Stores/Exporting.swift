/// A list that is read whole, as a table of texts.
package enum Export: Sendable, Hashable {
    case stations(StationFilter)
    case sessions(SessionFilter)
}

package struct ExportColumn: Sendable, Hashable {
    package var name: String
    /// Written by us, and so nothing that anybody could have made a formula of.
    package var isSafe: Bool

    package init(name: String, isSafe: Bool) {
        self.name = name
        self.isSafe = isSafe
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
