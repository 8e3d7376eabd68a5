import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var stationShare: ResolverGroup<APIContext> {
        var share = ResolverGroup<APIContext>("StationShare")
        share.globalID(of: ShareField.self)
        share.column("level", ShareField.level)
        share.column("endsAt", ShareField.endsAt)
        share.column("endedAt", ShareField.endedAt)
        share.column("createdAt", ShareField.createdAt)
        share.column("organizationName", ShareField.organizationName)
        share.column("userEmail", ShareField.userEmail)
        share["station"] = reference(from: ShareField.stationID, to: StationField.self)
        return share
    }

    static var sharesOfStation: FieldResolver<APIContext> {
        list(of: StationField.self) { stations, fields, context in
            try await context.stores.upkeep.shares.shares(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }

    static var isShared: FieldResolver<APIContext> {
        .leaf(on: StationRecords.self) { stations, _, context in
            .booleans(try stations.batch.areBorrowed(by: context.viewer))
        }
    }

    static var sharedBy: FieldResolver<APIContext> {
        .leaf(on: StationRecords.self) { stations, _, context in
            .strings(
                zip(try stations.batch.texts(.ownerName), try stations.batch.areBorrowed(by: context.viewer)).map {
                    $1 ? $0 : nil
                })
        }
    }

    static var sharedLevel: FieldResolver<APIContext> {
        .leaf(on: StationRecords.self) { stations, _, context in
            let areBorrowed = try stations.batch.areBorrowed(by: context.viewer)
            let charging = try stations.batch.booleans(.isLentForCharging)
            let operating = try stations.batch.booleans(.isLentForOperating)
            let levels = zip(areBorrowed, zip(charging, operating)).map { isBorrowed, lent -> ShareLevel? in
                guard isBorrowed else { return nil }
                if lent.1 == true { return .operate }
                return lent.0 == true ? .charge : .view
            }
            return .strings(levels.map { $0?.rawValue })
        }
    }
}

extension StationRecords {
    /// Of another organization, where the viewer does not see everything anyhow.
    func areBorrowed(by viewer: Viewer) throws -> [Bool] {
        guard Rights(of: viewer).reach != .everything else { return Array(repeating: false, count: count) }
        return try integers(.organizationID).map { $0 != viewer.organizationID.rawValue }
    }
}

extension ShareField: NodeField {
    static let nodeType = NodeType.stationShare
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.shares.shares(
            ids: ids.map(ShareID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [ShareField]] = [
        "level": [.level], "endsAt": [.endsAt], "endedAt": [.endedAt], "createdAt": [.createdAt],
        "organizationName": [.organizationName], "userEmail": [.userEmail], "station": [.stationID],
    ]
}
