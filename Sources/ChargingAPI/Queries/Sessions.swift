import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessions: FieldResolver<APIContext> {
        rootPages(as: { SessionOrder($0).list }) { page, fields, field, context in
            try await context.stores.sessions.sessions(
                try SessionFilter(field), order: SessionOrder(field), page: page, fields: fields, viewer: context.viewer
            )
        }
    }
}

extension SessionOrder {
    fileprivate init(_ field: FieldRequest) {
        self = field.string("orderBy").flatMap(SessionOrder.init(rawValue:)) ?? .startedAtDescending
    }

    init(_ input: InputReader) throws {
        self = try input.word("orderBy", as: SessionOrder.self) ?? .startedAtDescending
    }

    fileprivate var list: CursorList {
        switch self {
        case .startedAtDescending: .sessionsNewestFirst
        case .startedAt: .sessionsOldestFirst
        case .energyDescending: .sessionsByEnergyDescending
        case .energy: .sessionsByEnergy
        case .durationDescending: .sessionsByDurationDescending
        case .duration: .sessionsByDuration
        }
    }
}
