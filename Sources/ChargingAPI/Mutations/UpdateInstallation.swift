import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateInstallation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let change = try InstallationChange(InputReader(field.object("input")))
            try await context.stores.upkeep.inventoryChanges.updateInstallation(change, viewer: context.viewer)
            return .one(Payload<StationField>(id: change.station.rawValue))
        }
    }

    static var stationInstallation: ResolverGroup<APIContext> {
        var installation = ResolverGroup<APIContext>("StationInstallation")
        installation.column("installer", InstallationField.installer)
        installation.column("installedAt", InstallationField.installedAt)
        installation.column("fuseA", InstallationField.fuseA)
        installation.column("phaseOrder", InstallationField.phaseOrder)
        installation.column("gridLimitW", InstallationField.gridLimitW)
        installation.column("notes", InstallationField.notes)
        return installation
    }

    static var installationOfStation: FieldResolver<APIContext> {
        atMostOne(of: StationField.self) { stations, fields, context in
            try await context.stores.upkeep.inventory.installations(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }
}

extension InstallationField: APIField {
    static let columnsByName: [String: [InstallationField]] = [
        "installer": [.installer], "installedAt": [.installedAt], "fuseA": [.fuseA], "phaseOrder": [.phaseOrder],
        "gridLimitW": [.gridLimitW], "notes": [.notes],
    ]
}

extension InstallationChange {
    fileprivate init(_ input: InputReader) throws {
        self.init(
            station: StationID(rawValue: try input.required("id", try input.id("id", .station))))
        installer = try input.change("installer") { try $0.name($1, upTo: 200) }
        installedAt = try input.change("installedAt") { try $0.timestamp($1) }
        fuseA = try input.change("fuseA") { try $0.measure($1, upTo: 10_000) }
        phaseOrder = try input.change("phaseOrder") { try $0.word($1, as: PhaseOrder.self) }
        gridLimitW = try input.change("gridLimitW") { try $0.measure($1, upTo: 1e9) }
        notes = try input.change("notes") { try $0.text($1, length: 1...2_000) }
    }
}

extension InputReader {
    /// Something physical: more than nothing.
    func measure(_ name: String, upTo limit: Double) throws -> Double? {
        guard let value = number(name) else { return nil }
        guard value > 0, value <= limit else { throw refusal(name, "should be more than 0, and up to \(limit).") }
        return value
    }
}
