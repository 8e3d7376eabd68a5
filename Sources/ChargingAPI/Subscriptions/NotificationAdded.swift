import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// The viewer's own: two people never share an execution of this, see `subscriptionFingerprint`.
    static var notificationAdded: FieldResolver<APIContext> {
        .subscription { field, context in
            let wanted = NotificationField.wanted(field.selectedFields())
            let user = context.viewer.userID
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .notificationsAdded(let news) = event else { return false }
                return news.user == user
            }
            return events(context, EventReach(context), where: wants) { event -> [NotificationRecords] in
                guard case .notificationsAdded(let news) = event else { return [] }
                let columns = NotificationField.columns(of: wanted)
                let found = try await NotificationField.load(news.ids.map(\.rawValue), columns, context)
                return found.singleRows.map { Records($0, selection: wanted, context: context) }
            }
        }
    }
}

typealias NotificationRecords = Records<NotificationField>

extension RowBatch {
    /// Each row as a batch of its own, for subscriptions, which answer one at a time.
    var singleRows: [RowBatch<Field>] {
        ids.indices.map { row in
            RowBatch(ids: [ids[row]], columns: columns.mapValues { $0.single(row) })
        }
    }
}

extension Column {
    fileprivate func single(_ row: Int) -> Column {
        switch self {
        case .integers(let values): .integers([values[row]])
        case .numbers(let values): .numbers([values[row]])
        case .booleans(let values): .booleans([values[row]])
        case .texts(let values): .texts([values[row]])
        case .timestamps(let values): .timestamps([values[row]])
        case .documents(let values): .documents([values[row]])
        }
    }
}
