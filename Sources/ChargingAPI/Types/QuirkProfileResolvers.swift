import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var quirkProfile: ResolverGroup<APIContext> {
        var profile = ResolverGroup<APIContext>("QuirkProfile")
        profile.globalID(of: QuirkProfileField.self)
        profile.column("name", QuirkProfileField.name)
        profile.column("vendor", QuirkProfileField.vendor)
        profile.column("model", QuirkProfileField.model)
        profile.column("firmwareVersion", QuirkProfileField.firmwareVersion)
        profile.column("reversesIdTag", QuirkProfileField.reversesIDTag)
        profile.column("idTagSuffixSeparator", QuirkProfileField.idTagSuffixSeparator)
        profile.column("reportsSessionEnergy", QuirkProfileField.reportsSessionEnergy)
        profile.column("knowsOnlyStackLevelZero", QuirkProfileField.knowsOnlyStackLevelZero)
        profile.column("utcOffsetMinutes", QuirkProfileField.utcOffsetMinutes)
        profile.column("isOn", QuirkProfileField.isOn)
        profile.column("createdAt", QuirkProfileField.createdAt)
        return profile
    }
}

extension QuirkProfileField: NodeField {
    static let nodeType = NodeType.quirkProfile
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.quirkProfiles.quirkProfiles(
            ids: ids.map(QuirkProfileID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [QuirkProfileField]] = [
        "name": [.name], "vendor": [.vendor], "model": [.model], "firmwareVersion": [.firmwareVersion],
        "reversesIdTag": [.reversesIDTag], "idTagSuffixSeparator": [.idTagSuffixSeparator],
        "reportsSessionEnergy": [.reportsSessionEnergy], "knowsOnlyStackLevelZero": [.knowsOnlyStackLevelZero],
        "utcOffsetMinutes": [.utcOffsetMinutes], "isOn": [.isOn], "createdAt": [.createdAt],
    ]
}
