import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var localList: ResolverGroup<APIContext> {
        var list = ResolverGroup<APIContext>("LocalList")
        list.column("version", LocalListField.version)
        list.column("entryCount", LocalListField.entryCount)
        list.column("isInStep", LocalListField.isInStep)
        list.column("lastSentAt", LocalListField.lastSentAt)
        return list
    }

    static var localListOfStation: FieldResolver<APIContext> {
        atMostOne(of: StationField.self) { stations, fields, context in
            try await context.stores.stations.localLists(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }
}

extension LocalListField: APIField {
    static let columnsByName: [String: [LocalListField]] = [
        "version": [.version], "entryCount": [.entryCount], "isInStep": [.isInStep], "lastSentAt": [.lastSentAt],
    ]
}
