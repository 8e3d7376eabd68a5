package import Charging

/// An export as its address says it, with `group` as `extensions.group`, for one viewer.
package struct ExportRequest: Sendable {
    package let export: Export
    package let viewer: Viewer

    /// - Throws: as ``Export``, and ``ChargingError`` `.badInput` for a group that is none.
    package init(_ list: String, _ parameters: [ExportParameter], _ viewer: Viewer) throws {
        var parameters = parameters, viewer = viewer
        if let place = parameters.firstIndex(where: { $0.name == "group" }) {
            let text = parameters.remove(at: place).value
            guard let id = GlobalID(text), id.type == .group else {
                throw ChargingError(.badInput, "group is not the id of a Group.")
            }
            viewer.groupScope = GroupID(rawValue: id.rawValue)
        }
        export = try Export(list, parameters.map { ($0.name, $0.value) })
        self.viewer = viewer
    }
}
