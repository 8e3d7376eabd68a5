import Charging
import GraphQL

// Everybody may change what is their own.
extension ResolverGroup<APIContext> {
    static var notificationMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "markNotificationsRead": markNotificationsRead, "saveNotificationPreference": saveNotificationPreference,
            "saveQuietHours": saveQuietHours,
        ]
    }

    private static var markNotificationsRead: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let ids = try input.ids("ids", .notification)
            let isAll = input.boolean("all") ?? false
            guard (ids != nil) != isAll else { throw input.refusal("ids", "or all has to be given, and not both.") }
            try await context.stores.upkeep.notificationChanges.markNotificationsRead(
                ids?.map(NotificationID.init(rawValue:)), viewer: context.viewer)
            return .one(MarkedNotifications())
        }
    }

    private static var saveNotificationPreference: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let preference = NotificationPreference(
                kind: try input.required("kind", try input.word("kind", as: NotificationKind.self)),
                isShown: try input.required("isShown", input.boolean("isShown")),
                isMailed: try input.required("isMailed", input.boolean("isMailed")))
            try await context.stores.upkeep.notificationChanges.save(preference, viewer: context.viewer)
            return .one(SavedNotificationPreference())
        }
    }

    private static var saveQuietHours: FieldResolver<APIContext> {
        .loadObject { field, context in
            var hours: QuietHours?
            if let input = InputReader(field.object("input")).member("quietHours") {
                let given = try input.name("timeZone", upTo: 64)
                let zone: String? = if let given { given } else { try await context.organizationDefault(.timeZone) }
                hours = try QuietHours(input, timeZone: zone)
            }
            try await context.stores.upkeep.notificationChanges.save(hours, viewer: context.viewer)
            return .one(SavedNotificationPreference())
        }
    }
}

extension QuietHours {
    fileprivate init(_ input: InputReader, timeZone: String?) throws {
        guard let timeZone else {
            throw input.refusal("timeZone", "is missing: give it here, or choose one for the organization.")
        }
        self.init(
            from: try input.clockMinute("from"), to: try input.clockMinute("to"), timeZone: timeZone)
        guard from != to else { throw input.refusal("to", "is the same as from.") }
    }
}

extension InputReader {
    /// Minutes of the day, of a text such as 22:30.
    fileprivate func clockMinute(_ name: String) throws -> Int {
        let text = try required(name, try self.name(name, upTo: 5))
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text.utf8.count == 5, parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { throw refusal(name, "is no time of the day such as 22:30.") }
        return hour * 60 + minute
    }
}

/// Minutes of the day as a text such as 22:30.
func clockText(_ minutes: Int) -> String {
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(digits(minutes / 60)):\(digits(minutes % 60))"
}
