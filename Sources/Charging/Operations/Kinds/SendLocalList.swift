import JSON
import OCPP

/// Whether a list replaces or changes the one before. The raw value is the schema's word.
package enum LocalListUpdate: String, Sendable, CaseIterable {
    case full = "FULL"
    case differential = "DIFFERENTIAL"
}

extension StationOperation {
    /// A charger gets the tags that are valid there, to decide by while it is offline.
    ///
    /// A difference is made against the list that the charger has last accepted, and only while nothing has happened since
    /// that leaves in doubt what it holds; then the whole list is needed first.
    ///
    /// - Parameter update: nil: a difference where one can be made, the whole list where not.
    ///
    /// OCPP 1.6 edition 2, sections 3.5.2 and 5.15.
    package static func sendLocalList(_ update: LocalListUpdate?) -> StationOperation {
        var operation = StationOperation(
            .sendLocalList, described: .described(["updateType": .described(update?.rawValue)])
        ) { context in
            let draft = try await context.tools.localLists.draft(for: context.target.station, at: context.now)
            guard update != .differential || draft.held != nil else {
                throw ChargingError(
                    .conflict, "It is not known which list the charger holds; send the FULL list first.")
            }
            let update = update ?? (draft.held == nil ? .full : .differential)
            let transfer = LocalListTransfer(
                lists: context.tools.localLists, station: context.target.station, draft: draft, now: context.now)
            return OperationCall(OCPP16.SendLocalList.self) { chargePoint, onSent in
                try await transfer.run(update, to: chargePoint, onSent: onSent)
            }
        }
        operation.right = .configureStation
        return operation
    }
}
