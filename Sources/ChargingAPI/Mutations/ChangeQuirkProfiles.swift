import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var createQuirkProfile: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.configureStation)
            let input = InputReader(field.object("input"))
            var draft = QuirkProfileDraft.empty
            draft.name = try input.required("name", try input.name("name", upTo: 100))
            try draft.change(input)
            let made = try await context.stores.quirkProfileChanges.createQuirkProfile(draft, viewer: context.viewer)
            await context.services.quirkProfilesChanged(made.organizationID)
            return .one(Payload<QuirkProfileField>(id: made.draft.profile.id.rawValue))
        }
    }

    static var updateQuirkProfile: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.configureStation)
            let input = InputReader(field.object("input"))
            let id = QuirkProfileID(rawValue: try input.required("id", try input.id("id", .quirkProfile)))
            let made = try await context.stores.quirkProfileChanges.updateQuirkProfile(id, viewer: context.viewer) {
                $0.name = try input.name("name", upTo: 100) ?? $0.name
                try $0.change(input)
            }
            await context.services.quirkProfilesChanged(made.organizationID)
            return .one(Payload<QuirkProfileField>(id: id.rawValue))
        }
    }

    static var deleteQuirkProfiles: FieldResolver<APIContext> {
        deletion(.quirkProfile, right: .configureStation) { ids, context in
            let organizations = try await context.stores.quirkProfileChanges.deleteQuirkProfiles(
                ids.map(QuirkProfileID.init(rawValue:)), viewer: context.viewer)
            for organization in organizations { await context.services.quirkProfilesChanged(organization) }
        }
    }
}

extension QuirkProfileDraft {
    /// About every charger, setting nothing right, switched off.
    fileprivate static var empty: QuirkProfileDraft {
        QuirkProfileDraft(
            name: "",
            profile: QuirkProfile(
                id: QuirkProfileID(rawValue: 0), vendor: QuirkPattern("*"), model: QuirkPattern("*"),
                firmwareVersion: QuirkPattern("*"), corrections: QuirkCorrections()),
            isOn: false)
    }

    /// Takes over what the input names; what can be taken away is taken away by null.
    fileprivate mutating func change(_ input: InputReader) throws {
        func pattern(_ name: String, _ current: QuirkPattern) throws -> QuirkPattern {
            try input.name(name, upTo: QuirkPattern.maximumLength).map { QuirkPattern($0) } ?? current
        }
        profile.vendor = try pattern("vendor", profile.vendor)
        profile.model = try pattern("model", profile.model)
        profile.firmwareVersion = try pattern("firmwareVersion", profile.firmwareVersion)
        let separator = try input.name("idTagSuffixSeparator", upTo: QuirkCorrections.longestSeparator)
        let offset = try input.integer("utcOffsetMinutes", in: QuirkCorrections.utcOffsets)
        if input.isGiven("idTagSuffixSeparator") { profile.corrections.idTagSuffixSeparator = separator }
        if input.isGiven("utcOffsetMinutes") { profile.corrections.utcOffsetMinutes = offset }
        func take(_ name: String, _ flag: inout Bool) { flag = input.boolean(name) ?? flag }
        take("reversesIdTag", &profile.corrections.reversesIDTag)
        take("reportsSessionEnergy", &profile.corrections.reportsSessionEnergy)
        take("knowsOnlyStackLevelZero", &profile.corrections.knowsOnlyStackLevelZero)
        take("isOn", &isOn)
    }
}
