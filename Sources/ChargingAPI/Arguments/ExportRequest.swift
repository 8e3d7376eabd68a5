package import Charging

/// An export as its address says it, with `group` as `extensions.group`, and `columns` once for each that is wanted, for one
/// viewer.
package struct ExportRequest: Sendable {
    package let table: ExportTable
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
        let columns = parameters.filter { $0.name == "columns" }.map(\.value)
        parameters.removeAll { $0.name == "columns" }
        table = ExportTable(
            try Export(list, parameters.map { ($0.name, $0.value) }), columns: columns.isEmpty ? nil : columns)
        try viewer.require(scopes: ScopeTable.scopes(ofExport: list))
        self.viewer = viewer
    }
}
